"""Commands as processes: either name, quick help, a bar for people only, a page for this machine only."""

from __future__ import annotations

import os
import re
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path

import pytest
from commands import PERSON, SAMPLES, process
from project_source import ROOT

import sgstats

README = (ROOT / "README.md").read_text("utf-8")
POSIX = pytest.mark.skipif(os.name != "posix", reason="needs a pseudo-terminal and signals of POSIX")
PROGRAM = shutil.which("sgstats", path=str(Path(sys.executable).parent))


@pytest.mark.skipif(PROGRAM is None, reason="the command sgstats is not installed beside this Python")
@pytest.mark.parametrize("words", [["--help"], ["imports"], ["catalogue", "--format", "csv"]], ids=" ".join)
def test_the_module_and_the_command_are_the_same(words):
    done = subprocess.run([PROGRAM, *words], capture_output=True, encoding="utf-8", check=False)
    assert (done.returncode, done.stdout, done.stderr) == tuple(vars(process(words)).values())


@pytest.mark.parametrize("words", [["--help"], ["measure", "--help"], ["nonsense"]], ids=" ".join)
def test_what_needs_no_data_loads_nothing_heavy(words):
    heavy = "polars duckdb streamlit plotly matplotlib scipy pyarrow tqdm lxml docx zhconv"
    script = (
        "import sys; from sgstats.cli import main; main(sys.argv[1:]); "
        f"print('loaded', [name for name in '{heavy}'.split() if name in sys.modules])"
    )
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", script, *words],
        capture_output=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stdout.endswith("loaded []\n")


def test_a_pipe_gets_no_progress_bar(roster):
    done = process(["ingest", roster(PERSON), "--format", "json"])
    assert (done.code, done.err) == (0, "")
    assert list(done.json) == ["imports"]


@POSIX
def test_a_terminal_gets_a_progress_bar_on_stderr_alone(roster):
    terminal = Terminal()
    done = process(
        ["ingest", roster(PERSON), "--format", "json"], capture_output=False, stdout=-1, stderr=terminal.end
    )
    shown = terminal.shown()
    assert "导入" in shown
    assert "%" in shown
    assert list(done.json) == ["imports"]


class Terminal:
    """A pseudo-terminal of 24 lines of 80 columns."""

    def __init__(self):
        import fcntl
        import pty
        import struct
        import termios

        self._screen, self.end = pty.openpty()
        fcntl.ioctl(self.end, termios.TIOCSWINSZ, struct.pack("HHHH", 24, 80, 0, 0))

    def shown(self):
        """All that was written to it."""
        # Something is always there to read: a terminal that shows nothing would be waited for.
        os.write(self.end, b".")
        text = os.read(self._screen, 100_000).decode("utf-8", errors="replace")
        os.close(self.end)
        os.close(self._screen)
        return text


@pytest.mark.parametrize("encoding", ["ascii", "gbk"])
def test_chinese_reaches_a_pipe_whatever_the_system_speaks(encoding):
    environment = os.environ | {"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0"}
    assert "社区工作者" in process(["--help"], environment=environment).out


