"""Invite links and requests to join."""

from typing import Any

from bot.rehearsal import membership
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.membership import is_in, link_drawn
from bot.rehearsal.state import Chat, Link

_MANAGE = "manage chat invite link"


def _gate(call: Call) -> Chat:
    chat = call.group()
    call.need(chat, "can_invite_users", _MANAGE)
    return chat


def _terms(call: Call, link: Link) -> None:
    """Set what a link is bound to; one that asks for approval takes no limit."""
    limit, ask = call.get("member_limit"), call.get("creates_join_request", False)
    if ask and limit:
        raise bad("member limit can't be specified for links requiring administrator approval")
    expires = call.get("expire_date") or None
    if expires is not None and expires <= call.world.clock.date():
        raise bad("EXPIRE_DATE_INVALID")
    link.name = call.get("name") or None
    link.expire_date = expires
    link.member_limit = limit or None
    link.creates_join_request = ask


@method
def create_chat_invite_link(call: Call) -> Any:
    """A further link."""
    chat = _gate(call)
    link = Link(f"https://t.me/+{call.world.chance.name(16)}", call.world.bot.id)
    _terms(call, link)
    chat.links[link.url] = link
    call.world.tell_chat(chat)
    return link_drawn(call.world, chat, link)


def _own_link(call: Call, chat: Chat) -> Link:
    link = chat.links.get(call.params["invite_link"])
    if link is None:
        raise bad("INVITE_HASH_EXPIRED")
    if link.creator != call.world.bot.id:
        raise bad("CHAT_ADMIN_REQUIRED")
    return link


@method
def edit_chat_invite_link(call: Call) -> Any:
    """Change the terms of one of the bot's own links."""
    chat = _gate(call)
    link = _own_link(call, chat)
    if link.is_primary:
        raise bad("CHAT_INVITE_PERMANENT")
    if link.is_revoked:
        raise bad("INVITE_HASH_EXPIRED")
    _terms(call, link)
    call.world.tell_chat(chat)
    return link_drawn(call.world, chat, link)


@method
def revoke_chat_invite_link(call: Call) -> Any:
    """Shut one of the bot's own links."""
    chat = _gate(call)
    link = _own_link(call, chat)
    link.is_revoked = True
    call.world.tell_chat(chat)
    return link_drawn(call.world, chat, link)


@method
def export_chat_invite_link(call: Call) -> Any:
    """A new primary link in place of the bot's old one."""
    chat = _gate(call)
    me = call.world.bot.id
    for old in chat.links.values():
        if old.creator == me and old.is_primary:
            old.is_revoked = True
    link = Link(f"https://t.me/+{call.world.chance.name(16)}", me, is_primary=True)
    chat.links[link.url] = link
    call.world.tell_chat(chat)
    return link.url


@method
def approve_chat_join_request(call: Call) -> Any:
    """Let somebody in who asked."""
    chat = _requested(call)
    user_id = call.params["user_id"]
    request = chat.join_requests[user_id]
    link = chat.links.get(request.link) if request.link else None
    membership.enter(call.world, chat, user_id, by=call.world.bot.id, link=link, via_request=True)
    return True


@method
def decline_chat_join_request(call: Call) -> Any:
    """Turn somebody away who asked."""
    chat = _requested(call)
    chat.join_requests.pop(call.params["user_id"])
    call.world.tell_chat(chat)
    return True


def _requested(call: Call) -> Chat:
    chat = call.group()
    call.need(chat, "can_invite_users", "manage chat join requests")
    person = call.person()
    if is_in(call.world.standing(chat, person.id)):
        raise bad("USER_ALREADY_PARTICIPANT")
    if person.id not in chat.join_requests:
        raise bad("HIDE_REQUESTER_MISSING")
    if person.deactivated:
        raise bad("INPUT_USER_DEACTIVATED")
    return chat
