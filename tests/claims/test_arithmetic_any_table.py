"""Random tables against a slow and obvious second opinion."""

from __future__ import annotations

from fractions import Fraction

from hypothesis import given
from hypothesis import strategies as st
from printed_tables import document, found, table

from sgstats.claims.arithmetic import check

TABLES = st.integers(2, 4).flatmap(
    lambda width: st.lists(
        st.lists(st.integers(1, 400), min_size=width, max_size=width), min_size=2, max_size=7
    )
)
PLACES = st.integers(0, 1)


def half_up(value: Fraction, places: int) -> str:
    steps = int(value * 10**places * 2 + 1) // 2
    return (
        f"{steps // 10**places}" if not places else f"{steps // 10**places}.{steps % 10**places:0{places}d}"
    )


def with_totals(rows: list[list[int]]) -> list[list[int]]:
    """Every row ends in its own sum, the last row is the sum of all."""
    full = [[*row, sum(row)] for row in rows]
    return [*full, [sum(column) for column in zip(*full, strict=True)]]


def written(full: list[list[int]]) -> str:
    width = len(full[0])
    header = ["街道", *(f"类别{letter}" for letter in "甲乙丙丁"[: width - 1]), "合计"]
    labels = [*(f"街道{letter}" for letter in "东南西北中前后"[: len(full) - 1]), "合计"]
    lines = [[label, *map(str, row)] for label, row in zip(labels, full, strict=True)]
    return "\n".join("|".join(line) for line in [header, *lines])


def slow_breaks(full: list[list[int]]) -> set[tuple[str, int]]:
    """Rows and columns whose parts do not add up to their last number."""
    rows = {("row", place) for place, row in enumerate(full) if sum(row[:-1]) != row[-1]}
    columns = enumerate(zip(*full, strict=True))
    return rows | {("column", place) for place, column in columns if sum(column[:-1]) != column[-1]}


def address(row: int, column: int) -> str:
    return f"表1!{'BCDEF'[column]}{row + 2}"


@given(TABLES)
def test_a_table_that_adds_up_is_never_blamed(rows):
    assert not found(written(with_totals(rows)))


@given(TABLES, st.data())
def test_one_wrong_number_is_found_and_named(rows, data):
    full = with_totals(rows)
    row = data.draw(st.integers(0, len(full) - 1))
    column = data.draw(st.integers(0, len(full[0]) - 1))
    changed = data.draw(st.integers(0, 2000).filter(lambda number: number != full[row][column]))
    right = full[row][column]
    full[row][column] = changed
    wrong = [one for one in found(written(full)) if one.check in {"parts_and_whole", "hidden_rows"}]
    assert len(wrong) == len(slow_breaks(full)) == 2
    where = address(row, column)
    assert all(where in one.cells for one in wrong)
    assert any(f"{where} {changed}→{right}" in one.mend for one in wrong)


@given(TABLES, PLACES)
def test_percentages_rounded_half_up_are_never_blamed(rows, places):
    counts = [row[0] for row in rows]
    total = sum(counts)
    if not total:
        return
    shares = [half_up(Fraction(100 * count, total), places) for count in counts]
    lines = [
        f"类别{number}|{count}|{share}%"
        for number, (count, share) in enumerate(zip(counts, shares, strict=True))
    ]
    text = "\n".join(["学历|人数|占比", *lines, f"合计|{total}|100%"])
    assert not found(text)


@given(TABLES, PLACES, st.data())
def test_a_percentage_off_by_its_last_digit_is_found(rows, places, data):
    counts = [row[0] + 1 for row in rows]
    total = sum(counts)
    shares = [half_up(Fraction(100 * count, total), places) for count in counts]
    place = data.draw(st.integers(0, len(shares) - 1))
    off = Fraction(shares[place]) + Fraction(1, 10**places)
    shares[place] = half_up(off, places)
    lines = [
        f"类别{number}|{count}|{share}%"
        for number, (count, share) in enumerate(zip(counts, shares, strict=True))
    ]
    text = "\n".join(["学历|人数|占比", *lines, f"合计|{total}|100%"])
    wrong = [one for one in found(text) if one.check == "percent_of_counts"]
    assert [one.cells[0] for one in wrong] == [f"表1!C{place + 2}"]


@given(TABLES)
def test_stocks_and_flows_that_close_are_never_blamed(rows):
    lines = [
        f"街道{number}|{row[0] + 400}|{row[1]}|{sum(row[:1])}|{row[0] + 400 + row[1] - sum(row[:1])}"
        for number, row in enumerate(rows)
    ]
    assert not found("\n".join(["街道|期初人数|增加|减少|期末人数", *lines]))


@given(st.text(max_size=80))
def test_no_text_breaks_it(text):
    check(document(text=text))


@given(
    st.lists(
        st.lists(st.text(alphabet="0123456789.%-合计占比人数其中男女，:", max_size=6), max_size=5), max_size=6
    )
)
def test_no_table_breaks_it(rows):
    check(document(table("x\n" + "\n".join("|".join(row) for row in rows))))
