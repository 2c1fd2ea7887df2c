"""run.py: what it decides before it runs anything. No test here touches the network."""

from __future__ import annotations

import ast
import sys

import pytest
from project_source import ROOT

import run

POSIX_ONLY = pytest.mark.skipif(sys.platform == "win32", reason="asks for paths as POSIX writes them")


@pytest.fixture
def project(tmp_path, monkeypatch):
    """A project of two locks and a pyproject in an empty folder, on which no command runs."""
    for name in (run.RUNTIME_LOCK, run.DEV_LOCK, "pyproject.toml"):
        (tmp_path / name).write_text(f"# {name}", encoding="utf-8")
    monkeypatch.setattr(run, "ROOT", tmp_path)
    monkeypatch.setattr(run, "VENV", tmp_path / ".venv")
    (tmp_path / ".venv").mkdir()
    return tmp_path


@pytest.fixture
def ran(monkeypatch):
    """The commands that would have run; all of them succeed."""
    commands: list[list[str]] = []
    monkeypatch.setattr(run, "call", lambda command: commands.append(command) or 0)
    monkeypatch.setattr(run, "find_uv", lambda: "uv")
    monkeypatch.setattr(run, "venv_fits", lambda: False)
    return commands


@pytest.mark.parametrize(
    ("typed", "means"),
    [
        ([], ("demo", [])),
        (["--no-dashboard"], ("demo", ["--no-dashboard"])),
        (["demo", "--port", "8600"], ("demo", ["--port", "8600"])),
        (["test", "-k", "bands"], ("test", ["-k", "bands"])),
    ],
)
def test_options_without_a_verb_belong_to_demo(typed, means):
    assert run.choose(typed) == means


def test_an_unknown_verb_is_refused_and_the_known_ones_are_named(capsys):
    assert run.main(["dmeo"]) == 2
    said = capsys.readouterr().err
    assert [verb for verb in run.VERBS if verb not in said] == []


def test_a_python_that_is_too_old_gets_one_sentence(monkeypatch, capsys):
    monkeypatch.setattr(run.sys, "version_info", (3, 10, 13))
    assert run.main([]) == 2
    said = capsys.readouterr().err
    assert "3.11" in said
    assert said.count("\n") == 1


def test_pythons_down_to_3_7_can_read_the_script_and_so_say_that_sentence():
    ast.parse((ROOT / "run.py").read_text(encoding="utf-8"), feature_version=(3, 7))


