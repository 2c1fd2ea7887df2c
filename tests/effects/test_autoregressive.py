"""Regression with AR(1) errors by restricted likelihood: R's numbers, a slow oracle, and why it is needed."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given as examples
from hypothesis import strategies as st
from scipy.optimize import minimize_scalar
from scipy.stats import binomtest, t

from sgstats.effects.autoregressive import fitted, gaps, given
from sgstats.effects.resampled import reference

DATA = Path(__file__).parent / "data"

# nlme::gls(follicles ~ sin(2*pi*Time) + cos(2*pi*Time), Ovary, correlation = corAR1(form = ~ 1 | Mare)),
# Pinheiro and Bates (2000), chapter 5; estimates and likelihood as nlme prints them in R. Bertolusso's
# "Workarounds to include R stat functions in data science pipelines" (2016); standard errors from the
# tests of R's package parameters (easystats, test-gls.R).
OVARY = {
    "coefficients": [12.2163982, -2.7747122, -0.8996047],
    "errors": [0.664643651063474, 0.645047778144975, 0.697538308948056],
    "phi": 0.7532079,
    "sigma": 4.616172,
    "likelihood": -780.7273,
}


@pytest.fixture(scope="module")
def ovary():
    """The textbook's regression: eleven series, each remembering only itself."""
    data = pl.read_csv(DATA / "ovary.csv")
    angle = 2 * np.pi * data["time"].to_numpy()
    design = np.column_stack([np.ones(len(data)), np.sin(angle), np.cos(angle)])
    steps = np.where(data["mare"].diff().fill_null(1).to_numpy() != 0, np.inf, 1.0)
    return fitted(data["follicles"].to_numpy()[:, None].astype(float), design, steps)


def test_the_textbook_example_comes_out_as_printed(ovary):
    assert ovary.rho == pytest.approx(OVARY["phi"], abs=2e-6)
    assert ovary.coefficients[:, 0] == pytest.approx(OVARY["coefficients"], abs=2e-6)
    assert ovary.errors(np.eye(3))[:, 0] == pytest.approx(OVARY["errors"], rel=1e-5)
    assert np.sqrt(ovary.variances[0]) == pytest.approx(OVARY["sigma"], abs=1e-5)


def test_the_restricted_likelihood_of_the_textbook_example_comes_out_as_printed(ovary):
    constant = ovary.freedom * (np.log(2 * np.pi) + 1)
    assert -(ovary.criterion[0] + constant) / 2 == pytest.approx(OVARY["likelihood"], abs=5e-5)


def test_without_memory_it_is_least_squares_to_the_digits_of_nist():
    # https://www.itl.nist.gov/div898/strd/lls/data/Longley.shtml
    from statsmodels.datasets import longley

    data = longley.load_pandas()
    design = np.column_stack([np.ones(16), data.exog.to_numpy()])
    fit = given(data.endog.to_numpy()[:, None], design, gaps(np.arange(16.0)), 0.0)
    certified = [-3482258.63459582, 15.0618722713733, -0.358191792925910e-01, -2.02022980381683,
                 -1.03322686717359, -0.511041056535807e-01, 1829.15146461355]  # fmt: skip
    errors = [890420.383607373, 84.9149257747669, 0.334910077722432e-01, 0.488399681651699,
              0.214274163161675, 0.226073200069370, 455.478499142212]  # fmt: skip
    assert fit.coefficients[:, 0] == pytest.approx(certified, rel=1e-8)
    assert fit.errors(np.eye(7))[:, 0] == pytest.approx(errors, rel=1e-8)


# A slow oracle: the likelihood of error contrasts with the whole covariance matrix written out


def oracle(values, design, times, rho):
    """Minus twice the restricted log likelihood, but for a constant (Harville 1974)."""
    basis = np.linalg.svd(design.T)[2][design.shape[1] :]
    covariance = basis @ rho ** np.abs(np.subtract.outer(times, times)) @ basis.T
    contrasts = basis @ values
    freedom = len(contrasts)
    squares = contrasts @ np.linalg.solve(covariance, contrasts)
    return freedom * np.log(squares / freedom) + np.linalg.slogdet(covariance)[1]


