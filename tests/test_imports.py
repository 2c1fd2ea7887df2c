"""Imports point upstream only: a stage knows the stages before it and never one after it.

The order is the one of the house (docs/decisions.md): each floor may import the floors
before it. Imports inside functions and for types count like any other.
"""

from __future__ import annotations

import ast
import re
import sys

import pytest
from project_source import ROOT, Module, modules, named

GROUND = {"errors", "messages", "finding", "fields", "periods"}
LANES = {"policies", "claims", "ledger", "effects", "outlook"}
FLOORS: list[set[str]] = [
    GROUND,
    {"sources"},
    {"records"},
    {"engines"},
    {"store"},
    {"metrics"},
    LANES,
    {"disclosure"},
    {"reports"},
    {"pipeline"},
    {"sgstats"},  # the facade: sgstats/__init__.py
    {"cli"},
    {"__main__"},
]
HEIGHT = {stage: height for height, floor in enumerate(FLOORS) for stage in floor}
DEFINES = re.compile(
    r"\b(CREATE|ALTER|DROP|TRUNCATE)\s+(OR\s+REPLACE\s+)?(TEMP(ORARY)?\s+)?"
    r"(TABLE|VIEW|SCHEMA|SEQUENCE|INDEX|MACRO|TYPE)\b|\bINSERT\s+INTO\b|\bDELETE\s+FROM\b",
    re.IGNORECASE,
)


def stage_of(dotted: str) -> str:
    """The stage a module belongs to; the facade itself is called ``sgstats``."""
    parts = dotted.split(".")
    return parts[1] if len(parts) > 1 else parts[0]


def imported(module: Module) -> list[str]:
    """Dotted names of all that a module imports, wherever in it the import stands."""
    names = [alias.name for node in module.nodes(ast.Import) for alias in node.names]
    for node in module.nodes(ast.ImportFrom):
        base = origin(node, module)
        whole = [f"{base}.{alias.name}" for alias in node.names]
        names += [name if is_module(name) else base for name in whole]
    return names


def origin(node: ast.ImportFrom, module: Module) -> str:
    """Dotted name of what a ``from … import`` takes its names from."""
    if not node.level:
        return node.module or ""
    parents = module.package.split(".")
    return ".".join([*parents[: len(parents) - node.level + 1], *filter(None, [node.module])])


def is_module(dotted: str) -> bool:
    """Whether a dotted name is a module of this project rather than a name inside one."""
    path = ROOT.joinpath(*dotted.split("."))
    return path.with_suffix(".py").is_file() or path.is_dir()


def stages_imported(module: Module) -> set[str]:
    """The stages of sgstats that a module imports, its own aside."""
    names = [name for name in imported(module) if name.split(".")[0] == "sgstats"]
    return {stage_of(name) for name in names} - {stage_of(module.name)}


@pytest.mark.parametrize("module", named(modules("sgstats")))
def test_a_module_belongs_to_a_stage_with_a_place_in_the_house(module):
    assert stage_of(module.name) in HEIGHT


@pytest.mark.parametrize("module", named(modules("sgstats")))
def test_imports_point_upstream_only(module):
    if module.name == "sgstats":
        return
    own = HEIGHT[stage_of(module.name)]
    floor = GROUND if own == 0 else set()
    downstream = {stage for stage in stages_imported(module) - floor if HEIGHT[stage] >= own}
    assert not downstream, f"{module} imports {sorted(downstream)}"


@pytest.mark.parametrize("module", named(modules("sgstats")))
def test_the_library_knows_no_streamlit_and_no_dashboard(module):
    assert not {name.split(".")[0] for name in imported(module)} & {"streamlit", "dashboard"}


@pytest.mark.parametrize("module", named(modules("sgstats/metrics")))
def test_metrics_are_handed_an_engine_and_never_reach_for_the_store(module):
    assert "store" not in stages_imported(module)


@pytest.mark.parametrize("module", named(modules("sgstats/reports")))
def test_reports_see_protected_tables_and_never_the_rows_behind_them(module):
    assert not stages_imported(module) & {"sources", "records", "store", "engines"}


OUTSIDE_STORE = [module for module in modules("sgstats") if stage_of(module.name) != "store"]


@pytest.mark.parametrize("module", named(OUTSIDE_STORE))
def test_only_the_store_changes_tables_or_opens_the_database(module):
    assert not [text for text in module.strings() if DEFINES.search(text)]
    calls = [
        node for node in module.nodes(ast.Call) if ast.unparse(node.func) in {"duckdb.connect", "connect"}
    ]
    opens = [node.lineno for node in calls if not (stage_of(module.name) == "records" and in_memory(node))]
    assert not opens, f"a database is opened at line {opens}"


def in_memory(call: ast.Call) -> bool:
    """Whether a database is opened that no file holds: the one that hashes identities has no other table."""
    return not call.args or ast.unparse(call.args[0]) == "':memory:'"


def test_only_the_store_keeps_sql_files_that_change_tables():
    files = [path for path in (ROOT / "sgstats").rglob("*.sql") if "store" not in path.parts]
    assert not [path.name for path in files if DEFINES.search(path.read_text(encoding="utf-8"))]


DASHBOARD = modules("dashboard")


@pytest.mark.parametrize("module", named(DASHBOARD))
def test_the_dashboard_imports_the_public_verbs_and_its_drawing_tools_only(module):
    beside = {path.stem for path in (ROOT / "dashboard").rglob("*.py")} | {"dashboard", "views"}
    known = {"sgstats", "streamlit", "plotly", "polars"} | beside | set(sys.stdlib_module_names)
    assert {name.split(".")[0] for name in imported(module)} <= known
    inside = [name for name in imported(module) if name.startswith("sgstats.")]
    assert not inside, f"{module} reaches into {inside}"


@pytest.mark.parametrize("module", named(DASHBOARD))
def test_the_dashboard_uses_public_names_of_sgstats_only(module):
    import sgstats

    taken = [alias for node in module.nodes(ast.Import) for alias in node.names if alias.name == "sgstats"]
    called = {alias.asname or alias.name for alias in taken}
    seen = [node for node in module.nodes(ast.Attribute) if isinstance(node.value, ast.Name)]
    used = {node.attr for node in seen if node.value.id in called}
    used |= {a.name for node in module.nodes(ast.ImportFrom) if node.module == "sgstats" for a in node.names}
    assert used <= set(sgstats.__all__)
