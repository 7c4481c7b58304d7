"""People keep a chat in order: topics, pins, titles, permissions, and their own names."""

from bot.rehearsal import chats
from bot.rehearsal.acts.deed import Deed, deed
from bot.rehearsal.errors import ActError, missing, not_allowed
from bot.rehearsal.posting import pin as put_on_top
from bot.rehearsal.posting import quoted, serve
from bot.rehearsal.render import Json
from bot.rehearsal.state import PERMISSIONS, Chat, Topic


@deed("create_topic")
def create_topic(it: Deed) -> Json:
    """Open a new topic in a forum."""
    chat = _forum(it)
    if not it.allowed(chat, "can_manage_topics"):
        it.power(chat, "can_manage_topics")
    topic = chats.open_topic(it.world, chat, it.me.id, it.text("name"))
    return {"topic": {"id": topic.id, "name": topic.name, "closed": False}}


@deed("close_topic")
def close_topic(it: Deed) -> Json:
    """Close a topic: only administrators write there."""
    return _close(it, closed=True)


@deed("reopen_topic")
def reopen_topic(it: Deed) -> Json:
    """Open a closed topic again."""
    return _close(it, closed=False)


def _close(it: Deed, *, closed: bool) -> Json:
    chat = _forum(it)
    it.power(chat, "can_manage_topics")
    thread = it.get("thread", 1)
    topic: Topic | None = chat.general if thread == 1 else chat.topics.get(thread)
    if topic is None:
        raise missing("There is no such topic.")
    if topic.closed != closed:
        topic.closed = closed
        word = "forum_topic_closed" if closed else "forum_topic_reopened"
        serve(it.world, chat, it.me.id, {word: {}}, thread=None if thread == 1 else thread)
        it.world.tell_chat(chat)
    return {}


def _forum(it: Deed) -> Chat:
    chat = it.chat()
    if not chat.is_forum:
        raise not_allowed(f"{chat.title} has no topics.")
    return chat


@deed("pin")
def pin(it: Deed) -> Json:
    """Pin a message."""
    chat = it.chat()
    if not it.allowed(chat, "can_pin_messages"):
        it.power(chat, "can_pin_messages")
    stored = it.message(chat)
    put_on_top(chat, stored.id)
    serve(it.world, chat, it.me.id, {"pinned_message": quoted(it.world, stored)})
    it.world.tell_chat(chat)
    return {}


@deed("unpin")
def unpin(it: Deed) -> Json:
    """Take a pin away; the bot hears nothing of it."""
    chat = it.chat()
    if not it.allowed(chat, "can_pin_messages"):
        it.power(chat, "can_pin_messages")
    stored = it.message(chat)
    if stored.id in chat.pinned:
        chat.pinned.remove(stored.id)
        it.world.tell_chat(chat)
    return {}


@deed("rename")
def rename(it: Deed) -> Json:
    """Take another name, username or language; nobody is told."""
    for name in ("first_name", "last_name", "username", "language_code"):
        if name in it.fields:
            setattr(it.me, name, it.fields[name] or None)
    if not it.me.first_name:
        raise ActError("Everybody has a first name.")
    it.world.tell_person(it.me)
    return {"person": it.world.person_shown(it.me)}


@deed("title")
def title(it: Deed) -> Json:
    """Give the chat another title."""
    chat = it.chat()
    if not it.allowed(chat, "can_change_info"):
        it.power(chat, "can_change_info")
    chat.title = it.text("title")
    serve(it.world, chat, it.me.id, {"new_chat_title": chat.title})
    it.world.tell_chat(chat)
    return {}


@deed("permissions")
def permissions(it: Deed) -> Json:
    """Set what everybody may do; what is not named stays."""
    chat = it.chat()
    it.power(chat, "can_restrict_members")
    given = it.get("permissions", {})
    chat.permissions |= {n: bool(v) for n, v in given.items() if n in PERMISSIONS}
    it.world.tell_chat(chat)
    return {}


@deed("tag")
def tag(it: Deed) -> Json:
    """Wear another member tag."""
    chat = it.chat()
    mine = it.standing(chat)
    mine.tag = it.get("tag") or None
    it.world.tell_chat(chat)
    return {}


@deed("migrate")
def migrate(it: Deed) -> Json:
    """Turn a group into a supergroup."""
    chat = it.chat()
    if it.standing(chat).status != "creator":
        raise not_allowed("Only the owner turns a group into a supergroup.")
    return {"chat_id": chats.migrate(it.world, chat, it.me.id).id}
