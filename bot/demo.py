"""Live in a rehearsal: the whole bot against a Telegram on this machine."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime, time, timedelta
from pathlib import Path

from aiohttp import web

from bot.app import Hearth, StartFailed, opened
from bot.config import Settings
from bot.config.settings import Bot, Checkins, Community, Database, Moderation, Points, Web
from bot.kit.clock import ShiftedClock, WallClock
from bot.kit.database import Database as Store
from bot.rehearsal import persistence
from bot.rehearsal.clock import Clock
from bot.rehearsal.history import Act, month, play
from bot.rehearsal.replay import BadExport, Replay
from bot.rehearsal.server import Rehearsal, serving
from bot.rehearsal.world import World
from bot.running import working
from migrations.upgrading import upgrade

DAYS = 30
# Acts of one stretch are taken in together; the clock moves on with each of them.
STRETCH = timedelta(minutes=10)
MOST_IN_A_STRETCH = 60
PATIENCE_S = 60.0

MONTH = {"en": "Playing last month", "zh-CN": "正在回放上个月"}
REPLAY = {"en": "Replaying the group", "zh-CN": "正在回放群聊"}

Tell = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Demo:
    """What an operator asked of the demo."""

    folder: Path
    port: int
    replay: Path | None = None
    # How many times as fast as it was; 0 is as fast as it goes.
    speed: float = 0.0
    is_fresh: bool = False


async def demonstrate(settings: Settings, demo: Demo, *, tell: Tell) -> None:
    """Serve the page and run the bot until interrupted."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for sign in (signal.SIGINT, signal.SIGTERM):
        with suppress(NotImplementedError):
            loop.add_signal_handler(sign, stopping.set)
    playing = asyncio.create_task(_play(settings, demo, tell))
    waiting = asyncio.create_task(stopping.wait())
    await asyncio.wait([playing, waiting], return_when=asyncio.FIRST_COMPLETED)
    waiting.cancel()
    # Cancelled once and then awaited: what is under way is wound up in order.
    playing.cancel()
    with suppress(asyncio.CancelledError):
        await playing
    tell("Stopped. Started again, it resumes.")


async def _play(settings: Settings, demo: Demo, tell: Tell) -> None:
    export = _export(demo)
    folder = demo.folder if export is None else demo.folder.with_name(f"{demo.folder.name}-replay")
    if demo.is_fresh or export is not None:
        shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    state = folder / "world.json"
    kept = persistence.read(state)
    world = World(
        state=kept,
        clock=None if kept else Clock.starting(_beginning(export)),
        sees_everything=True,
        flood_limits=export is None,
    )
    async with _serving(world, demo.port, state) as rehearsal:
        tell(f"Hearth lives at {rehearsal.url}  (Ctrl-C stops it)")
        async with living(settings, rehearsal, folder) as hearth:
            if export is not None:
                await _replay(hearth, rehearsal, export, demo, tell)
            elif kept is None:
                await _play_month(hearth, rehearsal, tell)
            else:
                await push(hearth, rehearsal, _wall())
            tell("Ready.")
            await asyncio.Event().wait()


@asynccontextmanager
async def living(settings: Settings, rehearsal: Rehearsal, folder: Path) -> AsyncIterator[Hearth]:
    """Run the bot in a served world, on a clock that follows the world's."""
    world = rehearsal.world
    lived = _sample(settings, rehearsal, folder)
    store = Store(lived.database.url)
    try:
        await upgrade(store)
    finally:
        await store.close()
    clock = ShiftedClock(timedelta(seconds=world.clock.offset_s))
    async with (
        opened(lived, clock=clock) as hearth,
        working(hearth),
        lending(hearth, clock) as clock_url,
    ):
        rehearsal.pusher.bot_clock_url = clock_url
        try:
            yield hearth
        finally:
            rehearsal.pusher.bot_clock_url = None


@asynccontextmanager
async def lending(hearth: Hearth, clock: ShiftedClock) -> AsyncIterator[str]:
    """Lend the bot's clock to the rehearsal, on loopback alone."""

    async def look(_: web.Request) -> web.Response:
        due = await hearth.scheduler.next_due()
        send = await hearth.courier.next_send()
        seen = {
            "now": clock.now().isoformat(),
            "next_due": due.isoformat() if due else None,
            "next_send": send.isoformat() if send else None,
            "idle": hearth.courier.is_idle,
        }
        return web.json_response(seen)

    async def move(request: web.Request) -> web.Response:
        asked = await request.json()
        await _move(hearth, clock, datetime.fromisoformat(asked["to"]))
        return await look(request)

    app = web.Application()
    app.router.add_get("/clock", look)
    app.router.add_post("/clock", move)
    runner = web.AppRunner(app, access_log=None, shutdown_timeout=1.0)
    await runner.setup()
    try:
        await web.TCPSite(runner, "127.0.0.1", 0).start()
        yield f"http://127.0.0.1:{runner.addresses[0][1]}/clock"
    finally:
        await runner.cleanup()


async def _move(hearth: Hearth, clock: ShiftedClock, to: datetime) -> None:
    clock.push_to(to)
    await hearth.scheduler.knock()
    await hearth.courier.drain()


