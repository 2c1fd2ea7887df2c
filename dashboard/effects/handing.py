"""The command that asks the same, and the answer as a file that programs read."""

from __future__ import annotations

import json
import shlex
from functools import partial
from math import isfinite
from typing import TYPE_CHECKING, Any

import streamlit as st

from dashboard import data, parts
from dashboard.effects import picture
from sgstats import say

if TYPE_CHECKING:
    from dashboard.effects.reading import Asked
    from sgstats import ProtectedEffect

FLAGS = {
    "measure": "--measure", "metric": "--metric", "since": "--from", "until": "--to", "better": "--better",
    "mix": "--mix",
}  # fmt: skip


def fold(effect: ProtectedEffect, asked: Asked) -> None:
    """The numbers behind the pictures, the command, and the file."""
    with st.expander(say("page.effects_numbers"), key="effects_numbers"):
        picture.tables(effect)
        parts.quiet(say("page.effects_again"), key="effects_again")
        st.code(command(asked), language=None, wrap_lines=True)
        name = " ".join(filter(None, [say("page.effects"), effect.measure, effect.title])).replace("/", "-")
        st.download_button(
            say("page.effects_download"), partial(written, effect), file_name=f"{name}.json",
            mime="application/json", key="effects_download", on_click="ignore", icon=":material/download:",
        )  # fmt: skip


def command(asked: Asked) -> str:
    """What to type to be answered the same."""
    words = ["sgstats", "effects"]
    for name, flag in FLAGS.items():
        value = getattr(asked, name)
        words += [flag, str(value)] if value is not None else []
    words += ["--design", asked.design] if asked.design != "auto" else []
    words += ["--anticipation", str(asked.anticipation)] if asked.anticipation else []
    words += ["--audience", data.audience()] if data.audience() != data.AUDIENCES[0] else []
    return shlex.join([*words, "--store", data.store().name])


def written(effect: ProtectedEffect) -> bytes:
    """The effect as JSON; numbers that are infinite are left out."""
    return json.dumps(_finite(effect.rows()), ensure_ascii=False, indent=1, default=str).encode()


def _finite(value: Any) -> Any:  # noqa: ANN401 - whatever JSON holds
    if isinstance(value, dict):
        return {name: _finite(one) for name, one in value.items()}
    if isinstance(value, list | tuple):
        return [_finite(one) for one in value]
    return None if isinstance(value, float) and not isfinite(value) else value
