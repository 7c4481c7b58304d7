"""What a rehearsal world consists of, in the shape in which it is kept in a file."""

from typing import Any

import msgspec
from msgspec import Struct, field

GROUP_ANONYMOUS_BOT = 1087968824
TELEGRAM = 777000
CHANNEL_BOT = 136817688

PERMISSIONS = (
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
ADMIN_RIGHTS = (
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
    "can_post_messages",
    "can_edit_messages",
    "can_pin_messages",
    "can_manage_topics",
    "can_manage_direct_messages",
    "can_manage_tags",
)
CHANNEL_RIGHTS = ("can_post_messages", "can_edit_messages", "can_manage_direct_messages")
GROUP_RIGHTS = ("can_pin_messages", "can_manage_topics", "can_manage_tags")
NOT_FOR_ALL = ("can_change_info", "can_pin_messages", "can_manage_topics")


def usual_permissions() -> dict[str, bool]:
    """What everybody may do in a new group."""
    return {name: name not in NOT_FOR_ALL for name in PERMISSIONS}


class Person(Struct, omit_defaults=True):
    """Somebody of flesh, or another bot."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "en"
    is_bot: bool = False
    started: bool = False
    blocked: bool = False
    deactivated: bool = False
    bio: str | None = None


class Member(Struct, omit_defaults=True):
    """Somebody's standing in a chat, also of those who left or were banned.

    `rights` are an administrator's rights or a restricted member's permissions. `until` is the
    end of a ban or restriction, 0 for ever.
    """

    user_id: int
    status: str
    is_member: bool = True
    rights: dict[str, bool] = field(default_factory=dict)
    until: int = 0
    tag: str | None = None
    title: str | None = None
    is_anonymous: bool = False
    promoted_by: int = 0


class Topic(Struct, omit_defaults=True):
    """A topic of a forum; its id is the id of the message that created it."""

    id: int
    name: str
    closed: bool = False
    hidden: bool = False
    icon_color: int = 7322096
    icon_custom_emoji_id: str | None = None


class JoinRequest(Struct, omit_defaults=True):
    """Somebody who waits to be let in."""

    person: int
    date: int
    bio: str | None = None
    link: str | None = None


class Link(Struct, omit_defaults=True):
    """An invite link and how often it was used."""

    url: str
    creator: int
    name: str | None = None
    creates_join_request: bool = False
    is_primary: bool = False
    is_revoked: bool = False
    expire_date: int | None = None
    member_limit: int | None = None
    joined: list[int] = field(default_factory=list)


class Stored(Struct, omit_defaults=True):
    """A message: the Bot API's object, and what happened to it."""

    id: int
    data: dict[str, Any]
    sender: int = 0
    deleted: bool = False
    reactions: dict[str, list[int]] = field(default_factory=dict)


class Chat(Struct, omit_defaults=True):
    """A group, supergroup, channel or DM, with its members and messages."""

    id: int
    type: str
    title: str | None = None
    username: str | None = None
    description: str | None = None
    is_forum: bool = False
    topics: dict[int, Topic] = field(default_factory=dict)
    general: Topic = field(default_factory=lambda: Topic(1, "General"))
    permissions: dict[str, bool] = field(default_factory=usual_permissions)
    members: dict[int, Member] = field(default_factory=dict)
    pinned: list[int] = field(default_factory=list)
    join_by_request: bool = False
    join_requests: dict[int, JoinRequest] = field(default_factory=dict)
    links: dict[str, Link] = field(default_factory=dict)
    linked_chat_id: int | None = None
    migrated_to: int | None = None
    banned_channels: list[int] = field(default_factory=list)
    quiet_joins: bool = False
    next_message_id: int = 1
    messages: dict[int, Stored] = field(default_factory=dict)


class Vote(Struct, omit_defaults=True):
    """One voter's present choice in a poll."""

    voter: int
    options: list[int]


class Poll(Struct, omit_defaults=True):
    """A poll, the messages that show it, and who chose what."""

    data: dict[str, Any]
    messages: list[tuple[int, int]]
    closes_at: int | None = None
    by_bot: bool = True
    votes: dict[int, list[int]] = field(default_factory=dict)
    correct: list[int] = field(default_factory=list)


class File(Struct, omit_defaults=True):
    """A file that can be sent again by its id and downloaded by its path."""

    id: str
    unique_id: str
    kind: str
    path: str
    size: int
    fields: dict[str, Any] = field(default_factory=dict)


class Query(Struct, omit_defaults=True):
    """A press of a button that waits for its answer."""

    id: str
    person: int
    at: float
    answered: bool = False


class Pending(Struct, omit_defaults=True):
    """An update on the bot's queue: serialised once, dropped when it expires."""

    id: int
    expires: float
    raw: msgspec.Raw


class Webhook(Struct, omit_defaults=True):
    """Where updates are posted to."""

    url: str
    secret: str | None = None
    max_connections: int = 40
    last_error_date: int | None = None
    last_error_message: str | None = None


class Bot(Struct, omit_defaults=True):
    """The bot's account, as BotFather and the bot itself have set it."""

    id: int = 7000001
    token: str = "7000001:REHEARSAL-TOKEN-OF-NO-VALUE-ELSEWHERE"  # noqa: S105 - opens this server alone
    first_name: str = "Hearth"
    username: str = "hearth_rehearsal_bot"
    can_join_groups: bool = True
    can_read_all_group_messages: bool = False
    names: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    short_descriptions: dict[str, str] = field(default_factory=dict)
    commands: dict[str, list[dict[str, str]]] = field(default_factory=dict)
    menus: dict[str, dict[str, Any]] = field(default_factory=dict)
    default_rights: dict[str, dict[str, bool]] = field(default_factory=dict)
    allowed_updates: list[str] | None = None
    webhook: Webhook | None = None


class State(Struct, omit_defaults=True):
    """A whole world."""

    bot: Bot = field(default_factory=Bot)
    people: dict[int, Person] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    polls: dict[str, Poll] = field(default_factory=dict)
    files: dict[str, File] = field(default_factory=dict)
    queries: dict[str, Query] = field(default_factory=dict)
    refs: dict[str, int] = field(default_factory=dict)
    dm_windows: dict[int, float] = field(default_factory=dict)
    pending: list[Pending] = field(default_factory=list)
    next_update_id: int = 100_000_001
    next_message_id: int = 1
    next_id: int = 1
    offset_s: float = 0.0
    notes: dict[str, Any] = field(default_factory=dict)
