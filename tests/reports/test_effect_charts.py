"""Pictures of effects: only what the door lets through, the verdict in words, gaps as gaps."""

from dataclasses import replace
from datetime import date

import numpy as np
import polars as pl
import pytest
from disclosure.invented_effects import effect_of, panel

from sgstats.disclosure import protect_effect, protect_effects
from sgstats.reports.content import Figure
from sgstats.reports.effect_charts import effect_chart, event_chart, totals_chart
from sgstats.reports.effect_forest import forest_chart
from sgstats.reports.effect_pictures import headline, stretches
from sgstats.reports.figures import png

STREET = [14, 12, 15, 13, 14, 12, 22, 25, 24, 23, 26, 24]
OTHER = [12, 13, 12, 14, 13, 12, 13, 12, 14, 12, 13, 12]


def shown(people, base=40, starts=None, verdict="有证据改善", **facts):
    source = panel(people, base, starts or {0: 6}, **facts)
    return protect_effect(effect_of(source, verdict=verdict))


def texts(figure):
    return [note.text for note in figure.layout.annotations]


def traces(figure, name):
    return [trace for trace in figure.data if trace.name == name]


# The time line


def test_the_line_holds_what_was_and_what_was_projected():
    effect = shown([STREET, OTHER])
    figure = effect_chart(effect)
    (actual,) = traces(figure, "实际")
    (projected,) = traces(figure, "未实施时的推算")
    assert list(actual.y) == effect.line["actual"].to_list()
    assert list(projected.y) == effect.line["expected"].to_list()
    assert projected.line.dash == "dash"
    assert actual.customdata[0] == "　14/40"


def test_the_verdict_stands_above_in_words_and_not_by_colour_alone():
    words = {"有证据改善": "✓", "有证据恶化": "✗", "看不出变化": "≈", "数据不足以判断": "？"}
    for verdict, sign in words.items():
        assert f"{sign} {verdict}：+" in texts(effect_chart(shown([STREET], verdict=verdict)))[-2]


def test_the_verdict_is_left_away_where_a_page_says_it_itself():
    assert not any("有证据改善" in text for text in texts(effect_chart(shown([STREET]), titled=False)))


def test_the_band_begins_with_the_start():
    band = effect_chart(shown([STREET])).data[0]
    assert (band.fill, min(band.x)) == ("toself", date(2021, 7, 16))


def test_a_band_ends_where_the_indicator_can_not_lie():
    bands = [trace for trace in effect_chart(shown([[1] * 6 + [2] * 6], 60)).data if trace.fill == "toself"]
    assert min(bands[0].y) == 0


def test_few_starts_are_lines_with_names():
    alone = effect_chart(shown([STREET]))
    together = effect_chart(shown([STREET, OTHER, OTHER], starts={0: 6, 1: 6}))
    assert "A实施" in texts(alone)
    assert "2 个单位实施" in texts(together)
    assert len(alone.layout.shapes) == 1


def test_many_starts_are_steps_of_units_that_have_begun():
    figure = effect_chart(shown([STREET] * 6, 40, {row: 4 + row for row in range(5)}))
    (steps,) = traces(figure, "已实施单位数")
    assert list(steps.y) == [0, 1, 2, 3, 4, 5, 5]
    assert not figure.layout.shapes


def test_nothing_is_drawn_across_a_missing_period():
    pieces = stretches(shown([[*STREET[:2], np.nan, *STREET[3:]]]))
    assert [piece.height for piece in pieces] == [2, 9]


def test_before_and_after_alone_are_level():
    pieces = stretches(shown([[1] * 6 + [2] * 6], 30))
    assert [piece["actual"].n_unique() for piece in pieces] == [1, 1]
    assert pieces[0]["day"].to_list() == [date(2021, 1, 1), date(2021, 6, 30)]


def test_without_a_line_before_and_after_are_bars_with_their_counts():
    bare = protect_effect(replace(effect_of(panel([STREET, OTHER], 40, {0: 6})), panel=None))
    figure = effect_chart(bare)
    assert [bar.text[0] for bar in figure.data][::-1] == [
        "80/240，33.3%", "144/240，60.0%", "76/240，31.7%", "76/240，31.7%",
    ]  # fmt: skip


