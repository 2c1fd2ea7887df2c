"""Set up and run sgstats with nothing but Python 3.11 and pip.

    python3 run.py          the sample district end to end (the same as: python3 run.py demo)
    python3 run.py test     everything the tests need, then lint, format, types and tests
    python3 run.py setup    only the environment; --dev adds what the tests need
    python3 run.py lock     make both lock files again; --upgrade lifts every version

Options after the verb are passed on: ``demo --no-dashboard``, ``test tests/test_house.py``.
On Windows write ``py run.py``. ``--no-uv`` installs with pip alone.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
TOOLS = ROOT / ".tools"
RUNTIME_LOCK = "requirements.lock"
DEV_LOCK = "requirements-dev.lock"

# What the tests open to look at a page or a report as a person would: Debian packages, and on
# other systems the programs that must be found on PATH, by any of their names.
FONTS = ["fonts-arphic-gkai00mp", "fonts-liberation", "fonts-noto-cjk"]
DEBIAN_PACKAGES = ["chromium", "libreoffice-calc-nogui", "libreoffice-writer-nogui", "poppler-utils", *FONTS]
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "chrome", "msedge")
PROGRAMS = {"Chromium": BROWSERS, "LibreOffice": ("soffice", "libreoffice"), "poppler": ("pdftoppm",)}
# What uv calls pip's settings: uv does not read pip.conf, where many keep a nearby mirror.
UV_NAMES = {
    "index-url": "UV_DEFAULT_INDEX",
    "extra-index-url": "UV_INDEX",
    "find-links": "UV_FIND_LINKS",
    "cert": "SSL_CERT_FILE",
}


class StepError(Exception):
    """A step ended badly: what to tell, and the exit code to leave with."""

    def __init__(self, message: str, *, code: int = 1) -> None:
        super().__init__(message)
        self.code = code


def main(arguments: list[str]) -> int:
    """Run one verb; returns the exit code."""
    try:
        check_python()
        verb, options = choose(arguments)
        return VERBS[verb](options)
    except StepError as failure:
        tell(str(failure))
        return failure.code
    except KeyboardInterrupt:
        tell("已中断。(stopped)")
        return 130


def check_python() -> None:
    """Refuse a Python that is too old for the project."""
    if sys.version_info < (3, 11):  # noqa: UP036 -- this script meets the Pythons that the project does not
        found = sys.version.split()[0]
        raise StepError(f"需要 Python 3.11 或更新版本，当前是 {found}。(Python 3.11+ is needed)", code=2)


def choose(arguments: list[str]) -> tuple[str, list[str]]:
    """Verb and the options passed on; options without a verb belong to ``demo``."""
    verb, options = (arguments[0], arguments[1:]) if arguments else ("demo", [])
    if verb in {"-h", "--help", "help"}:
        raise StepError(str(__doc__), code=0)
    if verb.startswith("-"):
        return "demo", arguments
    if verb not in VERBS:
        raise StepError(f"没有“{verb}”这个命令，可用：{'、'.join(VERBS)}。(unknown verb)", code=2)
    return verb, options


def demo(options: list[str]) -> int:
    """Install what running needs, then show the sample district end to end."""
    passed_on = prepare(RUNTIME_LOCK, options)
    return call([str(venv_python()), "-m", "sgstats", "demo", *passed_on])


def test(options: list[str]) -> int:
    """Install what the tests need, then run every check; the first that fails ends it."""
    passed_on = prepare(DEV_LOCK, options)
    prepare_sight()
    *checks, (name, command) = test_steps(passed_on)
    for check in checks:
        step(*check)
    tell(f"→ {name}: {shown(command)}")
    return call(command)  # without a word after it: pytest's summary is the last line


def setup(options: list[str]) -> int:
    """Only make the environment, for running or (``--dev``) for testing."""
    prepare(DEV_LOCK if "--dev" in options else RUNTIME_LOCK, options)
    tell(f"环境就绪 (ready): {venv_python()}")
    return 0


def lock(options: list[str]) -> int:
    """Make both lock files again; what is locked stays unless ``--upgrade`` is given."""
    for command in lock_commands(find_uv() or "uv", options):
        step(f"锁定 (lock) {command[-1]}", command)
    return 0


VERBS = {"demo": demo, "test": test, "setup": setup, "lock": lock}


def test_steps(options: list[str]) -> list[tuple[str, list[str]]]:
    """Name and command of every check; only the whole suite is worth starting workers for."""
    python = [str(venv_python()), "-m"]
    spread = ["-n", str(min(os.cpu_count() or 1, 4)), "--dist", "loadfile"]
    return [
        ("代码检查 (lint)", [*python, "ruff", "check", "."]),
        ("格式检查 (format)", [*python, "ruff", "format", "--check", "."]),
        ("类型检查 (types)", [*python, "mypy"]),
        ("测试 (tests)", [*python, "pytest", *(options or spread)]),
    ]


def lock_commands(uv: str, options: list[str]) -> list[list[str]]:
    """The two commands that make the lock files: no index address gets into them."""
    resolve = [uv, "pip", "compile", "pyproject.toml", "--universal", "--python-version", "3.11"]
    resolve += ["--generate-hashes", "--no-emit-index-url", "--no-header", "--quiet", *options]
    everything = ["--group", "dev", "--extra", "notebook", "--constraints", RUNTIME_LOCK]
    return [[*resolve, "-o", RUNTIME_LOCK], [*resolve, *everything, "-o", DEV_LOCK]]


def prepare(lock_file: str, options: list[str]) -> list[str]:
    """Bring ``.venv`` up to a lock file unless it is already; returns the options left to pass on."""
    stamp = VENV / f"{lock_file}.stamp"
    wanted = fingerprint(lock_file)
    if not stamp.is_file() or stamp.read_text(encoding="utf-8") != wanted:
        install(lock_file, uv=None if "--no-uv" in options else find_uv())
        stamp.write_text(wanted, encoding="utf-8")
    return [option for option in options if option not in {"--no-uv", "--dev"}]


def fingerprint(lock_file: str) -> str:
    """Hash of all that decides what is installed: the lock, the project file, Python, the place."""
    facts = [(ROOT / name).read_bytes() for name in (lock_file, "pyproject.toml")]
    facts += [sys.version.encode(), str(ROOT).encode()]
    return hashlib.sha256(b"\0".join(facts)).hexdigest()


def install(lock_file: str, *, uv: str | None) -> None:
    """Make ``.venv`` and install the lock and the project: with uv, and with pip where uv fails."""
    steps = install_steps(lock_file, uv=uv)
    try:
        for name, command in steps[1:] if venv_fits() else steps:
            step(name, command)
    except StepError as failure:
        if uv is None:
            raise
        tell(f"{failure}\n改用 pip。(trying pip instead)")
        install(lock_file, uv=None)


def install_steps(lock_file: str, *, uv: str | None) -> list[tuple[str, list[str]]]:
    """Make the environment, install the pinned and hashed packages, then the project itself.

    pip works on the environment from outside: Debian's bare Python cannot put one in.
    """
    make = [sys.executable, "-m", "venv", "--clear", "--without-pip", str(VENV)]
    into = [sys.executable, "-m", "pip", "--python", str(venv_python()), "install", "--quiet"]
    if uv:
        make = [uv, "venv", "--clear", "--python", sys.executable, str(VENV)]
        into = [uv, "pip", "install", "--python", str(venv_python())]
    return [
        ("建立虚拟环境 (environment)", make),
        ("安装依赖 (dependencies)", [*into, "--require-hashes", "-r", lock_file]),
        ("安装 sgstats (the project)", [*into, "--no-deps", "--editable", "."]),
    ]


def venv_python(*, windows: bool = os.name == "nt") -> Path:
    """Where the environment keeps its Python."""
    return VENV / ("Scripts/python.exe" if windows else "bin/python")


def venv_fits() -> bool:
    """Whether ``.venv`` runs the very Python that runs this script."""
    return output([str(venv_python()), "-c", "import sys; print(sys.version)"]).strip() == sys.version.strip()


def find_uv() -> str | None:
    """Take uv from PATH, else from ``.tools``, else put it there with pip (which PEP 668 allows), or None."""
    own = f"{TOOLS / 'bin'}{os.pathsep}{TOOLS / 'Scripts'}"
    found = shutil.which("uv") or shutil.which("uv", path=own)
    if found:
        return found
    pip = [sys.executable, "-m", "pip"]
    if not output([*pip, "--version"]):
        raise StepError("找不到 pip。Debian 上请运行 apt-get install python3-pip。(pip is missing)")
    try:
        step("取得 uv (getting uv)", [*pip, "install", "--quiet", "--target", str(TOOLS), "uv"])
    except StepError as failure:
        tell(f"{failure}\n改用 pip。(no uv, using pip)")
    return shutil.which("uv", path=own)


def prepare_sight() -> None:
    """Have a browser, an office and CJK fonts; tests that need a missing one skip and say so."""
    missing = missing_sight()
    if missing and shutil.which("apt-get") and os.geteuid() == 0:
        install_packages(missing)
        missing = missing_sight()
    if missing:
        tell(f"缺少：{'、'.join(missing)}；需要它们的测试会跳过。(missing; their tests are skipped)")


def missing_sight() -> list[str]:
    """What is not installed: Debian packages, or on other systems programs."""
    if shutil.which("dpkg-query") is None:
        return [title for title, names in PROGRAMS.items() if not any(map(shutil.which, names))]
    listing = output(["dpkg-query", "-W", "-f", "${Package} ${db:Status-Status}\n", *DEBIAN_PACKAGES])
    return [name for name in DEBIAN_PACKAGES if f"{name} installed" not in listing.splitlines()]


def install_packages(packages: list[str]) -> None:
    """Install Debian packages, whose tools live in sbin; where that fails it is said and the way goes on."""
    os.environ |= {"DEBIAN_FRONTEND": "noninteractive", "PATH": f"{os.environ['PATH']}:/usr/sbin:/sbin"}
    apt = ["apt-get", "-qq", "-o", "Acquire::http::Timeout=30"]
    try:
        step("更新软件源 (apt-get update)", [*apt, "update"])
        step("安装系统软件 (packages)", [*apt, "install", "-y", "--no-install-recommends", *packages])
    except StepError as failure:
        tell(str(failure))


def step(name: str, command: list[str]) -> None:
    """Announce a command, run it and print its time; raises where it fails."""
    tell(f"→ {name} …")
    start = time.monotonic()
    code = call(command)
    if code:
        raise StepError(f"失败 (failed): {name}\n重跑 (rerun): {shown(command)}", code=code)
    tell(f"  {name}: {time.monotonic() - start:.1f} s")


def call(command: list[str]) -> int:
    """Run a command in the project's folder; returns its exit code."""
    environment = surroundings(os.environ)
    if Path(command[0]).stem == "uv":
        environment = pip_settings(output([sys.executable, "-m", "pip", "config", "list"])) | environment
    try:
        return subprocess.call(command, cwd=ROOT, env=environment)
    except FileNotFoundError as missing:
        raise StepError(f"找不到程序 {command[0]}。(program not found)") from missing


