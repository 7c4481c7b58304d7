"""What chats are, who is in them, and their titles, pins and reactions."""

from typing import Any

from bot.rehearsal import membership
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.membership import is_in
from bot.rehearsal.posting import pin, quoted, serve
from bot.rehearsal.reactions import change
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat

# Telegram's own list of free reactions.
_REACTIONS = """
❤ 👍 👎 🔥 🥰 👏 😁 🤔 🤯 😱 🤬 😢 🎉 🤩 🤮 💩 🙏 👌 🕊 🤡 🥱 🥴 😍 🐳 ❤‍🔥
🌚 🌭 💯 🤣 ⚡ 🍌 🏆 💔 🤨 😐 🍓 🍾 💋 🖕 😈 😴 😭 🤓 👻 👨‍💻 👀 🎃 🙈 😇 😨
🤝 ✍ 🤗 🫡 🎅 🎄 ☃ 💅 🤪 🗿 🆒 💘 🙉 🦄 😘 💊 🙊 😎 👾 🤷‍♂ 🤷 🤷‍♀ 😡
"""
REACTIONS = frozenset(_REACTIONS.split())


@method
def get_chat(call: Call) -> Any:
    """All that a bot may know of a chat."""
    chat = call.chat()
    world = call.world
    full: Json = world.chat_drawn(chat) | {
        "accent_color_id": abs(chat.id) % 7,
        "max_reaction_count": 11,
        "accepted_gift_types": {
            "unlimited_gifts": False,
            "limited_gifts": False,
            "unique_gifts": False,
            "premium_subscription": False,
            "gifts_from_channels": False,
        },
    }
    if chat.username:
        full["active_usernames"] = [chat.username]
    if chat.type == "private":
        person = world.state.people[chat.id]
        return full | ({"bio": person.bio} if person.bio else {})
    if chat.description:
        full["description"] = chat.description
    if chat.linked_chat_id:
        full["linked_chat_id"] = chat.linked_chat_id
    if chat.type != "channel":
        full["permissions"] = chat.permissions
    if chat.join_by_request:
        full["join_by_request"] = True
    if chat.pinned and (top := chat.messages.get(chat.pinned[-1])):
        full["pinned_message"] = quoted(world, top)
    own = [link for link in chat.links.values() if link.creator == world.bot.id]
    primary = next((link for link in own if link.is_primary and not link.is_revoked), None)
    if primary is not None:
        full["invite_link"] = primary.url
    return full


@method
def get_chat_administrators(call: Call) -> Any:
    """The owner and the administrators, other bots left out."""
    chat = call.group()
    world = call.world
    return [
        world.member_drawn(chat, member)
        for member in chat.members.values()
        if member.status in {"creator", "administrator"}
        and (member.user_id == world.bot.id or not world.user(member.user_id)["is_bot"])
    ]


@method
def get_chat_member_count(call: Call) -> Any:
    """How many are in the chat."""
    chat = call.chat()
    if chat.type == "private":
        return 2
    return sum(1 for user_id in chat.members if is_in(call.world.standing(chat, user_id)))


@method
def get_chat_member(call: Call) -> Any:
    """Somebody's standing."""
    chat = call.chat()
    if chat.type == "private":
        raise bad("chat member status can't be found in private chats")
    member = call.member(chat)
    if chat.type == "channel" and not call.world.bot_may(chat, "can_manage_chat"):
        raise bad("member list is inaccessible")
    return call.world.member_drawn(chat, member)


@method
def leave_chat(call: Call) -> Any:
    """Go."""
    chat = call.group()
    membership.depart(call.world, chat, call.world.bot.id, by=call.world.bot.id)
    return True


@method
def set_chat_title(call: Call) -> Any:
    """Give the chat another title."""
    chat = call.group()
    call.need(chat, "can_change_info", "change chat title")
    title = call.params["title"].strip()
    if not title:
        raise bad("new chat title must be non-empty")
    if title == chat.title:
        raise bad("chat title is not modified")
    chat.title = title
    serve(call.world, chat, call.world.bot.id, {"new_chat_title": title})
    call.world.tell_chat(chat)
    return True


@method
def set_chat_description(call: Call) -> Any:
    """Describe the chat anew."""
    chat = call.group()
    call.need(chat, "can_change_info", "set chat description")
    description = call.get("description") or None
    if description == chat.description:
        raise bad("chat description is not modified")
    chat.description = description
    call.world.tell_chat(chat)
    return True


def _may_pin(call: Call, chat: Chat) -> None:
    if chat.type == "private":
        return
    right = "can_edit_messages" if chat.type == "channel" else "can_pin_messages"
    member = call.world.bot_standing(chat)
    free = chat.type != "channel" and chat.permissions.get("can_pin_messages", False)
    if not (free and member.status == "member"):
        call.need(chat, right, "manage pinned messages in the chat")


@method
def pin_chat_message(call: Call) -> Any:
    """Pin a message; the chat says so."""
    chat = call.chat()
    stored = call.message(chat, "pin")
    _may_pin(call, chat)
    pin(chat, stored.id)
    serve(
        call.world,
        chat,
        call.world.bot.id,
        {"pinned_message": quoted(call.world, stored)},
        thread=stored.data.get("message_thread_id"),
    )
    call.world.tell_chat(chat)
    return True


@method
def unpin_chat_message(call: Call) -> Any:
    """Take one pin away, the latest when none is named."""
    chat = call.chat()
    _may_pin(call, chat)
    number = call.get("message_id") or (chat.pinned[-1] if chat.pinned else None)
    if number is None or (call.get("message_id") and number not in chat.messages):
        raise bad("message to unpin not found")
    if number in chat.pinned:
        chat.pinned.remove(number)
    call.world.tell_chat(chat)
    return True


@method
def unpin_all_chat_messages(call: Call) -> Any:
    """Take every pin away."""
    chat = call.chat()
    _may_pin(call, chat)
    chat.pinned.clear()
    call.world.tell_chat(chat)
    return True


@method
def set_message_reaction(call: Call) -> Any:
    """Put one reaction to a message, or take it back."""
    chat = call.chat()
    stored = call.message(chat, "react")
    wanted = call.get("reaction") or []
    if not isinstance(wanted, list) or not all(isinstance(r, dict) for r in wanted):
        raise bad("can't parse reaction JSON object")
    if len(wanted) > 1:
        raise bad("REACTIONS_TOO_MANY")
    new = [str(r.get("emoji", "")).replace("\ufe0f", "") for r in wanted]
    if any(r.get("type") != "emoji" for r in wanted) or not set(new) <= REACTIONS:
        raise bad("REACTION_INVALID")
    me = call.world.bot.id
    old = [emoji for emoji, people in stored.reactions.items() if me in people]
    if old != new:
        change(call.world, chat, stored, me, old=old, new=new)
    return True


@method
def get_user_profile_photos(call: Call) -> Any:
    """Nobody here has a portrait."""
    call.person()
    return {"total_count": 0, "photos": []}


@method
def delete_message_reaction(call: Call) -> Any:
    """Take somebody else's reactions from a message."""
    chat = call.group(kinds=("group", "supergroup"))
    call.need(chat, "can_delete_messages", "delete reactions")
    stored = call.message(chat, "react")
    user_id = call.get("user_id", 0)
    for emoji in [e for e, people in stored.reactions.items() if user_id in people]:
        stored.reactions[emoji].remove(user_id)
        if not stored.reactions[emoji]:
            del stored.reactions[emoji]
    call.world.tell_message(chat, stored)
    return True
