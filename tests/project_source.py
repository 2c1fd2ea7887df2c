"""The project's own source as the house-keeping tests see it: modules, and the syntax tree of each."""

from __future__ import annotations

import ast
import subprocess
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent


@dataclass(frozen=True)
class Module:
    """One Python file of the project."""

    path: Path

    def __str__(self) -> str:
        return self.path.relative_to(ROOT).as_posix()

    @property
    def name(self) -> str:
        """Dotted name, as it is imported."""
        parts = self.path.relative_to(ROOT).with_suffix("").parts
        return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)

    @property
    def package(self) -> str:
        """The package that relative imports start from."""
        return self.name if self.path.stem == "__init__" else self.name.rpartition(".")[0]

    @cached_property
    def text(self) -> str:
        return self.path.read_text(encoding="utf-8")

    @cached_property
    def tree(self) -> ast.Module:
        return ast.parse(self.text, filename=str(self.path))

    def nodes(self, *kinds: type[ast.AST]):
        """Every node of these kinds, also those inside functions."""
        return [node for node in ast.walk(self.tree) if isinstance(node, kinds)]

    def strings(self) -> list[str]:
        """Every string constant but the docstrings."""
        documented = self.nodes(ast.Module, ast.ClassDef, ast.FunctionDef, ast.AsyncFunctionDef)
        docs = {id(node.body[0].value) for node in documented if ast.get_docstring(node) is not None}
        return [n.value for n in self.nodes(ast.Constant) if isinstance(n.value, str) and id(n) not in docs]


@cache
def modules(*places: str) -> tuple[Module, ...]:
    """The Python files of some folders of the project (or single files), sorted."""
    found = []
    for place in places:
        path = ROOT / place
        found += [path] if path.is_file() else sorted(path.rglob("*.py"))
    return tuple(Module(path) for path in found if "__pycache__" not in path.parts)


@cache
def project_files() -> tuple[Path, ...]:
    """Every file that is, or is about to be, part of the project."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listing = subprocess.run(command, cwd=ROOT, capture_output=True, check=True).stdout.decode("utf-8")
    return tuple(sorted(ROOT / name for name in set(listing.split("\0")) if name and (ROOT / name).is_file()))


def named(items):
    """Parameters for pytest whose ids are the items' own names, so that a failure names the offender."""
    import pytest

    return [pytest.param(item, id=str(item)) for item in items]