def test_the_demo_prints_the_published_breakdown_checks_itself_and_writes_four_reports(tmp_path):
    done = process(["demo", "--no-dashboard", "--out", "tmp"])
    assert (done.code, done.err) == (0, "")
    for number in ("1336", "67", "5.0%", "935", "70.0%", "1042", "78.0%"):
        assert re.search(rf"(?<![\d.]){re.escape(number)}(?![\d.])", done.out), number
    (shown,) = re.findall(r"^\$ python3 run.py demo[^\n]*\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    assert done.out.startswith(shown)
    assert re.search(r"核对报告.*处数字，相符 \d+ 处.*例如“.*”不符：应为 \d+ 人", done.out)
    assert re.search(r"发现问题 \d+ 项次", done.out)
    assert re.search(r"整改台账（到 2023-12-31）：21 个问题，完成率 19.0%", done.out)
    written = sorted(path.name for path in (tmp_path / "tmp").iterdir())
    reports = [f"青禾区队伍结构-2023-12-31{suffix}" for suffix in (".docx", ".html", ".xlsx")]
    assert written == ["demo.duckdb", *sorted([*reports, "青禾区自查整改报告-2023-12-31.docx"])]
    assert not (tmp_path / "sgstats.duckdb").exists()


@pytest.mark.parametrize("suffix", [".docx", ".xlsx", ".html", ".DOCX"])
def test_a_report_is_written_as_its_suffix_says(ask, tmp_path, suffix):
    path = tmp_path / f"队伍 结构{suffix}"
    ended = ask("report", "structure", "--to", path, "--where", "street=康宁街道", "--on", "2023-12-31")
    assert (ended.code, ended.err) == (0, "")
    assert path.name in ended.out
    start = path.read_bytes()[:20].lower()
    assert start.startswith(b"<!doctype html" if suffix == ".html" else b"pk")


# The page


@pytest.fixture
def port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@POSIX
@pytest.mark.parametrize("how", [signal.SIGINT, signal.SIGTERM], ids=["SIGINT", "SIGTERM"])
def test_the_page_is_served_on_this_machine_until_stopped(district, port, how):
    command = [
        sys.executable,
        "-m",
        "sgstats",
        "dashboard",
        "--port",
        str(port),
        "--store",
        str(district.store),
    ]
    running = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    try:
        wait_until(lambda: answers("127.0.0.1", port), running)
        assert not [address for address in other_addresses() if answers(address, port)]
        running.send_signal(how)
        assert running.wait(timeout=60) == 0
        wait_until(lambda: not answers("127.0.0.1", port))
    finally:
        running.kill()
        running.communicate()


def test_a_busy_port_is_refused(ask, port):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        ended = ask("dashboard", "--port", port)
    assert (ended.code, ended.out) == (2, "")
    assert str(port) in ended.err
    assert "--port" in ended.err


def answers(address, port):
    with socket.socket() as caller:
        caller.settimeout(5)
        return caller.connect_ex((address, port)) == 0


def other_addresses():
    """Where another machine would find this one; the rest of the loopback net stands in for none."""
    found = {facts[4][0] for facts in socket.getaddrinfo(socket.gethostname(), None, socket.AF_INET)}
    return {"127.0.0.2"} | found - {"127.0.0.1"}


def wait_until(condition, running=None):
    for _ in range(600):
        if condition():
            return
        if running is not None and running.poll() is not None:
            pytest.fail(f"the server ended: {running.stdout.read().decode('utf-8')[-500:]}")
        time.sleep(0.1)
    pytest.fail("nothing happened within a minute")


# The documents


def shown_commands(readme):
    """Every ``sgstats …`` line of the code blocks, as words."""
    blocks = re.findall(r"^```\w*\n(.*?)^```", (ROOT / readme).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    lines = [line.partition("#")[0].strip() for block in blocks for line in block.splitlines()]
    return [shlex.split(line)[1:] for line in lines if line.startswith("sgstats ")]


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
def test_every_file_a_readme_links_to_is_there(readme):
    links = re.findall(r"\]\(([^)#:]+)\)", (ROOT / readme).read_text("utf-8"))
    assert links
    assert not [link for link in links if not (ROOT / link).exists()]


def test_the_commands_of_the_readme_work_in_an_empty_folder(run, tmp_path):
    shutil.copy(SAMPLES / "2023-01-春晓街道-两行表头合并.xlsx", tmp_path / "春晓街道.xlsx")
    shutil.copytree(SAMPLES.parent, tmp_path / "data", ignore=shutil.ignore_patterns("generator"))
    for name, start in (("我的办法.toml", "extends"), ("我的阈值.toml", r"\[sex_ratio\]")):
        (own,) = re.findall(rf"^```toml\n({start}.*?)^```", README, re.MULTILINE | re.DOTALL)
        (tmp_path / name).write_text(own, "utf-8")
    (tmp_path / "名单文件夹").mkdir()
    shutil.copy(tmp_path / "春晓街道.xlsx", tmp_path / "名单文件夹")
    commands = shown_commands("README.md")
    assert {"ingest", "measure", "judge", "pay", "verify", "issues", "ledger", "effects"} <= {
        one[0] for one in commands
    }
    assert [(words, 0) for words in commands] == [(words, run(*words).code) for words in commands]


def test_the_python_of_the_readme_runs(tmp_path, monkeypatch):
    (code,) = re.findall(r"^```python\n(.*?)^```", README, re.MULTILINE | re.DOTALL)
    (tmp_path / "data").mkdir()
    shutil.copytree(SAMPLES, tmp_path / "data" / "samples")
    names = {}
    exec(code, names)
    assert isinstance(names["bands"], sgstats.Protected)
    assert names["bands"].frame["people"].sum() > 1000


@pytest.mark.parametrize("readme", ["README.md", "README.zh-CN.md"])
@pytest.mark.parametrize("verb", ["pay", "measure", "verify", "issues", "ledger", "effects"])
def test_what_a_readme_says_is_printed_is_printed(ask, monkeypatch, verb, readme):
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("COLUMNS", "110")
    text = (ROOT / readme).read_text("utf-8")
    for words, lines in re.findall(rf"^\$ sgstats ({verb} .*?)\n(.*?)^```", text, re.MULTILINE | re.DOTALL):
        ended = ask(*shlex.split(words))
        assert ended.code == 0
        assert [part for part in lines.split("…\n") if part not in ended.out] == []


def test_the_readme_shows_what_every_question_prints():
    shown = re.findall(r"^\$ sgstats (\w+)", README, re.MULTILINE)
    assert set(shown) == {"pay", "measure", "verify", "issues", "ledger", "effects"}
