"""Makes chats, shows them to the page, and turns groups into supergroups."""

from collections.abc import Iterable
from typing import Any

from bot.rehearsal import membership, render
from bot.rehearsal.errors import ActError, not_allowed
from bot.rehearsal.posting import post, serve
from bot.rehearsal.render import Json
from bot.rehearsal.state import ADMIN_RIGHTS, Chat, Link, Member, Topic
from bot.rehearsal.world import World

KINDS = ("group", "supergroup", "channel")
_ICON_COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)


def every_right() -> dict[str, bool]:
    """What an administrator has who was given everything but promoting others."""
    return {name: name != "can_promote_members" for name in ADMIN_RIGHTS}


def make_chat(
    world: World,
    kind: str,
    title: str,
    owner: int,
    *,
    members: Iterable[int | Json] = (),
    bot: str | dict[str, bool] | None = None,
    id: int | None = None,  # noqa: A002 - the Bot API's own word
    username: str | None = None,
    is_forum: bool = False,
    topics: Iterable[str] = (),
    join_by_request: bool = False,
    linked_chat_id: int | None = None,
    quiet_joins: bool = False,
    description: str | None = None,
) -> Chat:
    """A new chat with its first members; the bot comes last and is told of it alone."""
    if kind not in KINDS:
        raise ActError(f"A chat is one of {', '.join(KINDS)}, not {kind}.")
    world.find_person(owner)
    number = world.new_id()
    made = Chat(
        id=id or (-4_000_000_000 - number if kind == "group" else -1_002_000_000_000 - number),
        type=kind,
        title=title,
        username=username,
        description=description,
        is_forum=is_forum and kind == "supergroup",
        join_by_request=join_by_request,
        quiet_joins=quiet_joins,
    )
    world.state.chats[made.id] = made
    made.members[owner] = Member(owner, "creator")
    primary_link(world, made, owner)
    opened = "group_chat_created" if kind == "group" else f"{kind}_chat_created"
    post(world, made, owner, {opened: True})
    _first_members(world, made, owner, members)
    for name in topics:
        open_topic(world, made, owner, name)
    if linked_chat_id is not None:
        link_chats(world, made, world.find_chat(linked_chat_id))
    if bot is None and any(_member_id(entry) == world.bot.id for entry in members):
        bot = "member"
    if bot is not None:
        bring_bot(world, made, owner, bot)
    world.tell_chat(made)
    return made


def bring_bot(world: World, chat: Chat, by: int, standing: str | dict[str, bool]) -> None:
    """Add the bot to a chat, as a member or with rights."""
    if chat.type != "channel" and not membership.is_in(world.bot_standing(chat)):
        membership.enter(world, chat, world.bot.id, by=by)
    if isinstance(standing, dict):
        membership.promote(world, chat, world.bot.id, {"can_manage_chat": True} | standing, by=by)
    elif standing in {"admin", "administrator"}:
        membership.promote(world, chat, world.bot.id, every_right(), by=by)
    elif chat.type == "channel":
        raise not_allowed("A channel takes a bot only as an administrator.")


def primary_link(world: World, chat: Chat, creator: int) -> Link:
    """The link every administrator of flesh has: found, or made when it is missing."""
    for link in chat.links.values():
        if link.creator == creator and link.is_primary and not link.is_revoked:
            return link
    made = Link(f"https://t.me/+{world.chance.name(16)}", creator, is_primary=True)
    chat.links[made.url] = made
    return made


def open_topic(
    world: World,
    chat: Chat,
    creator: int,
    name: str,
    *,
    icon_color: int | None = None,
    icon_custom_emoji_id: str | None = None,
) -> Topic:
    """A new topic; its id is that of the service message which opens it."""
    color = icon_color or _ICON_COLORS[len(chat.topics) % len(_ICON_COLORS)]
    opened: Json = {"name": name, "icon_color": color}
    if icon_custom_emoji_id:
        opened["icon_custom_emoji_id"] = icon_custom_emoji_id
    thread = chat.next_message_id
    chat.topics[thread] = Topic(
        thread, name, icon_color=color, icon_custom_emoji_id=icon_custom_emoji_id
    )
    serve(world, chat, creator, {"forum_topic_created": opened}, thread=thread)
    world.tell_chat(chat)
    return chat.topics[thread]


def link_chats(world: World, one: Chat, other: Chat) -> None:
    """Make a group the discussion of a channel."""
    if (one.type == "channel") == (other.type == "channel"):
        raise not_allowed("A channel is linked to a group, and a group to a channel.")
    one.linked_chat_id, other.linked_chat_id = other.id, one.id
    world.tell_chat(other)


def migrate(world: World, old: Chat, by: int) -> Chat:
    """A group becomes a supergroup with another id; both chats say so."""
    if old.type != "group" or old.migrated_to:
        raise not_allowed("Only a group that has not moved yet can become a supergroup.")
    new = Chat(
        id=-1_002_000_000_000 - world.new_id(),
        type="supergroup",
        title=old.title,
        description=old.description,
        permissions=dict(old.permissions),
        members=dict(old.members),
    )
    world.state.chats[new.id] = new
    primary_link(world, new, by)
    old.migrated_to = new.id
    serve(world, old, by, {"migrate_to_chat_id": new.id})
    serve(world, new, by, {"migrate_from_chat_id": old.id})
    world.tell_chat(old)
    world.tell_chat(new)
    return new


def chat_shown(world: World, chat: Chat) -> Json:
    """A chat as the page reads it."""
    last = next((m for m in reversed(chat.messages.values()) if not m.deleted), None)
    topics = [chat.general, *chat.topics.values()] if chat.is_forum else []
    return {
        "id": chat.id,
        "type": chat.type,
        "title": chat.title,
        "username": chat.username,
        "description": chat.description,
        "is_forum": chat.is_forum,
        "topics": [{"id": t.id, "name": t.name, "closed": t.closed} for t in topics],
        "permissions": chat.permissions,
        "members": [
            world.member_drawn(chat, world.standing(chat, user_id)) for user_id in chat.members
        ],
        "pinned": chat.pinned,
        "join_by_request": chat.join_by_request,
        "join_requests": [
            {"person": r.person, "bio": r.bio, "link": r.link, "date": r.date}
            for r in chat.join_requests.values()
        ],
        "invite_links": [
            render.link(link, world.user(link.creator)) for link in chat.links.values()
        ],
        "linked_chat_id": chat.linked_chat_id,
        "migrated_to": chat.migrated_to,
        "last": world.shown(last) if last else None,
    }


def _first_members(world: World, chat: Chat, owner: int, members: Iterable[int | Json]) -> None:
    for entry in members:
        user_id = _member_id(entry)
        if user_id in {owner, world.bot.id}:
            continue
        world.find_person(user_id)
        given: dict[str, Any] = entry if isinstance(entry, dict) else {}
        status = given.get("status", "member")
        rights = given.get("rights") or (every_right() if status == "administrator" else {})
        chat.members[user_id] = Member(
            user_id,
            status,
            is_member=status not in {"left", "kicked"},
            rights=rights,
            tag=given.get("tag"),
            title=given.get("custom_title"),
            promoted_by=owner if status == "administrator" else 0,
        )


def _member_id(entry: int | Json) -> int:
    return int(entry["id"]) if isinstance(entry, dict) else int(entry)
