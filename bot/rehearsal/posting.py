"""Puts messages into chats and tells the bot of those it may see."""

from typing import Any

from bot.rehearsal.render import Json
from bot.rehearsal.state import TELEGRAM, Chat, Stored
from bot.rehearsal.world import World

SERVICE = frozenset(
    {
        "new_chat_members",
        "left_chat_member",
        "new_chat_title",
        "group_chat_created",
        "supergroup_chat_created",
        "migrate_to_chat_id",
        "migrate_from_chat_id",
        "pinned_message",
        "forum_topic_created",
        "forum_topic_edited",
        "forum_topic_closed",
        "forum_topic_reopened",
        "general_forum_topic_hidden",
        "general_forum_topic_unhidden",
    }
)
_ORDER = ("message_id", "message_thread_id", "from", "sender_chat", "chat", "date")


def post(
    world: World,
    chat: Chat,
    sender: int,
    content: Json,
    *,
    thread: int | None = None,
    reply_to: Stored | None = None,
    head: Json | None = None,
    date: int | None = None,
) -> Stored:
    """Store a message. `sender` is who really wrote it; `head` overrides what is shown of that."""
    message_id = _next_message_id(world, chat)
    data: Json = {"message_id": message_id}
    if thread is not None:
        data["message_thread_id"] = thread
    if head is not None:
        data |= head
    elif chat.type == "channel":
        data["sender_chat"] = world.chat_drawn(chat)
    else:
        data["from"] = world.user(sender)
    data["chat"] = world.chat_drawn(chat)
    data["date"] = world.clock.date() if date is None else date
    topic = chat.topics.get(thread) if thread is not None else None
    if topic is not None:
        data["is_topic_message"] = True
        if reply_to is None and "forum_topic_created" not in content:
            reply_to = chat.messages.get(topic.id)
    tag = chat.members[sender].tag if sender in chat.members else None
    if tag:
        data["sender_tag"] = tag
    if reply_to is not None:
        data["reply_to_message"] = quoted(world, reply_to)
    data |= content
    stored = Stored(message_id, data, sender)
    chat.messages[message_id] = stored
    if len(chat.messages) > world.keep_messages:
        del chat.messages[next(iter(chat.messages))]
    world.tell_message(chat, stored)
    if chat.type == "channel" and chat.linked_chat_id and not SERVICE & content.keys():
        _forward_to_discussion(world, chat, stored)
    return stored


def quoted(world: World, stored: Stored) -> Json:
    """A message as it is shown inside another: without a reply of its own."""
    drawn = world.message_drawn(stored)
    return {name: value for name, value in drawn.items() if name != "reply_to_message"}


def say(world: World, chat: Chat, stored: Stored, *, edited: bool = False) -> None:
    """Deliver a person's message to the bot, if the bot is there and may see it."""
    if not sees(world, chat, stored):
        return
    kind = "channel_post" if chat.type == "channel" else "message"
    world.deliver(f"edited_{kind}" if edited else kind, world.message_drawn(stored))


def serve(
    world: World,
    chat: Chat,
    sender: int,
    content: Json,
    *,
    thread: int | None = None,
    head: Json | None = None,
) -> Stored:
    """Post a service message; the bot is told unless it caused it."""
    stored = post(world, chat, sender, content, thread=thread, head=head)
    if sender != world.bot.id:
        say(world, chat, stored)
    return stored


def sees(world: World, chat: Chat, stored: Stored) -> bool:
    """Whether this message reaches the bot: presence, blocking and privacy mode."""
    if chat.type == "private":
        person = world.state.people.get(chat.id)
        return person is not None and not person.blocked
    member = world.bot_standing(chat)
    if member.status == "administrator":
        return True
    if member.status not in {"member", "restricted"} or not member.is_member:
        return False
    return (
        chat.type == "channel"
        or world.bot.can_read_all_group_messages
        or _concerns_bot(world, stored.data)
    )


def _concerns_bot(world: World, data: Json) -> bool:
    if SERVICE & data.keys():
        return True
    replied = data.get("reply_to_message", {}).get("from", {}).get("id")
    if replied == world.bot.id or data.get("via_bot", {}).get("id") == world.bot.id:
        return True
    text = data.get("text") or data.get("caption") or ""
    command = next(
        (e for e in data.get("entities", ()) if e["type"] == "bot_command" and not e["offset"]),
        None,
    )
    if command is None:
        return False
    _, _, addressee = text[: command["length"]].partition("@")
    return not addressee or addressee.lower() == world.bot.username.lower()


def _next_message_id(world: World, chat: Chat) -> int:
    """Supergroups and channels count for themselves; all else is counted together."""
    counter: Any = chat if chat.type in {"supergroup", "channel"} else world.state
    number: int = counter.next_message_id
    counter.next_message_id += 1
    return number


def _forward_to_discussion(world: World, channel: Chat, stored: Stored) -> None:
    group = world.state.chats.get(channel.linked_chat_id or 0)
    if group is None or group.type == "channel":
        return
    origin: Json = {
        "type": "channel",
        "chat": world.chat_drawn(channel),
        "message_id": stored.id,
        "date": stored.data["date"],
    }
    head = {"from": world.user(TELEGRAM), "sender_chat": world.chat_drawn(channel)}
    passed = {name: value for name, value in stored.data.items() if name not in {*_ORDER}}
    content = {"is_automatic_forward": True, "forward_origin": origin} | passed
    copy = post(world, group, TELEGRAM, content, head=head)
    pin(group, copy.id)
    say(world, group, copy)


def pin(chat: Chat, message_id: int) -> None:
    """Put a message on top of the pinned ones."""
    if message_id in chat.pinned:
        chat.pinned.remove(message_id)
    chat.pinned.append(message_id)


def forwarded(data: Json) -> Json:
    """A message's content with its origin, as a forward shows it."""
    origin: Json = data.get("forward_origin") or _origin(data)
    dropped = {
        *("message_id", "message_thread_id", "from", "sender_chat", "chat", "date", "edit_date"),
        *("reply_to_message", "reply_markup", "is_topic_message", "is_automatic_forward"),
        *("media_group_id", "sender_tag", "quote"),
    }
    return {"forward_origin": origin} | {n: v for n, v in data.items() if n not in dropped}


def _origin(data: Json) -> Json:
    chat = data.get("sender_chat")
    if chat is None:
        return {"type": "user", "sender_user": data["from"], "date": data["date"]}
    if chat["type"] == "channel":
        return {
            "type": "channel",
            "chat": chat,
            "message_id": data["message_id"],
            "date": data["date"],
        }
    return {"type": "chat", "sender_chat": chat, "date": data["date"]}
