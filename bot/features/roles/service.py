"""Give and take roles, and hold back who acts too often."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from sqlalchemy import delete, func, select, update

from bot.features.audits.service import note, post_log
from bot.features.cases.rules import ECHO
from bot.features.communities.queries import owner_to_tell
from bot.features.roles.rules import Role, is_over_limit, known_role
from bot.kit.collector import Tally
from bot.kit.effects import post
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.cases import cases
from models.communities import communities
from models.roles import roles

GIVEN: Final = Tally(
    "roles",
    roles,
    ("community_id", "person_id"),
    {"role": "last", "granted_by": "last", "granted_at": "last"},
)
MINUTE: Final = timedelta(minutes=1)


@dataclass(frozen=True, slots=True)
class Giving:
    """A role to be given to somebody, or taken (None); with the names for whoever is told."""

    community_id: int
    community_name: str
    person_id: int
    name: str
    can_dm: bool
    role: Role | None
    by: int
    by_name: str


async def given_role(uow: UnitOfWork, community_id: int, person_id: int) -> Role | None:
    """Return the role that somebody was given; None where their standing alone counts."""
    found = await uow.execute(
        select(roles.c.role).where(
            roles.c.community_id == community_id, roles.c.person_id == person_id
        )
    )
    word = found.scalar()
    return None if word is None else known_role(word)


async def give_role(uow: UnitOfWork, giving: Giving) -> bool:
    """Give or take a role; audited, logged, and told to the person where they can be reached.

    Returns False where nothing changes.
    """
    before = await given_role(uow, giving.community_id, giving.person_id)
    if before == giving.role:
        return False
    if giving.role is None:
        await uow.execute(
            delete(roles).where(
                roles.c.community_id == giving.community_id,
                roles.c.person_id == giving.person_id,
            )
        )
    else:
        row = {
            "community_id": giving.community_id,
            "person_id": giving.person_id,
            "role": giving.role,
            "granted_by": giving.by,
            "granted_at": uow.now,
        }
        await uow.execute(GIVEN.statement(uow.dialect), [row])
    # Roles are cached with the policy: its version tells that they are old.
    await uow.execute(
        update(communities)
        .where(communities.c.id == giving.community_id)
        .values(version=uow.stamp())
    )
    note(
        uow,
        community_id=giving.community_id,
        category="roles",
        what="audit-role-given" if giving.role else "audit-role-taken",
        actor_id=giving.by,
        subject_id=giving.person_id,
        before={"role": before},
        after={"role": giving.role},
    )
    await _tell(uow, giving, before)
    return True


async def spend_action(
    uow: UnitOfWork, community_id: int, person_id: int, *, most: int, chat_id: int, name: str
) -> None:
    """Count what somebody did in the last minute before they do more; refuses beyond the limit.

    With the last act that is allowed an owner is told, by DM and in the log.
    """
    found = await uow.execute(
        select(func.count())
        .select_from(cases)
        .where(
            cases.c.community_id == community_id,
            cases.c.actor_id == person_id,
            cases.c.opened_at > uow.now - MINUTE,
            # One ban is one deed, in however many groups it holds.
            ~cases.c.key.startswith(f"{ECHO}:"),
        )
    )
    done = int(found.scalar_one())
    if is_over_limit(done, most):
        raise Refusal(Text("role-too-fast", most=most))
    if not is_over_limit(done + 1, most):
        return
    told = Text("role-too-fast-owner", name=name, most=most)
    key = f"too-fast:{community_id}:{person_id}:{uow.now:%Y%m%d%H%M}"
    await post_log(uow, community_id, told, category="sanctions", key=key, person_id=person_id)
    reader = await owner_to_tell(uow, chat_id)
    if reader is not None and reader != person_id:
        uow.owe(post(key, reader, told, person_id=reader))


async def _tell(uow: UnitOfWork, giving: Giving, before: Role | None) -> None:
    key = f"role:{giving.community_id}:{giving.person_id}:{uow.stamp()}"
    words = Text(
        "role-log",
        by=giving.by_name,
        name=giving.name,
        before=role_shown(before),
        after=role_shown(giving.role),
    )
    await post_log(
        uow, giving.community_id, words, category="roles", key=key, person_id=giving.person_id
    )
    if not giving.can_dm or giving.person_id == giving.by:
        return
    told = (
        Text("role-told", community=giving.community_name, role=role_shown(giving.role))
        if giving.role
        else Text("role-told-none", community=giving.community_name)
    )
    uow.owe(post(key, giving.person_id, told, person_id=giving.person_id))


def role_shown(role: Role | None) -> Text:
    """Return what a role is called."""
    return Text("role-name-none") if role is None else Text(f"role-name-{role}")