def test_under_ten_people_counts_stand_without_a_percentage():
    few = shown([[0, 6]], 9, {0: 1})
    assert few.status == "hidden"
    analyst = protect_effect(effect_of(panel([[0, 6]], 9, {0: 1})), audience="analyst")
    assert [bar.text[0] for bar in totals_chart(analyst).data] == ["6/9", "0/9"]


def test_a_hidden_effect_is_a_sentence_and_no_picture():
    figure = effect_chart(shown([[1, 4]], 9, {0: 1}))
    assert texts(figure) == ["培训覆盖率：人数过少，不公布测算结果。"]
    assert not figure.data


# The time since the start


def test_events_before_and_after_are_told_apart_with_their_intervals():
    effect = shown([STREET, STREET, OTHER], starts={0: 6, 1: 6})
    before, after = event_chart(effect).data
    told = effect.events.filter(pl.col("event") >= 0)
    assert (max(before.x), min(after.x)) == (-1, 0)
    assert list(after.y) == told["effect"].to_list()
    assert after.error_y.array[0] == pytest.approx(9)


def test_the_event_that_others_are_measured_from_is_hollow():
    effect = shown([STREET, STREET], starts={0: 6, 1: 6})
    nothing = pl.when(pl.col("event") == -1).then(None)
    events = effect.events.with_columns(nothing.otherwise(pl.col(end)).alias(end) for end in ("low", "high"))
    before = event_chart(replace(effect, events=events)).data[0]
    assert before.marker.symbol[-2:] == ("circle", "circle-open")
    assert before.text[-1] == "基期"


def test_without_events_a_sentence_says_so():
    assert texts(event_chart(shown([[1, 4]], 9, {0: 1}))) == ["没有可以画的数据"]


# Many beside each other


@pytest.fixture
def several():
    effects = [
        effect_of(panel([STREET, OTHER], 40, {0: 6})),
        effect_of(panel([[1, 4]], 9, {0: 1}), verdict="有证据恶化"),
        replace(effect_of(panel([OTHER], 40, {0: 6}), verdict="看不出变化"), title="平均年龄", unit="岁"),
    ]
    return protect_effects(effects)


def test_every_unit_has_a_scale_of_its_own_and_every_row_its_words(several):
    figure = forest_chart(several)
    words = texts(figure)
    assert [axis.title.text for axis in (figure.layout.xaxis, figure.layout.xaxis2)] == [
        "效果与 95% 区间（个百分点）", "效果与 95% 区间（岁）",
    ]  # fmt: skip
    assert words[0].startswith("✓ 有证据改善　+26.7个百分点（18.5至34.8）")
    assert words[1] == "* 人数过少，不公布"
    assert words[2].startswith("≈ 看不出变化")


def test_a_hidden_row_has_no_point(several):
    points = [trace for trace in forest_chart(several).data if trace.mode == "markers"]
    assert [list(point.y) for point in points] == [[0], [0]]


def test_an_interval_without_an_end_goes_as_far_as_the_scale():
    exact = effect_of(panel([STREET], 40, {0: 6}))
    endless = protect_effects([replace(exact, fit=replace(exact.fit, low=-np.inf))])
    figure = forest_chart(endless)
    assert figure.data[0].x[0] == figure.layout.xaxis.range[0]
    assert "无下限" in texts(figure)[0]


# On paper


@pytest.mark.parametrize(
    ("kind", "people", "base", "starts"),
    [
        ("effect", [STREET, OTHER], 40, {0: 6}),
        ("effect", [STREET] * 6, 40, {row: 4 + row for row in range(5)}),
        ("effect", [[1, 4]], 9, {0: 1}),
        ("event", [STREET, STREET, OTHER], 40, {0: 6, 1: 6}),
        ("event", [[1, 4]], 9, {0: 1}),
    ],
)
def test_a_still_picture_is_drawn_of_every_kind(kind, people, base, starts):
    effect = shown(people, base, starts)
    assert png(Figure(kind=kind, caption=headline(effect), source=effect)).startswith(b"\x89PNG")


def test_still_pictures_of_totals_and_of_many_effects_are_drawn(several):
    bare = protect_effect(replace(effect_of(panel([STREET, OTHER], 40, {0: 6})), panel=None))
    for kind, source in (("effect", bare), ("forest", several)):
        assert png(Figure(kind=kind, caption="成效", source=source)).startswith(b"\x89PNG")
