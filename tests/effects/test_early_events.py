"""What stands out before the start is told of the assumption too, not only in the event study."""

import polars as pl
import pytest
from effect_panels import known_designs, simple

from sgstats.effects import estimate
from sgstats.effects.effect import Check
from sgstats.effects.event_before import standing_out

CHECK = Check(name="pre_trend", held="holds", message="看不出不同", p=0.2391)


def events(*rows):
    names = ("event", "effect", "low", "high")
    return pl.DataFrame(rows, schema=names, orient="row")


REFERENCE = (-1, 0.0, 0.0, 0.0)
MONTHS = [REFERENCE, *((-place, 0.1, -1.0, 1.0) for place in range(2, 25))]


@pytest.mark.parametrize(
    ("rows", "held"),
    [
        ([(-3, 2.64, 0.36, 4.91), (-2, 0.4, -1.0, 2.0), REFERENCE], "doubtful"),
        ([(-3, -2.64, -4.91, -0.36), REFERENCE], "doubtful"),
        ([(-3, 2.64, -0.36, 4.91), REFERENCE], "holds"),
        ([REFERENCE, (0, 9.0, 8.0, 10.0)], "holds"),  # after the start it may well be something
        ([], "holds"),
        ([*MONTHS, (-25, 2.0, 1.0, 3.0), (-26, 2.0, 1.0, 3.0)], "holds"),  # as many as chance alone brings
        ([*MONTHS, *((-place, 2.0, 1.0, 3.0) for place in range(25, 29))], "doubtful"),
    ],
)
def test_an_interval_before_the_start_that_leaves_out_nothing_is_doubtful(rows, held):
    assert standing_out(CHECK, events(*rows)).held == held


def test_the_periods_are_named_and_the_joint_test_is_kept():
    found = standing_out(CHECK, events((-7, 1.0, 0.5, 2.0), (-3, 2.64, 0.36, 4.91), REFERENCE))
    assert "2 期逐一来看，实施前第3、7期" in found.message
    assert "p = 0.239" in found.message
    assert found.p == CHECK.p


@pytest.mark.parametrize("name", ["pre_trend", "ceiling"])
def test_what_fails_already_or_is_another_check_is_left_alone(name):
    seen = events((-3, 2.64, 0.36, 4.91))
    check = Check(name=name, held="fails" if name == "pre_trend" else "holds", message="", p=0.01)
    assert standing_out(check, seen) is check


def test_the_answer_says_so_and_keeps_its_verdict(monkeypatch):
    seen = events((-3, 2.64, 0.36, 4.91), REFERENCE)
    with known_designs(monkeypatch, compared={"causal": True, "events": seen, "checks": (CHECK,)}):
        told = estimate(simple())
    (check,) = [one for one in told.fit.checks if one.name == "pre_trend"]
    assert (check.held, told.verdict) == ("doubtful", "有证据改善")
    assert "宜谨慎看待" in told.sentence
    assert "这就是措施的效果" not in told.sentence
