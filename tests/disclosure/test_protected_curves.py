"""Curves of staying: no step of few leavers can be read off them, small groups have none."""

from datetime import date

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sgstats.disclosure import protect, protect_curves
from sgstats.metrics import Measured, Options, catalogue
from sgstats.metrics.survival import Curves
from sgstats.metrics.survival.curve import estimated, median

DAY = date(2023, 12, 31)
STEPS = st.lists(
    st.tuples(st.sampled_from([0, 0, 1, 1, 2, 4, 5, 9]), st.integers(0, 3)), min_size=1, max_size=30
)


def drawn(steps, entered, **group):
    """A curve of people who all entered on the first day: leavers and people gone out of view by day."""
    rows, left = [{"days": 0, "at_risk": 0, "entered": entered, "events": 0, "censored": 0}], entered
    for place, (events, censored) in enumerate(steps, start=1):
        events = min(events, left)
        censored = min(censored, left - events)
        if left:
            rows.append({
                "days": 30 * place,
                "at_risk": left,
                "entered": 0,
                "events": events,
                "censored": censored,
            })
        left -= events + censored
    return estimated(pl.DataFrame(rows)).with_columns(pl.lit(name).alias(key) for key, name in group.items())


def curves(*lines, by=(), logrank=None):
    rows = []
    for line in lines:
        half = median(line)
        facts = {"services": line["entered"].sum(), "events": line["events"].sum()}
        ends = {"value": half.value, "low": half.low, "high": half.high}
        rows.append({**{name: line[name][0] for name in by}, **facts, **ends})
    ends = dict.fromkeys(("value", "low", "high"), pl.Float64)
    return Curves(
        by=tuple(by), on=DAY, where={}, options=Options(), frame=pl.concat(lines),
        medians=pl.DataFrame(rows, schema_overrides=ends), logrank=logrank,
    )  # fmt: skip


def test_steps_are_merged_until_each_holds_enough_leavers():
    found = protect_curves(curves(drawn([(2, 0), (2, 1), (3, 0), (6, 0), (1, 0)], 60))).frame
    assert found.select("days", "events").rows() == [(0, 0), (90, 7), (120, 6)]


def test_the_curve_ends_where_too_few_are_in_view():
    found = protect_curves(curves(drawn([(10, 0), (8, 0), (5, 0)], 25))).frame
    assert found["days"].to_list() == [0, 30, 60]


def test_a_median_is_read_off_the_points_shown():
    shown = protect_curves(curves(drawn([(10, 0), (8, 0), (5, 0)], 25))).medians
    later = protect_curves(curves(drawn([(6, 0), (4, 0), (1, 0)], 20))).medians
    hidden = protect_curves(curves(drawn([(6, 0), (4, 0)], 20))).medians
    assert shown["value"].to_list() == [60]
    assert later["value"].to_list() == [90]
    assert hidden["value"].to_list() == [None]


def test_a_small_group_has_no_curve_and_the_next_smallest_none_either():
    lines = [drawn([(6, 0)] * 3, size, gender=name) for name, size in (("男", 19), ("女", 40), ("未知", 60))]
    found = protect_curves(curves(*lines, by=["gender"]))
    assert found.frame["gender"].unique().to_list() == ["未知"]
    assert found.medians["services"].to_list() == [None, None, 60]
    assert found.logrank is None


def test_rounded_curves_for_the_public_and_exact_ones_for_the_analyst():
    exact = curves(drawn([(9, 0), (2, 0)], 61))
    assert protect_curves(exact, audience="analyst").frame["events"].to_list() == [0, 9, 2]
    public = protect_curves(exact, audience="public").frame
    assert public["at_risk"].to_list() == [0, 60]
    assert public["survival"].to_list() == [1, 0.85]


@settings(max_examples=100, deadline=None)
@given(STEPS, st.integers(20, 120))
@pytest.mark.parametrize(("audience", "threshold"), [("internal", 5), ("public", 8)])
def test_no_step_of_few_leavers_can_be_computed(audience, threshold, steps, entered):
    """Between two points shown lie no leavers or enough, whatever heights and people in view tell."""
    exact = drawn(steps, entered)
    found = protect_curves(curves(exact), audience=audience)
    true = dict(zip(exact["days"], exact["events"].cum_sum(), strict=True))
    points = [true[day] for day in found.frame["days"]]
    assert all(step == 0 or step >= threshold for step in np.diff([0, *points]))
    rest = exact.filter(pl.col("days").is_in(found.frame["days"].to_list()))
    assert all(
        seen - gone == 0 or seen - gone >= threshold or not seen
        for seen, gone in rest.select("at_risk", "events").rows()
    )


# The table of chosen points


def table(**lines):
    """Curves by sex at 6 and 12 and 24 months: people in view and the percentage still there."""
    months = ("6个月", "12个月", "24个月")
    rows = [
        {
            "gender": name,
            "service_months": month,
            "people": seen,
            "base": entered,
            "value": value,
            "low": 1.0,
            "high": 2.0,
        }
        for name, (entered, *points) in lines.items()
        for month, (seen, value) in zip(months, points, strict=True)
    ]
    return Measured(
        name="survival", definition=catalogue()["survival"], on=DAY, by=("gender", "service_months"), of=None,
        where={}, options=Options(), cells=pl.DataFrame(rows),
    )  # fmt: skip


def values(measured, audience="internal"):
    return protect(measured, audience=audience).frame["value"].to_list()


MEN = (100, (90, 90.0), (80, 80.0), (60, 62.0))


def test_points_are_shown_for_all_groups_or_for_none():
    assert values(table(男=MEN)) == [90, 80, 62]
    women = (100, (97, 98.0), (80, 81.0), (60, 62.0))
    assert values(table(男=MEN, 女=women)) == [None, 80, 62, None, 81, 62]


def test_points_with_few_people_in_view_are_hidden():
    assert values(table(男=(100, (90, 90.0), (40, 60.0), (4, 50.0)))) == [90, 60, None]


def test_curves_of_few_people_are_hidden_with_the_next_smallest():
    few = (19, (10, 50.0), (9, 45.0), (5, 40.0))
    assert values(table(男=few, 女=MEN, 未知=(300, *MEN[1:]))) == [None] * 6 + [90, 80, 62]
    assert None not in values(table(男=few), "analyst")
