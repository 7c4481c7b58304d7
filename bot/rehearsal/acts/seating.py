"""People come and go, and administrators of flesh let in, put out and appoint."""

from bot.rehearsal import chats, membership
from bot.rehearsal.acts.deed import Deed, deed
from bot.rehearsal.clock import from_iso
from bot.rehearsal.errors import ActError, missing, not_allowed
from bot.rehearsal.render import Json
from bot.rehearsal.state import ADMIN_RIGHTS, PERMISSIONS, Chat, JoinRequest, Link

REQUEST_WINDOW_S = 300.0


@deed("join")
def join(it: Deed) -> Json:
    """Join a chat, or ask to where that is the way in."""
    chat = it.chat(inside=False)
    mine = it.standing(chat)
    if membership.is_in(mine):
        raise not_allowed(f"{it.me.first_name} is in {chat.title} already.")
    if mine.status == "kicked":
        raise not_allowed(f"{it.me.first_name} is banned from {chat.title}.")
    link = _link(it, chat)
    if chat.join_by_request or (link is not None and link.creates_join_request):
        return _ask(it, chat, link)
    membership.enter(it.world, chat, it.me.id, by=it.me.id, link=link)
    return {"joined": True}


def _link(it: Deed, chat: Chat) -> Link | None:
    url = it.get("link")
    if url is None:
        if chat.username:
            return None
        owner = next((m.user_id for m in chat.members.values() if m.status == "creator"), 0)
        return chats.primary_link(it.world, chat, owner)
    link = chat.links.get(url)
    if link is None:
        raise missing("There is no such invite link.")
    expired = link.expire_date is not None and link.expire_date <= it.world.clock.now()
    inside = [p for p in link.joined if membership.is_in(it.world.standing(chat, p))]
    if link.is_revoked or expired or (link.member_limit and len(inside) >= link.member_limit):
        raise not_allowed("The invite link is no longer valid.")
    return link


def _ask(it: Deed, chat: Chat, link: Link | None) -> Json:
    world = it.world
    request = JoinRequest(
        it.me.id, world.clock.date(), bio=it.get("bio", it.me.bio), link=link.url if link else None
    )
    chat.join_requests[it.me.id] = request
    if world.bot_may(chat, "can_invite_users"):
        world.state.dm_windows[it.me.id] = world.clock.now() + REQUEST_WINDOW_S
        update: Json = {
            "chat": world.chat_drawn(chat),
            "from": world.user(it.me.id),
            "user_chat_id": it.me.id,
            "date": request.date,
        }
        if request.bio:
            update["bio"] = request.bio
        if link is not None:
            update["invite_link"] = membership.link_drawn(world, chat, link)
        world.deliver("chat_join_request", update)
    world.tell_chat(chat)
    return {"requested": True}


@deed("leave")
def leave(it: Deed) -> Json:
    """Leave a chat."""
    membership.depart(it.world, it.chat(), it.me.id, by=it.me.id)
    return {}


@deed("withdraw_request")
def withdraw_request(it: Deed) -> Json:
    """Take back a request to join."""
    chat = it.chat(inside=False)
    if chat.join_requests.pop(it.me.id, None) is None:
        raise missing("There is no request to take back.")
    it.world.tell_chat(chat)
    return {}


@deed("approve")
def approve(it: Deed) -> Json:
    """Let in somebody who asked."""
    chat, person, request = _request(it)
    link = chat.links.get(request.link) if request.link else None
    membership.enter(it.world, chat, person, by=it.me.id, link=link, via_request=True)
    return {}


@deed("decline")
def decline(it: Deed) -> Json:
    """Turn away somebody who asked."""
    chat, person, _ = _request(it)
    chat.join_requests.pop(person, None)
    it.world.tell_chat(chat)
    return {}


def _request(it: Deed) -> tuple[Chat, int, JoinRequest]:
    chat = it.chat()
    it.power(chat, "can_invite_users")
    person = it.whole("person")
    request = chat.join_requests.get(person)
    if request is None:
        raise missing("This person has not asked to join.")
    return chat, person, request


def _other(it: Deed, chat: Chat) -> int:
    """The person meant, who may be the bot, and is not the owner."""
    person = it.whole("person")
    if person != it.world.bot.id:
        it.world.find_person(person)
    if it.world.standing(chat, person).status == "creator":
        raise not_allowed("Nobody puts their hand on the owner.")
    return person


@deed("add")
def add(it: Deed) -> Json:
    """Add somebody, or the bot, to a chat."""
    chat = it.chat()
    if not it.allowed(chat, "can_invite_users"):
        raise not_allowed(f"{it.me.first_name} may not add anybody to {chat.title}.")
    person = _other(it, chat)
    if membership.is_in(it.world.standing(chat, person)):
        raise not_allowed("They are in the chat already.")
    if person == it.world.bot.id:
        chats.bring_bot(it.world, chat, it.me.id, it.get("rights", "member"))
    else:
        membership.enter(it.world, chat, person, by=it.me.id)
    return {}


@deed("kick")
def kick(it: Deed) -> Json:
    """Put somebody out; the way back stays open."""
    chat = it.chat()
    it.power(chat, "can_restrict_members")
    membership.depart(it.world, chat, _other(it, chat), by=it.me.id)
    return {}


@deed("ban")
def ban(it: Deed) -> Json:
    """Put somebody out and shut the way back."""
    chat = it.chat()
    it.power(chat, "can_restrict_members")
    membership.ban(it.world, chat, _other(it, chat), by=it.me.id, until=_until(it))
    return {}


@deed("unban")
def unban(it: Deed) -> Json:
    """Open the way back."""
    chat = it.chat()
    it.power(chat, "can_restrict_members")
    person = _other(it, chat)
    if it.world.standing(chat, person).status == "kicked":
        membership.unban(it.world, chat, person, by=it.me.id)
    return {}


@deed("restrict")
def restrict(it: Deed) -> Json:
    """Take permissions from somebody; without `rights` a full mute, with all true none."""
    chat = it.chat()
    it.power(chat, "can_restrict_members")
    given = it.get("rights", {})
    permissions = {name: bool(given.get(name, False)) for name in PERMISSIONS}
    person = _other(it, chat)
    membership.restrict(it.world, chat, person, permissions, by=it.me.id, until=_until(it))
    return {}


def _until(it: Deed) -> int:
    until = it.get("until", 0)
    return int(from_iso(until)) if isinstance(until, str) else int(until)


@deed("promote")
def promote(it: Deed) -> Json:
    """Make somebody an administrator; without `rights` with all but promoting."""
    chat = it.chat()
    it.power(chat, "can_promote_members")
    person = _other(it, chat)
    given = it.get("rights")
    if given is None:
        rights = chats.every_right()
    elif isinstance(given, dict):
        rights = {name: bool(given.get(name, False)) for name in ADMIN_RIGHTS}
        rights["can_manage_chat"] = True
    else:
        raise ActError('"rights" must be an object.')
    anonymous = bool(isinstance(given, dict) and given.get("is_anonymous"))
    membership.promote(it.world, chat, person, rights, by=it.me.id, is_anonymous=anonymous)
    if it.get("title"):
        chat.members[person].title = str(it.get("title"))
    return {}


@deed("demote")
def demote(it: Deed) -> Json:
    """Make an administrator a member again."""
    chat = it.chat()
    it.power(chat, "can_promote_members")
    person = _other(it, chat)
    if chat.type == "channel" and person == it.world.bot.id:
        membership.depart(it.world, chat, person, by=it.me.id)
    else:
        membership.promote(it.world, chat, person, {}, by=it.me.id)
    return {}
