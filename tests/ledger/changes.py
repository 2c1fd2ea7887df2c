"""Ledgers for tests, told in a few words."""

from __future__ import annotations

from datetime import date

from sgstats.ledger import Change, check, replay

TODAY = date(2023, 12, 31)

SELF = {
    "P1": (
        "社区工作人员工作能力有待于提高,尤其是电脑操作水平整体较低",
        "社区负责人平时没有组织过相关专题的培训",
        "大部分社工们自学意识不强",
        "上级和社区相关的考核机制落实不够严格",
        "四可能和我们个别领导的指导思想有关",
    ),
    "P2": (
        "为居民解决困难的主动性不够,只满足于做好上级布置的工作",
        "个别社工的观念还没有彻底转变",
        "大家在做居民工作时有一定的畏难心理",
        "网格化虽然早就在做,但是一直没有要求,也没有相关的考核",
        "大家平时忙于上级布置的任务,也没有更多的时间去联系居民",
    ),
    "P3": (
        "个别社工精神状态不佳",
        "社工本身进取意识不强,得过且过",
        "个别社工平时不能主动地学习相关的政策法规",
    ),
    "P4": (
        "个别社工集体意识不强",
        "对社工的考勤、考核也流于形式,大家没有失业的压力",
        "社区负责人对社工的管理有心无力",
        "个别社工不够自觉",
    ),
    "P5": ("能力结构不合理,缺少组织开展文体活动方面的社工", "经过去年的社工调整,人员变动较大"),
}
"""The five issues of the self-check, each with its causes (DOMAIN 1.1)."""

MEASURES = {
    "M1": ("充分发挥社区负责人的带头作用", "P3,P4"),
    "M2": ("加强社区干部的思想政治教育", "P2,P3,P4"),
    "M3": ("建议社工管理单位明确社区副主任负责社区的作风建设", "P4"),
    "M4": ("配合社工管理单位加强对社工的在职培训", "P1"),
    "M5": ("将“三争一创”活动与社工党员的定岗定责、党员承诺相结合", "P2,P3"),
}


def changes(**items):
    """Changes of items: ``P1={"text": …}``, parts as ``P1_C1``."""
    return [
        Change(item=item.replace("_", "-"), field=name, value=value)
        for item, facts in items.items()
        for name, value in facts.items()
    ]


def told(**items):
    """The ledger of some changes."""
    return replay(changes(**items))


def self_check():
    """The self-check as a ledger."""
    items = {}
    for item, (text, *causes) in SELF.items():
        items[item] = {"text": text}
        items |= {f"{item}_C{n}": {"text": cause} for n, cause in enumerate(causes, start=1)}
    items |= {item: {"text": text, "issues": issues} for item, (text, issues) in MEASURES.items()}
    return told(**items)


def gaps(ledger, today=TODAY):
    """What a ledger lacks, by rule without its area."""
    found = {}
    for one in check(ledger, today):
        found.setdefault(one.rule.removeprefix("ledger."), []).append(one.item)
    return found
