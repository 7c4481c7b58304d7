"""Tells of raids when it is due: one message in the group, edited; a card for the staff."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import timedelta
from typing import Any, Final

from bot.features.audits.service import post_log
from bot.features.places import Place, Places, place_of
from bot.features.raids import locking, service
from bot.features.raids.bulk import PROGRESS, TELL_EVERY, progress_of
from bot.features.raids.queries import (
    Raid,
    figures_of,
    not_freed,
    raid_by_id,
    suspects_of,
)
from bot.features.raids.rules import Terms
from bot.features.readers import readers_of
from bot.kit.days import local_day
from bot.kit.effects import (
    Delivery,
    Due,
    Edit,
    Keyboard,
    Planned,
    Priority,
    Then,
    pack_keyboard,
    post,
)
from bot.kit.texts import Text, Words
from bot.kit.texts import pack as pack_words
from bot.kit.unit_of_work import UnitOfWork
from handlers import raid_cards as cards

NOTICED: Final = "raid-noticed"
GONE: Final = "raid-notice-gone"
# How long the group's message says that it is over, before it goes.
SAID_FOR: Final = timedelta(minutes=10)


class RaidTeller:
    """Says what there is to say of raids; each message is owed in the same transaction."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.BEGAN: self.began,
            NOTICED: self.noticed,
            service.REFRESH: self.refreshed,
            service.ENDS: self.looked_at,
            service.OVER: self.ended,
            GONE: self.taken_down,
            service.CHECK: self.checked,
            locking.LOCK: self.asked,
            PROGRESS: self.progressed,
        }

    async def began(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the group in one message, and the staff once."""
        raid, place = await self._found(uow, due)
        if raid is None or place is None or not raid.is_on:
            return
        figures = await figures_of(uow, raid)
        uow.owe(
            post(
                f"raid:{raid.id}:notice",
                raid.chat_id,
                cards.notice(raid, place, figures),
                keyboard=cards.pictures(raid, place),
                expires_at=raid.ends_at,
                then=Then(NOTICED, {"raid_id": raid.id}),
                priority=Priority.ANSWER,
            )
        )
        suspects = len(await suspects_of(uow, raid))
        words = cards.alarm(raid, place, figures, suspects)
        await _tell_staff(uow, place, f"raid:{raid.id}:alarm", words, cards.alarm_keyboard(raid))
        told = Text("raid-log-began", chat=place.title, cause=cards.cause(raid, figures))
        await post_log(uow, raid.community_id, told, category="raids", key=f"raid:{raid.id}:began")

    async def noticed(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep where the group's message stands; if it came too late, it goes again."""
        raid, _ = await self._found(uow, due)
        sent_id = due.details["sent_id"]
        if raid is None or due.details["state"] != "done" or sent_id is None:
            return
        await service.keep_notice(uow, raid.id, int(sent_id))
        if raid.is_on:
            service.plan_refresh(uow, raid)
        else:
            _take_down(uow, raid, int(sent_id))

    async def refreshed(self, uow: UnitOfWork, due: Planned) -> None:
        """Make the counts in the group's message anew."""
        raid, place = await self._found(uow, due)
        if raid is None or place is None or not raid.is_on or raid.notice_id is None:
            return
        words = cards.notice(raid, place, await figures_of(uow, raid))
        keyboard = cards.pictures(raid, place)
        uow.speak(Edit(raid.chat_id, raid.notice_id, words, place.language, keyboard))

    async def looked_at(self, uow: UnitOfWork, due: Planned) -> None:
        """Open the gate, if its time has come."""
        raid, place = await self._found(uow, due)
        if raid is not None:
            terms = Terms() if place is None else place.policy.raids
            await service.look_at_end(uow, raid, terms)

    async def ended(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the group that it is over, by the same message, and the staff what came of it."""
        raid, place = await self._found(uow, due)
        if raid is None or place is None:
            return
        if raid.notice_id is not None:
            key = f"raid:{raid.id}:over"
            uow.owe(_rewritten(key, raid.chat_id, raid.notice_id, Text("raid-notice-over")))
            details = {"raid_id": raid.id}
            uow.schedule(Due(f"{GONE}:{raid.id}", GONE, uow.now + SAID_FOR, details))
        figures = await figures_of(uow, raid)
        words = cards.aftermath(raid, place, figures)
        keyboard = cards.aftermath_keyboard(raid, figures)
        await _tell_staff(uow, place, f"raid:{raid.id}:after", words, keyboard)
        told = Text(
            "raid-log-over",
            chat=place.title,
            arrivals=figures.arrivals,
            proven=figures.proven,
            banned=figures.banned,
        )
        await post_log(uow, raid.community_id, told, category="raids", key=f"raid:{raid.id}:over")

    async def taken_down(self, uow: UnitOfWork, due: Planned) -> None:
        """Take the group's message away."""
        raid, _ = await self._found(uow, due)
        if raid is not None and raid.notice_id is not None:
            _take_down(uow, raid, raid.notice_id)

    async def checked(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell the staff where Telegram would not let go of somebody."""
        raid, place = await self._found(uow, due)
        if raid is None or place is None:
            return
        count, reason = await not_freed(uow, raid)
        if count:
            words = Text("raid-stuck", chat=place.title, count=count, reason=reason)
            keyboard = ((cards.steer(raid, "free"),),)
            key = f"raid:{raid.id}:stuck:{int(uow.now.timestamp())}"
            await _tell_staff(uow, place, key, words, keyboard)

    async def asked(self, uow: UnitOfWork, due: Planned) -> None:
        """Ask Telegram again what a chat allows that waits to be locked."""
        raid, _ = await self._found(uow, due)
        if raid is not None and raid.is_on and raid.is_locked and raid.permissions is None:
            locking.ask(uow, raid)

    async def progressed(self, uow: UnitOfWork, due: Planned) -> None:
        """Tell how far a deed upon many has come, by editing the card from which it was done."""
        raid, place = await self._found(uow, due)
        if raid is None or place is None:
            return
        details = due.details
        is_undoing = bool(details["is_undoing"])
        day = local_day(uow.now, place.zone)
        done = await progress_of(uow, raid, is_undoing=is_undoing, day=day)
        words = cards.progress(done, is_undoing=is_undoing)
        chat_id, message_id = int(details["chat_id"]), int(details["message_id"])
        if done.waiting:
            uow.speak(Edit(chat_id, message_id, words, str(details["language"])))
            key = f"{PROGRESS}:{raid.id}:{uow.stamp()}"
            uow.schedule(Due(key, PROGRESS, uow.now + TELL_EVERY, dict(details)))
            return
        keyboard = cards.aftermath_keyboard(raid, await figures_of(uow, raid))
        key = f"raid:{raid.id}:progress:{uow.stamp()}"
        uow.owe(_rewritten(key, chat_id, message_id, words, keyboard))

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Raid | None, Place | None]:
        raid = await raid_by_id(uow, int(due.details["raid_id"]))
        if raid is None:
            return None, None
        await self._places.read(uow, [raid.chat_id])
        return raid, place_of(uow, raid.chat_id)


async def _tell_staff(
    uow: UnitOfWork, place: Place, key: str, words: Words, keyboard: Keyboard
) -> None:
    for reader in await readers_of(uow, place, "raid.switch"):
        uow.owe(
            post(
                f"{key}:{reader}",
                reader,
                words,
                keyboard=keyboard,
                person_id=reader if reader > 0 else None,
                priority=Priority.ANSWER,
            )
        )


def _rewritten(
    key: str, chat_id: int, message_id: int, words: Words, keyboard: Keyboard = ()
) -> Delivery:
    arguments: dict[str, Any] = {"message_id": message_id, "words": pack_words(words)}
    arguments["keyboard"] = pack_keyboard(keyboard)
    return Delivery(key, chat_id, "editMessageText", arguments, is_repeatable=True)


def _take_down(uow: UnitOfWork, raid: Raid, message_id: int) -> None:
    uow.owe(
        Delivery(
            key=f"raid:{raid.id}:gone:{message_id}",
            chat_id=raid.chat_id,
            method="deleteMessage",
            arguments={"message_id": message_id},
            is_repeatable=True,
        )
    )
