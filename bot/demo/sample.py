"""The sample community that a demo begins with, in Chinese or in English."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.config.checks import checks_with
from bot.config.schedule import Schedule
from bot.config.settings import (
    Bot,
    Checkins,
    Community,
    Database,
    Language,
    Moderation,
    Points,
    Web,
)
from bot.features.clauses.rules import Line
from bot.features.profiles.rules import Field
from bot.kit.clock import WallClock
from bot.kit.days import local_day
from bot.rehearsal.server import Rehearsal


@dataclass(frozen=True, slots=True)
class Troubles:
    """What is said on a day on which the staff is needed."""

    advert: str
    rude: str
    warning: str
    appeal: str
    spoiler: str
    report: str


@dataclass(frozen=True, slots=True)
class Sample:
    """A community to play with: what it says of itself, its levels, its people and rooms.

    The people are its owner, a moderator and somebody who plans what is posted.
    """

    community: Community
    level_names: tuple[tuple[int, str], ...]
    people: tuple[tuple[str, str], tuple[str, str], tuple[str, str]]
    room: str
    log: str
    topic: str
    said: Troubles


SAMPLES: Final[dict[Language, Sample]] = {
    "zh-CN": Sample(
        Community(
            name="拾光读书跑步会",
            value="每天读一点，跑一点，和有意思的人一起长大。",
            audience="喜欢读书、跑步，也愿意聊聊的人",
            tone="友善、具体、不说教",
            welcome_topics=("读书笔记", "晨跑路线", "好物分享"),
            forbidden_topics=("广告", "人身攻击"),
            rules=(
                Line("友善交流，对事不对人"),
                Line("不发广告、不拉人进别的群", 2, 60),
                Line("剧透请先说一声"),
            ),
        ),
        ((1, "新芽"), (5, "常青"), (10, "暖炉"), (20, "守夜人")),
        (("林夏", "linxia"), ("程野", "chengye"), ("苏禾", "suhe")),
        "拾光 · 管理组",
        "拾光 · 日志",
        "荐股: 荐股, 内幕消息, 稳赚",
        Troubles(
            advert="在家就能做，日赚300，想了解的私我",
            rude="第三章都没读懂，就别在这儿装行家了",
            warning="聊书就好，别说人",
            appeal="我和对方是老朋友，平时就这么开玩笑，刚才已经赔过不是了。",
            spoiler="提前告诉大家，最后凶手是那个图书管理员",
            report="剧透，没打招呼",
        ),
    ),
    "en": Sample(
        Community(
            language="en",
            zone=ZoneInfo("Europe/London"),
            name="Pages & Paces",
            value="A few pages and a few miles a day, in good company.",
            audience="people who like to read, to run, and to talk about it",
            tone="kind, concrete, never preachy",
            welcome_topics=("what you are reading", "morning routes", "small finds"),
            forbidden_topics=("advertising", "personal attacks"),
            rules=(
                Line("Be kind; talk about the thing, not the person"),
                Line("No adverts, no invitations to other groups", 2, 60),
                Line("Warn before you spoil an ending"),
            ),
        ),
        ((1, "Sprout"), (5, "Evergreen"), (10, "Hearth"), (20, "Night watch")),
        (("Nora", "nora_reads"), ("Theo", "theo_runs"), ("Ida", "ida_plans")),
        "Pages & Paces · Staff",
        "Pages & Paces · Log",
        "stock tips: stock tip*, insider tip*, sure thing",
        Troubles(
            advert="I make $300 a day from home, ask me how",
            rude="You didn't even understand chapter three, so stop playing the expert",
            warning="the book, not the person, please",
            appeal="We are old friends and always joke like that. I've said sorry all the same.",
            spoiler="Just so you know, the librarian did it",
            report="spoiler, without a word of warning",
        ),
    ),
}

# What the demo's advertisers say, and what a visitor may try: "加微信领红包".
FORBIDDEN: Final = ("加微信领红包", "free crypto signals", "兼职刷单", "稳定带单")
FORBIDDEN_PATTERNS: Final = (r"日赚\d+", r"(?i)\bairdrop\b", r"\$\d+ a day", r"(?i)t\.me/\+")

# What members of a community of readers and runners may say of themselves.
FIELDS: Final = (
    Field("city", {"zh-CN": "城市", "en": "City"}),
    Field("pace", {"zh-CN": "配速", "en": "Pace"}, ("< 5:00", "5:00-6:00", "6:00-7:00", "> 7:00")),
)


def speaking(settings: Settings, folder: Path) -> Settings:
    """Return the settings in the language in which the demo of a folder began: it notes it."""
    noted = folder / "language"
    if not noted.exists():
        noted.write_text(settings.community.language, encoding="utf-8")
    said = noted.read_text(encoding="utf-8").strip()
    language = next((each for each in SAMPLES if each == said), settings.community.language)
    return replace(settings, community=replace(settings.community, language=language))


def sample_settings(settings: Settings, rehearsal: Rehearsal, folder: Path) -> Settings:
    """Return the settings of the sample community; what the operator configured stays."""
    plain = Settings()
    sample = SAMPLES[settings.community.language]
    community = settings.community
    if replace(community, language=plain.community.language) == plain.community:
        community = sample.community
    checkins = settings.checkins
    if checkins == plain.checkins:
        checkins = Checkins(card_at=time(8, 0))
    points = settings.points
    if points == plain.points:
        points = Points(level_names=sample.level_names)
    moderation, checks = settings.moderation, settings.checks
    if moderation == plain.moderation and checks == plain.checks:
        moderation = Moderation(mode="on")
        checks = checks_with(
            words={"words": FORBIDDEN, "clause": 2},
            patterns={"patterns": FORBIDDEN_PATTERNS, "clause": 2},
            topics={"topics": (sample.topic,)},
            invites={"mode": "on", "clause": 2},
            # Those who fill the month repeat themselves.
            duplicates={"own": 6},
            newcomers={"mode": "on"},
            channels={"mode": "on"},
        )
    return replace(
        settings,
        token=rehearsal.token,
        bot=Bot(api_url=rehearsal.url),
        database=Database(url=f"sqlite+aiosqlite:///{folder / 'hearth.sqlite'}"),
        web=Web(port=0),
        community=community,
        checkins=checkins,
        points=points,
        moderation=moderation,
        checks=checks,
        profile=settings.profile or FIELDS,
        schedule=_schedule(settings, folder),
        updates=replace(plain.updates, poll_timeout=timedelta(seconds=20)),
    )


def _schedule(settings: Settings, folder: Path) -> Schedule:
    """Lay a schedule beside the demo that can be edited: it begins on the day it is laid there."""
    if settings.schedule.file:
        return settings.schedule
    file = folder / "schedule.toml"
    if not file.exists():
        language = settings.community.language
        shipped = Path(__file__).parent / "schedules" / f"{language}.toml"
        zone = SAMPLES[language].community.zone
        today = local_day(WallClock().now(), zone)
        text = shipped.read_text(encoding="utf-8").replace("{today}", today.isoformat())
        file.write_text(text, encoding="utf-8")
    return Schedule(str(file))
