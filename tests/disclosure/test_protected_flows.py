"""Flow tables and components of a change: rows hidden whole, stocks shown where they tell nothing."""

from dataclasses import replace
from itertools import pairwise

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from invented_accounts import ITEMS, MONTHS, SIGNS, History, account, histories

from sgstats.disclosure import protect
from sgstats.metrics import catalogue


def history(stock, joined, left, moves=()):
    """Units with the movements of one sex, period by period; moves as (from, to, period, people)."""
    joined, left = (np.array(rows)[:, None, :] for rows in (joined, left))
    moved = np.zeros((len(joined), *joined.shape), dtype=int)
    for away, to, time, people in moves:
        moved[away, to, 0, time] = people
    net = joined - left + moved.sum(axis=0) - moved.sum(axis=1)
    first = np.array(stock)[:, None]
    stocks = np.concatenate([first[:, :, None], first[:, :, None] + net.cumsum(axis=2)], axis=2)
    return History(stock=stocks, joined=joined, left=left, moved=moved)


LARGE = history([130, 140, 150], [[20], [22], [25]], [[10], [12], [15]])
MOVED = history([130, 140, 150], [[20], [22], [25]], [[10], [12], [15]], [(0, 1, 0, 2)])


def shown(table, audience="internal"):
    """Rows by group and items: null where hidden."""
    frame = protect(table, audience=audience).frame
    return dict(zip(frame.select(*table.by, "flow").rows(), frame["people"], strict=True))


def test_an_account_of_large_numbers_is_shown_whole():
    assert None not in shown(account(LARGE, ["community"])).values()
    assert None not in shown(account(LARGE, [])).values()


def test_of_a_row_with_few_moves_the_split_is_hidden_and_the_sums_are_shown():
    both = [(0, 1, 0, 2), (1, 0, 0, 9), (1, 2, 0, 30), (2, 1, 0, 40)]
    found = shown(
        account(history([130, 140, 150], [[20], [22], [25]], [[10], [12], [15]], both), ["community"])
    )
    assert [found["0社区", item] for item in ITEMS] == [130, 29, 20, 9, 0, 12, None, None, 147]
    assert [found["1社区", item] for item in ("流入", "流出", "离职")] == [64, 51, None]


def test_a_row_with_few_movements_is_hidden_with_its_zeros_and_another_row():
    found = shown(account(history([130, 140, 150], [[2], [22], [25]], [[1], [12], [15]]), ["community"]))
    for unit in ("0社区", "1社区"):
        assert {found[unit, item] for item in ITEMS[1:-1]} == {None}
    assert found["2社区", "流入"] == 25


def test_stocks_of_a_row_of_hidden_movements_stay_where_they_betray_nothing():
    found = shown(account(MOVED, ["community"]))
    assert [found["0社区", item] for item in ("期初", "期末")] == [130, 138]


def test_a_unit_too_small_for_a_headcount_has_no_account():
    found = shown(account(history([3, 40, 90], [[1], [6], [9]], [[1], [6], [9]]), ["community"]))
    assert {found["0社区", item] for item in ITEMS} == {None}
    assert {found["2社区", item] for item in SIGNS} == {9, 0}


def test_a_single_joiner_of_a_month_cannot_be_read_off_the_stocks():
    """Nobody left in the whole span, so every rise of the stock would be a number of joiners."""
    rising = history([130], [[1, 30, 40, 9]], [[0, 0, 0, 0]])
    found = shown(account(rising, ["month"]))
    assert found[MONTHS[0], "入职"] is None
    assert found[MONTHS[0], "期末"] is None
    assert found[MONTHS[-1], "期末"] == 210


def test_the_closing_of_a_period_is_hidden_where_the_opening_of_the_next_is():
    rising = history([130, 150], [[1, 30, 40, 9], [0, 6, 2, 3]], [[0, 0, 0, 0], [0, 1, 0, 2]])
    found = shown(account(rising, ["community", "month"]))
    for unit in ("0社区", "1社区"):
        for before, after in pairwise(MONTHS):
            assert found[unit, before, "期末"] == found[unit, after, "期初"]


