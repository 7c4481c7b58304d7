"""Where the shared model is kept, and the small set that a new installation begins with."""

from collections.abc import Sequence
from datetime import datetime
from importlib import resources
from typing import Any

from sqlalchemy import delete, func, insert, select
from sqlalchemy.ext.asyncio import AsyncConnection

from bot.features.lessons.classifier import Classifier, packed, unpacked
from bot.features.lessons.features import Example, Features, features_of
from bot.features.lessons.files import Line, read
from bot.features.lessons.rules import History
from bot.kit.database import Database
from models.lessons import classifiers


async def newest(connection: AsyncConnection) -> tuple[Classifier, History] | None:
    """Return the model that is in force and its history; None where there is none to be used."""
    held = await connection.execute(
        select(classifiers.c.weights, classifiers.c.history)
        .order_by(classifiers.c.id.desc())
        .limit(1)
    )
    row = held.first()
    classifier = unpacked(row.weights) if row is not None else None
    if row is None or classifier is None:
        return None
    return classifier, History.unpacked(row.history)


async def keep(
    connection: AsyncConnection,
    classifier: Classifier,
    history: History,
    *,
    quality: dict[str, Any],
    lines: int,
    now: datetime,
) -> None:
    """Put a model in force: every process finds it within seconds. The one before is dropped."""
    await connection.execute(
        insert(classifiers).values(
            weights=packed(classifier),
            history=history.packed(),
            quality=quality,
            lines=lines,
            at=now,
        )
    )
    last = select(func.max(classifiers.c.id)).scalar_subquery()
    await connection.execute(delete(classifiers).where(classifiers.c.id != last))


async def found(database: Database, now: datetime) -> bool:
    """Fit a model to the seed where there is none yet; True if that was done."""
    async with database.reading() as connection:
        if await newest(connection) is not None:
            return False
    classifier, history = of_seed()
    async with database.writing() as connection:
        if await newest(connection) is None:
            await keep(
                connection,
                classifier,
                history,
                quality={"source": "seed"},
                lines=len(history.ham) + len(history.spam),
                now=now,
            )
    return True


def of_seed() -> tuple[Classifier, History]:
    """Return a model that has seen the seed alone."""
    # The library takes a second to load, and a running bot never needs it.
    from bot.features.lessons.fitting import fit

    features, are_spam = seed()
    fitted = fit(features, are_spam)
    return fitted.classifier, fitted.history


def seed() -> tuple[list[Features], list[bool]]:
    """Return the features of the seed's lines, and which of them are spam."""
    with resources.as_file(resources.files("bot.features.lessons") / "seed.csv") as path:
        return drawn([each for each in read(path) if isinstance(each, Line)])


def drawn(lines: Sequence[Line]) -> tuple[list[Features], list[bool]]:
    """Return the features of lines, and which of them are spam; the same text counts once."""
    different = {line.text: line.is_spam for line in lines}
    features = [features_of(Example(text)) for text in different]
    return features, list(different.values())
