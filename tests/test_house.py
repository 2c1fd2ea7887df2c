"""The house rules: small rooms, two languages, data that fits the code, no address of anybody's machine."""

from __future__ import annotations

import ast
import csv
import re
import string
import subprocess
import sys
from functools import cache

import pytest
from project_source import ROOT, Module, modules, named, project_files

from sgstats import fields
from sgstats.finding import SEVERITIES
from sgstats.messages import LANGUAGES, catalogue

PRODUCT = modules("sgstats", "dashboard")
BUILT = (*PRODUCT, *modules("run.py", "benchmarks", "data"))
HEAVY = {"polars", "duckdb", "streamlit", "scipy", "plotly", "matplotlib", "pandas", "pyarrow"}
# Who turns a key of the catalogue into a sentence, by the name of what is called.
SPEAKERS = {"say", "sentence", "entry", "Refused", "finding", "findings_at"}
FINDERS = {"finding", "findings_at"}


# Small rooms


@pytest.mark.parametrize("module", named((*BUILT, *modules("tests"))))
def test_a_module_has_at_most_300_lines(module):
    assert len(module.text.splitlines()) <= 300


@pytest.mark.parametrize("module", named(BUILT))
def test_a_function_has_at_most_25_lines_below_its_docstring(module):
    long = {node.name: body_lines(node) for node in functions(module) if body_lines(node) > 25}
    assert not long


@pytest.mark.parametrize("module", named(BUILT))
def test_a_function_takes_at_most_5_parameters(module):
    many = {node.name: len(parameters(node)) for node in functions(module) if len(parameters(node)) > 5}
    assert not {name: count for name, count in many.items() if not may_take_many(module, name)}


def functions(module: Module) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    return module.nodes(ast.FunctionDef, ast.AsyncFunctionDef)


