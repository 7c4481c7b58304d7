"""What all reasons together leave somebody, and until when Telegram is told to keep it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

# Every permission of a member, by Telegram's names.
PERMISSIONS: Final = (
    "can_send_messages",
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
    "can_send_polls",
    "can_send_other_messages",
    "can_add_web_page_previews",
    "can_react_to_messages",
    "can_edit_tag",
    "can_change_info",
    "can_invite_users",
    "can_pin_messages",
    "can_manage_topics",
)
NOTHING: Final[Mapping[str, bool]] = {}
# Telegram takes an end nearer or farther than this for "forever".
SHORTEST: Final = timedelta(seconds=30)
LONGEST: Final = timedelta(days=366)


@dataclass(frozen=True, slots=True)
class Held:
    """One reason: what it leaves, and until when."""

    reason: str
    permissions: Mapping[str, bool]
    until: datetime | None


@dataclass(frozen=True, slots=True)
class Told:
    """What Telegram is to be told: every permission by name, and the end; None is for good."""

    permissions: Mapping[str, bool]
    until: datetime | None


def told(held: Iterable[Held], now: datetime) -> Told:
    """Return what all reasons leave together; with none of them, everything.

    Telegram itself never gives more than the chat's own defaults. The end is the last of all:
    when an earlier one comes, what is left is told anew, and a bot that is down then frees nobody
    too early.
    """
    standing = [each for each in held if each.until is None or each.until > now]
    permissions = {
        name: all(each.permissions.get(name, False) for each in standing) for name in PERMISSIONS
    }
    ends = [each.until for each in standing]
    if not ends or None in ends:
        return Told(permissions, None)
    until = max(end for end in ends if end is not None)
    return Told(permissions, until if until - now <= LONGEST else None)
