"""Curves, medians and the log-rank test against published figures and against SciPy.

``data/lung.csv`` is the data set ``lung`` of the R package survival (Loprinzi et al. 1994, North
Central Cancer Treatment Group): time in days, status 2 = event, 1 = censored, sex.
"""

from __future__ import annotations

import warnings
from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from sgstats.metrics.survival import estimated, logrank, median, restricted_mean

LUNG = pl.read_csv(Path(__file__).parent / "data" / "lung.csv")


def changes(people):
    """(entry, exit, left) of everybody, as the changes by day that the engine counts."""
    days = sorted({day for entry, gone, _ in people for day in (entry, gone)})
    rows, at_risk = [], 0
    for day in days:
        entered = sum(entry == day for entry, _, _ in people)
        events = sum(gone == day and left for _, gone, left in people)
        censored = sum(gone == day and not left for _, gone, left in people)
        rows.append((day, at_risk, entered, events, censored))
        at_risk += entered - events - censored
    names = ("days", "at_risk", "entered", "events", "censored")
    return pl.DataFrame(rows, schema=dict.fromkeys(names, pl.Int64), orient="row")


def lung(sex=None):
    rows = LUNG if sex is None else LUNG.filter(pl.col("sex") == sex)
    return changes([(0, time, status == 2) for time, status in rows.select("time", "status").iter_rows()])


def test_lung_has_228_people_and_165_events():
    assert lung()["entered"].sum() == 228
    assert lung()["events"].sum() == 165


@pytest.mark.parametrize(("interval", "low", "high"), [("log", 285, 363), ("log-log", 284, 361)])
def test_the_median_of_lung_is_310_days(interval, low, high):
    found = median(estimated(lung(), interval=interval))
    assert (found.value, found.low, found.high) == (310, low, high)


@pytest.mark.parametrize(("sex", "value"), [(1, 270), (2, 426)])
def test_the_median_of_lung_by_sex(sex, value):
    assert median(estimated(lung(sex))).value == value


def test_the_log_rank_test_of_lung_by_sex():
    found = logrank([lung(1), lung(2)])
    assert found.statistic == pytest.approx(10.3267, abs=5e-5)
    assert found.p_value == pytest.approx(0.001311, abs=5e-7)
    assert found.degrees == 1


def test_the_restricted_mean_of_lung_up_to_its_last_day_is_376_3():
    """print(survfit(Surv(time, status) ~ 1, lung), print.rmean = TRUE)."""
    assert round(restricted_mean(estimated(lung()), until=1022), 1) == 376.3


people = st.lists(st.tuples(st.integers(1, 40), st.booleans()), min_size=1, max_size=40)


def censored_data(people):
    return stats.CensoredData.right_censored([time for time, _ in people], [not left for _, left in people])


@given(people)
def test_curve_and_interval_are_those_of_scipy(people):
    ours = estimated(changes([(0, *one) for one in people])).filter(pl.col("days") > 0)
    curve = stats.ecdf(censored_data(people)).sf
    assert ours["survival"].to_list() == pytest.approx(
        list(curve.evaluate(ours["days"].to_numpy())), abs=1e-9
    )


@given(people, st.sampled_from(["log-log", "plain"]))
def test_the_interval_is_that_of_scipy_wherever_both_have_one(people, interval):
    ours = estimated(changes([(0, *one) for one in people]), interval=interval).filter(pl.col("days") > 0)
    if not any(left for _, left in people):
        assert ours["low"].is_null().all()
        return
    curve = stats.ecdf(censored_data(people)).sf
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # it has none where the curve is 0 or still 1
        ends = curve.confidence_interval(method="linear" if interval == "plain" else interval)
    days = ours.filter(pl.col("low").is_not_null())
    for end, theirs in (("low", ends.low), ("high", ends.high)):
        expected = list(theirs.evaluate(days["days"].to_numpy()))
        assert days[end].to_list() == pytest.approx(expected, abs=1e-9)


@given(people.filter(lambda one: any(left for _, left in one)), people)
def test_the_log_rank_test_is_that_of_scipy(one, other):
    found = logrank([changes([(0, *person) for person in group]) for group in (one, other)])
    if found is None:
        return
    theirs = stats.logrank(censored_data(one), censored_data(other))
    assert found.statistic == pytest.approx(theirs.statistic**2, rel=1e-9, abs=1e-9)
    assert found.p_value == pytest.approx(theirs.pvalue, rel=1e-9)
