"""Posts and levels: the level somebody holds by post, service and diploma, as in 三岗十八级."""

from __future__ import annotations

from functools import reduce
from typing import TYPE_CHECKING

import polars as pl

from sgstats.policies.rulings import Case, Step, no_rulings, rulings
from sgstats.policies.sentences import dotted, listing, sentence

if TYPE_CHECKING:
    from sgstats.policies.rewards import Bonus, Levels

NO_CERTIFICATE = "无"
LEAP_DAY = 229


def level_of(case: Case) -> pl.DataFrame:
    """The level of everybody on 31 December of the year judged.

    Whoever has a post, hire day, education or degree that is not known, or one the pack does not name,
    has no level. Of several diplomas the one that helps most counts.

    Formula:
        least level of the post + ⌊(full years since hire + years credited for a diploma) / years a level⌋,
        at most the highest level of the post; whole levels for a diploma are credited as their years.

    Args:
        case: The year judged, of a pack with levels.

    Returns:
        One row per person: ``person_id``, ``post``, ``level``, ``coefficient`` (text), ``next_level_on``
        (day number, null at the highest level), ``service`` and ``credited`` (years), and the rules they
        come from: ``track``, ``bonus``.
    """
    levels = case.pack.levels
    return _placed(case, levels).select(*_COLUMNS) if levels else pl.DataFrame(schema=_COLUMNS)


def placed(case: Case) -> pl.DataFrame:
    """Rulings on everybody's level, each with the rules of post, service and diploma behind it.

    Args:
        case: The year judged; a pack without levels rules on nobody.

    Returns:
        One row per person and rule; people without a level need a human.
    """
    levels = case.pack.levels
    if levels is None:
        return no_rulings()
    people = _placed(case, levels)
    known = people.filter(pl.col("level").is_not_null())
    unknown = people.filter(pl.col("level").is_null())
    missing = sentence("conduct.level_unknown", missing=pl.col("missing"))
    by_service = sentence("conduct.level_service", years=pl.col("service"), step=levels.years_a_level)
    by_diploma = sentence("conduct.level_diploma", years=pl.col("credited"))
    credited = known.filter(pl.col("bonus").is_not_null())
    return pl.concat([
        rulings(known, step=Step.LEVEL, rule=pl.col("track"), effect=_told()),
        rulings(known, step=Step.LEVEL, rule=levels.id, reason=by_service),
        rulings(credited, step=Step.LEVEL, rule=pl.col("bonus"), reason=by_diploma),
        rulings(unknown, step=Step.LEVEL, rule=levels.id, needs_human=True, reason=missing),
        _allowed(people, levels),
    ])


_COLUMNS = {
    "person_id": pl.String(),
    "post": pl.String(),
    "level": pl.Int64(),
    "coefficient": pl.String(),
    "next_level_on": pl.Int64(),
    "service": pl.Int64(),
    "credited": pl.Int64(),
    "track": pl.String(),
    "bonus": pl.String(),
}


def _placed(case: Case, levels: Levels) -> pl.DataFrame:
    tracks = pl.DataFrame(
        [(one.post, one.id, one.least, one.most) for one in levels.tracks],
        schema={"post": pl.String, "track": pl.String, "least": pl.Int64, "most": pl.Int64},
        orient="row",
    )
    facts = ["post", "education", "degree", "certificate"]
    people = case.people.with_columns(pl.col(facts).cast(pl.String), pl.col("hire_day").cast(pl.Int64))
    people = people.join(tracks, on="post", how="left", maintain_order="left")
    # The difference of two day numbers counts full years in its ten thousands.
    service = (case.year * 10_000 + 1231 - pl.col("hire_day")) // 10_000
    people = people.with_columns(service=pl.when(service >= 0).then(service), **_best(levels))
    steps = (pl.col("service") + pl.col("credited")) // levels.years_a_level
    level = pl.min_horizontal(pl.col("least") + steps, "most")
    known = pl.col("credited").is_not_null() & pl.col("service").is_not_null() & pl.col("least").is_not_null()
    placed = people.with_columns(level=pl.when(known).then(level), missing=_missing())
    coefficient = pl.col("level").cast(pl.String)
    named = {level: str(value) for level, value in levels.coefficients.items()}
    coefficient = coefficient.replace_strict(named, default=None, return_dtype=pl.String)
    return placed.with_columns(coefficient=coefficient, next_level_on=_next(levels))


