"""两头小中间大 as a number: how much heavier the middle of the ages is than their two ends."""

from __future__ import annotations

import polars as pl

from sgstats.engines import Engine
from sgstats.errors import Refused
from sgstats.metrics.bands import labels
from sgstats.metrics.diversity.indices import contrast
from sgstats.metrics.diversity.tables import Counts, frame, tables
from sgstats.metrics.means import Estimate
from sgstats.metrics.population import Labels
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric


@metric(
    label="“两头小、中间大”程度", label_en="heaviness of the middle", unit="百分点", family="diversity",
    kind="value", folds=True, of="age_band", source="SHK-2（沙河口区队伍现状：两头小中间大）",
    formula="value = 中间各年龄段占比的平均 - 最低、最高两段占比的平均（均只计年龄已知者）",
)  # fmt: skip
def middle(question: Question, *, engine: Engine) -> pl.DataFrame:
    """How much heavier the middle age bands are than the youngest and the oldest, on average.

    0 where all bands are equally large, above it where the ends are small, below it where the middle
    is. Means are compared, so that the number does not grow with the number of bands in the middle;
    it depends on where the bands are cut, and the bands stand beside it. SHK-2, 70 % of 1336 people between
    40 and 50, is 70 - 15 = 55 points, however the others divide between the ends. People of unknown
    age are counted in the base only.

    Formula:
        value = 100 · (mean share of the inner bands - mean share of the two outer bands)

    Args:
        question: Day, groups and filters; the bands are an option.
        engine: What counts.

    Returns:
        One row per group: ``people`` of known age, ``base`` of everybody, ``value``, ``low``, ``high``.

    Raises:
        Refused: The bands are fewer than three, so that there is no middle.
    """
    bands = labels("age", question.options.bands)
    if len(bands) < 3:
        raise Refused("diversity.no_middle", bands=len(bands))
    inner = len(bands) - 2
    weights = [-0.5, *[1 / inner] * inner, -0.5]

    def heaviness(_: Labels, people: Counts) -> Estimate:
        counts = [people.get(band, 0) for band in bands]
        return contrast(counts, weights, confidence=question.options.confidence)

    return frame(question, tables(question, engine=engine), heaviness, scale=100)
