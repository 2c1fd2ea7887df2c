"""Commands run as a user would, and the smallest list that can be imported."""

from __future__ import annotations

import csv
import io
import json
import os
import subprocess
import sys
from dataclasses import dataclass

from project_source import ROOT

SAMPLES = ROOT / "data" / "samples"
HEADER = ["姓名", "性别", "身份证号", "出生年月", "学历", "街道", "社区"]
PERSON = ["赵无名", "女", "", "1985.06", "大专", "春晓街道", "晨曦社区"]


@dataclass(frozen=True)
class Ended:
    """What a command left behind: exit code, stdout, stderr."""

    code: int
    out: str
    err: str

    @property
    def json(self):
        return json.loads(self.out)

    @property
    def csv(self):
        return list(csv.DictReader(io.StringIO(self.out)))


def process(words, *, environment=None, **options) -> Ended:
    """A command as a process of its own."""
    command = [sys.executable, "-X", "utf8", "-m", "sgstats", *[str(word) for word in words]]
    options = {"capture_output": True, "encoding": "utf-8", "timeout": 300, "check": False} | options
    done = subprocess.run(command, env=environment or dict(os.environ), **options)
    return Ended(done.returncode, done.stdout, done.stderr)
