"""The sample community that a demo begins with, in Chinese or in English."""

from dataclasses import dataclass, replace
from datetime import time, timedelta
from pathlib import Path
from typing import Final
from zoneinfo import ZoneInfo

from bot.config import Settings
from bot.config.checks import checks_with
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
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.world import World


@dataclass(frozen=True, slots=True)
class Sample:
    """A community to play with: what it says of itself, its levels, and who founded it."""

    community: Community
    level_names: tuple[tuple[int, str], ...]
    owner: str
    username: str


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
        "林夏",
        "linxia",
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
        "Nora",
        "nora_reads",
    ),
}

# What the demo's advertisers say, and what a visitor may try: "加微信领红包".
FORBIDDEN: Final = ("加微信领红包", "free crypto signals", "兼职刷单", "稳定带单")
FORBIDDEN_PATTERNS: Final = (r"日赚\d+", r"(?i)\bairdrop\b", r"\$\d+ a day", r"(?i)t\.me/\+")


def groups_of(world: World, settings: Settings) -> list[int]:
    """Return the sample community's groups, founded if they are not there."""
    groups = [chat.id for chat in world.state.chats.values() if chat.type == "supergroup"]
    if groups:
        return groups
    language = settings.community.language
    sample = SAMPLES[language]
    code = "zh-hans" if language == "zh-CN" else "en"
    owner = world.person(sample.owner, username=sample.username, language_code=code)
    group = world.supergroup(settings.community.name or sample.community.name, owner.id)
    # An owner who has opened the chat with the bot is told there what it cannot say in the group.
    world.perform({"as": owner.id, "do": "start"})
    return [group.id]


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
        checks = checks_with(words={"words": FORBIDDEN}, patterns={"patterns": FORBIDDEN_PATTERNS})
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
        updates=replace(plain.updates, poll_timeout=timedelta(seconds=20)),
    )
