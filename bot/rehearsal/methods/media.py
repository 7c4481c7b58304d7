"""Pictures, files, voices, albums and downloads."""

from typing import Any

from bot.rehearsal import entities, files
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.render import Json
from bot.rehearsal.sending import deliver, destination
from bot.rehearsal.state import File

MAX_CAPTION = 1024
PERMISSION = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "video": "can_send_videos",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "video_note": "can_send_video_notes",
    "animation": "can_send_other_messages",
    "sticker": "can_send_other_messages",
}
_ABOUT = ("duration", "width", "height", "performer", "title", "length", "emoji")
_UNMIXED = {"document", "audio"}


def caption_content(call: Call, within: Json | None = None) -> Json:
    """A caption with its entities, checked as Telegram checks it."""
    caption, marked = call.formatted("caption", within=within)
    if entities.length(caption) > MAX_CAPTION:
        raise bad("message caption is too long")
    content: Json = {}
    if caption:
        content["caption"] = caption
    if marked:
        content["caption_entities"] = marked
    return content


def _file(call: Call, kind: str, source: Any, fields: Json) -> File:
    """The file meant by an upload, the id of a known file, or an address."""
    upload = call.uploads.get(kind)
    if isinstance(source, str) and source.startswith("attach://"):
        upload = call.uploads.get(source.removeprefix("attach://"))
        if upload is None:
            raise bad(f"file {source.removeprefix('attach://')} not found in the request")
    if upload is not None:
        return files.store(
            call.world, kind, upload.content, name=upload.name, mime=upload.mime, fields=fields
        )
    if not isinstance(source, str) or not source:
        raise bad(f"there is no {kind.replace('_', ' ')} in the request")
    if source.startswith(("http://", "https://")):
        # Nothing is fetched from the network: a sample stands for the file.
        return files.store(call.world, kind, files.sample(kind), fields=fields)
    kept = call.world.state.files.get(source)
    if kept is None:
        raise bad(
            "wrong remote file identifier specified: Wrong character in the string"
            if len(source) > 20
            else "wrong file identifier/HTTP URL specified"
        )
    if kept.kind != kind:
        raise bad(f"can't use file of type {kept.kind.title()} as {kind.title()}")
    return kept


def _send(call: Call, kind: str) -> Any:
    chat = destination(call, PERMISSION[kind])
    fields = {name: call.get(name) for name in _ABOUT if call.get(name) is not None}
    content = {} if kind in {"sticker", "video_note"} else caption_content(call)
    kept = _file(call, kind, call.get(kind), fields)
    content = files.content_of(kept) | content
    if call.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return call.world.message_drawn(deliver(call, chat, content))


@method
def send_photo(call: Call) -> Any:
    """Send a picture."""
    return _send(call, "photo")


@method
def send_document(call: Call) -> Any:
    """Send a file."""
    return _send(call, "document")


@method
def send_video(call: Call) -> Any:
    """Send a film."""
    return _send(call, "video")


@method
def send_audio(call: Call) -> Any:
    """Send music."""
    return _send(call, "audio")


@method
def send_voice(call: Call) -> Any:
    """Send a voice note."""
    return _send(call, "voice")


@method
def send_animation(call: Call) -> Any:
    """Send a film without sound."""
    return _send(call, "animation")


@method
def send_sticker(call: Call) -> Any:
    """Send a sticker."""
    return _send(call, "sticker")


@method
def send_video_note(call: Call) -> Any:
    """Send a round film."""
    return _send(call, "video_note")


def media_content(call: Call, item: Any) -> Json:
    """The content of one `InputMedia`."""
    if not isinstance(item, dict) or "type" not in item:
        raise bad("can't parse InputMedia: Can't find field \"type\"")
    kind = item["type"]
    if kind not in {"photo", "video", "document", "audio", "animation"}:
        raise bad(f'can\'t parse InputMedia: type "{kind}" is unsupported')
    content = caption_content(call, item)
    fields = {name: item[name] for name in _ABOUT if item.get(name) is not None}
    kept = _file(call, kind, item.get("media"), fields)
    content = files.content_of(kept) | content
    if item.get("has_spoiler"):
        content["has_media_spoiler"] = True
    return content


@method
def send_media_group(call: Call) -> Any:
    """Send an album of two to ten."""
    media = call.params["media"]
    if not isinstance(media, list):
        raise bad("can't parse media JSON object")
    if not 2 <= len(media) <= 10:
        raise bad("wrong number of items in media group: 2-10 are allowed")
    kinds = {item.get("type") for item in media if isinstance(item, dict)}
    if "animation" in kinds or (_UNMIXED & kinds and len(kinds) > 1):
        raise bad("media can't be grouped: documents and music go with their own kind alone")
    first = next(iter(kinds), None)
    chat = destination(call, PERMISSION.get(str(first), "can_send_photos"))
    contents = [media_content(call, item) for item in media]
    call.admit(chat, messages=len(contents))
    group = str(13_000_000 + call.world.new_id())
    sent = [
        deliver(call, chat, {"media_group_id": group} | content, count=0) for content in contents
    ]
    return [call.world.message_drawn(stored) for stored in sent]


@method
def get_file(call: Call) -> Any:
    """Where to download a file from."""
    kept = call.world.state.files.get(call.params["file_id"])
    if kept is None:
        raise bad("invalid file_id")
    if kept.size > files.MAX_DOWNLOAD:
        raise bad("file is too big")
    return {
        "file_id": kept.id,
        "file_unique_id": kept.unique_id,
        "file_size": kept.size,
        "file_path": kept.path,
    }
