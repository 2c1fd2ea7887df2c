"""The same person across statements and streets: by ID number, staff number, or name, birth month and sex."""

from __future__ import annotations

from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from invented_arrivals import KEY, arrival, ask, people, person, rules, stored

from sgstats.store import save


@pytest.fixture
def path(tmp_path):
    return tmp_path / "人员.duckdb"


def meet(path, *statements):
    """Statements of successive years; the persons found and the rules spoken by the last one."""
    saved = stored(path, *(arrival(2019 + n, *rows) for n, rows in enumerate(statements)))
    return people(path), rules(saved[-1])


SAME, OTHER = True, False


@pytest.mark.parametrize(
    ("by", "before", "after", "same", "spoken"),
    [
        ("an ID number", person("A"), person("A"), SAME, []),
        (
            "an ID number, all else changed",
            person("A", "1", "n"),
            person("A", "2", "m"),
            SAME,
            ["person.renamed"],
        ),
        ("another ID number, all else equal", person("A", "1", "n"), person("B", "1", "n"), OTHER, []),
        ("a staff number", person(None, "1"), person(None, "1"), SAME, []),
        (
            "a staff number, the birth month corrected",
            person(None, "1", "n"),
            person(None, "1", "m"),
            SAME,
            [],
        ),
        ("a staff number where the ID number is missing now", person("A", "1"), person(None, "1"), SAME, []),
        ("a staff number, the ID number added later", person(None, "1"), person("A", "1"), SAME, []),
        ("another staff number", person(None, "1"), person(None, "2"), OTHER, []),
        ("name, birth month and sex", person(name="n"), person(name="n"), SAME, ["person.by_name"]),
        (
            "a name where the ID number is missing now",
            person("A", name="n"),
            person(name="n"),
            SAME,
            ["person.by_name"],
        ),
        (
            "a name, the ID number added later",
            person(name="n"),
            person("A", name="n"),
            SAME,
            ["person.by_name"],
        ),
        ("another name", person(name="n"), person(name="m"), OTHER, []),
        ("nothing known", person(), person(), OTHER, []),
    ],
)
def test_a_person_is_recognised_a_year_later(path, by, before, after, same, spoken):
    (first,), (second,) = meet(path, [before], [after])[0]
    assert (first == second) == same, by
    assert rules_of_last(path) == spoken


def rules_of_last(path):
    return [rule for (rule,) in ask(path, "SELECT rule FROM finding WHERE import_id = 2")]


def test_recognition_does_not_depend_on_the_unit(path):
    moved = person("A", unit=("青禾区", "听雨街道", "梧桐社区"))
    (first,), (second,) = meet(path, [person("A")], [moved])[0]
    assert first == second


def test_two_people_who_share_a_staff_number_but_not_an_id_number_stay_two(path):
    found, _ = meet(path, [person("A", "1"), person("B", "1")], [person("A", "1"), person("B", "1")])
    assert found[0] == found[1]
    assert len(set(found[0])) == 2


def test_a_staff_number_of_two_people_decides_nothing(path):
    found, spoken = meet(path, [person("A", "1"), person("B", "1")], [person(None, "1")])
    assert found[1][0] not in found[0]
    assert spoken == ["person.ambiguous"]


def test_the_staff_number_is_taken_with_the_name(path):
    # sgstats.records puts the name into the staff key: one number with two names is two people.
    (first,), (second,) = meet(path, [person(None, "1|甲")], [person(None, "1|乙")])[0]
    assert first != second


def test_namesakes_on_one_day_stay_two_and_are_reported(path):
    found, spoken = meet(path, [person(name="n"), person(name="n")])
    assert len(set(found[0])) == 2
    assert spoken == ["person.ambiguous", "person.ambiguous"]


def test_a_name_that_fits_two_known_people_is_reported_and_merged_with_neither(path):
    found, spoken = meet(path, [person("A", name="n"), person("B", name="n")], [person(name="n")])
    assert found[1][0] not in found[0]
    assert spoken == ["person.ambiguous"]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (person(name="n"), person(name="n")),
        (person(name="n"), person("A", name="n")),
        (person("A", name="n"), person(name="n")),
    ],
)
def test_a_name_alone_never_joins_two_lists_of_one_day(path, one, other):
    saved = stored(path, arrival(2023, one, file="甲.xlsx"), arrival(2023, other, file="乙.xlsx"))
    (first,), (second,) = people(path)
    assert first != second
    assert rules(saved[1]) == ["person.ambiguous"]


