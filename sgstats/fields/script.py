"""Traditional characters and their simplified forms, one for one."""

from __future__ import annotations

from functools import cache


@cache
def letters(*, only_traditional: bool = False) -> tuple[list[str], list[str]]:
    """Traditional characters and their simplified forms, in the same order.

    Args:
        only_traditional: Leave out characters that belong to both scripts, such as 乾 or 著:
            those of GB/T 2312, the set of characters of simplified texts.

    Example:
        >>> old, new = letters()
        >>> new[old.index("區")], "乾" in old, "乾" in letters(only_traditional=True)[0]
        ('区', True, False)
    """
    from zhconv import zhconv

    pairs = {
        old: new
        for old, new in zhconv.getdict("zh-cn").items()
        if len(old) == len(new) == 1 and old != new and not (only_traditional and _in_gb2312(old))
    }
    return list(pairs), list(pairs.values())


def _in_gb2312(character: str) -> bool:
    try:
        return bool(character.encode("gb2312"))
    except UnicodeEncodeError:
        return False
