"""What people call the options of a challenge, the kinds of evidence and the weekdays."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from bot.features.challenges.rules import KINDS

WEEKDAYS: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{name: str(n) for n, name in enumerate(("mon", "tue", "wed", "thu", "fri"), 1)},
        "sat": "6",
        "sun": "7",
        "weekend": "67",
        "weekends": "67",
        "none": "",
        **{name: str(n) for n, name in enumerate("一二三四五六日", 1)},
        "周末": "67",
        "无": "",
    }
)
KIND_NAMES: Final[Mapping[str, str]] = MappingProxyType(
    {
        **{kind: kind for kind in KINDS},
        "按钮": "button",
        "文字": "text",
        "照片": "photo",
        "图片": "photo",
        "链接": "link",
        "口令": "keyword",
        "word": "keyword",
    }
)
OPTIONS: Final[Mapping[str, str]] = MappingProxyType(
    {
        "by": "by",
        "凭证": "by",
        "start": "start",
        "开始": "start",
        "cutoff": "cutoff",
        "截止": "cutoff",
        "goal": "goal",
        "目标": "goal",
        "rest": "rest",
        "休息": "rest",
        "reward": "reward",
        "奖励": "reward",
        "milestones": "milestones",
        "里程碑": "milestones",
        "makeup": "makeup",
        "补卡": "makeup",
        "card": "card",
        "送卡": "card",
        "pause": "pause",
        "请假": "pause",
        "team": "team",
        "小队": "team",
        "badge": "badge",
        "徽章": "badge",
        "roll": "roll",
        "公布": "roll",
        "least": "least",
        "字数": "least",
        "days": "days",
        "天数": "days",
        "mode": "mode",
        "方式": "mode",
        "for": "for",
        "用意": "for",
        "target": "target",
        "达到": "target",
        "pages": "pages",
        "页数": "pages",
    }
)
