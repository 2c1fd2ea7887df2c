"""The page on the rectification ledger as a reader of it: what stands there, and filling in its forms."""

from __future__ import annotations

import re

import sgstats

HOSTILE = "<script>alert(1)</script>**粗**:red[红]$x$[甲](http://192.0.2.1)"
OFFICE = "区整改办"


def html(app):
    """All that the page writes as markup of its own."""
    return "\n".join(element.proto.body for element in app.get("html"))


def cards_of(app):
    """The ids on the board, in order."""
    return re.findall(r'class="issue"><div class="issue-head"><span>(.*?)</span>', html(app))


def button(app, label, place=0):
    return [one for one in app.button if one.label == label][place]


def act_as(app, who=OFFICE):
    next(one for one in app.text_input if one.label == "由谁修改").set_value(who)
    return app.run()


def open_issue(app, item):
    app.session_state["rectification_open"] = item
    app.run()
    assert not app.exception
    return app


def choose_act(app, name):
    next(one for one in app.button_group if one.key.startswith("ledger_act")).set_value(name)
    return app.run()


def put(app, label, value):
    """Fill in the input of a form by its label."""
    kinds = (app.text_area, app.text_input, app.selectbox, app.date_input, app.checkbox)
    next(one for kind in kinds for one in kind if one.label == label).set_value(value)


def record(app):
    button(app, "记录").click()
    app.run()
    assert not app.exception
    return app


def issue_of(store, item):
    return next(one for one in sgstats.standing_ledger(store).issues if one.item == item)
