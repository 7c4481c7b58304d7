"""Reactions to messages and what the bot hears of them."""

from bot.rehearsal.membership import is_in
from bot.rehearsal.render import Json, reaction
from bot.rehearsal.state import Chat, Stored
from bot.rehearsal.world import World


def change(
    world: World, chat: Chat, stored: Stored, user_id: int, *, old: list[str], new: list[str]
) -> None:
    """Replace somebody's reactions; an administrator bot hears of it, of its own not."""
    for emoji in old:
        stored.reactions[emoji].remove(user_id)
        if not stored.reactions[emoji]:
            del stored.reactions[emoji]
    for emoji in new:
        stored.reactions.setdefault(emoji, []).append(user_id)
    world.tell_message(chat, stored)
    if user_id == world.bot.id or not _hears(world, chat):
        return
    about: Json = {
        "chat": world.chat_drawn(chat),
        "message_id": stored.id,
        "date": world.clock.date(),
    }
    if chat.type == "channel":
        counts = [
            {"type": reaction(emoji), "total_count": len(people)}
            for emoji, people in stored.reactions.items()
        ]
        world.deliver("message_reaction_count", about | {"reactions": counts})
        return
    world.deliver(
        "message_reaction",
        about
        | {
            "user": world.user(user_id),
            "old_reaction": [reaction(emoji) for emoji in old],
            "new_reaction": [reaction(emoji) for emoji in new],
        },
    )


def _hears(world: World, chat: Chat) -> bool:
    if chat.type == "private":
        return not world.state.people[chat.id].blocked
    member = world.bot_standing(chat)
    return is_in(member) and member.status == "administrator"
