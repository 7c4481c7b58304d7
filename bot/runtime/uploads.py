"""What goes with a call: a picture that is drawn for it, a file that lies on the disk."""

import asyncio
from collections.abc import Iterable, Mapping
from pathlib import Path

import structlog

from bot.kit.effects import Picture
from bot.runtime.requests import Upload

_log = structlog.get_logger(__name__)


async def drawn(picture: Picture) -> Upload | None:
    """Draw a picture; None where it cannot be, and the words go without it."""
    content = picture.content
    try:
        made = content if isinstance(content, bytes) else await asyncio.to_thread(content)
    except Exception as error:  # noqa: BLE001 — the words go without it
        _log.warning("a picture could not be drawn", cause=type(error).__name__)
        return None
    return Upload("photo", picture.name, made)


def read_files(files: Iterable[Mapping[str, str]]) -> list[Upload]:
    """Read the files that go with a call, as they are at the moment of sending."""
    return [
        Upload(file["field"], Path(file["path"]).name, Path(file["path"]).read_bytes())
        for file in files
    ]
