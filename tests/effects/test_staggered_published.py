"""Published differences-in-differences come out to the printed digits."""

from __future__ import annotations

import csv
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from many_panels import several

from sgstats.effects.collapsed import compared
from sgstats.effects.event_study import event_effects, study
from sgstats.effects.staggered_errors import errors_of
from sgstats.effects.staggered_scores import event_scores

DATA = Path(__file__).parent / "data"
YEARS = range(2003, 2008)

# Group-time effects as printed by the R package did (its README; never treated, xformla = ~1).
GROUP_TIME = {
    2004: [-0.0105, -0.0704, -0.1373, -0.1008],
    2006: [-0.0046, -0.0412],
    2007: [-0.0261],
}


def rows(name):
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_houses_near_the_incinerator_lost_as_much_as_wooldridge_says():
    """Introductory Econometrics, example 13.3: -11,863.9, from four means of 321 prices."""
    sold = [
        (int(row["near"]), int(row["year"] == "1981"), float(row["price"])) for row in rows("incinerator.csv")
    ]
    people, bases = np.zeros((2, 2)), np.zeros((2, 2))
    for near, late, price in sold:
        people[near, late] += price
        bases[near, late] += 1
    panel = several(people, bases=bases, firsts=[None, 1])
    assert panel.values.ravel() == pytest.approx([82517.23, 101307.5, 63692.86, 70619.24], abs=0.05)
    assert round(compared(panel).effect, 1) == -11863.9


def counties(*groups):
    found = [row for row in rows("teen_employment.csv") if int(row["first"]) in groups]
    firsts = [int(row["first"]) - YEARS[0] if row["first"] != "0" else None for row in found]
    return several([[float(row[str(year)]) for year in YEARS] for row in found], firsts=firsts)


@pytest.mark.parametrize("group", GROUP_TIME)
def test_group_time_effects_are_those_of_callaway_and_santanna(group):
    found = study(compared(counties(0, group)), least=0)
    effects = event_effects(found, found.which[None])[0][found.events >= 0]
    assert effects.round(4).tolist() == GROUP_TIME[group]


@pytest.mark.filterwarnings("ignore:The inplace keyword")  # differences under pandas 3.1
def test_events_against_counties_not_yet_treated_are_those_of_another_library():
    from differences import ATTgt

    found = study(compared(counties(0, 2004, 2006, 2007)), least=0)
    oracle = ATTgt(data=as_libraries_want(), cohort_column="cohort", base_period="universal")
    oracle.fit("value", control_group="not_yet_treated", progress_bar=False)
    told = oracle.aggregate("event").loc[found.events].to_numpy()
    others = found.events != -1  # the reference
    effects, errors = event_effects(found, found.which[None])[0], errors_of(event_scores(found)).deviation
    assert effects[others] == pytest.approx(told[others, 0].astype(float), abs=1e-8)
    assert errors[others] == pytest.approx(told[others, 1].astype(float), rel=0.1)


def as_libraries_want():
    """One row per county and year; counties that never began have no cohort."""
    lines = [
        {"entity": int(row["county"]), "time": year, "value": float(row[str(year)]),
         "cohort": float(row["first"]) or np.nan}
        for row in rows("teen_employment.csv") for year in YEARS
    ]  # fmt: skip
    return pd.DataFrame(lines).set_index(["entity", "time"])
