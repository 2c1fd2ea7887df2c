"""``python -m data.generator``: writes ``data/samples`` and ``data/expected`` anew."""

from __future__ import annotations

import argparse
import csv
import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from . import (
    earlier,
    establishment,
    expected_effects,
    expected_ledgers,
    exports_2023,
    movement_lists,
    rectification,
    self_check,
    training_lists,
    workbooks_2023,
)
from .district import build
from .expected import files, flows, headline, structure
from .expected_appraisals import appraisals
from .expected_movements import flow_accounts, movements
from .grid import Book
from .ledgers import filed, keep
from .pools import FILE, write_pools
from .rosters import by_street, forgotten, mover
from .sheets import Filed
from .slow_claims import truth
from .truth import District
from .writers import write_biff, write_html, write_text, write_xlsx

DATA = Path(__file__).parent.parent

STREETS = {
    "春晓街道": workbooks_2023.spring,
    "康宁街道": workbooks_2023.peace,
    "听雨街道": exports_2023.rain,
    "揽月街道": exports_2023.moon,
    "拾光街道": workbooks_2023.coded,
    "鹿鸣街道": exports_2023.deer,
    "向暖街道": exports_2023.warm,
    "折桂街道": workbooks_2023.phantom,
    "枕溪街道": workbooks_2023.numbers,
    "知秋街道": exports_2023.autumn,
}


def books(district: District) -> list[Book]:
    """The rosters, oldest statement first."""
    rows = by_street(district, workbooks_2023.DAY)
    twice = forgotten(mover(district, 2023), workbooks_2023.DAY)
    rows[twice.unit.street].append(twice)
    older = [earlier.eight, earlier.old_binary, earlier.system_text, earlier.sheet_per_street]
    return [make(district) for make in older] + [
        make(district, rows[street]) for street, make in STREETS.items()
    ]


def write(book: Book, folder: Path) -> None:
    """One sample file, in the format its name asks for."""
    path = folder / book.file
    if "HTML" in book.file:
        write_html(book, path)
    elif path.suffix in {".csv", ".txt"}:
        write_text(book, path, **_dialect(book.file))
    else:
        writer: Callable[[Book, Path], None] = write_xlsx if path.suffix == ".xlsx" else write_biff
        writer(book, path)


def _dialect(file: str) -> dict[str, str]:
    if "Unicode" in file:
        return {"encoding": "utf-16-le", "delimiter": "\t"}
    return {"encoding": "big5" if "Big5" in file else "gb18030"}


def moving(district: District) -> list[Filed]:
    """The files about movement, training and establishment."""
    return [
        one for module in (movement_lists, training_lists, establishment) for one in module.lists(district)
    ]


def write_rows(rows: Sequence[dict[str, Any]], path: Path) -> None:
    """A table of what should be found."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0], lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def main(folder: Path) -> None:
    """Write the samples and what a careful reader should find in them."""
    district = build()
    everything = books(district)
    ledger = keep(district, everything)
    records, moves = filed(district, ledger), moving(district)
    for name in ("samples", "expected"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    for book in [*everything, *(one.book for one in records + moves), *rectification.ledgers()]:
        write(book, folder / "samples")
    write_pools(district, folder / "pools" / FILE)
    rows = structure(everything)
    write_rows(rows, folder / "expected" / "structure.csv")
    write_rows(list(flow_accounts(district)), folder / "expected" / "flow_accounts.csv")
    found: dict[str, Any] = {
        "headline": headline(rows),
        "flows": flows(district, range(2021, 2024)),
        "files": files(everything),
        "appraisals": appraisals(district, everything, records, ledger),
        "movements": movements(district, moves),
        "ledgers": expected_ledgers.ledgers(),
        "effects": expected_effects.effects(district),
    }
    known = truth(everything, found["movements"], found["appraisals"])
    self_check.write_drafts(known, district.streets, folder / "samples")
    write_found(found | {"claims": self_check.claims(known)}, folder / "expected")


def write_found(found: dict[str, Any], folder: Path) -> None:
    """What should be found, a file for each subject."""
    for name, facts in found.items():
        text = json.dumps(facts, ensure_ascii=False, indent=1)
        (folder / f"{name}.json").write_text(text + "\n", encoding="utf-8", newline="\n")


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--to", type=Path, default=DATA, help="folder that gets samples/ and expected/")
    main(parser.parse_args().to)
