"""Live charts of protected tables."""

import pytest
from invented_report import SECRET, measured, tables

from sgstats.disclosure import protect
from sgstats.errors import Refused
from sgstats.reports import charts


@pytest.fixture(scope="module")
def shown():
    return tables()


def test_hidden_bars_are_stars_without_length_and_say_so_under_the_pointer(shown):
    trace = charts.bars(shown["education"]).data[0]
    assert list(trace.text)[:2] == ["*", "*"]
    assert list(trace.x)[:2] == [0, 0]
    assert "已隐藏" in trace.customdata[0]


def test_the_bars_are_the_shares_of_the_table(shown):
    trace = charts.bars(shown["certificate"]).data[0]
    assert list(trace.x) == pytest.approx(shown["certificate"].frame["share"].to_list())
    assert list(trace.y) == shown["certificate"].frame["certificate"].to_list()


def test_groups_with_parts_become_stacked_bars(shown):
    figure = charts.bars(shown["street_education_group"])
    assert [trace.name for trace in figure.data] == ["大专及以上", "大专以下"]
    assert figure.layout.barmode == "stack"


def test_what_is_hidden_in_a_group_is_one_grey_bar_with_a_star(shown):
    hidden = charts.bars(shown["street_gender"]).data[-1]
    assert (hidden.name, set(hidden.text)) == ("已隐藏", {"*"})
    assert list(hidden.x) == [1.0] * 4
    assert all("已隐藏" in told for told in hidden.customdata)


def test_a_mean_by_street_is_a_bar_per_street(shown):
    assert list(charts.bars(shown["street_mean_age"]).data[0].text) == ["43.3"] * 4


def test_the_pyramid_has_men_on_the_left_and_women_on_the_right(shown):
    men, women = charts.pyramid(shown["pyramid"]).data
    assert (men.name, women.name) == ("男", "女")
    assert max(men.x) <= 0 <= min(women.x)
    assert list(men.x)[2:] == [-20011, -30011]


def test_a_pyramid_of_something_else_is_refused(shown):
    with pytest.raises(Refused, match="不能画成"):
        charts.pyramid(shown["gender"])


def test_bars_of_two_fields_of_groups_are_refused():
    cells = measured("structure", of="gender", by=["street"])
    two = protect(cells)
    crossed = type(two)(**{name: getattr(two, name) for name in two.__slots__} | {"by": ("street", "gender")})
    with pytest.raises(Refused, match="不能画成"):
        charts.bars(crossed)


@pytest.mark.parametrize("name", ["education", "gender", "pyramid", "street_gender"])
def test_no_chart_holds_a_hidden_number(shown, name):
    draw = charts.pyramid if name == "pyramid" else charts.bars
    assert str(SECRET) not in draw(shown[name]).to_json()


def test_charts_send_nothing_to_a_cloud():
    assert charts.CONFIG["showSendToCloud"] is False
    assert charts.CONFIG["displaylogo"] is False
