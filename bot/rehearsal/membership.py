"""Moves people between standings in a chat and tells the bot as Telegram would."""

from collections.abc import Callable

from bot.rehearsal import render
from bot.rehearsal.posting import serve
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Link, Member
from bot.rehearsal.world import World

IN = frozenset({"creator", "administrator", "member"})


def is_in(member: Member) -> bool:
    """Whether this standing means being in the chat."""
    return member.status in IN or (member.status == "restricted" and member.is_member)


def move(
    world: World,
    chat: Chat,
    user_id: int,
    change: Callable[[Member], None],
    *,
    by: int,
    link: Link | None = None,
    via_request: bool = False,
) -> None:
    """Change a standing and deliver `chat_member`, or `my_chat_member` for the bot itself."""
    was_admin = world.bot_standing(chat).status == "administrator"
    member = world.standing(chat, user_id)
    old = world.member_drawn(chat, member)
    chat.members[user_id] = member
    change(member)
    new = world.member_drawn(chat, member)
    if old == new:
        return
    update: Json = {
        "chat": world.chat_drawn(chat),
        "from": world.user(by),
        "date": world.clock.date(),
        "old_chat_member": old,
        "new_chat_member": new,
    }
    if link is not None:
        update["invite_link"] = link_drawn(world, chat, link)
    if via_request:
        update["via_join_request"] = True
    if user_id == world.bot.id:
        world.deliver("my_chat_member", update)
    elif was_admin:
        world.deliver("chat_member", update)
    world.tell_chat(chat)


def link_drawn(world: World, chat: Chat, link: Link) -> Json:
    """A link as the bot sees it: only its own ones whole."""
    waiting = sum(1 for request in chat.join_requests.values() if request.link == link.url)
    return render.link(
        link,
        world.user(link.creator),
        requests=waiting,
        whole=link.creator == world.bot.id,
    )


def enter(
    world: World,
    chat: Chat,
    user_id: int,
    *,
    by: int,
    link: Link | None = None,
    via_request: bool = False,
) -> None:
    """Somebody comes in, by themselves or added; an earlier restriction still holds."""

    def change(member: Member) -> None:
        member.is_member = True
        if member.status != "restricted":
            member.status, member.until, member.rights = "member", 0, {}

    chat.join_requests.pop(user_id, None)
    if link is not None and user_id not in link.joined:
        link.joined.append(user_id)
    move(world, chat, user_id, change, by=by, link=link, via_request=via_request)
    if chat.type != "channel" and not chat.quiet_joins:
        author = user_id if via_request else by
        newcomer = world.user(user_id)
        serve(world, chat, author, {"new_chat_members": [newcomer]})


def depart(world: World, chat: Chat, user_id: int, *, by: int) -> None:
    """Somebody goes or is put out without a ban."""

    def change(member: Member) -> None:
        member.is_member = False
        if member.status != "restricted":
            member.status, member.until, member.rights = "left", 0, {}
        member.title, member.is_anonymous = None, False

    inside = is_in(world.standing(chat, user_id))
    _say_left(world, chat, user_id, by=by, inside=inside)
    move(world, chat, user_id, change, by=by)


def ban(world: World, chat: Chat, user_id: int, *, by: int, until: int = 0) -> None:
    """Somebody is put out and may not come back before `until`."""

    def change(member: Member) -> None:
        member.status, member.is_member, member.until, member.rights = "kicked", False, until, {}
        member.title, member.tag, member.is_anonymous = None, None, False

    chat.join_requests.pop(user_id, None)
    inside = is_in(world.standing(chat, user_id))
    _say_left(world, chat, user_id, by=by, inside=inside)
    move(world, chat, user_id, change, by=by)


def unban(world: World, chat: Chat, user_id: int, *, by: int) -> None:
    """Somebody banned may come back."""

    def change(member: Member) -> None:
        member.status, member.is_member, member.until = "left", False, 0

    move(world, chat, user_id, change, by=by)


def restrict(
    world: World,
    chat: Chat,
    user_id: int,
    permissions: dict[str, bool],
    *,
    by: int,
    until: int = 0,
) -> None:
    """Replace all that somebody may do; everything allowed means no restriction."""

    def change(member: Member) -> None:
        inside = is_in(member)
        if all(permissions.values()):
            member.status, member.until, member.rights = "member" if inside else "left", 0, {}
        else:
            member.status, member.until, member.rights = "restricted", until, permissions
        member.is_member = inside

    move(world, chat, user_id, change, by=by)


def promote(
    world: World,
    chat: Chat,
    user_id: int,
    rights: dict[str, bool],
    *,
    by: int,
    is_anonymous: bool = False,
) -> None:
    """Give an administrator's rights, or take them all away."""

    def change(member: Member) -> None:
        if any(rights.values()) or is_anonymous:
            member.status, member.is_member, member.until = "administrator", True, 0
            member.rights, member.is_anonymous = rights, is_anonymous
            member.promoted_by = by
        elif member.status == "administrator":
            member.status, member.rights, member.is_anonymous = "member", {}, False
            member.title = None

    move(world, chat, user_id, change, by=by)


def forever_or(until: int, now: int) -> int:
    """A time less than 30 s or more than 366 days ahead means for ever, which is 0."""
    return until if 30 <= until - now <= 366 * 86_400 else 0


def _say_left(world: World, chat: Chat, user_id: int, *, by: int, inside: bool) -> None:
    """Service messages of leaving go out while the leaving bot could still see them."""
    if inside and chat.type != "channel" and not chat.quiet_joins and user_id != world.bot.id:
        serve(world, chat, by, {"left_chat_member": world.user(user_id)})
