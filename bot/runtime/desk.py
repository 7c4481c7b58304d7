"""Where an update goes: the witness first, then the feature that is concerned with it."""

from collections.abc import Callable, Sequence
from typing import Any, Protocol

from sqlalchemy import text
from telegram import Update
from telegram.ext import Application

from bot.features import witness
from bot.features.challenges.hearing import is_evidence
from bot.features.communities.service import Beginnings, register
from bot.features.contents import Account, Chat
from bot.features.draws.noticing import is_entry
from bot.features.lessons.memory import Memory
from bot.features.lessons.service import MEMORY
from bot.features.messages import ChatMessage
from bot.features.moderation.windows import Windows
from bot.features.places import WATCHED, Places, known_of, place_of
from bot.features.reactions import react
from bot.features.step import Step
from bot.features.vocabulary import vocabulary
from bot.kit.effects import Answer, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from bot.runtime.freshness import Freshness
from bot.runtime.letters import Letter

# Kinds for which a feature has a handler, whatever is in them.
CHANGES = frozenset({"my_chat_member", "chat_member"})
CONCERNING = CHANGES | {"callback_query", "chat_join_request", "poll_answer"}

# Under this key the batch remembers how many of its facts were reacted to.
REACTED = "reacted"


class Counter(Protocol):
    """What the handlers find on the application: the step at hand, and what went wrong in it."""

    step: Step | None
    failure: Exception | None


class FrontDesk:
    """The desk that knows Hearth's features."""

    def __init__(
        self,
        application: Application[Any, Any, Any, Any, Any, Any],
        *,
        places: Places,
        beginnings: Beginnings,
        concerns: Callable[[ChatMessage], bool],
        language_for: Callable[[str | None], str],
        is_own_command: Callable[[ChatMessage], bool],
        fingerprint_key: bytes,
        lessons: Memory,
    ) -> None:
        self._application = application
        self._places = places
        self._beginnings = beginnings
        self._concerns = concerns
        self._language_for = language_for
        self._lessons = lessons
        self._senses = witness.Senses(
            Windows(fingerprint_key), lessons, is_own_command=is_own_command
        )
        self._freshness = Freshness()
        self._vocabulary = vocabulary()

    async def prepare(self, uow: UnitOfWork, letters: Sequence[Letter]) -> None:
        """Read the places and people of the batch; register chats that nobody knew."""
        chats: dict[int, Chat] = {}
        seen: set[tuple[int, int]] = set()
        for letter in letters:
            _gather(letter, chats, seen)
        unknown = await self._places.read(uow, chats)
        if unknown:
            for chat_id in sorted(unknown):
                await register(uow, chats[chat_id], self._beginnings)
            await self._places.read(uow, chats)
        places = [place for chat_id in chats if (place := place_of(uow, chat_id)) is not None]
        self._freshness.see_to(uow, places)
        communities = {place.chat_id: place.community_id for place in places}
        await _take_turn(uow, sorted(set(communities.values())))
        heard = [letter.message for letter in letters if letter.message is not None]
        await self._senses.windows.prime(uow, chats, heard)
        await self._lessons.prime(
            uow, {each.community_id for each in places if each.policy.moderation.mode != "off"}
        )
        uow.remember(MEMORY, self._lessons)
        await self._senses.tags.prime(uow, places)
        await self._places.read_people(
            uow, {(communities.get(chat_id, 0), person_id, chat_id) for chat_id, person_id in seen}
        )
        uow.written.clear()

    def is_stale(self, uow: UnitOfWork) -> bool:
        """Whether something that `prepare` read was written since."""
        return not uow.written.isdisjoint(WATCHED)

    def witness(self, uow: UnitOfWork, letter: Letter) -> bool:
        """See and judge; a message that is taken away is remembered as such.

        Returns whether some feature does something with it, or with what was stated.
        """
        envelope = letter.envelope
        if envelope is None:
            return False
        is_removed = False
        is_for_a_feature = letter.kind in CONCERNING
        match letter.kind:
            case "message" if envelope.message is not None:
                is_for_a_feature = (
                    self._concerns(envelope.message)
                    or is_evidence(uow, envelope.message)
                    or is_entry(uow, envelope.message)
                )
                is_removed = witness.hear(
                    uow, envelope.message, self._senses, is_for_a_feature=is_for_a_feature
                )
            case "edited_message" if envelope.edited_message is not None:
                is_removed = witness.hear_again(uow, envelope.edited_message, self._senses)
            case "callback_query" if envelope.callback_query is not None:
                witness.see_press(uow, envelope.callback_query)
            case "message_reaction" if envelope.message_reaction is not None:
                witness.see_reaction(uow, envelope.message_reaction, self._senses)
            case "poll_answer" if envelope.poll_answer is not None:
                witness.see_vote(uow, envelope.poll_answer)
            case "poll" if envelope.poll is not None:
                # Told with every vote, too: the end alone is news.
                is_for_a_feature = envelope.poll.is_closed
            case _:
                pass
        if is_removed:
            uow.remember(("removed", letter.update_id), value=True)
        return is_for_a_feature or len(uow.facts) > _reacted(uow)

    async def attend(self, uow: UnitOfWork, letter: Letter) -> None:
        """Let the handlers have it, unless it was taken away, and wake whoever it concerns."""
        if not uow.recall(("removed", letter.update_id)):
            await self._handle(uow, letter)
        # A reaction may state facts of its own, which wake others in turn.
        while pending := uow.facts[_reacted(uow) :]:
            await react(uow, pending)
            uow.remember(REACTED, _reacted(uow) + len(pending))

    async def _handle(self, uow: UnitOfWork, letter: Letter) -> None:
        counter: Counter = self._application.bot_data
        envelope = letter.envelope
        if envelope is None:
            return
        counter.step = Step(
            uow,
            self._places,
            envelope.message,
            envelope.callback_query,
            envelope.my_chat_member or envelope.chat_member,
            envelope.chat_join_request,
            self._vocabulary,
            envelope.poll_answer,
            envelope.poll,
        )
        counter.failure = None
        try:
            update = Update.de_json(_as_routed(letter), self._application.bot)
            await self._application.process_update(update)
            if counter.failure is not None:
                raise counter.failure
        finally:
            counter.step = None

    async def refuse(self, uow: UnitOfWork, letter: Letter, refusal: Refusal) -> None:
        """Tell the member why not: a toast for a press, an answer to a message."""
        press = letter.envelope.callback_query if letter.envelope else None
        if press is not None:
            known = known_of(uow, press.sender.id)
            chosen = known.language if known else None
            language = chosen or self._language_for(press.sender.language_code)
            why = refusal.why if isinstance(refusal.why, Text) else None
            uow.speak(Answer(press.id, why, language, alert=True))
            return
        message = letter.message
        if message is None:
            return
        place = place_of(uow, message.chat.id)
        sender = message.sender
        known = known_of(uow, sender.id) if sender else None
        own = known.language if known else None
        language = (
            place.language
            if place
            else own or self._language_for(sender.language_code if sender else None)
        )
        uow.speak(
            Reply(
                message.chat.id,
                refusal.why,
                language,
                thread_id=message.message_thread_id if message.is_topic_message else None,
                reply_to=message.message_id,
            )
        )


