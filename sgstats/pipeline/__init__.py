"""The whole way, in two halves: ``arriving`` (files to store) and ``asking`` (store to reader).

In: sources.read → records.clean → pseudonyms.hide → store.save.
Out: metrics.measure or policies.judge → disclosure.protect → reports.render.
"""

from sgstats.pipeline.arriving import Choices, Preview, expand, ingest, preview
from sgstats.pipeline.asking import measure, report
from sgstats.pipeline.judging import Verdicts, judge
from sgstats.pipeline.paying import Payments, WhatIf, pay, what_if

__all__ = [
    "Choices", "Payments", "Preview", "Verdicts", "WhatIf", "expand", "ingest", "judge", "measure", "pay",
    "preview", "report", "what_if",
]  # fmt: skip
