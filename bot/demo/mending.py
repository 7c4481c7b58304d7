"""Bring a world back into step with the bot after the demo was killed."""

from sqlalchemy import func, select

from bot.kit.database import Database
from bot.rehearsal.world import World
from models.heartbeats import heartbeats
from models.updates import seen_updates

# More than a second of the liveliest replay makes.
SKIPPED = 10_000


async def mend(world: World, database: Database) -> None:
    """Let the world give no number twice, and no time before the bot's last.

    The bot commits before it confirms, the world's file is a second behind: what a kill lost there
    the bot has seen already, and would take what bears the same numbers for the same.
    """
    async with database.reading() as connection:
        seen = await connection.scalar(select(func.max(seen_updates.c.update_id)))
        beat_at = await connection.scalar(select(func.max(heartbeats.c.beat_at)))
    if beat_at is not None:
        world.clock.push_to(beat_at.timestamp())
    state = world.state
    if seen is None or seen < state.next_update_id:
        return
    state.next_update_id = seen + 1
    state.next_message_id += SKIPPED
    state.next_id += SKIPPED
    for chat in state.chats.values():
        chat.next_message_id += SKIPPED
    world.changed()
