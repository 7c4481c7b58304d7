"""The sample community that a demo begins with."""

from dataclasses import replace
from datetime import time, timedelta
from pathlib import Path

from bot.config import Settings
from bot.config.settings import Bot, Checkins, Community, Database, Moderation, Points, Web
from bot.rehearsal.server import Rehearsal
from bot.rehearsal.world import World


def groups_of(world: World) -> list[int]:
    """Return the sample community's groups, founded if they are not there."""
    groups = [chat.id for chat in world.state.chats.values() if chat.type == "supergroup"]
    if groups:
        return groups
    owner = world.person("林夏", username="linxia", language_code="zh-hans", started=True)
    world.person("Ada", username="ada_reads", language_code="en", started=True)
    main = world.supergroup("拾光读书跑步会", owner.id, is_forum=False)
    return [main.id]


def sample_settings(settings: Settings, rehearsal: Rehearsal, folder: Path) -> Settings:
    """Return the settings of the sample community; what the operator configured stays."""
    plain = Settings()
    community = settings.community
    if community == plain.community:
        community = Community(
            name="拾光读书跑步会",
            value="每天读一点，跑一点，和有意思的人一起长大。",
            audience="喜欢读书、跑步，也愿意聊聊的人",
            tone="友善、具体、不说教",
            welcome_topics=("读书笔记", "晨跑路线", "好物分享"),
            forbidden_topics=("广告", "人身攻击"),
        )
    checkins = settings.checkins
    if checkins == plain.checkins:
        checkins = Checkins(card_at=time(8, 0))
    points = settings.points
    if points == plain.points:
        points = Points(level_names=((1, "新芽"), (5, "常青"), (10, "暖炉"), (20, "守夜人")))
    moderation = settings.moderation
    if moderation == plain.moderation:
        moderation = Moderation(words=("加微信领红包", "free crypto signals"), mode="on")
    return replace(
        settings,
        token=rehearsal.token,
        bot=Bot(api_url=rehearsal.url, owners=settings.bot.owners),
        database=Database(url=f"sqlite+aiosqlite:///{folder / 'hearth.sqlite'}"),
        web=Web(port=0),
        community=community,
        checkins=checkins,
        points=points,
        moderation=moderation,
        updates=replace(plain.updates, poll_timeout=timedelta(seconds=20)),
    )
