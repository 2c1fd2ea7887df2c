"""The inputs: a file or a text, last year's report, and the buttons."""

from __future__ import annotations

import json

import streamlit as st

from dashboard import parts
from dashboard.self_check import drafts
from sgstats import say

MEGABYTES = 50
"""Of an upload; sgstats reads no longer report either."""


def panel() -> None:
    """Ask for the draft; what is given is taken at once and kept in the session."""
    _words_of_uploads()
    with parts.panel("check_input", title=say("page.check_draft")):
        way = st.segmented_control(
            say("page.check_way"), ["file", "text"], default="file", required=True, key="self_check_way",
            format_func=_way_title, label_visibility="collapsed", persist_state="session",
        )  # fmt: skip
        (_file if way == "file" else _text)()
        _last_year()
        _buttons(way)
        parts.quiet(say("page.check_private"), key="check_private")


def _way_title(way: str) -> str:
    return say(f"page.check_way_{way}")


def _file() -> None:
    st.file_uploader(
        say("page.check_file"), key=f"self_check_file_{drafts.round_number()}", max_upload_size=MEGABYTES,
        on_change=drafts.take_file, label_visibility="collapsed",
    )  # fmt: skip
    draft = drafts.current()
    if draft and draft.name and st.session_state.get(f"self_check_file_{drafts.round_number()}") is None:
        # Streamlit empties an upload when another page is opened; the draft is still there.
        parts.quiet(say("page.check_kept", file=draft.name), key="check_kept")


def _text() -> None:
    st.text_area(
        say("page.check_text"), key="self_check_text", height=190,
        placeholder=say("page.check_text_hint"), on_change=drafts.take_text, label_visibility="collapsed",
        persist_state="session",
    )  # fmt: skip


def _last_year() -> None:
    with st.expander(say("page.check_last_year"), key="check_last_year"):
        kept = drafts.last_year()
        about = (
            say("page.check_last_year_given", file=kept.name) if kept else say("page.check_last_year_about")
        )
        parts.quiet(about, key="check_last_year_about")
        st.file_uploader(
            say("page.check_last_year"), key=f"self_check_previous_{drafts.round_number()}",
            max_upload_size=MEGABYTES, on_change=drafts.take_last_year, label_visibility="collapsed",
        )  # fmt: skip


def _buttons(way: str) -> None:
    with st.container(horizontal=True, key="check_buttons"):
        if way == "text":
            st.button(say("page.check_begin"), type="primary", on_click=drafts.take_text, key="check_begin")
        st.button(say("page.check_example"), on_click=drafts.take_example, key="check_example")
        if drafts.current() or drafts.last_year():
            st.button(say("page.check_clear"), on_click=drafts.clear, key="check_clear")


def _words_of_uploads() -> None:
    """The words of an upload in the language of the moment, for style.css: Streamlit knows English only."""
    words = {
        "choose": say("page.upload_choose"),
        "limit": say("page.upload_limit", megabytes=MEGABYTES),
        "refused": say("page.upload_refused", megabytes=MEGABYTES),
    }
    quoted = {name: json.dumps(text, ensure_ascii=False) for name, text in words.items()}
    told = "".join(f"--upload-{name}: {text};" for name, text in quoted.items())
    st.html(f"<style>:root {{ {told} }}</style>")
