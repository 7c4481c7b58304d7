"""Reports, appeals and roles, with two moderators and a staff chat: scenes in three groups."""

import asyncio
from pathlib import Path

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Community, Moderation, Settings
from bot.kit.texts import Text
from bot.rehearsal.state import Chat, Person
from tests.rehearsal.casting import backroom, joined, promoted, read
from tests.rehearsal.stage import Stage, staged

KINDS = ("supergroup", "forum", "linked")


def settings() -> Settings:
    """A community in English that mutes for invitations."""
    checks = checks_with(invites={"mode": "on", "action": "mute"})
    community = Community(language="en")
    return Settings(community=community, moderation=Moderation(mode="on"), checks=checks)


class Staff:
    """Two moderators and their chat."""

    def __init__(self, stage: Stage, max_: Person, ada: Person, room: Chat) -> None:
        self.stage = stage
        self.max, self.ada, self.room = max_, ada, room

    async def presses(self, who: Person, what: str) -> str:
        """Press a button on the newest card; returns the toast."""
        answer = await self.stage.presses(who, what, chat=self.room)
        await self.stage.passes(seconds=10)
        return str((answer or {}).get("text"))

    @property
    def reads(self) -> list[str]:
        """What hangs in the staff's chat."""
        return self.stage.heard(self.room.id)

    async def number(self, table: str) -> int:
        """The number of the newest row of a table."""
        return int((await self.stage.rows(table))[-1]["id"])


async def a_report_with_a_picture(staff: Staff) -> None:
    """One card with the evidence; who was first has it, and whoever reported is thanked."""
    stage = staff.stage
    mei, bo = await joined(stage, "Mei", dm=True), await joined(stage, "Bo")
    done = await stage.plays(bo, "send", photo="sample", caption="you fools", **stage.where)
    said = done["message"]["message_id"]
    order = await stage.says(mei, "/report rude", reply_to=said)
    number = await staff.number("complaints")
    pictures = [m for m in stage.world.messages(staff.room.id, by_bot=True) if "photo" in m]

    assert not stage.stands(order)
    assert stage.heard(mei.id)[-1] == read(Text("report-taken", number=number))
    assert read(Text("complaint-card-member", number=number, chat="Readers")) in staff.reads[-2]
    assert "you fools" in staff.reads[-2]
    assert "rude" in staff.reads[-2]
    assert "Mei" not in "".join(staff.reads)
    assert len(pictures) == 1
    await staff.presses(staff.max, f"see|{number}|claim")
    held = await staff.presses(staff.ada, f"see|{number}|ban")
    assert held == read(Text("complaint-held", name="Max"))
    assert stage.standing(bo).status == "member"
    await staff.presses(staff.max, f"see|{number}|mute1h")
    await stage.passes(seconds=20)
    assert (stage.may_write(bo), stage.stands(said)) == (False, False)
    assert stage.heard(mei.id)[-1] == read(Text("report-thanks-acted", number=number))
    card = next(iter(staff.room.messages))
    forged = {"message_id": card, "data": f"see|{number}|ban|0"}
    done = await stage.plays(staff.ada, "press", chat=staff.room, **forged)
    assert done["answer"]["text"] == read(Text("complaint-over", name="Max"))
    assert stage.standing(bo).status == "restricted"
    await stage.passes(hours=1, minutes=1)
    assert stage.may_write(bo)


async def nothing_wrong(staff: Staff) -> None:
    """Called by @admin in words, looked at and left: the message stays, the member hears why."""
    stage = staff.stage
    lin, tom = await joined(stage, "Lin", dm=True), await joined(stage, "Tom")
    said = await stage.says(tom, "this plan is bad")
    call = await stage.says(lin, "@admin please", reply_to=said)
    number = await staff.number("complaints")
    await staff.presses(staff.ada, f"see|{number}|dismiss")

    assert (stage.stands(said), stage.stands(call)) == (True, True)
    assert stage.heard(lin.id)[-1] == read(Text("report-thanks-dismissed", number=number))
    assert [row for row in await stage.rows("cases") if row["person_id"] == tom.id] == []


async def about_the_staff(staff: Staff) -> None:
    """What is said about a moderator reaches those who run the group, and nobody else."""
    stage = staff.stage
    await stage.plays(stage.owner, "start")
    pat = await joined(stage, "Pat", dm=True)
    said = await stage.says(staff.max, "be quiet, all of you")
    before = staff.reads
    await stage.says(pat, "/report unfair", reply_to=said)
    number = await staff.number("complaints")

    assert staff.reads == before
    assert "be quiet, all of you" in stage.heard(stage.owner.id)[-1]
    assert stage.heard(pat.id)[-1] == read(Text("report-taken-heads", number=number))
    assert stage.stands(said)


async def an_appeal_is_granted(staff: Staff) -> None:
    """Who muted does not decide; another does, and Telegram lets the member write again."""
    stage = staff.stage
    zoe = await joined(stage, "Zoe", dm=True)
    said = await stage.says(zoe, "hello hello hello")
    await stage.says(staff.max, "/mute noise", reply_to=said)
    number = (await stage.rows("cases"))[-1]["number"]
    assert not stage.may_write(zoe)
    await stage.whispers(zoe, f"/appeal {number}")
    await stage.whispers(zoe, "I greeted three friends")
    appeal = await staff.number("appeals")
    assert "I greeted three friends" in staff.reads[-1]
    assert "hello hello hello" in staff.reads[-1]
    refused = await staff.presses(staff.max, f"judge|{appeal}|grant")
    assert refused == read(Text("appeal-own-deed"))
    assert not stage.may_write(zoe)
    await staff.presses(staff.ada, f"judge|{appeal}|grant")
    await stage.passes(seconds=20)

    assert stage.may_write(zoe)
    assert stage.heard(zoe.id)[-1] == read(Text("appeal-granted", number=number, chat="Readers"))
    await stage.whispers(zoe, f"/appeal {number}")
    assert len(await stage.rows("appeals")) == appeal


