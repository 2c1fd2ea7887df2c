"""Reports on the sample district are verified sentence by sentence, and nothing planted is missed."""

from __future__ import annotations

import pytest

import sgstats

DRAFTS = ("自查报告-2023-全区.docx", "自查报告-2023-节选.md", "自查报告-2023-繁体-GB18030.txt")
FACTS = ("verdict", "base", "count_low", "count_high", "actual_people", "actual_base")


@pytest.fixture(scope="module")
def drafts(samples):
    return samples / "自查"


@pytest.fixture(scope="module")
def verified(store, drafts):
    """Each draft held against the store of the sample district."""
    return {file: sgstats.verify(drafts / file, store=store) for file in DRAFTS}


@pytest.fixture(scope="module")
def truths(expected):
    return expected("claims")


def places(file, found, wanted):
    """What was found for every expected claim: in the paragraph of its text, over its words."""
    texts = {one.number: one.text for one in found.document.paragraphs}
    rows = [row for row in found.claims.to_dicts() if row["cell"] is None]
    begun = {}
    for truth in wanted:
        start = truth["text"].index(truth["printed"], begun.get(truth["text"], 0))
        end = begun[truth["text"]] = start + len(truth["printed"])
        here = [
            row
            for row in rows
            if texts[row["paragraph"]] == truth["text"] and row["start"] < end and start < row["end"]
        ]
        yield truth, here


@pytest.mark.parametrize("file", DRAFTS)
def test_every_claim_is_found_once_in_the_words_it_was_printed_with(verified, truths, file):
    for truth, here in places(file, verified[file], truths[file]["claims"]):
        assert len(here) == 1, truth
        assert here[0]["printed"] in truth["printed"] or truth["printed"] in here[0]["printed"]


@pytest.mark.parametrize("file", DRAFTS)
def test_the_verdict_and_the_counts_are_those_of_the_truth(verified, truths, file):
    wrong = [
        (truth, {name: here[0][name] for name in FACTS})
        for truth, here in places(file, verified[file], truths[file]["claims"])
        if any(name in truth and here[0][name] != truth[name] for name in FACTS)
    ]
    assert wrong == []


@pytest.mark.parametrize("file", DRAFTS)
def test_nothing_true_is_called_wrong(verified, truths, file):
    """Beside the planted claims and the broken total nothing is contradicted or impossible."""
    planted = {
        (truth["text"], truth["printed"])
        for truth in truths[file]["claims"]
        if truth["verdict"] in {"contradicted", "impossible"}
    }
    texts = {one.number: one.text for one in verified[file].document.paragraphs}
    accused = [
        row for row in verified[file].claims.to_dicts() if row["verdict"] in {"contradicted", "impossible"}
    ]
    free = [
        row
        for row in accused
        if row["printed"] != "1346"
        and not any(texts.get(row["paragraph"]) == text and row["printed"] in says for text, says in planted)
    ]
    assert free == []


@pytest.mark.parametrize("file", DRAFTS)
def test_the_planted_breaches_are_found_and_no_others(verified, truths, file):
    broken = verified[file].arithmetic.filter(verified[file].arithmetic["verdict"] == "contradicted")
    found = sorted((row["check"], row["printed"].rstrip("人名%")) for row in broken.to_dicts())
    wanted = sorted((one["check"], one["printed"].rstrip("%")) for one in truths[file]["arithmetic"])
    assert found == wanted


def test_a_number_of_last_year_is_held_against_last_years_table(store, drafts, truths):
    ((file, truth),) = [(file, one) for file, one in truths.items() if "previous" in one]
    found = sgstats.verify(drafts / file, previous=drafts / truth["previous"], store=store).arithmetic
    rows = found.filter(found["check"] == "last_year", found["verdict"] == "contradicted").to_dicts()
    assert [{name: row[name] for name in ("check", "printed", "expected")} for row in rows] == truth[
        "arithmetic"
    ]
