"""People write, edit, delete, press buttons, react, and open or block the DM with the bot."""

from typing import Any

from bot.rehearsal import entities
from bot.rehearsal.acts.contents import content_of, text_of
from bot.rehearsal.acts.deed import Deed, deed
from bot.rehearsal.clock import from_iso
from bot.rehearsal.errors import ActError, not_allowed
from bot.rehearsal.posting import forwarded, post, say
from bot.rehearsal.render import Json
from bot.rehearsal.state import CHANNEL_BOT, GROUP_ANONYMOUS_BOT, Chat, Member, Query, Stored

_PERMISSION = {
    "photo": "can_send_photos",
    "document": "can_send_documents",
    "video": "can_send_videos",
    "audio": "can_send_audios",
    "voice": "can_send_voice_notes",
    "video_note": "can_send_video_notes",
    "animation": "can_send_other_messages",
    "sticker": "can_send_other_messages",
    "dice": "can_send_other_messages",
    "poll": "can_send_polls",
}


@deed("send")
def send(it: Deed) -> Json:
    """Write into a chat, in one of many kinds."""
    chat = it.chat()
    if chat.type == "private":
        if it.me.blocked:
            raise not_allowed(f"{it.me.first_name} has blocked the bot.")
        _begin(it)
    content = content_of(it)
    kind = next((name for name in _PERMISSION if name in content), "")
    permission = _PERMISSION.get(kind, "can_send_messages")
    head = _head(it, chat)
    if head is None and not it.allowed(chat, permission):
        raise not_allowed(f"{it.me.first_name} may not send this in {chat.title}.")
    thread = _thread(it, chat)
    reply = it.message(chat, "reply_to") if it.get("reply_to") is not None else None
    if reply is not None and it.get("quote"):
        content = {"quote": _quote(reply, str(it.get("quote")))} | content
    if it.get("reply_from"):
        content = _reply_from(it) | content
    if reply is not None and thread is None and chat.is_forum:
        thread = reply.data.get("message_thread_id")
    date = int(from_iso(it.get("date"))) if it.get("date") else None
    count = min(max(int(it.get("album", 1)), 1), 10)
    group = {"media_group_id": str(it.world.new_id() + 13_000_000)} if count > 1 else {}
    sent: list[Stored] = []
    for index in range(count):
        bare = {n: v for n, v in content.items() if index == 0 or not n.startswith("caption")}
        stored = post(
            it.world,
            chat,
            it.me.id,
            group | bare,
            thread=thread,
            reply_to=reply,
            head=head,
            date=date,
        )
        _own_poll(it, chat, stored)
        sent.append(stored)
    for stored in sent:
        say(it.world, chat, stored)
    if it.get("ref") is not None:
        it.world.state.refs[f"{chat.id}:{it.get('ref')}"] = sent[0].id
    shown = {"message": it.world.shown(sent[0])}
    return shown | ({"messages": [it.world.shown(m) for m in sent]} if count > 1 else {})


def _head(it: Deed, chat: Chat) -> Json | None:
    """The fake sender of those who write in the name of a chat."""
    world = it.world
    if it.get("sender_chat"):
        channel = world.find_chat(int(it.get("sender_chat")))
        if world.standing(channel, it.me.id).status != "creator":
            raise not_allowed(f"{it.me.first_name} does not own {channel.title}.")
        if channel.id in chat.banned_channels:
            raise not_allowed(f"{channel.title} is banned here.")
        return {"from": world.user(CHANNEL_BOT), "sender_chat": world.chat_drawn(channel)}
    mine: Member = it.standing(chat)
    if it.get("anonymous", mine.is_anonymous and chat.type == "supergroup"):
        if mine.status not in {"creator", "administrator"}:
            raise not_allowed("Only administrators can be anonymous.")
        here = world.chat_drawn(chat)
        return {"from": world.user(GROUP_ANONYMOUS_BOT), "sender_chat": here}
    return None


def _thread(it: Deed, chat: Chat) -> int | None:
    thread = it.get("thread")
    if not chat.is_forum or thread in {None, 0, 1}:
        topic = chat.general if chat.is_forum else None
    else:
        topic = chat.topics.get(thread)
        if topic is None:
            raise ActError(f"There is no topic {thread} here.", 404)
    if topic is not None and topic.closed and it.standing(chat).status == "member":
        raise not_allowed(f"The topic {topic.name} is closed.")
    return None if topic is None or topic is chat.general else topic.id


def _reply_from(it: Deed) -> Json:
    """A reply to a message of another chat, which shows what is quoted of it."""
    source = Deed(it.world, it.me, dict(it.get("reply_from")))
    chat = source.chat()
    stored = source.message(chat)
    drawn = it.world.message_drawn(stored)
    shown = {
        "origin": forwarded(drawn)["forward_origin"],
        "chat": drawn["chat"],
        "message_id": stored.id,
    }
    quote = {"quote": _quote(stored, str(it.get("quote")))} if it.get("quote") else {}
    return {"external_reply": shown} | quote


def _quote(reply: Stored, part: str) -> Json:
    text = reply.data.get("text") or reply.data.get("caption") or ""
    at = text.find(part)
    if at < 0:
        raise ActError("The quoted part is not in the message.")
    return {"text": part, "position": entities.length(text[:at]), "is_manual": True}


