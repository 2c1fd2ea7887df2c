"""JUDGE: rule packs as data, applied to people and years, every result with the rule that decided it."""

from sgstats.policies.comparing import compare
from sgstats.policies.counted import Counted
from sgstats.policies.deciding import NEEDS_HUMAN, NOT_APPLICABLE, worst_outcome
from sgstats.policies.deciding import NONE as NOTHING
from sgstats.policies.evidence import Evidence
from sgstats.policies.judging import judge
from sgstats.policies.level_pay import pay_by_level
from sgstats.policies.loading import load, names, packs
from sgstats.policies.money import text as yuan
from sgstats.policies.money import texts as yuan_texts
from sgstats.policies.options import Options, choose, chosen
from sgstats.policies.paying import pay
from sgstats.policies.pools import Pools, from_amount, from_average, from_table
from sgstats.policies.results import Comparison, Judged, Paid

__all__ = [
    "NEEDS_HUMAN",
    "NOTHING",
    "NOT_APPLICABLE",
    "Comparison",
    "Counted",
    "Evidence",
    "Judged",
    "Options",
    "Paid",
    "Pools",
    "choose",
    "chosen",
    "compare",
    "from_amount",
    "from_average",
    "from_table",
    "judge",
    "load",
    "names",
    "packs",
    "pay",
    "pay_by_level",
    "worst_outcome",
    "yuan",
    "yuan_texts",
]
