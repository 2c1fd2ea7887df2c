"""The draft that a reader gives: kept in the session only, and on disk for as long as it is read."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from hashlib import sha256
from importlib import resources
from pathlib import Path, PureWindowsPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import streamlit as st

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

LONGEST_NAME, LONGEST_SUFFIX = 60, 8
"""Characters of a file's name that are kept: in Chinese a disk takes about 80."""
UNTOLD = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u202a-\u202e\u2066-\u2069\ufeff/\\:*?\"<>|]")
"""What no file is called on any system, and what makes a name look like another."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A text, or a file and its name.

    Attributes:
        text: The text; empty for a file.
        content: The bytes of the file; None for a text.
        name: What the file is called; empty for a text.
    """

    text: str = ""
    content: bytes | None = None
    name: str = ""

    @property
    def digest(self) -> str:
        """What tells one draft from another."""
        content = self.text.encode("utf-8", "surrogatepass") if self.content is None else self.content
        return sha256(content).hexdigest() + self.name


def of_upload(upload: UploadedFile | None) -> Draft | None:
    """An uploaded file as a draft."""
    if upload is None:
        return None
    return Draft(content=upload.getvalue(), name=safe_name(upload.name))


def safe_name(name: str) -> str:
    """A file's own name without folders and without anything that a disk or a reader could stumble over.

    Example:
        >>> safe_name("../../etc/汇报.docx"), safe_name("..")
        ('汇报.docx', 'draft')
    """
    bare = UNTOLD.sub("", PureWindowsPath(name).name).strip(" .")
    path = Path(bare or "draft")
    return path.stem[:LONGEST_NAME] + path.suffix[:LONGEST_SUFFIX]


@contextmanager
def on_disk(draft: Draft | None) -> Iterator[Path | None]:
    """The file in a folder that only this process may enter, removed again whatever happens.

    Args:
        draft: A file; None gives None.
    """
    if draft is None or draft.content is None:
        yield None
        return
    with TemporaryDirectory(prefix="sgstats-") as folder:
        path = Path(folder, draft.name)
        path.write_bytes(draft.content)
        yield path


def example() -> str:
    """Invented sentences on the sample district, some of them wrong."""
    return resources.files(__package__).joinpath("example.txt").read_text(encoding="utf-8").strip()


# The session: nothing of a draft is kept anywhere else.


def current() -> Draft | None:
    """The draft that this reader has given."""
    return st.session_state.get("self_check_draft")


def last_year() -> Draft | None:
    """Last year's report that this reader has given."""
    return st.session_state.get("self_check_last_year")


def round_number() -> int:
    """How often the reader has begun anew: an upload is emptied by giving it another key."""
    return int(st.session_state.get("self_check_round", 0))


def take_file() -> None:
    """Take what lies in the upload."""
    st.session_state["self_check_draft"] = of_upload(st.session_state[f"self_check_file_{round_number()}"])


def take_last_year() -> None:
    """Take what lies in the upload for last year's report."""
    upload = st.session_state[f"self_check_previous_{round_number()}"]
    st.session_state["self_check_last_year"] = of_upload(upload)


def take_text() -> None:
    """Take the text as typed; blank is none."""
    text = str(st.session_state.get("self_check_text") or "")
    st.session_state["self_check_draft"] = Draft(text=text) if text.strip() else None


def take_example() -> None:
    """Put the example where a text is typed, and take it."""
    st.session_state["self_check_way"] = "text"
    st.session_state["self_check_text"] = example()
    take_text()


def clear() -> None:
    """Forget everything that was given and found."""
    st.session_state["self_check_round"] = round_number() + 1
    st.session_state["self_check_text"] = ""
    for name in ("draft", "last_year", "found"):
        st.session_state.pop(f"self_check_{name}", None)
