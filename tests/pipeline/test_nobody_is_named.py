"""A full run says and keeps no name, no ID number, no staff number and no telephone number of anybody."""

from __future__ import annotations

import logging
import re

import duckdb
import pytest
from pipeline.conftest import SAMPLES

import sgstats
from sgstats import sources
from sgstats.errors import Refused
from sgstats.fields import field_of_title
from sgstats.messages import use_language
from sgstats.pipeline import Choices, preview

ROSTERS = sorted(SAMPLES.glob("20*"))
PERSONAL = {"name", "id_number", "staff_id", "phone", "bank_account", "address"}


@pytest.fixture(scope="module")
def personal():
    """Every personal value of the samples, as written and without spaces, by a reader of headers only."""
    found = set()
    for path in (path for path in SAMPLES.iterdir() if path.is_file()):
        for table in sources.read(path).tables:
            columns = [one.name for one in table.columns if field_of_title(one.title) in PERSONAL]
            for name in columns:
                found |= set(table.cells[name].drop_nulls())
    found |= {re.sub(r"\s+", "", one) for one in found}
    return {one for one in found if len(one) >= 2}


def quoted(personal, text):
    """The personal values that a text holds; names of two characters only as words of their own."""
    words = set(re.findall(r"[\u4e00-\u9fff·]+|[0-9A-Za-z*]+", text))
    return {one for one in personal if one in words or (len(one) > 3 and one in text)}


def test_the_samples_do_hold_personal_values(personal):
    assert len(personal) > 3000
    assert quoted(personal, " ".join(sorted(personal)[:50]))


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_full_run_says_no_personal_value(personal, tmp_path, capfd, caplog, language):
    caplog.set_level(logging.DEBUG)
    use_language(language)
    try:
        saved = sgstats.ingest(ROSTERS[-2:], store=tmp_path / "x.duckdb")
        shown = preview(ROSTERS[-1])
        refusals = list(refused(tmp_path))
    finally:
        use_language(None)
    told = [message for one in saved for message in one.findings["message"]]
    told += [message for one in saved for message in one.arrival.rejected["message"]]
    told += [*shown.findings["message"], str(shown.rows.rows()), str(saved), *refusals]
    captured = capfd.readouterr()
    assert not quoted(personal, "\n".join([*told, captured.out, captured.err, caplog.text]))


def refused(folder):
    """What is said when samples are refused for one reason or another."""
    first, last = (ROSTERS[n] for n in (4, -1))
    cases = {
        "strict": (first, Choices(strict=True)),
        "sheet": (first, Choices(sheet="没有")),
        "column": (last, Choices(settled=settled("没有=name"))),
        "twice": (last, Choices(settled=settled("A列=name"))),
    }
    for name, (path, choices) in cases.items():
        with pytest.raises(Refused) as refusal:
            sgstats.ingest([path], store=folder / f"{name}.duckdb", choices=choices)
        yield str(refusal.value) + repr(refusal.value)


def settled(*maps):
    from sgstats.records.mapping import Settlement, parse_settlement

    return parse_settlement(maps, [], Settlement())


def test_no_finding_of_any_sample_quotes_anybody(ingested, personal):
    told = [message for one in ingested.saved for message in one.findings["message"]]
    assert not quoted(personal, "\n".join(told))


def test_no_text_column_of_the_store_holds_a_personal_value(ingested, personal):
    with duckdb.connect(str(ingested.store), read_only=True) as connection:
        columns = connection.execute(
            "SELECT table_name, column_name FROM duckdb_columns() "
            "WHERE data_type = 'VARCHAR' AND NOT internal"
        ).fetchall()
        texts = {
            text
            for table, column in columns
            for (text,) in connection.execute(f'SELECT DISTINCT "{column}" FROM "{table}"').fetchall()
            if text
        }
    assert ("posting", "person_id") in columns
    assert not quoted(personal, "\n".join(texts))


def test_the_file_of_the_store_holds_no_number_of_anybody(ingested, personal):
    content = ingested.store.read_bytes()
    numbers = {one for one in personal if re.fullmatch(r"[0-9Xx]{11,18}", one)}
    assert len(numbers) > 1000
    assert not [one for one in numbers if one.encode() in content]