@examples(seed=st.integers(0, 10_000), missing=st.sets(st.integers(1, 18), max_size=6))
def test_missing_periods_are_bridged_as_the_whole_covariance_matrix_says(seed, missing):
    times = np.array([time for time in range(20) if time not in missing], float)
    random = np.random.default_rng(seed)
    values, design = random.standard_normal(len(times)), np.column_stack([np.ones_like(times), times])
    ours = [given(values[:, None], design, gaps(times), rho).criterion[0] for rho in (0.2, 0.5, 0.9)]
    slow = [oracle(values, design, times, rho) for rho in (0.2, 0.5, 0.9)]
    assert np.diff(ours) == pytest.approx(np.diff(slow), abs=1e-8)


@examples(seed=st.integers(0, 10_000))
def test_the_most_likely_autocorrelation_is_found(seed):
    times = np.arange(24.0)
    random = np.random.default_rng(seed)
    values, design = random.standard_normal(24).cumsum(), np.column_stack([np.ones(24), times])
    fit = fitted(values[:, None], design, gaps(times))
    slow = min(
        (minimize_scalar(lambda rho: oracle(values, design, times, rho), bounds=ends, method="bounded")
         for ends in ((0.0, 0.4), (0.3, 0.8), (0.7, 0.98))), key=lambda found: found.fun,
    )  # fmt: skip
    assert oracle(values, design, times, fit.rho) <= slow.fun + 1e-6


# Why it is needed, and why the bootstrap is: false alarms of a step of nothing at 24 months


@pytest.fixture(scope="module")
def alarms():
    """In how many of 300 series of 24 months without any effect, memory 0.5, each method sees one."""
    import statsmodels.api as sm

    time = np.arange(24.0)
    design = np.column_stack([np.ones(24), time, time >= 12, np.maximum(time - 12, 0)])
    contrast = np.array([0.0, 0.0, 1.0, 5.5])
    random, found = np.random.default_rng(6), {"newey_west": [], "glsar": [], "student": [], "ours": []}
    for _ in range(300):
        values = remembering(random, 24, 0.5)
        hac = sm.OLS(values, design).fit(cov_type="HAC", cov_kwds={"maxlags": 3}, use_t=True)
        glsar = sm.GLSAR(values, design, rho=1).iterative_fit(maxiter=8)
        fit = fitted(values[:, None], design, gaps(time))
        size = np.abs(fit.estimates(contrast[None]) / fit.errors(contrast[None]))[0, 0]
        against = reference(values[:, None], design, gaps(time), contrasts=contrast[None])
        found["newey_west"].append(hac.t_test(contrast).pvalue <= 0.05)
        found["glsar"].append(glsar.t_test(contrast).pvalue <= 0.05)
        found["student"].append(size > t.ppf(0.975, 20))
        found["ours"].append(against.p(size, 0) <= 0.05)
    return {name: int(np.sum(claims)) for name, claims in found.items()}


def remembering(random, count, rho):
    """Errors that remember the one before."""
    errors = random.standard_normal(count)
    for place in range(1, count):
        errors[place] = rho * errors[place - 1] + np.sqrt(1 - rho**2) * errors[place]
    return errors


def surely_more_than(part, claims):
    """Whether so many claims in 300 can't be chance, were the true part of false ones this."""
    return binomtest(claims, 300, part, alternative="greater").pvalue < 0.01


def test_what_the_libraries_offer_raises_several_times_more_false_alarms(alarms):
    assert surely_more_than(0.25, alarms["newey_west"])
    assert surely_more_than(0.12, alarms["glsar"])
    assert alarms["glsar"] > alarms["student"] > alarms["ours"]


def test_the_bootstrap_keeps_false_alarms_at_8_percent_or_less(alarms):
    assert not surely_more_than(0.08, alarms["ours"])
    assert surely_more_than(0.08, alarms["student"])
