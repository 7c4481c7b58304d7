"""Bans, restrictions, promotions and tags, with Telegram's refusals and oddities."""

import re
from typing import Any

from bot.rehearsal import membership
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.membership import is_in
from bot.rehearsal.render import Json
from bot.rehearsal.state import ADMIN_RIGHTS, PERMISSIONS, Chat, Member

_RESTRICT = "restrict/unrestrict chat member"
_FOLLOW = {
    "can_react_to_messages": "can_send_messages",
    "can_edit_tag": "can_pin_messages",
    "can_manage_topics": "can_pin_messages",
}
_MEDIA = (
    "can_send_audios",
    "can_send_documents",
    "can_send_photos",
    "can_send_videos",
    "can_send_video_notes",
    "can_send_voice_notes",
)
_EMOJI = re.compile("[\U0001f000-\U0001faff\u2600-\u27bf\u2b00-\u2bff]")


def _target(call: Call, chat: Chat) -> Member:
    """Somebody who may be put out or restricted: neither the bot, the owner nor an admin."""
    call.need(chat, "can_restrict_members", _RESTRICT)
    member = call.member(chat)
    if member.user_id == call.world.bot.id:
        raise bad("can't restrict self")
    if member.status == "creator":
        raise bad("can't remove chat owner")
    if member.status == "administrator" and member.promoted_by != call.world.bot.id:
        raise bad("user is an administrator of the chat")
    return member


def permissions_of(raw: Any, *, independent: bool) -> dict[str, bool]:
    """A whole set of permissions: what is not named is denied, save where Telegram fills it in."""
    if not isinstance(raw, dict):
        raise bad("can't parse permissions JSON object")
    drawn = {name: bool(raw.get(name, False)) for name in PERMISSIONS}
    if not independent:
        if raw.get("can_send_media_messages"):
            drawn |= dict.fromkeys(_MEDIA, True)
        if drawn["can_send_other_messages"] or drawn["can_add_web_page_previews"]:
            drawn |= dict.fromkeys(_MEDIA, True)
        if drawn["can_send_polls"] or any(drawn[name] for name in _MEDIA):
            drawn["can_send_messages"] = True
    for name, leader in _FOLLOW.items():
        if raw.get(name) is None:
            drawn[name] = drawn[leader]
    return drawn


@method
def ban_chat_member(call: Call) -> Any:
    """Put somebody out; under 30 s or over 366 days means for ever."""
    chat = call.group()
    member = _target(call, chat)
    until = membership.forever_or(call.get("until_date", 0), call.world.clock.date())
    user_id = member.user_id
    membership.ban(call.world, chat, user_id, by=call.world.bot.id, until=until)
    if call.get("revoke_messages") or chat.type == "supergroup":
        for stored in chat.messages.values():
            if stored.sender == user_id and call.get("revoke_messages"):
                stored.deleted = True
                call.world.tell_message(chat, stored)
    return True


@method
def unban_chat_member(call: Call) -> Any:
    """Open the way back; without `only_if_banned` a member who is present is put out."""
    chat = call.group(kinds=("supergroup", "channel", "group"))
    if chat.type == "group":
        raise bad("method is available for supergroup and channel chats only")
    member = _target(call, chat)
    if member.status == "kicked":
        membership.unban(call.world, chat, member.user_id, by=call.world.bot.id)
    elif is_in(member) and not call.get("only_if_banned"):
        membership.depart(call.world, chat, member.user_id, by=call.world.bot.id)
    return True


@method
def restrict_chat_member(call: Call) -> Any:
    """Replace all that somebody may do."""
    chat = call.group(kinds=("supergroup",))
    raw = call.params["permissions"]
    independent = call.get("use_independent_chat_permissions", False)
    permissions = permissions_of(raw, independent=independent)
    member = _target(call, chat)
    if member.status == "administrator":
        raise bad("user is an administrator of the chat")
    until = membership.forever_or(call.get("until_date", 0), call.world.clock.date())
    me = call.world.bot.id
    membership.restrict(call.world, chat, member.user_id, permissions, by=me, until=until)
    return True


