"""The whole way: ``arriving`` (files to store), then ``asking`` and ``reporting`` (store to reader).

In: sources.read → records.clean → pseudonyms.hide → store.save.
Out: metrics.measure or policies.judge → disclosure.protect → reports.render.

``judging`` and ``paying`` are taken from their modules: who only measures does not load the rule packs.
"""

from sgstats.pipeline.arriving import Choices, Preview, expand, ingest, preview
from sgstats.pipeline.asking import measure
from sgstats.pipeline.reporting import report

__all__ = ["Choices", "Preview", "expand", "ingest", "measure", "preview", "report"]
