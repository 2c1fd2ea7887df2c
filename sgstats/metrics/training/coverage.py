"""The training family: how many people were trained, never were, or hold a certificate."""

from __future__ import annotations

import polars as pl

from sgstats.engines import Engine
from sgstats.fields import UNKNOWN
from sgstats.fields import field as field_named
from sgstats.metrics.population import tally
from sgstats.metrics.question import Question
from sgstats.metrics.registry import metric
from sgstats.metrics.structure import divided
from sgstats.metrics.training.groups import Group, groups, parts
from sgstats.metrics.training.remarks import not_recorded
from sgstats.metrics.training.sessions import ALSO

TRAINED, UNTRAINED = field_named("trained").values


@metric(
    label="培训覆盖率", label_en="training coverage", unit="%", family="training", kind="share", span=True,
    of="trained", also=ALSO, remarks=not_recorded, source="培训覆盖率；HG-1",
    formula="people = 期末在岗且期内至少参加一次培训的人数；base = 期末在岗人数；share = people ÷ base",
)  # fmt: skip
def training_coverage(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of people in post at the end of the period with at least one training in it.

    It counts persons, never attendances: whoever came three times is one. By ``year``, each calendar
    year of the period, cut to it, has its own trainings and its own people, those in post on 31
    December or on the period's last day. By ``training_level`` or ``training_form`` each of them is
    held against everybody, so that these rows add up to nothing. A training known by its year alone
    counts where the whole year lies in the period. Where nobody of a street has a training on record
    in the period, or nobody at all one of the kind filtered by, people are 未知 and not untrained.

    Formula:
        share = people with a training / people in post
    """
    found = groups(question, engine=engine)
    return parts(question, {cell: _trained(group) for cell, group in found.items()})


@metric(
    label="从未参加培训", label_en="never trained", unit="%", family="training", kind="share",
    of="trained", named=UNTRAINED, also=ALSO[1:], remarks=not_recorded,
    source="Skills for Care：missing mandatory training",
    formula="people = 没有任何培训记录的在岗人数；base = 在岗人数；share = people ÷ base",
)  # fmt: skip
def never_trained(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of people in post of whom no training was ever recorded, up to the day.

    With a filter on ``training_level`` or ``training_form`` it is those without such a training. Where
    nobody of a street has any training on record, people are 未知.

    Formula:
        share = people without any training / people in post
    """
    found = groups(question, engine=engine)
    shown = parts(question, {cell: _trained(group) for cell, group in found.items()})
    return shown.filter(pl.col("trained") != TRAINED)


def _trained(group: Group) -> dict[str, int]:
    """People by whether they attended anything."""
    unknown = group.everybody - group.told
    return {TRAINED: group.attended, UNTRAINED: group.told - group.attended, UNKNOWN: unknown}


@metric(
    label="持证率", label_en="certified", unit="%", family="training", kind="share", of="certified",
    source="持证率；湖北（持证不低于 50%）",
    formula="people = 持有三种社会工作者证书之一的人数；base = 在岗人数；share = people ÷ base",
)  # fmt: skip
def certified(question: Question, *, engine: Engine) -> pl.DataFrame:
    """Share of people in post who hold any of the three social-work certificates.

    A person counts once, at the highest; a certificate of unknown level is one. Of whom nothing is
    told is 未知, not without; ``base="known"`` leaves them out. ``structure`` of ``certificate`` has
    the levels.

    Formula:
        share = people with a certificate / people in post
    """
    return divided(question, tally(question, engine=engine, fields=question.fields))
