"""One update of each kind, as Telegram sends it, full of fields."""

import copy
from typing import Any

GROUP = {"id": -1001000000001, "type": "supergroup", "title": "Reading club", "is_forum": True}
MEI = {
    "id": 1001,
    "is_bot": False,
    "first_name": "Mei",
    "last_name": "Lin",
    "username": "mei",
    "language_code": "zh-hans",
}
HEARTH = {"id": 424242, "is_bot": True, "first_name": "Hearth", "username": "hearth_bot"}
CHANNEL = {"id": -1001000000777, "type": "channel", "title": "News", "username": "news"}
AT = 1_773_115_200
PHOTO = [{"file_id": "f", "file_unique_id": "u", "width": 90, "height": 90, "file_size": 1}]


def _message(**fields: Any) -> dict[str, Any]:
    return {
        "message_id": 7,
        "date": AT,
        "chat": GROUP,
        "from": MEI,
        "message_thread_id": 3,
        "is_topic_message": True,
    } | fields


MESSAGES: dict[str, dict[str, Any]] = {
    "text": _message(
        text="看看 https://example.org 吧 🎉",
        entities=[
            {"type": "url", "offset": 3, "length": 19},
            {"type": "text_link", "offset": 0, "length": 2, "url": "https://example.org/"},
            {"type": "text_mention", "offset": 23, "length": 1, "user": MEI},
        ],
        link_preview_options={"is_disabled": True},
    ),
    "command": _message(text="/me", entities=[{"type": "bot_command", "offset": 0, "length": 3}]),
    "sign-in": _message(text="签到"),
    "photo": _message(
        photo=PHOTO,
        caption="our *walk*",
        caption_entities=[{"type": "bold", "offset": 4, "length": 6}],
    ),
    "album": _message(photo=PHOTO, media_group_id="13579"),
    "reply": _message(
        text="yes",
        reply_to_message=_message(message_id=5, text="really?"),
        quote={"text": "really", "position": 0},
    ),
    "topic": _message(
        text="in a topic",
        reply_to_message=_message(
            message_id=3, forum_topic_created={"name": "Books", "icon_color": 7322096}
        ),
    ),
    "forward": _message(
        text="news",
        forward_origin={"type": "channel", "chat": CHANNEL, "message_id": 9, "date": AT},
    ),
    "channel": _message(text="buy", sender_chat=CHANNEL),
    "linked": _message(text="post", sender_chat=CHANNEL, is_automatic_forward=True),
    "via": _message(text="gif", via_bot=HEARTH),
    "poll": _message(
        poll={
            "id": "p",
            "question": "Q?",
            "options": [{"persistent_id": "o", "text": "a", "voter_count": 0}],
            "total_voter_count": 0,
            "is_closed": False,
            "is_anonymous": False,
            "type": "regular",
            "allows_multiple_answers": False,
            "allows_revoting": True,
            "members_only": False,
        }
    ),
    "joined": _message(new_chat_members=[MEI, MEI | {"id": 1002}]),
    "left": _message(left_chat_member=MEI),
    "title": _message(new_chat_title="Another club"),
    "pinned": _message(pinned_message=_message(message_id=4, text="rules")),
    "moved": _message(migrate_to_chat_id=-1001000000009),
    "private": {
        "message_id": 8,
        "date": AT,
        "chat": {"id": 1001, "type": "private", "first_name": "Mei"},
        "from": MEI,
        "text": "/start",
        "entities": [{"type": "bot_command", "offset": 0, "length": 6}],
    },
}

ADMINISTRATOR = {
    "status": "administrator",
    "user": HEARTH,
    "can_be_edited": False,
    "is_anonymous": False,
    "can_manage_chat": True,
    "can_delete_messages": True,
    "can_manage_video_chats": True,
    "can_restrict_members": True,
    "can_promote_members": False,
    "can_change_info": True,
    "can_invite_users": True,
    "can_post_stories": False,
    "can_edit_stories": False,
    "can_delete_stories": False,
    "can_pin_messages": True,
    "can_manage_topics": True,
}


def _change(**fields: Any) -> dict[str, Any]:
    return {"chat": GROUP, "from": MEI, "date": AT} | fields


UPDATES: dict[str, dict[str, Any]] = {
    **{f"message {name}": {"message": message} for name, message in MESSAGES.items()},
    "edited_message": {"edited_message": MESSAGES["text"] | {"edit_date": AT + 60}},
    "channel_post": {
        "channel_post": {
            "message_id": 2,
            "date": AT,
            "chat": CHANNEL,
            "sender_chat": CHANNEL,
            "text": "news",
        }
    },
    "callback_query": {
        "callback_query": {
            "id": "99",
            "from": MEI,
            "chat_instance": "1",
            "data": "in",
            "message": _message(**{"from": HEARTH, "text": "Sign in", "message_id": 6}),
        }
    },
    "my_chat_member": {
        "my_chat_member": _change(
            old_chat_member={"status": "left", "user": HEARTH}, new_chat_member=ADMINISTRATOR
        )
    },
    "chat_member": {
        "chat_member": _change(
            old_chat_member={"status": "left", "user": MEI},
            new_chat_member={"status": "member", "user": MEI},
        )
    },
    "message_reaction": {
        "message_reaction": {
            "chat": GROUP,
            "message_id": 7,
            "user": MEI,
            "date": AT,
            "old_reaction": [],
            "new_reaction": [{"type": "emoji", "emoji": "👍"}],
        }
    },
    "message_reaction_count": {
        "message_reaction_count": {
            "chat": GROUP,
            "message_id": 7,
            "date": AT,
            "reactions": [{"type": {"type": "emoji", "emoji": "👍"}, "total_count": 2}],
        }
    },
    "poll": {"poll": MESSAGES["poll"]["poll"]},
    "poll_answer": {
        "poll_answer": {
            "poll_id": "p",
            "user": MEI,
            "option_ids": [0],
            "option_persistent_ids": ["o"],
        }
    },
    "chat_join_request": {
        "chat_join_request": {
            "chat": GROUP,
            "from": MEI,
            "user_chat_id": 1001,
            "date": AT,
            "bio": "a reader",
            "invite_link": {
                "invite_link": "https://t.me/+abc",
                "creator": HEARTH,
                "creates_join_request": True,
                "is_primary": False,
                "is_revoked": False,
            },
        }
    },
    "inline_query": {"inline_query": {"id": "1", "from": MEI, "query": "tea", "offset": ""}},
    "unknown": {"a_kind_of_next_year": {"chat": GROUP, "text": "hello"}},
}


def sample(name: str, number: int) -> dict[str, Any]:
    """Return a fresh copy of an update, numbered."""
    return {"update_id": number} | copy.deepcopy(UPDATES[name])
