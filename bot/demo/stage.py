"""Live in a rehearsal: the whole bot against a Telegram on this machine."""

import asyncio
import shutil
import signal
from collections.abc import AsyncIterator, Callable, Iterable, Iterator, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from bot.app import Hearth, StartFailed, opened
from bot.config import Settings
from bot.demo.clock import lending, perform, push
from bot.demo.founding import TROUBLES, Club
from bot.demo.mending import mend
from bot.demo.sample import SAMPLES, sample_settings, speaking
from bot.demo.summary import summary
from bot.features.lessons.shelf import found
from bot.kit.clock import ShiftedClock, WallClock
from bot.kit.database import Database as Store
from bot.rehearsal import persistence
from bot.rehearsal.clock import Clock
from bot.rehearsal.history import Act, month
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
    settings = speaking(settings, folder)
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
    lived = sample_settings(settings, rehearsal, folder)
    store = Store(lived.database.url)
    try:
        await upgrade(store)
        await found(store, WallClock().now())
        await mend(world, store)
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
    club = Club(hearth, rehearsal, SAMPLES[hearth.settings.community.language])
    chat_id = await club.found()
    began, seen = world.clock.moment(), 0
    offset = began.astimezone(hearth.settings.community.zone).utcoffset() or timedelta()
    acts = month(world, [chat_id], days=DAYS, seed=1, utc_offset_h=offset // timedelta(hours=1))
    for stretch in _stretches(acts):
        await perform(hearth, rehearsal, stretch)
        day = (stretch[-1][0] - began).days
        if day != seen:
            seen = day
            world.set_progress(_progress(day, DAYS, MONTH), ready=False)
    await push(hearth, rehearsal, _wall() - TROUBLES)
    await club.befall()
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
    for line in await summary(hearth.database):
        tell(line)


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
