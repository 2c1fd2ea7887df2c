"""What may be asked, and what is refused in a sentence that says what to do."""

from __future__ import annotations

from datetime import date

import pytest
from postings import DAY, cells, engine

from sgstats.errors import Refused
from sgstats.fields import dictionary
from sgstats.metrics import Options, catalogue, measure
from sgstats.metrics.dimensions import FIELDS, dimension

PEOPLE = [
    {"street": "东街道", "gender": "男", "birth_day": date(1985, 1, 1), "education": "大学专科"},
    {"street": "东街道", "gender": "女", "birth_day": date(1975, 1, 1), "education": "高中"},
    {"street": "西街道", "gender": "女", "hire_day": date(2022, 1, 1)},
]


def refusal(people=PEOPLE, name="headcount", *, on=DAY, **asked):
    with pytest.raises(Refused) as caught:
        measure(name, engine=engine(people), on=on, **asked)
    assert str(caught.value)
    return caught.value


def headcount(**where):
    return cells(PEOPLE, "headcount", where=where)[0][0]


@pytest.mark.parametrize("name", FIELDS)
def test_every_field_to_count_by_is_in_the_dictionary_and_counts_everybody(name):
    assert not dictionary()[name].personal
    assert sum(row[1] for row in cells(PEOPLE, of=name)) == len(PEOPLE)
    assert sum(row[1] for row in cells(PEOPLE, "headcount", by=[name])) == len(PEOPLE)


@pytest.mark.parametrize("name", FIELDS)
def test_filtering_by_each_label_of_a_field_finds_the_people_counted_under_it(name):
    for label, people, _ in cells(PEOPLE, of=name):
        assert headcount(**{name: [label]}) == people


def test_values_of_one_field_are_alternatives_and_fields_all_hold():
    assert headcount(gender=["男", "女"]) == 3
    assert headcount(gender=["女"], street=["东街道"]) == 1
    assert headcount(birth_decade=["80后", "未知"], gender=["女"]) == 1


@pytest.mark.parametrize("typed", ["36-45", "36–45岁", "36—45岁", "36至45岁"])
def test_a_band_may_be_named_as_people_type_it(typed):
    assert headcount(age_band=[typed]) == 1


def test_one_value_may_stand_without_a_list():
    assert headcount(street="东街道") == 2


@pytest.mark.parametrize(
    ("where", "rule", "said"),
    [
        ({"gender": ["male"]}, "metric.not_a_value", "男、女、未知"),
        ({"age_band": ["35"]}, "metric.not_a_value", "35岁及以下"),
        ({"education_group": ["本科"]}, "metric.not_a_value", "大专及以上"),
        ({"birth_decade": ["80s"]}, "metric.not_a_value", "80后"),
        ({"age": ["old"]}, "metric.not_a_value", "old"),
        ({"street": ["东街"]}, "metric.no_such_value", "东街道"),
        ({"street": ["东街道", "南街道"]}, "metric.no_such_value", "南街道"),
        ({"gender": []}, "metric.where_empty", "gender"),
        ({"streets": ["东街道"]}, "field.unknown", "street"),
        ({"name": ["东街道"]}, "metric.not_a_dimension", "gender"),
        ({"street; DROP TABLE posting": ["东街道"]}, "field.unknown", "没有"),
    ],
)
def test_a_filter_that_cannot_be_meant_is_refused(where, rule, said):
    refused = refusal(where=where)
    assert refused.rule == rule
    assert said in str(refused)


def test_a_filter_s_value_is_bound_and_never_read_as_sql():
    assert refusal(where={"street": ["' OR 1=1 --"]}).rule == "metric.no_such_value"


@pytest.mark.parametrize("name", ["name", "id_number", "person_id", "birth_date"])
def test_fields_that_nobody_is_counted_by_are_refused(name):
    assert refusal(by=[name]).rule == "metric.not_a_dimension"
    with pytest.raises(Refused):
        dimension(name, options=Options())


@pytest.mark.parametrize(
    ("name", "asked", "rule"),
    [
        ("structur", {}, "metric.unknown"),
        ("structure", {}, "metric.of_missing"),
        ("headcount", {"of": "gender"}, "metric.of_not_wanted"),
        ("mean_age", {"of": "gender"}, "metric.of_not_wanted"),
        ("structure", {"of": "gender", "by": ["gender"]}, "metric.field_twice"),
        ("headcount", {"by": ["street", "street"]}, "metric.field_twice"),
        ("headcount", {"by": ["blood"]}, "field.unknown"),
    ],
)
def test_a_question_that_makes_no_table_is_refused(name, asked, rule):
    assert refusal(name=name, **asked).rule == rule


@pytest.mark.parametrize("name", ["headcount", "mean_age"])
def test_a_day_without_a_statement_is_refused_with_the_days_there_are(name):
    refused = refusal(name=name, on=date(2020, 1, 1))
    assert refused.rule == "metric.no_statement"
    assert "2023-12-31" in str(refused)


def test_a_day_before_the_first_statement_of_the_units_asked_for_is_refused():
    people = [{"street": "东街"}, {"street": "西街", "valid_from": date(2022, 12, 31)}]
    refused = refusal(people, on=date(2023, 1, 1), where={"street": ["东街"]})
    assert refused.rule == "metric.no_statement"
    assert cells(people, "headcount", on=date(2023, 1, 1), where={"street": ["西街"]}) == [(1, 1)]


def test_an_empty_store_is_refused_with_what_to_do_first():
    assert refusal([]).rule == "metric.nothing_stored"


def test_units_that_no_statement_names_have_nobody():
    assert headcount(street=["未知"]) == 0


@pytest.mark.parametrize("entry", catalogue().values(), ids=catalogue())
def test_every_metric_is_defined(entry):
    texts = (
        entry.label,
        entry.label_en,
        entry.unit,
        entry.formula,
        entry.source,
        entry.family,
        entry.description,
    )
    assert all(texts)
    assert entry.count.__name__ == entry.name


def test_the_catalogue_holds_the_structure_family():
    assert {"headcount", "structure", "mean_age", "median_age"} <= set(catalogue())
