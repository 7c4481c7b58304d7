"""Draws people, chats, members and links as the Bot API's objects."""

from typing import Any

from bot.rehearsal.state import (
    ADMIN_RIGHTS,
    CHANNEL_BOT,
    CHANNEL_RIGHTS,
    GROUP_ANONYMOUS_BOT,
    GROUP_RIGHTS,
    PERMISSIONS,
    TELEGRAM,
    Bot,
    Chat,
    File,
    Link,
    Member,
    Person,
    Topic,
)

Json = dict[str, Any]

FAKE_SENDERS: dict[int, Json] = {
    GROUP_ANONYMOUS_BOT: {
        "id": GROUP_ANONYMOUS_BOT,
        "is_bot": True,
        "first_name": "Group",
        "username": "GroupAnonymousBot",
    },
    TELEGRAM: {"id": TELEGRAM, "is_bot": False, "first_name": "Telegram"},
    CHANNEL_BOT: {
        "id": CHANNEL_BOT,
        "is_bot": True,
        "first_name": "Channel",
        "username": "Channel_Bot",
    },
}


def user(person: Person) -> Json:
    """A `User`."""
    drawn: Json = {
        "id": person.id,
        "is_bot": person.is_bot,
        "first_name": person.first_name,
    }
    if person.last_name:
        drawn["last_name"] = person.last_name
    if person.username:
        drawn["username"] = person.username
    if person.language_code and not person.is_bot:
        drawn["language_code"] = person.language_code
    return drawn


def bot_user(bot: Bot) -> Json:
    """The bot as a `User`."""
    return {
        "id": bot.id,
        "is_bot": True,
        "first_name": bot.names.get("", bot.first_name),
        "username": bot.username,
    }


def me(bot: Bot) -> Json:
    """The answer of `getMe`."""
    return bot_user(bot) | {
        "can_join_groups": bot.can_join_groups,
        "can_read_all_group_messages": bot.can_read_all_group_messages,
        "supports_inline_queries": False,
        "can_connect_to_business": False,
        "has_main_web_app": False,
        "has_topics_enabled": False,
        "allows_users_to_create_topics": False,
        "can_manage_bots": False,
    }


def commands(bot: Bot) -> list[Json]:
    """The lists of commands as the page reads them, one for each scope and language."""
    drawn: list[Json] = []
    for key, listed in bot.commands.items():
        kind, *ids, language = key.split(":")
        named = dict(zip(("chat_id", "user_id"), map(int, ids), strict=False))
        scope = {"type": kind, **named}
        drawn.append({"scope": scope, "language_code": language, "commands": listed})
    return drawn


def chat(of: Chat, person: Person | None = None) -> Json:
    """A `Chat`; a DM is drawn with the name of its person."""
    drawn: Json = {"id": of.id, "type": of.type}
    if person is not None:
        drawn["first_name"] = person.first_name
        if person.last_name:
            drawn["last_name"] = person.last_name
        if person.username:
            drawn["username"] = person.username
        return drawn
    drawn["title"] = of.title
    if of.username:
        drawn["username"] = of.username
    if of.is_forum:
        drawn["is_forum"] = True
    return drawn


def rights_for(of: Chat, given: dict[str, bool]) -> dict[str, bool]:
    """An administrator's rights as drawn in this kind of chat."""
    absent = GROUP_RIGHTS if of.type == "channel" else CHANNEL_RIGHTS
    return {name: given.get(name, False) for name in ADMIN_RIGHTS if name not in absent}


def member(of: Chat, standing: Member, who: Json, *, editable: bool = False) -> Json:
    """A `ChatMember`."""
    drawn: Json = {"user": who, "status": standing.status}
    match standing.status:
        case "creator":
            drawn["is_anonymous"] = standing.is_anonymous
            if standing.title:
                drawn["custom_title"] = standing.title
        case "administrator":
            drawn |= {"can_be_edited": editable, "is_anonymous": standing.is_anonymous}
            drawn |= rights_for(of, standing.rights)
            if standing.title:
                drawn["custom_title"] = standing.title
        case "restricted":
            drawn |= {"is_member": standing.is_member, "until_date": standing.until}
            drawn |= {name: standing.rights.get(name, False) for name in PERMISSIONS}
            if standing.tag:
                drawn["tag"] = standing.tag
        case "kicked":
            drawn["until_date"] = standing.until
        case "member" if standing.tag:
            drawn["tag"] = standing.tag
    return drawn


def link(of: Link, creator: Json, *, requests: int = 0, whole: bool = True) -> Json:
    """A `ChatInviteLink`; other administrators' links show half of their address."""
    url = of.url if whole else of.url[: len("https://t.me/+") + 8] + "..."
    drawn: Json = {
        "invite_link": url,
        "creator": creator,
        "creates_join_request": of.creates_join_request,
        "is_primary": of.is_primary,
        "is_revoked": of.is_revoked,
    }
    for name in ("name", "expire_date", "member_limit"):
        value = getattr(of, name)
        if value is not None:
            drawn[name] = value
    if of.creates_join_request and requests:
        drawn["pending_join_request_count"] = requests
    return drawn


def topic(of: Topic) -> Json:
    """A `ForumTopic`."""
    drawn: Json = {
        "message_thread_id": of.id,
        "name": of.name,
        "icon_color": of.icon_color,
    }
    if of.icon_custom_emoji_id:
        drawn["icon_custom_emoji_id"] = of.icon_custom_emoji_id
    return drawn


def file(of: File) -> Json:
    """The part of a file's object that all kinds share."""
    return {"file_id": of.id, "file_unique_id": of.unique_id, "file_size": of.size} | of.fields


def reaction(emoji: str) -> Json:
    """A `ReactionType`."""
    if emoji.isdigit():
        return {"type": "custom_emoji", "custom_emoji_id": emoji}
    return {"type": "emoji", "emoji": emoji}