def test_a_row_without_its_id_number_is_known_by_its_staff_number_in_the_same_list(path):
    found, _ = meet(path, [person("A", "1"), person(None, "1")])
    assert len(set(found[0])) == 1


def test_a_known_person_that_two_new_id_numbers_claim_gets_neither(path):
    found, spoken = meet(
        path, [person(None, "1", "n")], [person(None, "2", "n")], [person("A", "1"), person("B", "2")]
    )
    assert found[0] == found[1]
    assert len({*found[0], *found[2]}) == 3
    assert spoken == ["person.ambiguous", "person.ambiguous"]


def test_an_id_number_is_never_added_to_a_person_who_has_another(path):
    found, _ = meet(path, [person(None, "1", "n")], [person("A", None, "n")], [person("B", "1")])
    assert found[0] == found[1]
    assert found[2] != found[0]


def test_a_person_listed_in_two_files_of_one_day_is_one_person_and_reported(path):
    street = person("A", unit=("青禾区", "听雨街道", "梧桐社区"))
    others = [person(f"{n}") for n in range(3)]
    saved = stored(
        path, arrival(2023, person("A"), file="甲.xlsx"), arrival(2023, street, *others, file="乙.xlsx")
    )
    assert people(path)[1][0] == people(path)[0][0]
    assert rules(saved[1]) == ["person.elsewhere"]
    message = saved[1].findings["message"].item()
    assert "甲.xlsx" in message
    assert "2" in message


def test_a_second_version_of_a_list_is_reported_as_one_and_counted_once(path):
    rows = [person(f"{n}") for n in range(4)]
    saved = stored(path, arrival(2023, *rows), arrival(2023, *rows, person("5"), file="更正.xlsx"))
    assert rules(saved[1]) == ["import.overlaps"]
    assert people(path)[1][:4] == people(path)[0]


# For any history

WORLD = st.fixed_dictionaries({
    name: st.one_of(st.none(), st.sampled_from("ABC")) for name in ("id", "staff", "name")
}).map(lambda keys: person(**keys))  # fmt: skip
HISTORY = st.lists(
    st.tuples(st.integers(2019, 2022), st.lists(WORLD, min_size=1, max_size=4)), min_size=1, max_size=4
)


def lived(history):
    """Every (row, person) of a history that is saved statement by statement."""
    with TemporaryDirectory() as folder:
        path = Path(folder, "x.duckdb")
        arrivals = [arrival(year, *rows, file=f"{n}.xlsx") for n, (year, rows) in enumerate(history)]
        save(arrivals, path=path, key=KEY)
        found = people(path)
    rows = [row for _, rows in history for row in rows]
    return list(zip(rows, [one for statement in found for one in statement], strict=True))


@settings(max_examples=6)
@given(history=HISTORY)
def test_one_id_number_is_one_person_and_nobody_has_two(history):
    pairs = {(row["id_key"], one) for row, one in lived(history) if row["id_key"]}
    assert len(pairs) == len({number for number, _ in pairs}) == len({one for _, one in pairs})


@st.composite
def consistent(draw):
    """People with numbers and names of their own, each statement leaving out what it likes."""
    statements = []
    for year in range(2019, 2019 + draw(st.integers(1, 3))):
        listed = draw(st.lists(st.sampled_from("ABCD"), unique=True, min_size=1))
        shown = [{key: one for key in ("id", "staff", "name") if draw(st.booleans())} for one in listed]
        statements.append((year, listed, [person(**keys) for keys in shown]))
    return statements


@settings(max_examples=6)
@given(statements=consistent())
def test_people_whose_numbers_and_names_are_their_own_are_never_taken_for_each_other(statements):
    found = lived([(year, rows) for year, _, rows in statements])
    truth = [one for _, listed, _ in statements for one in listed]
    owners = {(found_as, who) for (_, found_as), who in zip(found, truth, strict=True)}
    assert len(owners) == len({found_as for found_as, _ in owners})