def _as_routed(letter: Letter) -> Any:
    told = letter.opened()
    if letter.kind in CHANGES:
        # Handlers read the change as we drew it. The library would refuse a status that lacks a
        # right it knows of, as a Bot API server of another version sends it.
        for side in ("old_chat_member", "new_chat_member"):
            user = told[letter.kind][side]["user"]
            told[letter.kind][side] = {"status": "member", "user": user}
    return told


def _reacted(uow: UnitOfWork) -> int:
    count: int | None = uow.recall(REACTED)
    return count or 0


def _gather(letter: Letter, chats: dict[int, Chat], seen: set[tuple[int, int]]) -> None:
    """Note where a letter happened, if not in private, and whom it tells of there."""
    envelope = letter.envelope
    if envelope is None:
        return
    message = (
        envelope.message
        or envelope.edited_message
        or envelope.channel_post
        or envelope.edited_channel_post
    )
    press = envelope.callback_query
    change = envelope.my_chat_member or envelope.chat_member
    reaction = envelope.message_reaction
    request = envelope.chat_join_request
    vote = envelope.poll_answer
    chat: Chat | None = None
    people: list[Account | None] = []
    if message is not None:
        chat = message.chat
        replied = message.reply_to_message
        people = [message.sender, *message.new_chat_members, message.left_chat_member]
        people.append(replied.sender if replied is not None else None)
    elif press is not None:
        chat = press.message.chat if press.message is not None else None
        people = [press.sender]
    elif change is not None:
        chat = change.chat
        people = [change.sender, change.new.user]
    elif reaction is not None:
        chat = reaction.chat
        people = [reaction.user]
    elif request is not None:
        chat = request.chat
        people = [request.sender]
    elif vote is not None:
        people = [vote.user]
    where = 0
    if chat is not None and not chat.is_private:
        chats[chat.id] = chat
        where = chat.id
    seen.update((where, each.id) for each in people if each is not None)


async def _take_turn(uow: UnitOfWork, communities: list[int]) -> None:
    # One replica at a time counts for a community, so that a cap or a cool-down that one of them
    # has read holds until it commits. On SQLite there is one writer anyway.
    if uow.dialect == "postgresql" and communities:
        locks = "SELECT pg_advisory_xact_lock(id) FROM unnest(CAST(:ids AS bigint[])) AS id"
        await uow.execute(text(locks).bindparams(ids=communities))