def test_the_script_needs_the_standard_library_only():
    tree = ast.parse((ROOT / "run.py").read_text(encoding="utf-8"))
    names = {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    names |= {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert {name.split(".")[0] for name in names} <= set(sys.stdlib_module_names)


@pytest.mark.parametrize("changed", ["pyproject.toml", run.RUNTIME_LOCK])
def test_the_fingerprint_changes_with_the_lock_and_the_project_file(project, changed):
    before = run.fingerprint(run.RUNTIME_LOCK)
    assert run.fingerprint(run.RUNTIME_LOCK) == before
    (project / changed).write_text("changed", encoding="utf-8")
    assert run.fingerprint(run.RUNTIME_LOCK) != before


def test_the_fingerprint_changes_with_the_python(project, monkeypatch):
    before = run.fingerprint(run.RUNTIME_LOCK)
    monkeypatch.setattr(run.sys, "version", "3.99.0")
    assert run.fingerprint(run.RUNTIME_LOCK) != before


def test_nothing_is_installed_twice_for_the_same_lock(project, ran):
    run.prepare(run.RUNTIME_LOCK, [])
    first = len(ran)
    run.prepare(run.RUNTIME_LOCK, [])
    assert (first, len(ran)) == (3, 3)


def test_a_failed_installation_is_tried_again_the_next_time(project, ran, monkeypatch):
    monkeypatch.setattr(run, "call", lambda command: ran.append(command) or 1)
    for _ in range(2):
        with pytest.raises(run.StepError):
            run.prepare(run.RUNTIME_LOCK, [])
    assert [command[0] for command in ran] == ["uv", sys.executable] * 2


def test_pip_takes_over_where_uv_fails(project, ran, monkeypatch):
    monkeypatch.setattr(run, "call", lambda command: ran.append(command) or int(command[0] == "uv"))
    run.prepare(run.DEV_LOCK, [])
    assert [command[0] for command in ran] == ["uv", *[sys.executable] * 3]


def test_the_options_for_run_py_itself_are_not_passed_on(project, ran):
    assert run.prepare(run.DEV_LOCK, ["--no-uv", "-x"]) == ["-x"]
    assert "uv" not in {command[0] for command in ran}


@pytest.mark.parametrize("uv", ["uv", None])
@pytest.mark.parametrize("lock_file", [run.RUNTIME_LOCK, run.DEV_LOCK])
def test_packages_are_installed_by_hash_and_the_project_without_its_dependencies(uv, lock_file):
    (_, make), (_, packages), (_, project) = run.install_steps(lock_file, uv=uv)
    assert str(run.VENV) in make
    assert packages[-3:] == ["--require-hashes", "-r", lock_file]
    assert project[-3:] == ["--no-deps", "--editable", "."]


@pytest.mark.parametrize(("windows", "tail"), [(True, ("Scripts", "python.exe")), (False, ("bin", "python"))])
def test_the_environment_keeps_its_python_where_its_system_puts_it(windows, tail):
    assert run.venv_python(windows=windows).parts[-3:] == (".venv", *tail)


@POSIX_ONLY
def test_commands_are_shown_as_they_can_be_typed_again():
    assert run.shown([str(run.venv_python()), "-m", "mypy"]) == ".venv/bin/python -m mypy"


def test_the_checks_run_from_the_quickest_to_the_slowest_and_end_with_pytest():
    names = [command[2] for _, command in run.test_steps([])]
    assert names == ["ruff", "ruff", "mypy", "pytest"]


def test_chosen_tests_run_without_workers():
    assert run.test_steps(["-k", "bands"])[-1][1][2:] == ["pytest", "-k", "bands"]
    assert "--dist" in run.test_steps([])[-1][1]


def test_the_first_failing_check_ends_the_run_and_says_how_to_repeat_it(project, ran, monkeypatch, capsys):
    monkeypatch.setattr(run, "prepare_sight", lambda: None)
    monkeypatch.setattr(run, "call", lambda command: ran.append(command) or 3 * ("mypy" in command))
    assert run.main(["test"]) == 3
    assert "mypy" in ran[-1]
    assert capsys.readouterr().err.splitlines()[-1].endswith("-m mypy")


def test_nothing_is_said_after_pytest(project, ran, monkeypatch, capsys):
    def call(command):
        sys.stderr.write(f"{command[2]} speaks\n")
        return int("pytest" in command)

    monkeypatch.setattr(run, "prepare_sight", lambda: None)
    monkeypatch.setattr(run, "call", call)
    assert run.main(["test"]) == 1
    assert capsys.readouterr().err.endswith("pytest speaks\n")


def test_only_packages_called_installed_count_as_there(monkeypatch):
    there = [f"{name} installed" for name in run.DEBIAN_PACKAGES if name != "poppler-utils"]
    monkeypatch.setattr(run.shutil, "which", lambda _name: "found")
    monkeypatch.setattr(run, "output", lambda _command: "\n".join([*there, "poppler-utils config-files"]))
    assert run.missing_sight() == ["poppler-utils"]


def test_other_systems_are_asked_for_programs(monkeypatch):
    monkeypatch.setattr(run.shutil, "which", lambda name: "found" if name in {"msedge", "soffice"} else None)
    assert run.missing_sight() == ["poppler"]


def test_what_is_missing_is_said_and_does_not_end_the_run(monkeypatch, capsys):
    monkeypatch.setattr(run, "missing_sight", lambda: ["poppler"])
    monkeypatch.setattr(run.shutil, "which", lambda _name: None)
    run.prepare_sight()
    assert "poppler" in capsys.readouterr().err


def test_commands_see_utf8_and_no_other_python_or_store():
    given = {"PATH": "somewhere", "PYTHONPATH": "elsewhere", "SGSTATS_STORE": "real.duckdb"}
    assert run.surroundings(given) == {
        "PATH": "somewhere",
        "PYTHONUTF8": "1",
        "PIP_DISABLE_PIP_VERSION_CHECK": "1",
    }


def test_uv_is_told_what_pip_was_told():
    listing = "global.find-links='/wheels'\n:env:.cert='ca.crt'\nglobal.timeout='60'"
    assert run.pip_settings(listing) == {"UV_FIND_LINKS": "/wheels", "SSL_CERT_FILE": "ca.crt"}


def test_uv_looks_into_all_indexes_where_pip_does():
    settings = run.pip_settings("global.extra-index-url='\\nfirst\\nsecond'")
    assert settings == {"UV_INDEX": "first second", "UV_INDEX_STRATEGY": "unsafe-best-match"}


def test_the_locks_are_made_without_index_addresses_and_agree_with_each_other():
    runtime, dev = run.lock_commands("uv", ["--upgrade"])
    for command in (runtime, dev):
        assert {"--universal", "--generate-hashes", "--no-emit-index-url", "--upgrade"} <= set(command)
    assert dev[dev.index("--constraints") + 1] == run.RUNTIME_LOCK