def output(command: list[str]) -> str:
    """What a command prints; empty where it cannot run."""
    try:
        return subprocess.run(command, capture_output=True, encoding="utf-8", errors="replace").stdout
    except OSError:
        return ""


def surroundings(inherited: Mapping[str, str]) -> dict[str, str]:
    """The environment of every command: UTF-8, and nothing that points at another Python or store."""
    misleading = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "SGSTATS_STORE"}
    kept = {name: value for name, value in inherited.items() if name not in misleading}
    return kept | {"PYTHONUTF8": "1", "PIP_DISABLE_PIP_VERSION_CHECK": "1"}


def pip_settings(listing: str) -> dict[str, str]:
    """Read ``pip config list`` into the environment variables that mean the same to uv.

    pip takes the best version of all its indexes, uv the first that knows the name: uv is told to do as pip.
    """
    pairs = [line.partition("=") for line in listing.splitlines()]
    values = {key.rpartition(".")[2]: " ".join(value.strip("'\"").split("\\n")) for key, _, value in pairs}
    settings = {UV_NAMES[name]: value.strip() for name, value in values.items() if name in UV_NAMES}
    return settings | ({"UV_INDEX_STRATEGY": "unsafe-best-match"} if "UV_INDEX" in settings else {})


def shown(command: list[str]) -> str:
    """A command as it may be typed again, from the project's folder."""
    return " ".join(part.replace(f"{ROOT}{os.sep}", "") for part in command)


def tell(message: str) -> None:
    """Say what is going on; standard output stays with the commands."""
    print(message, file=sys.stderr, flush=True)


if __name__ == "__main__":
    sys.stderr.reconfigure(errors="replace")  # type: ignore[union-attr]
    sys.exit(main(sys.argv[1:]))
