"""Scenes before a gate: somebody comes or asks to join, answers, waits, goes."""

from typing import Any

from bot.features.gates.rules import puzzle_of, sum_of
from bot.kit.effects import Effect
from bot.runtime.gateway import Owed
from handlers.buttons import pack
from handlers.gate_buttons import AnswerGate, DecideCandidate
from models.activity import activity
from models.gates import candidates
from tests.conversation import GROUP, Person, Town

IN = {"status": "member"}
OUT = {"status": "left"}
LINK = "https://t.me/+door"
# How each kind of gate is set up by the owner.
SET_UP = {
    "rules": "/gate rules",
    "question": "/gate question What do we read here? = books | 书",
    "sum": "/gate sum",
    "emoji": "/gate emoji",
    "questionnaire": "/gate questionnaire Who are you? | Why us?",
    "code": "/gate code spring-2026 | friends",
    "approval": "/gate approval",
}
# What is written by DM where a gate is answered in words: right, and wrong.
RIGHT = {"question": "Books!", "code": "SPRING-2026"}
WRONG = {"question": "cars", "code": "autumn"}
PRESSED = ("rules", "sum", "emoji")


async def gated(town: Town, kind: str) -> Person:
    """A town with a gate of a kind; returns the owner, who can be written to."""
    owner = await town.with_admin()
    await owner.whispers("/start")
    await owner.says(SET_UP[kind])
    await town.settles()
    town.said.clear()
    return owner


async def comes(town: Town, *, told_by: str = "both", by: Person | None = None) -> Person:
    """Let a stranger come in, told by `chat_member`, by a service message, or by both."""
    newcomer = town.person("Nia")
    await arrives(town, newcomer, told_by=told_by, by=by)
    return newcomer


async def arrives(
    town: Town, newcomer: Person, *, told_by: str = "both", by: Person | None = None
) -> None:
    """Let somebody come in."""
    updates = []
    if told_by in {"both", "change"}:
        updates.append(town.change(newcomer, IN, old="left", by=by))
    if told_by in {"both", "message"}:
        joined = town.message(by or newcomer, "")
        del joined["message"]["text"]
        joined["message"]["new_chat_members"] = [newcomer.account]
        updates.append(joined)
    await town.takes(*updates)


async def asks(town: Town, newcomer: Person, *, chat_id: int = GROUP) -> None:
    """Let somebody ask to join."""
    number = town.message(newcomer, "")["update_id"]
    await town.takes(
        {
            "update_id": number,
            "chat_join_request": {
                "chat": town.chat(chat_id),
                "from": newcomer.account,
                "user_chat_id": newcomer.id,
                "date": int(town.clock.now().timestamp()),
                "bio": "a reader",
                "invite_link": {
                    "invite_link": LINK,
                    "creator": newcomer.account,
                    "creates_join_request": True,
                    "is_primary": False,
                    "is_revoked": False,
                },
            },
        }
    )


async def the_candidate(town: Town) -> dict[str, Any]:
    """Who stands or stood before the gate last."""
    return max(await town.rows(candidates), key=lambda row: int(row["id"]))


async def states(town: Town) -> list[str]:
    """What became of everybody, in the order in which they came."""
    rows = sorted(await town.rows(candidates), key=lambda row: int(row["id"]))
    return [row["state"] for row in rows]


async def answers(
    town: Town, newcomer: Person, *, right: bool = True, in_group: bool = False
) -> list[Effect]:
    """Answer what the gate asks, rightly or wrongly, by DM or by the buttons in the group."""
    row = await the_candidate(town)
    if row["kind"] in PRESSED:
        data = pack(AnswerGate(0 if in_group else row["id"], _choice(row, right=right)))
        return await newcomer.presses(data, chat_id=GROUP if in_group else newcomer.id)
    if row["kind"] == "questionnaire":
        await newcomer.whispers("I am Nia")
        return await newcomer.whispers("I love books")
    return await newcomer.whispers((RIGHT if right else WRONG)[row["kind"]])


async def decides(
    town: Town, staff: Person, verdict: str, *, chat_id: int | None = None
) -> list[Effect]:
    """Press one of the staff's buttons about whoever came last."""
    row = await the_candidate(town)
    data = pack(DecideCandidate(row["id"], verdict))
    return await staff.presses(data, chat_id=chat_id or staff.id)


async def admitted(town: Town) -> list[int]:
    """Whom it was stated of that they may take part, each time."""
    rows = await town.rows(activity)
    return [row["person_id"] for row in rows if row["kind"] == "member_admitted"]


def of(calls: list[Owed], method: str) -> list[Owed]:
    """The calls of one method."""
    return [call for call in calls if call.method == method]


def may_write(calls: list[Owed]) -> list[bool]:
    """What Telegram was told of who may write, in order."""
    return [
        bool(call.arguments["permissions"]["can_send_messages"])
        for call in of(calls, "restrictChatMember")
    ]


def _choice(row: dict[str, Any], *, right: bool) -> int:
    seed = row["challenge"]["seed"]
    wanted = {
        "rules": 0,
        "sum": sum_of(seed).right,
        "emoji": puzzle_of(seed).right,
    }[row["kind"]]
    return wanted if right else (wanted + 1) % 4
