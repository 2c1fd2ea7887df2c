"""What never leaves a command: names, ID numbers, staff numbers; formulas and terminal codes that act."""

from __future__ import annotations

import re

import pytest
from commands import HEADER, PERSON, SAMPLES

from sgstats.cli.output import aligned, defused, harmless

# 11010519491231002X is the example number printed in GB 11643.
NUMBER, NAME, STAFF = "11010519491231002X", "赵无名", "工号甲乙丙"
PEOPLE = [*HEADER, "工号"], [NAME, "男", NUMBER, "1980.01", "乱写的学历", "春晓街道", "晨曦社区", STAFF]
ID_NUMBER = re.compile(r"(?<!\d)[1-9]\d{16}[\dXx](?!\d)")


def personal(ended):
    return [secret for secret in (NAME, NUMBER, STAFF) if secret in ended.out + ended.err]


@pytest.mark.parametrize("form", ["table", "json", "csv"])
def test_no_command_prints_a_person(run, roster, form):
    header, row = PEOPLE
    path = roster(row, row, ["", *row[1:2], "", *row[3:7], ""], header=header)
    ended = [
        run(*words, "--format", form)
        for words in (
            ["preview", path],
            ["ingest", path, "--dry-run"],
            ["ingest", path],
            ["imports"],
            ["rejected"],
            ["rejected", "--findings"],
            ["measure", "structure", "--of", "gender", "--audience", "analyst"],
        )
    ]
    assert [one.code for one in ended] == [0] * 7
    assert not [secret for one in ended for secret in personal(one)]


def test_a_person_is_shown_on_request_in_a_preview_only(run, roster):
    header, row = PEOPLE
    path = roster(row, header=header)
    assert set(personal(run("preview", path, "--show-personal"))) == {NAME, NUMBER, STAFF}
    assert run("ingest", path, "--show-personal").code == 2


def test_no_id_number_of_the_samples_is_printed(district, ask):
    told = [district.loaded, ask("rejected", "--findings"), ask("rejected", "--findings", "--format", "csv")]
    assert not [found for one in told for found in ID_NUMBER.findall(one.out + one.err)]


def test_the_detector_of_id_numbers_detects(run):
    shown = run("preview", SAMPLES / "2012-幸福社区-8人.xlsx", "--show-personal", "--format", "csv")
    assert ID_NUMBER.search(shown.out)


@pytest.mark.parametrize("formula", ["=1+1", "+1", "-1+1", "@SUM(A1)", "\t=1", "\r=1", "＝1+1"])
def test_a_text_that_a_spreadsheet_would_run_is_defused(formula):
    assert defused(formula) == f"'{formula}"


@pytest.mark.parametrize("value", [-5, -0.5, None, "街道", "40–50岁", ""])
def test_a_number_or_a_plain_text_stays_as_it_is(value):
    assert defused(value) == value


def test_csv_output_is_defused(run, roster):
    path = roster([*PERSON[:5], "=cmd|' /C calc'!A0", "+1社区"])
    for row in run("preview", path, "--format", "csv").csv:
        assert not [value for value in row.values() if value.startswith(("=", "+", "-", "@"))]


def test_a_file_name_cannot_command_the_terminal(run, roster):
    path = roster([*PERSON[:5], "\x1b[2J街道", "晨曦\u202e社区"], header=[*HEADER[:6], "社区"])
    hostile = path.rename(path.with_name("名单\x1b[31m.csv"))
    ended = [
        run("preview", hostile),
        run("ingest", hostile),
        run("imports"),
        run("imports", "--format", "json"),
    ]
    ended.append(run("ingest", "missing\x1b[31m.csv"))
    assert not [one for one in ended if set("\x1b\u202e") & set(one.out + one.err)]
    assert ended[3].json[0]["file"] == hostile.name


@pytest.mark.parametrize("sign", ["\x1b", "\r", "\b", "\x9b", "\x7f", "\u202e", "\u2066"])
def test_a_sign_that_a_terminal_obeys_is_replaced(sign):
    assert harmless(f"甲{sign}乙\n") == "甲\ufffd乙\n"


def test_a_line_break_in_a_value_does_not_break_the_table():
    assert aligned([{"a": "甲\n乙", "b": 1}], titles={"a": "名", "b": "数"}).count("\n") == 1


def test_columns_line_up_where_characters_are_wide_combined_or_absent():
    lines = aligned(
        [{"a": "é", "n": 1, "s": "12.5%"}, {"a": "中文", "n": None, "s": "*"}],
        titles={"a": "a", "n": "n", "s": "s"},
    ).splitlines()
    assert lines == ["a     n      s", "é     1  12.5%", "中文         *"]