def body_lines(node: ast.FunctionDef) -> int:
    """Lines from the first statement after the docstring to the end."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    return body[-1].end_lineno - body[0].lineno + 1 if body else 0


def parameters(node: ast.FunctionDef) -> list[str]:
    names = [a.arg for a in (*node.args.posonlyargs, *node.args.args, *node.args.kwonlyargs)]
    return [name for name in names if name not in {"self", "cls"}]


def may_take_many(module: Module, name: str) -> bool:
    """The public verbs whose options are a contract say so where they are defined."""
    line = next(text for text in module.text.splitlines() if re.search(rf"\bdef {name}\(", text))
    return "noqa: PLR0913" in line


# Two languages


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_message_says_the_same_in_both_languages(key):
    texts = catalogue()[key]
    assert all(texts.get(language, "").strip() for language in LANGUAGES)
    assert placeholders(texts["zh"]) == placeholders(texts["en"])


def test_a_key_is_defined_in_one_file_only():
    texts = [path.read_text("utf-8") for path in (ROOT / "sgstats" / "messages").glob("*.toml")]
    keys = [key for text in texts for key in re.findall(r"^\[([\w.]+)\]", text, re.MULTILINE)]
    assert sorted(keys) == sorted(set(keys))


@pytest.mark.parametrize("module", named(PRODUCT))
def test_a_key_that_is_spoken_is_in_the_catalogue(module):
    assert not {key for _, key, _ in spoken(module)} - set(catalogue())


@pytest.mark.parametrize("module", named(PRODUCT))
def test_a_sentence_is_given_all_that_its_gaps_need(module):
    later = {"file"} if "sources" in module.path.parts else set()  # the child that parses knows no file name
    for call, key, given in spoken(module):
        if None not in given and key in catalogue():
            assert placeholders(catalogue()[key]["zh"]) <= given | later, f"{key} at line {call.lineno}"


@pytest.mark.parametrize("module", named(PRODUCT))
def test_a_finding_has_a_severity(module):
    rules = {key for call, key, _ in spoken(module) if called(call) in FINDERS}
    assert not {rule for rule in rules if catalogue()[rule].get("severity") not in SEVERITIES}


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_severity_is_one_of_the_known_ones(key):
    assert catalogue()[key].get("severity", "note") in SEVERITIES


@pytest.mark.parametrize("key", sorted(catalogue()))
def test_a_message_is_used(key):
    exact, patterns, data = used_texts()
    assert key in exact or any(re.fullmatch(p, key) for p in patterns) or key in data


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def spoken(module: Module) -> list[tuple[ast.Call, str, set[str | None]]]:
    """Every call that names a key in so many words, with the names it fills in (None for ``**``)."""
    calls = [node for node in module.nodes(ast.Call) if called(node) in SPEAKERS and node.args]
    literal = [node for node in calls if isinstance(getattr(node.args[0], "value", None), str)]
    return [(node, node.args[0].value, {keyword.arg for keyword in node.keywords}) for node in literal]


def called(node: ast.Call) -> str:
    return ast.unparse(node.func).rpartition(".")[2]


@cache
def used_texts() -> tuple[set[str], set[str], str]:
    """Where a key may stand: whole strings, f-strings as patterns, and the data beside the code."""
    exact = {text for module in PRODUCT for text in module.strings()}
    patterns = {pattern(node) for module in PRODUCT for node in module.nodes(ast.JoinedStr)}
    files = [path for kind in ("toml", "csv") for path in (ROOT / "sgstats").rglob(f"*.{kind}")]
    data = "\n".join(path.read_text("utf-8") for path in files if path.parent.name != "messages")
    return exact, {text for text in patterns if re.match(r"[a-z_]+\\\.", text)}, data


def pattern(node: ast.JoinedStr) -> str:
    """An f-string as the pattern of what it can become."""
    parts = [part.value if isinstance(part, ast.Constant) else None for part in node.values]
    return "".join(r"\w+" if part is None else re.escape(part) for part in parts)


# Data that fits the code


@pytest.mark.parametrize("field", named(fields.dictionary()))
def test_a_field_says_what_it_is_in_both_languages(field):
    entry = fields.dictionary()[field]
    assert all([entry.label, entry.label_en, entry.description])
    assert entry.description.endswith(".")
    assert len(entry.values) == len(set(entry.values))


def test_labels_tell_the_fields_apart():
    for language in ("label", "label_en"):
        labels = [getattr(entry, language) for entry in fields.dictionary().values()]
        assert len(labels) == len(set(labels))


@pytest.mark.parametrize("header", named(sorted(fields.headers())))
def test_a_known_header_means_a_known_field(header):
    assert fields.headers()[header] in fields.dictionary()


def test_no_header_is_listed_twice():
    with (ROOT / "sgstats" / "fields" / "headers.csv").open(encoding="utf-8", newline="") as file:
        listed = [fields.normalise(row["header"]) for row in csv.DictReader(file)]
    assert sorted(listed) == sorted(set(listed))


def test_both_locks_pin_the_same_versions():
    runtime, dev = (pins(name) for name in ("requirements.lock", "requirements-dev.lock"))
    assert runtime <= dev


def pins(name: str) -> set[str]:
    """The pinned packages of a lock, with their versions and markers."""
    lines = (ROOT / name).read_text("utf-8").splitlines()
    return {line.removesuffix("\\").strip() for line in lines if re.match(r"[a-z]", line)}


# Nobody's machine

PLACES = re.compile(
    r"(?<![\w.])/(?:root|work|home/\w+|Users/\w+|opt/\w+)/|[A-Z]:\\\\?Users"
    r"|(?:py"
    r"pi\.org|python"
    r"hosted|/sim"
    r"ple/|index-u"
    r"rl *[= ] *['\"]?http|mirr"
    r"ors?\.\w+\.\w+)"
)
BINARY = {".xlsx", ".xls", ".et", ".docx", ".png", ".ttf", ".woff2", ".zip"}


@pytest.mark.parametrize("path", named(path.relative_to(ROOT).as_posix() for path in project_files()))
def test_a_file_names_no_machine_and_no_package_index(path):
    if (ROOT / path).suffix not in BINARY:
        text = (ROOT / path).read_bytes().decode("utf-8", errors="replace")
        assert not [match.group() for match in PLACES.finditer(text)]


# What users meet first


@cache
def verbs() -> list[str]:
    """The verbs that ``sgstats --help`` lists."""
    listing = python("-m", "sgstats", "--help").stdout
    return re.findall(r"^[ │]*([a-z]+) {2,}\S", listing, re.MULTILINE)


def python(*arguments: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-X", "utf8", *arguments]
    return subprocess.run(command, cwd=ROOT, capture_output=True, encoding="utf-8", check=True)


def test_help_lists_the_verbs_of_the_contract():
    data = {"ingest", "preview", "rejected", "imports", "undo"}
    assert data | {"catalogue", "measure", "report", "dashboard", "demo"} <= set(verbs())


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_the_readme_mentions_every_verb(readme):
    text = (ROOT / readme).read_text("utf-8")
    assert not [verb for verb in verbs() if not re.search(rf"\bsgstats {verb}\b", text)]


def test_help_loads_nothing_heavy():
    loaded = python("-X", "importtime", "-m", "sgstats", "--help").stderr
    names = {line.rpartition("|")[2].strip().split(".")[0] for line in loaded.splitlines()}
    assert "sgstats" in names
    assert not names & HEAVY


def test_public_names_have_a_docstring_with_an_example():
    import sgstats

    assert sgstats.__all__
    callables = [name for name in sgstats.__all__ if callable(getattr(sgstats, name))]
    without = [name for name in callables if "Example" not in (getattr(sgstats, name).__doc__ or "")]
    assert not without
