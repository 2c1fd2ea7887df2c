"""Identity is hidden by HMAC-SHA-256 under a key that only the user has."""

from __future__ import annotations

import hashlib
import hmac
import stat

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st
from invented_rosters import id_number, roster

from sgstats.errors import Refused
from sgstats.records.pseudonyms import KEYS, PERSONAL, digest, hide, key_file, secret

KEY = b"a key for tests only, 32 letters"
TEXTS = st.one_of(
    st.none(), st.text(st.characters(codec="utf-8", exclude_characters="\0"), min_size=1, max_size=8)
)
PEOPLE = st.lists(
    st.fixed_dictionaries({
        "name": TEXTS,
        "staff_id": TEXTS,
        "id_number": TEXTS,
        "birth_day": st.one_of(st.none(), st.integers(19400101, 20051231)),
        "birth_precision": st.sampled_from(["day", "month", "age"]),
        "gender": st.sampled_from(["男", "女", None]),
    }),
    min_size=1,
    max_size=6,
)


def expected(text, key):
    return None if text is None else hmac.new(key, text.encode(), hashlib.sha256).hexdigest()[:32]


def plainly(person, row, key):
    """The keys of one person, one by one, from the standard library."""
    staff, known = person["staff_id"], person["birth_day"] and person["birth_precision"] != "age"
    weak = person["name"] and known and person["gender"]
    texts = (
        person["id_number"] and f"id|{person['id_number']}",
        staff and f"staff|{staff}|{person['name'] or ''}",
        f"name|{person['name']}|{person['birth_day'] // 100}|{person['gender']}" if weak else None,
        person["name"] and f"called|{person['name']}",
        f"row|表|{row}",
    )
    return tuple(expected(text, key) for text in texts)


@given(people=PEOPLE, key=st.binary(min_size=16, max_size=100))
def test_every_pseudonym_is_the_hmac_of_the_standard_library(people, key):
    schema = dict.fromkeys(("name", "staff_id", "id_number", "birth_precision", "gender"), pl.String)
    rows = pl.DataFrame(people, schema={**schema, "birth_day": pl.Int32}).with_row_index("_row")
    hidden = hide(rows, key=key, table="表")
    assert hidden.select(KEYS).rows() == [plainly(one, row, key) for row, one in enumerate(people)]


def test_a_pseudonym_of_one_text_is_the_same_function():
    assert digest("x", key=KEY) == expected("x", KEY)


def hidden(rows, key=KEY, table="表"):
    read = roster(["姓名", "身份证号", "工号", "性别", "出生年月"], rows)
    return hide(read.rows, key=key, table=table)


ROW = ["欧阳明月", id_number(19850615), "GH0077", "女", "1985.06"]


def test_no_personal_column_and_no_personal_value_is_left():
    frame = hidden([ROW])
    assert not set(PERSONAL) & set(frame.columns)
    assert not [one for one in ROW[:3] if one in str(frame.rows())]


def test_the_short_and_the_long_form_of_a_number_give_one_pseudonym():
    number = ROW[1]
    frame = hidden([ROW, ["欧阳", number[:6] + number[8:17], None, None, None]])
    assert frame["id_key"].n_unique() == 1


def test_another_key_gives_another_pseudonym():
    one, other = hidden([ROW]), hidden([ROW], key=b"another key for tests only")
    assert not set(one.select(KEYS).row(0)) & set(other.select(KEYS).row(0))


def test_another_table_gives_another_row_key_and_the_same_person_keys():
    one, other = hidden([ROW]), hidden([ROW], table="另一表")
    assert one.select(KEYS[:3]).equals(other.select(KEYS[:3]))
    assert one["row_key"].item() != other["row_key"].item()


@pytest.mark.parametrize("missing", range(5))
def test_a_pseudonym_needs_all_its_facts(missing):
    cells = [None if n == missing else cell for n, cell in enumerate(ROW)]
    cells[1] = None
    frame = hidden([["某人" if n == 0 and missing != 0 else cell for n, cell in enumerate(cells)], ROW])
    assert (frame["name_key"][0] is None) == (missing in {0, 3, 4})
    assert (frame["staff_key"][0] is None) == (missing == 2)


def test_an_age_tells_no_birth_month():
    read = roster(["姓名", "性别", "年龄"], [["甲", "女", "38"]])
    assert hide(read.rows, key=KEY, table="表")["name_key"].item() is None


# The key itself


@pytest.fixture
def home(tmp_path, monkeypatch):
    for name in ("APPDATA", "XDG_CONFIG_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("USERPROFILE", str(tmp_path / "home"))
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_new_key_is_made_once_for_its_owner_only(home):
    key = secret()
    assert secret() == key
    assert len(key) >= 32
    assert stat.S_IMODE(key_file().stat().st_mode) == 0o600


def test_the_key_lives_in_the_configuration_folder_and_never_beside_a_store(home):
    secret()
    assert key_file().is_relative_to(home / "home" / ".config")
    assert not [path for path in home.iterdir() if path.is_file()]


def test_two_homes_have_two_keys(home, monkeypatch):
    first = secret()
    monkeypatch.setenv("SGSTATS_KEY_FILE", str(home / "other" / "key"))
    assert secret() != first


def test_a_dry_run_makes_no_key_file(home):
    assert secret(create=False)
    assert not key_file().exists()


def test_the_key_may_come_from_the_environment(home, monkeypatch):
    monkeypatch.setenv("SGSTATS_KEY", "an environment's own secret")
    assert secret() == b"an environment's own secret"
    assert not key_file().exists()


def test_a_key_that_another_process_has_just_made_stands(home, monkeypatch):
    first = secret()
    monkeypatch.setattr("pathlib.Path.exists", lambda _: False)
    assert secret() == first


@pytest.mark.parametrize("key", ["kurz", "15 letters long"])
def test_a_key_too_short_to_be_a_secret_is_refused(home, monkeypatch, key):
    monkeypatch.setenv("SGSTATS_KEY", key)
    with pytest.raises(Refused, match="SGSTATS_KEY"):
        secret()
    monkeypatch.delenv("SGSTATS_KEY")
    key_file().parent.mkdir(parents=True)
    key_file().write_text(key, encoding="utf-8")
    with pytest.raises(Refused) as refusal:
        secret()
    assert key not in str(refusal.value)
