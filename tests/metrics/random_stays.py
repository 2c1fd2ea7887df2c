"""Random histories of a few people in a few units, with every turn that real ones take."""

from __future__ import annotations

from datetime import date

from hypothesis import strategies as st

one_of = st.sampled_from
# Few different days, so that leaving, joining, periods and leap days meet by chance.
DAYS = [
    date(2019, 12, 31), date(2020, 1, 1), date(2020, 2, 29), date(2020, 4, 29), date(2020, 12, 31),
    date(2021, 1, 1), date(2021, 2, 28), date(2021, 3, 1), date(2021, 3, 31), date(2021, 4, 1),
    date(2021, 12, 31), date(2022, 1, 1), date(2022, 2, 28), date(2022, 7, 15), date(2022, 12, 31),
    date(2023, 1, 1), date(2023, 2, 28), date(2023, 3, 1),
]  # fmt: skip
BIRTHS = [date(1980, 2, 29), date(1985, 12, 31), date(1986, 1, 1), date(1967, 6, 1), None]
REASONS = ["辞职", "退休", "落选", "其他", None]


@st.composite
def stays(draw):
    """Stays of one to six people."""
    count = draw(st.integers(1, 6))
    return [stay for n in range(count) for stay in draw(careers(f"p{n}"))]


@st.composite
def careers(draw, person):
    """One person's stays: with breaks, moves, moves to where they were, leaving and joining on one day."""
    bounds = sorted(draw(st.lists(one_of(DAYS), min_size=2, max_size=5, unique=True)))
    facts = {
        "person_id": person,
        "gender": draw(one_of(["男", "女", None])),
        "birth_day": draw(one_of(BIRTHS)),
    }
    ends = [*bounds[1:], None] if draw(st.booleans()) else bounds[1:]
    own = []
    for since, until in zip(bounds, ends, strict=False):
        if own and draw(st.integers(0, 3)) == 0:
            continue
        own.append(facts | draw(places()) | {"since": since, "until": until})
        own[-1] |= {"since_dated": draw(st.booleans()), "until_dated": True}
    if draw(st.booleans()):
        own[0] |= {"began": "listed", "hire_day": draw(one_of([None, date(2018, 3, 1), own[0]["since"]]))}
    return [draw(turned(stay, after)) for stay, after in zip(own, [*own[1:], None], strict=True)]


@st.composite
def places(draw):
    return {
        "district": "青禾区",
        "street": draw(one_of(["东街", "西街", None])),
        "community": draw(one_of(["幸福", "和平", None, ""])),
    }


@st.composite
def turned(draw, stay, after):
    """The stay with how it ended: by leaving even where the next one begins that day, or by a move."""
    left = stay["until"] is not None and (after is None or after["since"] != stay["until"])
    if left or (stay["until"] is not None and draw(st.integers(0, 2)) == 0):
        return stay | {"ended": "left", "leave_reason": draw(one_of(REASONS))}
    return stay
