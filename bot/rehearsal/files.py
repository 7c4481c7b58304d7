"""Keeps files: their ids, what they are, and a few samples for people who have none at hand."""

import struct
import zlib
from functools import cache
from typing import Any

from bot.rehearsal.errors import bad
from bot.rehearsal.render import Json
from bot.rehearsal.render import file as drawn
from bot.rehearsal.state import File
from bot.rehearsal.world import World

MAX_DOWNLOAD = 20 * 1024 * 1024
MAX_PHOTO = 10 * 1024 * 1024
_FOLDERS = {
    "photo": ("photos", "jpg", "image/jpeg"),
    "document": ("documents", "bin", "application/octet-stream"),
    "video": ("videos", "mp4", "video/mp4"),
    "audio": ("music", "mp3", "audio/mpeg"),
    "voice": ("voice", "oga", "audio/ogg"),
    "animation": ("animations", "mp4", "video/mp4"),
    "sticker": ("stickers", "webp", "image/webp"),
    "video_note": ("video_notes", "mp4", "video/mp4"),
}
KINDS = tuple(_FOLDERS)


@cache
def sample_picture(width: int = 320, height: int = 200) -> bytes:
    """A small picture of a warm evening sky, as a PNG."""
    rows = bytearray()
    for y in range(height):
        rows.append(0)
        for x in range(width):
            glow = max(0, 255 - ((x - width // 2) ** 2 + (y - height) ** 2) // 120)
            rows += bytes((min(255, 90 + glow), 60 + (glow * 2) // 5, 90 + y // 3))

    def chunk(name: bytes, body: bytes) -> bytes:
        check = struct.pack(">I", zlib.crc32(name + body))
        return struct.pack(">I", len(body)) + name + body + check

    head = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    packed = zlib.compress(bytes(rows), 9)
    return b"".join(
        (
            b"\x89PNG\r\n\x1a\n",
            chunk(b"IHDR", head),
            chunk(b"IDAT", packed),
            chunk(b"IEND", b""),
        )
    )


def sample(kind: str) -> bytes:
    """Something to send of this kind."""
    if kind in {"photo", "sticker"}:
        return sample_picture()
    return f"a sample {kind} of the rehearsal\n".encode()


def picture_size(content: bytes) -> tuple[int, int] | None:
    """Width and height of a PNG, GIF, JPEG or WebP; None for what is no picture."""
    if content.startswith(b"\x89PNG\r\n\x1a\n") and len(content) >= 24:
        width, height = struct.unpack(">II", content[16:24])
        return int(width), int(height)
    if content[:6] in {b"GIF87a", b"GIF89a"} and len(content) >= 10:
        width, height = struct.unpack("<HH", content[6:10])
        return int(width), int(height)
    if content.startswith(b"\xff\xd8"):
        return _jpeg_size(content)
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return 512, 512
    return None


def _jpeg_size(content: bytes) -> tuple[int, int] | None:
    at = 2
    while at + 9 < len(content) and content[at] == 0xFF:
        marker = content[at + 1]
        if 0xC0 <= marker <= 0xCF and marker not in {0xC4, 0xC8, 0xCC}:
            height, width = struct.unpack(">HH", content[at + 5 : at + 9])
            return int(width), int(height)
        at += 2 + int.from_bytes(content[at + 2 : at + 4], "big")
    return None


def picture_type(content: bytes) -> str:
    """The MIME type of a picture."""
    if content.startswith(b"\xff\xd8"):
        return "image/jpeg"
    if content.startswith(b"GIF8"):
        return "image/gif"
    return "image/webp" if content[:4] == b"RIFF" else "image/png"


def content(world: World, path: str) -> bytes | None:
    """The bytes of a known file, from memory or from the folder beside the world's file."""
    found = world.blobs.get(path)
    if found is None and world.blob_folder is not None:
        kept = world.blob_folder / path.replace("/", "_")
        if any(file.path == path for file in world.state.files.values()) and kept.is_file():
            found = world.blobs[path] = kept.read_bytes()
    return found


def store(
    world: World,
    kind: str,
    raw: bytes,
    *,
    name: str | None = None,
    mime: str | None = None,
    fields: Json | None = None,
) -> File:
    """Keep a file of one kind; a picture is measured, and refused when it is none."""
    folder, ending, usual_mime = _FOLDERS[kind]
    if not raw:
        raise bad("file must be non-empty")
    number = world.new_id()
    path = f"{folder}/file_{number}.{ending}"
    about: Json = _about(kind, raw, fields or {})
    if kind in {"document", "video", "audio", "animation"}:
        about["file_name"] = name or f"file_{number}.{ending}"
    if kind in {"document", "video", "audio", "voice", "animation"}:
        about["mime_type"] = mime or usual_mime
    made = File(
        id=f"{kind}-{number}-{world.chance.name(40)}",
        unique_id=f"AQAD{number}",
        kind=kind,
        path=path,
        size=len(raw),
        fields=about,
    )
    world.state.files[made.id] = made
    world.blobs[path] = raw
    if world.blob_folder is not None:
        world.blob_folder.mkdir(parents=True, exist_ok=True)
        (world.blob_folder / path.replace("/", "_")).write_bytes(raw)
    world.changed()
    return made


def _about(kind: str, content: bytes, fields: Json) -> Json:
    about = {name: value for name, value in fields.items() if value is not None}
    match kind:
        case "photo":
            size = picture_size(content)
            if size is None:
                raise bad("IMAGE_PROCESS_FAILED")
            if sum(size) > 10_000 or max(size) > 20 * min(size):
                raise bad("PHOTO_INVALID_DIMENSIONS")
            if len(content) > MAX_PHOTO:
                raise bad("file is too big")
            about["width"], about["height"] = size
        case "video" | "animation":
            about = {"width": 640, "height": 360, "duration": 1} | about
        case "audio" | "voice":
            about = {"duration": 1} | about
        case "video_note":
            about = {"length": 240, "duration": 1} | about
        case "sticker":
            width, height = picture_size(content) or (512, 512)
            about = {
                "type": "regular",
                "width": width,
                "height": height,
                "is_animated": False,
                "is_video": False,
            } | about
    return about


def content_of(kept: File) -> Json:
    """The part of a message that shows this file."""
    shown: Any = drawn(kept)
    if kept.kind == "photo":
        small = shown | {
            "file_unique_id": kept.unique_id + "s",
            "width": 90,
            "height": max(1, kept.fields["height"] * 90 // max(1, kept.fields["width"])),
        }
        return {"photo": [small, shown]}
    if kept.kind == "animation":
        named = {"file_name", "mime_type", "file_id", "file_unique_id", "file_size"}
        return {
            "animation": shown,
            "document": {name: value for name, value in shown.items() if name in named},
        }
    return {kept.kind: shown}
