"""Let one replica at a time found or move a chat."""

from sqlalchemy import text

from bot.kit.unit_of_work import UnitOfWork


async def lock(uow: UnitOfWork, *chat_ids: int) -> None:
    """Wait until nobody else founds or moves these chats; on SQLite there is one writer anyway."""
    if uow.dialect == "postgresql":
        for chat_id in chat_ids:
            await uow.execute(text("SELECT pg_advisory_xact_lock(:key)").bindparams(key=chat_id))