@method
def promote_chat_member(call: Call) -> Any:
    """Give an administrator's rights, never more than the bot's own; all false demotes."""
    chat = call.group()
    call.need(chat, "can_promote_members", "promote/demote chat member")
    member = call.member(chat)
    me = call.world.bot_standing(chat)
    if member.user_id == call.world.bot.id:
        raise bad("can't promote self")
    if member.status == "creator":
        raise bad("can't remove chat owner")
    if member.status == "administrator" and member.promoted_by != call.world.bot.id:
        raise bad("CHAT_ADMIN_REQUIRED")
    rights = {name: bool(call.get(name, False)) for name in ADMIN_RIGHTS}
    if any(given and not me.rights.get(name) for name, given in rights.items()):
        raise bad("RIGHT_FORBIDDEN")
    if any(rights.values()):
        rights["can_manage_chat"] = True
        if not is_in(member):
            raise bad("USER_NOT_PARTICIPANT")
    anonymous = call.get("is_anonymous", False)
    world = call.world
    membership.promote(
        world, chat, member.user_id, rights, by=world.bot.id, is_anonymous=anonymous
    )
    return True


@method
def set_chat_administrator_custom_title(call: Call) -> Any:
    """Name an administrator whom the bot has promoted."""
    chat = call.group(kinds=("supergroup",))
    call.need(chat, "can_promote_members", "change custom title of the user")
    member = call.member(chat)
    if member.status == "creator":
        raise bad("only creator can edit their custom title")
    if member.status != "administrator":
        raise bad("user is not an administrator")
    if member.promoted_by != call.world.bot.id:
        raise bad("not enough rights to change custom title of the user")
    title = call.params["custom_title"]
    if _EMOJI.search(title):
        raise bad("ADMIN_RANK_EMOJI_NOT_ALLOWED")
    member.title = title
    call.world.tell_chat(chat)
    return True


@method
def set_chat_member_tag(call: Call) -> Any:
    """Put a tag beside a member's name."""
    chat = call.group(kinds=("group", "supergroup"))
    call.need(chat, "can_manage_tags", "manage member tags")
    member = call.member(chat)
    if member.status not in {"member", "restricted"} or not is_in(member):
        raise bad("USER_NOT_PARTICIPANT" if not is_in(member) else "user is an administrator")
    tag = call.get("tag", "")
    if _EMOJI.search(tag):
        raise bad("RANK_EMOJI_NOT_ALLOWED")

    def change(standing: Member) -> None:
        standing.tag = tag or None

    membership.move(call.world, chat, member.user_id, change, by=call.world.bot.id)
    return True


@method
def ban_chat_sender_chat(call: Call) -> Any:
    """Forbid a channel to speak here."""
    return _sender_chat(call, banned=True)


@method
def unban_chat_sender_chat(call: Call) -> Any:
    """Let a channel speak here again."""
    return _sender_chat(call, banned=False)


def _sender_chat(call: Call, *, banned: bool) -> bool:
    chat = call.group(kinds=("supergroup", "channel"))
    call.need(chat, "can_restrict_members", _RESTRICT)
    channel = call.params["sender_chat_id"]
    if channel not in call.world.state.chats:
        raise bad("PARTICIPANT_ID_INVALID")
    if channel in {chat.id, chat.linked_chat_id}:
        raise bad("can't restrict self" if channel == chat.id else "PARTICIPANT_ID_INVALID")
    if banned and channel not in chat.banned_channels:
        chat.banned_channels.append(channel)
    elif not banned and channel in chat.banned_channels:
        chat.banned_channels.remove(channel)
    call.world.changed()
    return True


@method
def set_chat_permissions(call: Call) -> Any:
    """Set what everybody may do."""
    chat = call.group(kinds=("group", "supergroup"))
    raw: Json = call.params["permissions"]
    independent = call.get("use_independent_chat_permissions", False)
    permissions = permissions_of(raw, independent=independent)
    call.need(chat, "can_restrict_members", "change chat permissions")
    if permissions == chat.permissions:
        raise bad("CHAT_NOT_MODIFIED")
    chat.permissions = permissions
    call.world.tell_chat(chat)
    return True