@asynccontextmanager
async def _serving(world: World, port: int, state: Path) -> AsyncIterator[Rehearsal]:
    try:
        async with serving(world=world, port=port, state=state) as rehearsal:
            yield rehearsal
    except OSError as error:
        raise StartFailed(
            f"The page cannot be served on port {port} ({error.strerror}): "
            "is a demo running already? Otherwise choose another with --port."
        ) from None


async def _play_month(hearth: Hearth, rehearsal: Rehearsal, tell: Tell) -> None:
    """Fill the sample community with a month, played from a month ago up to now."""
    world = rehearsal.world
    tell("Playing last month, so that there is something to look at …")
    world.set_progress(_progress(0, DAYS, MONTH), ready=False)
    chat_ids = _found(world)
    began, seen = world.clock.moment(), 0
    for stretch in _stretches(month(world, chat_ids, days=DAYS, seed=1)):
        await perform(hearth, rehearsal, stretch)
        day = (stretch[-1][0] - began).days
        if day != seen:
            seen = day
            world.set_progress(_progress(day, DAYS, MONTH), ready=False)
    await push(hearth, rehearsal, _wall())
    world.set_progress(None, ready=True)


async def _replay(
    hearth: Hearth, rehearsal: Rehearsal, export: Replay, demo: Demo, tell: Tell
) -> None:
    """Play a real group's export through the bot."""
    world = rehearsal.world
    chat = export.prepare(world)
    total = export.total
    tell(f"Replaying “{export.title}”, {total} entries …")
    world.set_progress(_progress(0, total, REPLAY), ready=False)
    done, told = 0, 0
    for stretch in _stretches(export.acts(world, chat)):
        if demo.speed:
            ahead = (stretch[0][0] - hearth.clock.now()).total_seconds() / demo.speed
            await asyncio.sleep(max(0.0, ahead))
        await perform(hearth, rehearsal, stretch)
        done += len(stretch)
        world.set_progress(_progress(min(done, total), total, REPLAY), ready=False)
        if done * 10 // max(total, 1) > told:
            told = done * 10 // max(total, 1)
            tell(f"  {min(told * 10, 100)} %")
    world.set_progress(None, ready=True)
    left_out = ", ".join(f"{why}: {times}" for why, times in sorted(export.skipped.items()))
    tell("Replayed." + (f" Left out: {left_out}." if left_out else ""))


async def perform(hearth: Hearth, rehearsal: Rehearsal, stretch: Iterable[Act]) -> None:
    """Play a stretch of acts, each at its moment, and let the bot answer them."""
    world = rehearsal.world
    first = True
    for at, deed in stretch:
        if first:
            await push(hearth, rehearsal, at)
            first = False
        world.clock.push_to(at.timestamp())
        play(world, deed)
    _follow(hearth, world)
    await settle(hearth, rehearsal)


async def push(hearth: Hearth, rehearsal: Rehearsal, to: datetime) -> None:
    """Move both clocks on, stopping at everything that falls due on the way."""
    world = rehearsal.world
    while True:
        due = await hearth.scheduler.next_due()
        if due is None or due >= to:
            break
        before = hearth.clock.now()
        world.clock.push_to(due.timestamp())
        _follow(hearth, world)
        await hearth.scheduler.knock()
        await hearth.courier.drain()
        if due <= before and await hearth.scheduler.next_due() == due:
            # It stays due, for a reason of its own: it does not hold the clock.
            break
    world.clock.push_to(to.timestamp())
    _follow(hearth, world)


async def settle(hearth: Hearth, rehearsal: Rehearsal) -> None:
    """Wait until the bot has taken every update and said what it had to say."""
    if not await rehearsal.world.queue.confirmed_all(PATIENCE_S):
        raise StartFailed("The bot does not take its updates; see the log with --verbose.")
    await hearth.courier.drain()


def _follow(hearth: Hearth, world: World) -> None:
    clock = hearth.clock
    if isinstance(clock, ShiftedClock):
        clock.push_to(world.clock.moment())
    world.tell_clock()


def _stretches(
    deeds: Iterable[Act],
) -> Iterator[list[Act]]:
    stretch: list[Act] = []
    for at, deed in deeds:
        if stretch and (at - stretch[0][0] > STRETCH or len(stretch) >= MOST_IN_A_STRETCH):
            yield stretch
            stretch = []
        stretch.append((at, deed))
    if stretch:
        yield stretch


def _export(demo: Demo) -> Replay | None:
    if demo.replay is None:
        return None
    try:
        return Replay.read(demo.replay)
    except BadExport as fault:
        raise StartFailed(str(fault)) from None


def _progress(done: int, total: int, title: Mapping[str, str]) -> dict[str, object]:
    return {"title": dict(title), "done": done, "total": total}


def _beginning(export: Replay | None) -> datetime:
    if export is None or export.began is None:
        return _wall() - timedelta(days=DAYS)
    return export.began - timedelta(minutes=1)


def _wall() -> datetime:
    return WallClock().now()


def _found(world: World) -> list[int]:
    """Return the sample community's groups, founded if they are not there."""
    groups = [chat.id for chat in world.state.chats.values() if chat.type == "supergroup"]
    if groups:
        return groups
    owner = world.person("林夏", username="linxia", language_code="zh-hans", started=True)
    world.person("Ada", username="ada_reads", language_code="en", started=True)
    main = world.supergroup("拾光读书跑步会", owner.id, is_forum=False)
    return [main.id]


def _sample(settings: Settings, rehearsal: Rehearsal, folder: Path) -> Settings:
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
