"""The settings: a section each, with every key's kind and default beside its name."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import time, timedelta
from pathlib import Path
from types import MappingProxyType
from typing import Literal, TypeAlias
from zoneinfo import ZoneInfo

from bot.config import addresses, kinds
from bot.config.badges import Badges
from bot.config.contacts import Contacts
from bot.config.content import Content
from bot.config.expiries import Expiry
from bot.config.gate import Gate
from bot.config.gifts import Gifts
from bot.config.keys import key as _key
from bot.config.kinds import Kind, Unfit
from bot.config.onboarding import Buddies, Onboarding
from bot.config.rulebook import rulebook
from bot.config.sanctions import Sanctions
from bot.config.schedule import Schedule
from bot.config.seasons import Seasons
from bot.config.tags import Tags
from bot.config.tiers import Tiers
from bot.features.clauses.rules import Line
from bot.features.complaints.rules import Terms as Reporting
from bot.features.levels.rules import Announcing
from bot.features.moderation.checks.registry import defaults
from bot.features.moderation.rules import Stance, Tenures
from bot.features.profiles.rules import Field
from bot.features.raids.rules import Action as RaidAction
from bot.features.raids.rules import Terms as Raiding

Mode: TypeAlias = Literal["polling", "webhook"]
Language: TypeAlias = Literal["zh-CN", "en"]
Curve: TypeAlias = Literal["mee6", "arcane", "lurkr", "amari", "square", "list"]
ModerationMode: TypeAlias = Literal["off", "shadow", "on"]
LogLevel: TypeAlias = Literal["debug", "info", "warning", "error"]
LogFormat: TypeAlias = Literal["console", "json"]

MOST_WINDOWS = 3


@dataclass(frozen=True, slots=True)
class Window:
    """A part of the day in which one sign-in counts: from its beginning up to its end."""

    begins: time
    ends: time


def _window(value: object) -> Window:
    if not isinstance(value, dict) or set(value) != {"from", "to"}:
        raise Unfit
    minute = kinds.time_of_day()
    return Window(minute.draw(value["from"]), minute.draw(value["to"]))


_WINDOW: Kind[Window] = Kind(
    'a table such as { from = "06:00", to = "10:00" }',
    'Write it as { from = "06:00", to = "10:00" }.',
    _window,
)


@dataclass(frozen=True, slots=True)
class Bot:
    """Where Telegram is."""

    api_url: str = _key(addresses.address("http", "https"), "https://api.telegram.org")


@dataclass(frozen=True, slots=True)
class Database:
    """Where everything is kept; the address never shows its password."""

    url: str = field(
        default="sqlite+aiosqlite:///var/hearth.sqlite",
        repr=False,
        metadata={"kind": addresses.database_url()},
    )

    @property
    def shown_url(self) -> str:
        """The address without its password, for people to read."""
        return addresses.without_password(self.url)


@dataclass(frozen=True, slots=True)
class Updates:
    """How updates come in."""

    mode: Mode = _key(kinds.choice("polling", "webhook"), "polling")
    batch: int = _key(kinds.whole(1, 100), 100)
    poll_timeout: timedelta = _key(kinds.duration("1s", "50s"), timedelta(seconds=30))
    webhook_url: str = _key(addresses.address("https", optional=True), "")
    webhook_path: str = _key(addresses.path(), "/telegram")


@dataclass(frozen=True, slots=True)
class Web:
    """Where health, metrics and the webhook are served."""

    host: str = _key(kinds.words(255, least=1), "127.0.0.1")
    port: int = _key(kinds.whole(0, 65535), 8080)


@dataclass(frozen=True, slots=True)
class Log:
    """What the log says and how."""

    level: LogLevel = _key(kinds.choice("debug", "info", "warning", "error"), "info")
    format: LogFormat = _key(kinds.choice("console", "json"), "console")


@dataclass(frozen=True, slots=True)
class Community:
    """What a new community begins with: language, time zone and what it is about."""

    language: Language = _key(kinds.choice("zh-CN", "en"), "zh-CN")
    zone: ZoneInfo = _key(kinds.zone(), ZoneInfo("Asia/Shanghai"))
    name: str = _key(kinds.words(128), "")
    value: str = _key(kinds.words(600), "")
    audience: str = _key(kinds.words(300), "")
    tone: str = _key(kinds.words(300), "")
    welcome_topics: tuple[str, ...] = _key(kinds.several(kinds.words(100, least=1), 20), ())
    forbidden_topics: tuple[str, ...] = _key(kinds.several(kinds.words(100, least=1), 20), ())
    rules: tuple[Line, ...] = _key(rulebook(), ())


@dataclass(frozen=True, slots=True)
class Checkins:
    """The daily sign-in."""

    enabled: bool = _key(kinds.flag(), default=True)
    words: tuple[str, ...] = _key(
        kinds.several(kinds.words(64, least=1), 50), ("签到", "打卡", "sign in", "check in")
    )
    cutoff: time = _key(kinds.time_of_day(), time(0, 0))
    points: int = _key(kinds.whole(0, 1_000_000), 10)
    windows: tuple[Window, ...] = _key(kinds.several(_WINDOW, MOST_WINDOWS), ())
    bonuses: tuple[tuple[int, int], ...] = _key(
        kinds.numbered(kinds.whole(0, 1_000_000), 2), ((3, 5), (7, 20), (30, 100))
    )
    card_at: time | None = _key(kinds.optional_time_of_day(), None)
    card_late: timedelta = _key(kinds.duration("1m", "23h"), timedelta(hours=2))


@dataclass(frozen=True, slots=True)
class Points:
    """What a message is worth and how levels grow."""

    chat_min: int = _key(kinds.whole(0, 1_000_000), 15)
    chat_max: int = _key(kinds.whole(0, 1_000_000), 25)
    chat_cooldown: timedelta = _key(kinds.duration("0s", "1d"), timedelta(seconds=60))
    chat_daily_cap: int = _key(kinds.whole(0, 1_000_000_000), 300)
    chat_min_length: int = _key(kinds.whole(1, 4096), 2)
    thanks: int = _key(kinds.whole(0, 1_000_000), 5)
    thanks_given: int = _key(kinds.whole(1, 1000), 5)
    thanks_got: int = _key(kinds.whole(0, 1000), 10)
    curve: Curve = _key(kinds.choice("mee6", "arcane", "lurkr", "amari", "square", "list"), "mee6")
    levels: tuple[int, ...] = _key(kinds.ascending(1000), ())
    level_names: tuple[tuple[int, str], ...] = _key(
        kinds.numbered(kinds.words(64, least=1), 0), ()
    )
    levels_told: Announcing = _key(kinds.choice("off", "answer", "line"), "answer")
    level_tags: bool = _key(kinds.flag(), default=False)


@dataclass(frozen=True, slots=True)
class Moderation:
    """Whether checks look at what is said, and from when on somebody is trusted."""

    mode: ModerationMode = _key(kinds.choice("off", "shadow", "on"), "off")
    actions_per_minute: int = _key(kinds.whole(0, 1000), 20)
    newcomer_for: timedelta = _key(kinds.duration("0s", "366d"), Tenures().newcomer_for)
    newcomer_messages: int = _key(kinds.whole(0, 1_000_000), Tenures().newcomer_messages)
    trusted_after: timedelta = _key(kinds.duration("0s", "3660d"), Tenures().trusted_after)
    trusted_messages: int = _key(kinds.whole(0, 1_000_000), Tenures().trusted_messages)


@dataclass(frozen=True, slots=True)
class Complaints:
    """What members report to the staff, and the quarrels that staff is told of."""

    per_hour: int = _key(kinds.whole(1, 1000), Reporting().per_hour)
    claim_lasts: timedelta = _key(kinds.duration("1m", "7d"), Reporting().claim_lasts)
    evidence_lasts: timedelta = _key(kinds.duration("1d", "366d"), Reporting().evidence_lasts)
    heat_replies: int = _key(kinds.whole(0, 60), Reporting().heat_replies)
    heat_within: timedelta = _key(kinds.duration("30s", "1h"), Reporting().heat_within)


@dataclass(frozen=True, slots=True)
class Raids:
    """When a gate closes by itself to a burst of newcomers."""

    enabled: bool = _key(kinds.flag(), default=Raiding().is_on)
    joins: int = _key(kinds.whole(3, 1000), Raiding().joins)
    messages: int = _key(kinds.whole(3, 1000), Raiding().messages)
    within: timedelta = _key(kinds.duration("5s", "10m"), Raiding().within)
    lasts: timedelta = _key(kinds.duration("1m", "12h"), Raiding().lasts)
    prove: bool = _key(kinds.flag(), default=Raiding().prove)
    action: RaidAction = _key(kinds.choice("mute", "ban"), Raiding().action)


@dataclass(frozen=True, slots=True)
class Retention:
    """How long things are kept."""

    activity: timedelta = _key(kinds.duration("1d", "366d"), timedelta(days=31))
    daily_activity: timedelta = _key(kinds.duration("31d", "3660d"), timedelta(days=760))
    updates: timedelta = _key(kinds.duration("2d", "31d"), timedelta(days=3))
    outbox: timedelta = _key(kinds.duration("1d", "90d"), timedelta(days=7))
    failed_updates: timedelta = _key(kinds.duration("1d", "366d"), timedelta(days=30))
    audits: timedelta = _key(kinds.duration("31d", "3660d"), timedelta(days=365))
    submissions: timedelta = _key(kinds.duration("1d", "90d"), timedelta(days=7))
    traces: timedelta = _key(kinds.duration("2d", "31d"), timedelta(days=2))


@dataclass(frozen=True, slots=True)
class Limits:
    """How fast the bot may speak."""

    chat_per_second: float = _key(kinds.rate(30), 1.0)
    group_per_minute: int = _key(kinds.whole(1, 1200), 20)
    overall_per_second: float = _key(kinds.rate(1000), 30.0)


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that the operator decides; secrets come from the environment and never show."""

    token: str | None = field(default=None, repr=False)
    webhook_secret: str | None = field(default=None, repr=False)
    # What seals what members say of themselves; the first one seals, all of them open.
    seal_keys: tuple[str, ...] = field(default=(), repr=False)
    # Where all of it was read from; None where there was no file.
    file: Path | None = field(default=None, compare=False)
    bot: Bot = field(default_factory=Bot)
    database: Database = field(default_factory=Database)
    updates: Updates = field(default_factory=Updates)
    web: Web = field(default_factory=Web)
    log: Log = field(default_factory=Log)
    community: Community = field(default_factory=Community)
    checkins: Checkins = field(default_factory=Checkins)
    points: Points = field(default_factory=Points)
    moderation: Moderation = field(default_factory=Moderation)
    # A check's terms by its name: drawn from the checks' own declarations.
    checks: Mapping[str, Stance] = field(default_factory=lambda: MappingProxyType(defaults()))
    sanctions: Sanctions = field(default_factory=Sanctions)
    complaints: Complaints = field(default_factory=Complaints)
    raids: Raids = field(default_factory=Raids)
    contacts: Contacts = field(default_factory=Contacts)
    gate: Gate = field(default_factory=Gate)
    onboarding: Onboarding = field(default_factory=Onboarding)
    buddies: Buddies = field(default_factory=Buddies)
    tags: Tags = field(default_factory=Tags)
    badges: Badges = field(default_factory=Badges)
    gifts: Gifts = field(default_factory=Gifts)
    expiry: Expiry = field(default_factory=Expiry)
    seasons: Seasons = field(default_factory=Seasons)
    tiers: Tiers = field(default_factory=Tiers)
    schedule: Schedule = field(default_factory=Schedule)
    content: Content = field(default_factory=Content)
    profile: tuple[Field, ...] = ()
    retention: Retention = field(default_factory=Retention)
    limits: Limits = field(default_factory=Limits)


SECTIONS: dict[str, type] = {
    "bot": Bot,
    "database": Database,
    "updates": Updates,
    "web": Web,
    "log": Log,
    "community": Community,
    "checkins": Checkins,
    "points": Points,
    "moderation": Moderation,
    "sanctions": Sanctions,
    "complaints": Complaints,
    "raids": Raids,
    "contacts": Contacts,
    "gate": Gate,
    "onboarding": Onboarding,
    "buddies": Buddies,
    "tags": Tags,
    "badges": Badges,
    "gifts": Gifts,
    "expiry": Expiry,
    "seasons": Seasons,
    "tiers": Tiers,
    "schedule": Schedule,
    "content": Content,
    "retention": Retention,
    "limits": Limits,
}