def _best(levels: Levels) -> dict[str, pl.Expr]:
    """Years credited for the diploma that helps most, and the rule that credits them."""
    years = [_credit(bonus, levels) for bonus in levels.bonuses]
    best = pl.max_horizontal(pl.lit(0), *years).cast(pl.Int64)
    rule = reduce(
        lambda rest, one: pl.when(one[1] == best).then(pl.lit(one[0].id)).otherwise(rest),
        list(zip(levels.bonuses, years, strict=True))[::-1],
        pl.lit(None, dtype=pl.String),
    )
    known = _certain(levels)
    return {"credited": pl.when(known).then(best), "bonus": pl.when(known & (best > 0)).then(rule)}


def _credit(bonus: Bonus, levels: Levels) -> pl.Expr:
    """Levels, as their years of service, where both papers are there; fewer years where one is."""
    learned, degree = _papers(bonus)
    whole, half = bonus.levels * levels.years_a_level, bonus.years_without_degree
    return pl.when(learned & degree).then(whole).when(learned | degree).then(half).otherwise(0)


def _papers(bonus: Bonus) -> tuple[pl.Expr, pl.Expr]:
    """Whether somebody has the education of a bonus, and whether its degree (if one is asked)."""
    learned = pl.col("education").is_in(list(bonus.education)).fill_null(value=False)
    if not bonus.degrees:
        return learned, learned
    return learned, pl.col("degree").is_in(list(bonus.degrees)).fill_null(value=False)


def _certain(levels: Levels) -> pl.Expr:
    """Whether education and degree are known as far as the bonuses ask.

    An education that several bonuses name (研究生) is told apart by its degree only.
    """
    if not levels.bonuses:
        return pl.lit(value=True)
    papers = [_papers(bonus) for bonus in levels.bonuses]
    asked = pl.any_horizontal(
        pl.lit(value=False),
        *[one[0] for one, bonus in zip(papers, levels.bonuses, strict=True) if bonus.degrees],
    )
    complete = pl.any_horizontal(pl.lit(value=False), *[learned & degree for learned, degree in papers])
    levels_named = pl.sum_horizontal(pl.lit(0), *[learned.cast(pl.Int64) for learned, _ in papers])
    degree_known = pl.col("degree").is_not_null() | ~asked
    return pl.col("education").is_not_null() & degree_known & (complete | (levels_named < 2))


def _missing() -> pl.Expr:
    """Which facts are not known well enough, as the fields are called in the user's language."""
    return listing(
        pl.when(pl.col("least").is_null()).then(sentence("conduct.field_post")),
        pl.when(pl.col("service").is_null()).then(sentence("conduct.field_hire")),
        pl.when(pl.col("credited").is_null()).then(sentence("conduct.field_education")),
    )


def _next(levels: Levels) -> pl.Expr:
    """The day the next level is reached: 29 February counts as 1 March where the year has none."""
    years = (pl.col("level") + 1 - pl.col("least")) * levels.years_a_level - pl.col("credited")
    day = pl.col("hire_day") + years * 10_000
    year = day // 10_000
    leap = ((year % 4 == 0) & (year % 100 != 0)) | (year % 400 == 0)
    real = pl.when((day % 10_000 == LEAP_DAY) & ~leap).then(year * 10_000 + 301).otherwise(day)
    return pl.when(pl.col("level") < pl.col("most")).then(real)


def _told() -> pl.Expr:
    """The level, what it is multiplied with, and when the next one comes."""
    names = {"post": pl.col("post"), "level": pl.col("level")}
    return pl.concat_str(
        sentence("conduct.level", **names, least=pl.col("least"), most=pl.col("most")),
        sentence("conduct.level_coefficient", coefficient=pl.col("coefficient")),
        sentence("conduct.level_next", day=dotted(pl.col("next_level_on"))),
        ignore_nulls=True,
    )


def _allowed(people: pl.DataFrame, levels: Levels) -> pl.DataFrame:
    """Allowances for certificates; a certificate without a rule is for people to decide on."""
    amounts = [(one.certificate, one.id, f"{one.yuan_a_month:f}") for one in levels.allowances]
    schema = {"certificate": pl.String, "rule": pl.String, "yuan": pl.String}
    allowances = pl.DataFrame(amounts, schema=schema, orient="row")
    held = people.filter(pl.col("certificate") != NO_CERTIFICATE)
    paid = held.join(allowances, on="certificate", maintain_order="left")
    told = sentence("conduct.allowance", certificate=pl.col("certificate"), yuan=pl.col("yuan"))
    named = rulings(paid, step=Step.LEVEL, rule=pl.col("rule"), effect=told)
    if not amounts:
        return named
    others = held.join(allowances, on="certificate", how="anti", maintain_order="left")
    asked = sentence("conduct.allowance_unclear", certificate=pl.col("certificate"))
    unclear = rulings(others, step=Step.LEVEL, rule=amounts[0][1], needs_human=True, reason=asked)
    return pl.concat([named, unclear])
