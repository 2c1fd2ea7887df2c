"""The same 100 units × 60 months for our estimate and for two libraries as they come."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Mapping

import pandas as pd
from simulated_effects import SETTINGS, simulated

from sgstats import effects
from sgstats.effects import Panel


def contenders() -> Mapping[str, Callable[[], object]]:
    """Our whole answer, and the bare estimates of the others."""
    setting = next(one for one in SETTINGS if one.units == 100)
    panel, _ = simulated(setting, seed=1, with_effect=True)
    long = _long(panel)
    return {
        "sgstats estimate": lambda: effects.estimate(panel),
        "differences ATTgt, simple": lambda: _differences(long),
        "pyfixest two-way": lambda: _two_way(long),
    }


def _long(panel: Panel) -> pd.DataFrame:
    """One row per unit and period, with the first period after the start."""
    count = len(panel.periods)
    rows = [
        (unit, period, panel.values[place, period], first if first < count else None)
        for place, (unit, first) in enumerate(zip(panel.units, panel.first_after.tolist(), strict=True))
        for period in range(count)
    ]
    frame = pd.DataFrame(rows, columns=["unit", "period", "value", "cohort"])
    return frame.assign(treated=(frame["period"] >= frame["cohort"]).astype(int))


def _differences(long: pd.DataFrame) -> object:
    from differences import ATTgt

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        found = ATTgt(data=long.set_index(["unit", "period"])[["value", "cohort"]], cohort_column="cohort")
        found.fit(formula="value", progress_bar=False)
        return found.aggregate("simple")


def _two_way(long: pd.DataFrame) -> object:
    from pyfixest import feols

    return feols("value ~ treated | unit + period", long, vcov={"CRV1": "unit"}).tidy()