async def an_appeal_is_refused(staff: Staff) -> None:
    """What a check did anybody of the staff decides; refused with a reason, it stands."""
    stage = staff.stage
    kim = await joined(stage, "Kim", dm=True)
    await stage.says(kim, "join t.me/+AbCdEfGhIjK1")
    number = (await stage.rows("cases"))[-1]["number"]
    await stage.whispers(kim, f"/appeal {number}")
    await stage.whispers(kim, "it is a nice group")
    appeal = await staff.number("appeals")
    await staff.presses(staff.max, f"judge|{appeal}|refuse")
    await staff.presses(staff.max, f"judge|{appeal}|clear")

    assert not stage.may_write(kim)
    assert read(Text("appeal-reason-clear")) in stage.heard(kim.id)[-1]


async def a_planner_bans_nobody(staff: Staff) -> None:
    """A role narrows what Telegram allows; with the role gone the right counts again."""
    stage = staff.stage
    eve = await promoted(stage, "Eve")
    sam = await joined(stage, "Sam")
    said = await stage.says(sam, "hm")
    await stage.says(stage.owner, "/role content", reply_to=await stage.says(eve, "me"))
    await stage.says(eve, "/ban", reply_to=said)
    assert stage.standing(sam).status == "member"
    assert read(Text("refused-role", role=Text("role-name-content"))) in stage.heard()
    await stage.says(stage.owner, "/role none", reply_to=await stage.says(eve, "me again"))
    await stage.says(eve, "/ban", reply_to=said)

    assert stage.standing(sam).status == "kicked"


async def a_volunteer_asks(staff: Staff) -> None:
    """A volunteer sees the cards and can ask for a sanction; a moderator gives it."""
    stage = staff.stage
    vic, ron = await joined(stage, "Vic"), await joined(stage, "Ron")
    await stage.says(stage.owner, "/role volunteer", reply_to=await stage.says(vic, "I help"))
    await stage.plays(vic, "join", chat=staff.room)
    said = await stage.says(ron, "you are all silly")
    await stage.says(vic, "/report", reply_to=said)
    number = await staff.number("complaints")
    await staff.presses(vic, f"see|{number}|ban")
    assert stage.standing(ron).status == "member"
    await staff.presses(staff.ada, f"see|{number}|ban")
    await stage.passes(seconds=20)

    assert stage.standing(ron).status == "kicked"


async def two_at_once(staff: Staff) -> None:
    """Two who press in the same instant make one case; the other is told who was first."""
    stage = staff.stage
    jon, may = await joined(stage, "Jon"), await joined(stage, "May")
    said = await stage.says(jon, "rubbish, all of it")
    await stage.says(may, "/report", reply_to=said)
    number = await staff.number("complaints")
    card = max(staff.room.messages)
    toasts = await asyncio.gather(
        *(
            stage.world.act(
                who.id,
                "press",
                chat_id=staff.room.id,
                message_id=card,
                data=f"see|{number}|warn|0",
            )
            for who in (staff.max, staff.ada)
        )
    )
    await stage.passes(seconds=20)
    told = [each["answer"]["text"] for each in toasts]
    late = {read(Text("complaint-over", name=name)) for name in ("Max", "Ada")}

    assert len([row for row in await stage.rows("cases") if row["person_id"] == jon.id]) == 1
    assert len(late.intersection(told)) == 1


async def the_owner_reads(staff: Staff) -> None:
    """How the moderators fare is for the owner's eyes; a member is told so."""
    stage = staff.stage
    await stage.whispers(stage.owner, "/moderators")
    told = stage.heard(stage.owner.id)[-1]
    leo = await joined(stage, "Leo", dm=True)
    await stage.whispers(leo, "/moderators")

    assert told.startswith(read(Text("moderators-head", name="Readers")))
    assert ("Max" in told, "Ada" in told) == (True, True)
    assert read(Text("moderators-head", name="Readers")) not in stage.heard(leo.id)


async def demoted_a_second_ago(staff: Staff) -> None:
    """Whoever moderated a second ago decides nothing now, by command or by button."""
    stage = staff.stage
    ian, kay = await joined(stage, "Ian"), await joined(stage, "Kay")
    said = await stage.says(ian, "grr")
    await stage.says(kay, "/report", reply_to=said)
    number = await staff.number("complaints")
    await stage.plays(stage.owner, "demote", person=staff.max.id)
    await stage.says(staff.max, "/mute", reply_to=said)
    await staff.presses(staff.max, f"see|{number}|ban")

    assert stage.standing(ian).status == "member"
    assert (await stage.rows("complaints"))[-1]["state"] == "open"


SCENES = (
    a_report_with_a_picture,
    nothing_wrong,
    about_the_staff,
    an_appeal_is_granted,
    an_appeal_is_refused,
    a_planner_bans_nobody,
    a_volunteer_asks,
    two_at_once,
    the_owner_reads,
    demoted_a_second_ago,
)


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.feature("R5")
@pytest.mark.feature("Q2")
@pytest.mark.feature("Mx1")
@pytest.mark.feature("Mx9")
async def test_the_staff_decides(kind: str, tmp_path: Path) -> None:
    """What members report and appeal is decided by one who may, at the moment of the press."""
    async with staged(settings(), tmp_path, kind=kind) as stage:
        first, second = await promoted(stage, "Max"), await promoted(stage, "Ada")
        staff = Staff(stage, first, second, await backroom(stage, "staff", first, second))
        for play in SCENES:
            await play(staff)
