"""Simulation: where the truth is known, verdicts claim no effect that is not there, and intervals hold it.

A small seeded version of ``python benchmarks/effects.py``, whose full result is docs/effects_simulation.md.
"""

from __future__ import annotations

import json
from dataclasses import replace
from functools import cache
from math import sqrt

import numpy as np
import pytest
from effects.effect_panels import known_designs
from project_source import ROOT

from benchmarks.simulated_effects import ALLOWED, SETTINGS, outcome, too_many
from sgstats.effects import Fit
from sgstats.effects.none import none

PANELS = {
    "1 × 24 months, base 9": 15,
    "1 × 24 months, no chance of people": 30,
    "10 × 36 months, 5 staggered, base 9": 12,
    "10 × 36 months, 3 at once, base 120": 120,
    "10 × 4 years, 5 staggered, base 120": 40,
    "1 × 2 lists, base 9": 200,
}
"""How many of each: about as many as a second or two pay for."""


def setting(name, rho=None):
    return next(one for one in SETTINGS if one.name == name and rho in {None, one.rho})


@cache
def counted(name):
    """What became of the panels with the most autocorrelation of this name."""
    hardest = max((one for one in SETTINGS if one.name == name), key=lambda one: one.rho)
    return outcome(hardest, replications=PANELS[name], seed=7)


@pytest.mark.parametrize("name", PANELS)
def test_where_there_is_no_effect_hardly_any_is_claimed(name):
    found = counted(name)
    assert not too_many(found.claims, found.panels)


@pytest.mark.parametrize("name", PANELS)
def test_intervals_hold_the_truth(name):
    """Ninety-three of a hundred at least, less what chance may take from so few panels."""
    found = counted(name)
    assert found.intervals == found.panels
    assert found.covered / found.intervals >= 0.93 - 2.6 * sqrt(0.93 * 0.07 / found.intervals)


def test_all_together_claim_no_more_than_eight_of_a_hundred():
    assert sum(counted(name).claims for name in PANELS) <= 0.08 * sum(PANELS.values())


def test_a_clear_effect_is_found():
    found = counted("10 × 36 months, 5 staggered, base 9")
    assert found.found >= 0.8 * found.panels


def test_the_full_simulation_that_is_on_record_keeps_the_limits():
    path = ROOT / "benchmarks" / "effects_outcomes.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    assert set(found) == {f"{one.name}; {one.rho}" for one in SETTINGS}
    assert all(one["claims"] <= ALLOWED * one["panels"] for one in found.values())
    covered = sum(one["covered"] for one in found.values())
    assert 0.93 <= covered / sum(one["intervals"] for one in found.values()) <= 0.97


# What the limits are worth: they reject estimates that are known to claim too much


def by_regression(panel, *, robust) -> Fit:
    """Step and slope by least squares, with errors that know nothing of autocorrelation, or Newey–West's."""
    from statsmodels.regression.linear_model import OLS

    values = panel.values[0]
    places = np.arange(len(values))
    after = (places >= panel.first_after[0]).astype(float)
    since = after * (places - panel.first_after[0])
    lines = np.column_stack([np.ones_like(after), places, after, since])
    kinds = {"cov_type": "HAC", "cov_kwds": {"maxlags": 3}} if robust else {}
    fit = OLS(values, lines).fit(**kinds)
    contrast = [0, 0, 1, since[after > 0].mean()]
    test = fit.t_test(contrast)
    ((low, high),) = test.conf_int()
    return replace(
        none(panel), design="naive", effect=float(test.effect[0]), low=float(low), high=float(high),
        p=float(test.pvalue), deviation=1.0,
    )  # fmt: skip


def by_two_way(panel) -> Fit:
    """Every unit and period a mean of its own, and errors as if no period remembered the one before."""
    from statsmodels.regression.linear_model import OLS

    units, periods = panel.values.shape
    after = (np.arange(periods) >= panel.first_after[:, None]).astype(float)
    rows = np.kron(np.eye(units), np.ones((periods, 1)))
    columns = np.kron(np.ones((units, 1)), np.eye(periods)[:, 1:])
    fit = OLS(panel.values.ravel(), np.column_stack([after.ravel(), rows, columns])).fit()
    (low, high), p = fit.conf_int()[0], fit.pvalues[0]
    return replace(
        none(panel), design="naive", effect=float(fit.params[0]), low=float(low), high=float(high),
        p=float(p), deviation=1.0,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "naive", "panels"),
    [
        ("1 × 24 months, no chance of people", lambda panel: by_regression(panel, robust=False), 60),
        ("1 × 24 months, no chance of people", lambda panel: by_regression(panel, robust=True), 60),
        ("10 × 36 months, 3 at once, base 120", by_two_way, 200),
    ],
)
def test_a_naive_estimate_is_rejected(name, naive, panels, monkeypatch):
    with known_designs(monkeypatch, naive=naive):
        found = outcome(setting(name, 0.6), replications=panels, seed=7)
    assert found.designs == {"naive": panels}
    assert too_many(found.claims, found.panels)