def test_a_number_nobody_knows_is_hidden_from_everyone_and_hides_its_row_from_the_bureau():
    table = account(LARGE, ["community"])
    bad = (
        pl.when((pl.col("community") == "0社区") & (pl.col("flow") == "离职")).then(None).otherwise("people")
    )
    table = replace(table, cells=table.cells.with_columns(people=bad))
    assert shown(table, "analyst")["0社区", "离职"] is None
    assert shown(table, "analyst")["0社区", "入职"] == 20
    assert shown(table)["0社区", "入职"] is None


def test_counts_of_a_release_are_rounded_and_the_analyst_sees_all():
    assert shown(account(LARGE, []), "public")[("入职",)] == 65
    assert None not in shown(account(MOVED, ["community"]), "analyst").values()


def test_an_empty_account_stays_empty():
    table = account(LARGE, ["community"])
    assert protect(replace(table, cells=table.cells.clear())).rows() == []


def test_the_span_is_kept():
    found = protect(account(LARGE, []))
    assert (found.since, found.until, found.on) == (account(LARGE, []).since, account(LARGE, []).until, None)


def change(rows):
    items = ("期初", "入职", "离职", "转入", "转出", "期末")
    cells = [
        {"component": item, "age_band": band, "people": people, "value": people / 10}
        for band, counts in rows.items()
        for item, people in zip(items, counts, strict=True)
    ]
    facts = {"name": "change", "definition": catalogue()["change"], "by": ("component",), "of": "age_band"}
    return replace(account(LARGE, []), **facts, cells=pl.DataFrame(cells))


AGED = {"青": (300, 40, 20, 0, 30, 290), "中": (400, 30, 20, 30, 2, 438), "老": (200, 10, 20, 2, 0, 192)}


def test_contributions_to_a_change_are_hidden_with_their_people():
    frame = protect(change(AGED)).frame
    hidden = frame.filter(pl.col("people").is_null())
    assert hidden["value"].null_count() == hidden.height > 0
    assert frame.filter(component="期末")["people"].to_list() == [290, 438, 192]


def test_a_contribution_beside_hidden_people_of_its_item_is_not_told():
    """What nobody of an item adds to a share still tells how many there are in the other rows."""
    frame = protect(change(AGED)).frame
    for side in (("入职", "转入"), ("离职", "转出")):
        rows = frame.filter(pl.col("component").is_in(side))
        if rows["people"].null_count():
            assert rows["value"].null_count() == rows.height


def test_contributions_are_exact_and_so_not_for_a_release_of_rounded_counts():
    large = {"青": (300, 40, 20, 0, 30, 290), "老": (200, 20, 20, 30, 0, 230)}
    assert protect(change(large)).frame["value"].null_count() == 0
    release = protect(change(large), audience="public")
    assert release.frame["value"].null_count() == release.frame.height
    assert any("贡献" in note for note in release.notes)


@settings(max_examples=40, deadline=None)
@given(histories(3, 1, 2))
@pytest.mark.parametrize("audience", ["internal", "public"])
def test_nothing_small_is_ever_printed_and_hidden_movements_of_a_line_add_up_to_no_small_number(
    audience, history
):
    table = account(history, ["community"])
    threshold = {"internal": 5, "public": 8}[audience]
    found = shown(table, audience)
    true = dict(zip(table.cells.select("community", "flow").rows(), table.cells["people"], strict=True))
    assert not {true[key] for key, seen in found.items() if seen is not None} & set(range(1, threshold))
    total = shown(account(history, []), audience)
    for item in ("入职", "离职"):
        hidden = [true[key] for key, seen in found.items() if key[1] == item and seen is None]
        assert total[(item,)] is None or sum(hidden) == 0 or sum(hidden) >= threshold
