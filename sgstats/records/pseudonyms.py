"""Identity is hidden here: names and numbers become keyed pseudonyms, and nothing else leaves.

A pseudonym is HMAC-SHA-256 (RFC 2104) under a key kept outside the store. Without the key an
ID number cannot be tried against the store: a county has only some sixty million of them.
"""

from __future__ import annotations

import hashlib
import hmac
import os
import secrets
from pathlib import Path

import polars as pl

from sgstats.errors import Refused

PERSONAL = ("name", "staff_id", "id_number")
KEYS = ("id_key", "staff_key", "name_key", "called_key", "row_key")
_DIGEST_LETTERS = 32  # 128 bits: no two of the country's people collide


def hide(rows: pl.DataFrame, *, key: bytes, table: str) -> pl.DataFrame:
    """Replace name, staff number and ID number by keyed pseudonyms.

    A key is null where its facts are not all known. ``row_key`` is always there: it names a
    row of a table when nothing names its person. Rows of a table that speaks of nobody stay as they are.

    Args:
        rows: One row per accepted row of a cleaned table.
        key: Secret of this store.
        table: Digest of file and sheet; makes ``row_key`` unique to the table.

    Returns:
        The same rows without ``PERSONAL``, with ``id_key`` (ID number), ``staff_key`` (staff
        number with name), ``name_key`` (name with birth month and sex), ``called_key`` (the name
        alone, which may be that of several people) and ``row_key``.

    Example:
        >>> row = {"_row": 3, "name": "甲", "staff_id": None, "id_number": "11010519491231002X",
        ...     "birth_day": 19491231, "birth_precision": "day", "gender": "女"}
        >>> rows = pl.DataFrame([row], schema_overrides={"staff_id": pl.String})
        >>> hidden = hide(rows, key=b"secret", table="t")
        >>> hidden["id_key"].item() == digest("id|11010519491231002X", key=b"secret")
        True
    """
    if not set(PERSONAL) & set(rows.columns):
        return rows
    # A birth day worked out from a stated age tells no month.
    month = pl.when(pl.col("birth_precision") != "age").then(pl.col("birth_day") // 100).cast(pl.String)
    facts = rows.select(
        id_key=pl.concat_str(pl.lit("id"), "id_number", separator="|"),
        staff_key=pl.when(pl.col("staff_id").is_not_null()).then(
            pl.concat_str(pl.lit("staff"), "staff_id", pl.col("name").fill_null(""), separator="|")
        ),
        name_key=pl.concat_str(pl.lit("name"), "name", month, "gender", separator="|"),
        called_key=pl.concat_str(pl.lit("called"), "name", separator="|"),
        row_key=pl.concat_str(pl.lit(f"row|{table}"), pl.col("_row").cast(pl.String), separator="|"),
    )
    return rows.drop(PERSONAL).hstack(_digests(facts, key=key))


def digest(text: str, *, key: bytes) -> str:
    """Pseudonym of one text: the first 128 bits of its HMAC-SHA-256, in hexadecimal."""
    return hmac.digest(key, text.encode(), "sha256").hex()[:_DIGEST_LETTERS]


def _digests(texts: pl.DataFrame, *, key: bytes) -> pl.DataFrame:
    """The pseudonym of every text, whole columns at a time: HMAC spelled out in the engine's SHA-256."""
    import duckdb

    block = hashlib.sha256(key).digest() if len(key) > 64 else key
    inner, outer = (bytes(byte ^ pad for byte in block.ljust(64, b"\0")) for pad in (0x36, 0x5C))
    hashed = "left(sha256($outer::BLOB || unhex(sha256($inner::BLOB || encode({0})))), {1}) AS {0}"
    columns = ", ".join(hashed.format(name, _DIGEST_LETTERS) for name in texts.columns)
    with duckdb.connect(config={"threads": 2}) as connection:
        connection.register("texts", texts.to_arrow())
        hidden: pl.DataFrame = connection.sql(
            f"SELECT {columns} FROM texts", params={"inner": inner, "outer": outer}
        ).pl()
    return hidden


def secret(*, create: bool = True) -> bytes:
    """The pseudonym key of this user: from ``SGSTATS_KEY``, else from the key file.

    Args:
        create: Make a key file where there is none; a dry run gets a key that is thrown away.

    Raises:
        Refused: The key is too short to be a secret.
    """
    if text := os.environ.get("SGSTATS_KEY"):
        return _strong(text.encode(), source="SGSTATS_KEY")
    path = key_file()
    if path.exists():
        return _strong(path.read_bytes().strip(), source=path.name)
    made = secrets.token_hex(32).encode()
    return _kept(made, path) if create else made


def _kept(made: bytes, path: Path) -> bytes:
    """Write a new key file; if another process was first, its key stands."""
    path.parent.mkdir(parents=True, exist_ok=True)
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return _strong(path.read_bytes().strip(), source=path.name)
    with os.fdopen(descriptor, "wb") as file:
        file.write(made)
    return made


def key_file() -> Path:
    """Where the key lives: ``SGSTATS_KEY_FILE``, else the user's configuration folder; not beside a store."""
    if named := os.environ.get("SGSTATS_KEY_FILE"):
        return Path(named)
    home = Path(os.environ.get("APPDATA") or os.environ.get("XDG_CONFIG_HOME") or Path.home() / ".config")
    return home / "sgstats" / "pseudonym.key"


def _strong(key: bytes, *, source: str) -> bytes:
    if len(key) < 16:
        raise Refused("key.too_short", source=source)
    return key