def _own_poll(it: Deed, chat: Chat, stored: Stored) -> None:
    shown: Any = stored.data.get("poll")
    if shown is not None and shown["id"] in it.world.state.polls:
        it.world.state.polls[shown["id"]].messages.append((chat.id, stored.id))


@deed("edit")
def edit(it: Deed) -> Json:
    """Change the text or caption of one's own message."""
    chat = it.chat()
    stored = it.message(chat)
    if stored.sender != it.me.id or stored.deleted:
        raise not_allowed("Only one's own messages can be edited.")
    name = "text" if "text" in stored.data else "caption"
    text, marked = text_of(it, "text")
    listed = "entities" if name == "text" else "caption_entities"
    stored.data.pop(listed, None)
    stored.data |= {name: text, "edit_date": it.world.clock.date()}
    if marked:
        stored.data[listed] = marked
    it.world.tell_message(chat, stored)
    say(it.world, chat, stored, edited=True)
    return {"message": it.world.shown(stored)}


@deed("delete")
def delete(it: Deed) -> Json:
    """Delete a message; Telegram tells bots nothing of it."""
    chat = it.chat()
    stored = it.message(chat)
    if stored.sender != it.me.id and chat.type != "private":
        it.power(chat, "can_delete_messages")
    stored.deleted = True
    it.world.tell_message(chat, stored)
    return {}


@deed("press")
def press(it: Deed) -> Json:
    """Press a button under a message, or forge a press with `data`."""
    chat = it.chat()
    stored = it.message(chat)
    data = it.get("data")
    if data is None:
        button = _button(it, stored)
        if "callback_data" not in button:
            return {"answer": None, "url": button.get("url")}
        data = button["callback_data"]
    world = it.world
    query = Query(str(4_000_000_000_000_000 + world.new_id()), it.me.id, world.clock.now())
    world.state.queries[query.id] = query
    shown = world.message_drawn(stored)
    if stored.deleted:
        shown = {"chat": shown["chat"], "message_id": stored.id, "date": 0}
    world.deliver(
        "callback_query",
        {
            "id": query.id,
            "from": world.user(it.me.id),
            "message": shown,
            "chat_instance": str(8_000_000_000 + abs(chat.id) % 1_000_000_000),
            "data": data,
        },
    )
    return {"query_id": query.id}


def _button(it: Deed, stored: Stored) -> Json:
    rows = stored.data.get("reply_markup", {}).get("inline_keyboard", [])
    row, column = it.whole("row"), it.whole("column")
    if not (0 <= row < len(rows) and 0 <= column < len(rows[row])):
        raise ActError("There is no such button under this message.", 404)
    button: Json = rows[row][column]
    return button


@deed("react")
def react(it: Deed) -> Json:
    """Put an emoji to a message, another one in its place, or take it back."""
    chat = it.chat()
    stored = it.message(chat)
    if not it.allowed(chat, "can_react_to_messages") and chat.type != "channel":
        raise not_allowed(f"{it.me.first_name} may not react in {chat.title}.")
    emoji = it.get("emoji")
    old = [name for name, people in stored.reactions.items() if it.me.id in people]
    new = [str(emoji)] if emoji else []
    if old == new:
        return {"message": it.world.shown(stored)}
    from bot.rehearsal.reactions import change

    change(it.world, chat, stored, it.me.id, old=old, new=new)
    if chat.type in {"group", "supergroup"} and stored.sender != it.world.bot.id:
        # To a bot that may see the message, a reaction also looks like an edit.
        # The update says so, but nothing was edited: readers see no mark.
        seen = stored.data
        stored.data = seen | {"edit_date": it.world.clock.date()}
        say(it.world, chat, stored, edited=True)
        stored.data = seen
    return {"message": it.world.shown(stored)}


@deed("start")
def start(it: Deed) -> Json:
    """Press Start in the DM with the bot, perhaps by a deep link."""
    chat = it.world.dm(it.me.id)
    if it.me.blocked:
        unblock(it)
    _begin(it)
    payload = it.get("payload")
    text = f"/start {payload}" if payload else "/start"
    marked = [{"type": "bot_command", "offset": 0, "length": 6}]
    stored = post(it.world, chat, it.me.id, {"text": text, "entities": marked})
    say(it.world, chat, stored)
    return {"message": it.world.shown(stored)}


@deed("block")
def block(it: Deed) -> Json:
    """Stop the bot: its messages no longer arrive."""
    return _block(it, blocked=True)


@deed("unblock")
def unblock(it: Deed) -> Json:
    """Let the bot write again."""
    return _block(it, blocked=False)


def _block(it: Deed, *, blocked: bool) -> Json:
    if it.me.blocked != blocked:
        it.me.blocked = blocked
        chat, bot = it.world.dm(it.me.id), it.world.bot.id
        open_, shut = Member(bot, "member"), Member(bot, "kicked", is_member=False)
        old, new = (open_, shut) if blocked else (shut, open_)
        it.world.deliver(
            "my_chat_member",
            {
                "chat": it.world.chat_drawn(chat),
                "from": it.world.user(it.me.id),
                "date": it.world.clock.date(),
                "old_chat_member": it.world.member_drawn(chat, old),
                "new_chat_member": it.world.member_drawn(chat, new),
            },
        )
        it.world.tell_person(it.me)
    return {}


def _begin(it: Deed) -> None:
    person = it.me
    if not person.started:
        person.started = True
        it.world.tell_person(person)
