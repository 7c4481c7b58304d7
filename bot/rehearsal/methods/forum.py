"""Topics of forums."""

from typing import Any

from bot.rehearsal import chats, render
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.posting import serve
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Topic

COLORS = (7322096, 16766590, 13338331, 9367192, 16749490, 16478047)
_ICONS = (
    ("5434144690511290129", "📰"),
    ("5312536423851630001", "💡"),
    ("5312016608254762256", "⚡"),
    ("5377544228505134960", "🎙"),
    ("5350305691942788490", "📈"),
    ("5237699328843200968", "✅"),
)


def _forum(call: Call, to: str) -> Chat:
    chat = call.group(kinds=("supergroup",))
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    call.need(chat, "can_manage_topics", to)
    return chat


def _topic(call: Call, chat: Chat) -> Topic:
    topic = chat.topics.get(call.params["message_thread_id"])
    if topic is None:
        raise bad("TOPIC_ID_INVALID")
    return topic


def _say(call: Call, chat: Chat, topic: Topic, content: Json) -> bool:
    thread = None if topic is chat.general else topic.id
    serve(call.world, chat, call.world.bot.id, content, thread=thread)
    call.world.tell_chat(chat)
    return True


@method
def create_forum_topic(call: Call) -> Any:
    """Open a topic."""
    chat = _forum(call, "create a topic")
    color = call.get("icon_color")
    if color is not None and color not in COLORS:
        raise bad("TOPIC_ICON_COLOR_INVALID")
    icon = call.get("icon_custom_emoji_id")
    topic = chats.open_topic(
        call.world,
        chat,
        call.world.bot.id,
        call.params["name"],
        icon_color=color,
        icon_custom_emoji_id=icon,
    )
    return render.topic(topic)


@method
def edit_forum_topic(call: Call) -> Any:
    """Rename a topic or change its icon."""
    chat = _forum(call, "edit the topic")
    topic = _topic(call, chat)
    name = call.get("name") or topic.name
    icon = call.get("icon_custom_emoji_id", topic.icon_custom_emoji_id)
    if name == topic.name and icon == topic.icon_custom_emoji_id:
        raise bad("TOPIC_NOT_MODIFIED")
    edited = {"name": name} if name != topic.name else {}
    topic.name, topic.icon_custom_emoji_id = name, icon or None
    return _say(call, chat, topic, {"forum_topic_edited": edited})


def _shut(call: Call, chat: Chat, topic: Topic, *, closed: bool) -> bool:
    if topic.closed == closed:
        raise bad("TOPIC_NOT_MODIFIED")
    topic.closed = closed
    word = "forum_topic_closed" if closed else "forum_topic_reopened"
    return _say(call, chat, topic, {word: {}})


@method
def close_forum_topic(call: Call) -> Any:
    """Close a topic."""
    chat = _forum(call, "close the topic")
    return _shut(call, chat, _topic(call, chat), closed=True)


@method
def reopen_forum_topic(call: Call) -> Any:
    """Open a closed topic again."""
    chat = _forum(call, "reopen the topic")
    return _shut(call, chat, _topic(call, chat), closed=False)


@method
def delete_forum_topic(call: Call) -> Any:
    """Delete a topic with its messages."""
    chat = call.group(kinds=("supergroup",))
    if not chat.is_forum:
        raise bad("the chat is not a forum")
    call.need(chat, "can_delete_messages", "delete the topic")
    topic = _topic(call, chat)
    del chat.topics[topic.id]
    for stored in chat.messages.values():
        if stored.data.get("message_thread_id") == topic.id:
            stored.deleted = True
    call.world.tell_chat(chat)
    call.world.events.say("state")
    return True


@method
def unpin_all_forum_topic_messages(call: Call) -> Any:
    """Take every pin of a topic away."""
    chat = call.group(kinds=("supergroup",))
    call.need(chat, "can_pin_messages", "manage pinned messages in the chat")
    thread = _topic(call, chat).id
    return _unpin(call, chat, thread)


@method
def unpin_all_general_forum_topic_messages(call: Call) -> Any:
    """Take every pin of the General topic away."""
    chat = call.group(kinds=("supergroup",))
    call.need(chat, "can_pin_messages", "manage pinned messages in the chat")
    return _unpin(call, chat, None)


def _unpin(call: Call, chat: Chat, thread: int | None) -> bool:
    chat.pinned = [
        number
        for number in chat.pinned
        if number in chat.messages
        and chat.messages[number].data.get("message_thread_id") != thread
    ]
    call.world.tell_chat(chat)
    return True


@method
def edit_general_forum_topic(call: Call) -> Any:
    """Rename the General topic."""
    chat = _forum(call, "edit the topic")
    if chat.general.name == call.params["name"]:
        raise bad("TOPIC_NOT_MODIFIED")
    chat.general.name = call.params["name"]
    return _say(call, chat, chat.general, {"forum_topic_edited": {"name": chat.general.name}})


@method
def close_general_forum_topic(call: Call) -> Any:
    """Close the General topic."""
    chat = _forum(call, "close the topic")
    return _shut(call, chat, chat.general, closed=True)


@method
def reopen_general_forum_topic(call: Call) -> Any:
    """Open the General topic again; it is shown again too."""
    chat = _forum(call, "reopen the topic")
    chat.general.hidden = False
    return _shut(call, chat, chat.general, closed=False)


@method
def hide_general_forum_topic(call: Call) -> Any:
    """Hide the General topic, which closes it."""
    return _hide(call, hidden=True)


@method
def unhide_general_forum_topic(call: Call) -> Any:
    """Show the General topic again."""
    return _hide(call, hidden=False)


def _hide(call: Call, *, hidden: bool) -> bool:
    chat = _forum(call, "hide the topic")
    if chat.general.hidden == hidden:
        raise bad("TOPIC_NOT_MODIFIED")
    chat.general.hidden = hidden
    chat.general.closed = chat.general.closed or hidden
    word = "general_forum_topic_hidden" if hidden else "general_forum_topic_unhidden"
    return _say(call, chat, chat.general, {word: {}})


@method
def get_forum_topic_icon_stickers(call: Call) -> Any:
    """The stickers that may be a topic's icon."""
    del call
    return [
        {
            "file_id": f"icon-{number}",
            "file_unique_id": number,
            "type": "custom_emoji",
            "width": 100,
            "height": 100,
            "is_animated": True,
            "is_video": False,
            "emoji": emoji,
            "set_name": "Topics",
            "custom_emoji_id": number,
            "needs_repainting": False,
        }
        for number, emoji in _ICONS
    ]
