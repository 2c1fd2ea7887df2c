"""A store is opened for one question, or once for all that are asked inside a block."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from invented_arrivals import arrival, person, stored

from sgstats.errors import Refused
from sgstats.store import days, holding, reading


@pytest.fixture
def store(tmp_path):
    path = tmp_path / "held.duckdb"
    stored(path, arrival(2022, person(1)))
    return path


def test_questions_inside_a_block_share_one_connection(store):
    with holding(store), reading(store) as first, reading(store) as second:
        assert first is second


def test_a_block_inside_a_block_shares_it_too(store):
    with holding(store), reading(store) as outer, holding(store), reading(store) as inner:
        assert inner is outer


def test_outside_a_block_every_question_opens_the_store_itself(store):
    with reading(store) as first, reading(store) as second:
        assert first is not second


def test_a_block_that_asks_nothing_opens_nothing(tmp_path):
    with holding(tmp_path / "missing.duckdb"):
        pass


def test_a_missing_store_is_refused_when_it_is_asked(tmp_path):
    with holding(tmp_path / "missing.duckdb"), pytest.raises(Refused, match=r"missing\.duckdb"):
        days(tmp_path / "missing.duckdb")


def test_after_the_block_the_store_can_be_written_again(store):
    with holding(store):
        before = days(store)
    stored(store, arrival(2023, person(2)))
    assert len(days(store)) == len(before) + 1


def test_many_readers_side_by_side_all_get_their_answer(store):
    with ThreadPoolExecutor(8) as readers:
        answers = list(readers.map(lambda _: days(store), range(40)))
    assert answers == [days(store)] * 40
