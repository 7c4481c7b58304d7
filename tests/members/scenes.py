"""What Telegram tells of comings and goings."""

from typing import Any

from tests.conversation import GROUP, Person, Town


def service(town: Town, sender: Person, *, chat_id: int = GROUP, **fields: Any) -> dict[str, Any]:
    """A service message: no text, and a field that says what happened."""
    update = town.message(sender, "", chat_id=chat_id)
    del update["message"]["text"]
    update["message"] |= fields
    return update


def arrival(
    town: Town, *newcomers: Person, by: Person | None = None, **more: Any
) -> dict[str, Any]:
    """The service message that tells who came."""
    members = [each.account for each in newcomers]
    return service(town, by or newcomers[0], new_chat_members=members, **more)


def leaving(
    town: Town, person: Person, *, by: Person | None = None, **more: Any
) -> dict[str, Any]:
    """The service message that tells who left."""
    return service(town, by or person, left_chat_member=person.account, **more)


def joined(town: Town, person: Person, *, by: Person | None = None) -> dict[str, Any]:
    """The `chat_member` update of somebody who came."""
    return town.change(person, {"status": "member"}, old="left", by=by)


def left(town: Town, person: Person, *, by: Person | None = None) -> dict[str, Any]:
    """The `chat_member` update of somebody who left."""
    return town.change(person, {"status": "left"}, old="member", by=by)


async def facts(town: Town, kind: str) -> list[int]:
    """Return whom facts of a kind are kept of, in order."""
    from models.activity import activity

    return [row["person_id"] for row in await town.rows(activity) if row["kind"] == kind]
