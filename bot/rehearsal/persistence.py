"""Keeps the world in a file: read at the start, written within a second of a change."""

import asyncio
import os
from pathlib import Path

import msgspec

from bot.rehearsal.polls import close_due
from bot.rehearsal.state import State
from bot.rehearsal.world import World

_encode = msgspec.json.Encoder().encode
_decode = msgspec.json.Decoder(State).decode


def read(path: Path) -> State | None:
    """The world of a file, or None when there is no file yet."""
    if not path.exists():
        return None
    return _decode(path.read_bytes())


def write(world: World, path: Path) -> None:
    """Put the world into the file, whole or not at all."""
    world.dirty = False
    world.state.offset_s = world.clock.offset_s
    world.state.pending = world.queue.kept()
    raw = _encode(world.state)
    world.state.pending = []
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(path.name + ".new")
    with beside.open("wb") as file:
        file.write(raw)
        file.flush()
        os.fsync(file.fileno())
    beside.replace(path)


def blob_folder(path: Path) -> Path:
    """Where the contents of sent files are kept, beside the world's file."""
    return path.with_name(path.name + ".files")


async def keep(world: World, path: Path | None, *, every_s: float = 1.0) -> None:
    """Write after changes, and close polls whose time is over; runs until cancelled."""
    while True:
        await asyncio.sleep(every_s)
        close_due(world)
        if world.dirty and path is not None:
            write(world, path)
