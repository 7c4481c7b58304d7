"""What every handler is given: the step at hand, where it happens, and ways to answer."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeAlias

from telegram import Bot
from telegram.ext import Application, CallbackContext, ExtBot

from bot.config.faults import ConfigFaults
from bot.config.rereading import Reread
from bot.features.contents import Account
from bot.features.messages import ChatMessage, Press
from bot.features.places import Place, known_of, place_of
from bot.features.step import Step
from bot.i18n.catalog import Catalog
from bot.kit.effects import Answer, Edit, Keyboard, Picture, Reply
from bot.kit.refusal import Refusal
from bot.kit.texts import Text, Words
from bot.kit.unit_of_work import UnitOfWork


@dataclass
class BotData:
    """What the whole application shares; filled by the composition root."""

    step: Step | None = None
    failure: Exception | None = None
    catalog: Catalog | None = None
    default_language: str = "en"
    privacy_mode_is_off: bool = True
    # Reads the configuration again.
    reread: Callable[[], Reread | ConfigFaults] | None = None


class Context(CallbackContext[ExtBot[None], dict[Any, Any], dict[Any, Any], BotData]):
    """A handler's context: the unit of work, the plain values of the update, and answers."""

    @property
    def step(self) -> Step:
        """The step at hand."""
        step = self.bot_data.step
        if step is None:
            raise LookupError("no update is being attended to")
        return step

    @property
    def uow(self) -> UnitOfWork:
        """The unit of work."""
        return self.step.uow

    @property
    def message(self) -> ChatMessage:
        """The message at hand."""
        message = self.step.message
        if message is None:
            raise LookupError("this update brings no message")
        return message

    @property
    def press(self) -> Press:
        """The press at hand."""
        press = self.step.press
        if press is None:
            raise LookupError("this update is no press")
        return press

    @property
    def catalog(self) -> Catalog:
        """The catalogue, to find out which languages there are."""
        catalog = self.bot_data.catalog
        if catalog is None:
            raise LookupError("no catalogue was loaded")
        return catalog

    @property
    def speaker(self) -> Account | None:
        """The human being who does this; none behind an anonymous admin or a channel."""
        if self.step.press is not None:
            return self.step.press.sender
        if self.step.request is not None:
            return self.step.request.sender
        return self.message.person

    @property
    def is_anonymous_admin(self) -> bool:
        """Whether the group itself speaks: some administrator, nobody knows which."""
        sender_chat = self.message.sender_chat
        return sender_chat is not None and sender_chat.id == self.message.chat.id

    @property
    def person(self) -> Account:
        """The human being who does this; a chat's own voice is refused."""
        person = self.speaker
        if person is None:
            raise Refusal(Text("refused-anonymous"))
        return person

    @property
    def place(self) -> Place | None:
        """The group or channel where this happens; None in a DM."""
        step = self.step
        pressed = step.press.message if step.press else None
        happened = step.change or step.request or step.message or pressed
        return place_of(self.uow, happened.chat.id) if happened else None

    async def home(self) -> Place:
        """Return the place that this is about: the group itself, or in a DM the person's home."""
        place = self.place or await self.own_home()
        if place is None:
            raise Refusal(Text("refused-no-community"))
        return place

    async def own_home(self) -> Place | None:
        """Return where a person's DM belongs: where they live, or else a group that they run."""
        home = await self.step.places.home_of(self.uow, self.person.id)
        return home or next(iter(await self.administered()), None)

    async def administered(self) -> list[Place]:
        """Return the places where the person is an administrator, and the bot still is."""
        places = await self.step.places.administered_by(self.uow, self.person.id)
        return [place for place in places if place.standing.is_here]

    @property
    def own_language(self) -> str:
        """The language that the person reads: chosen here, or the one the app is set to."""
        person = self.speaker
        if person is None:
            return self.language
        known = known_of(self.uow, person.id)
        chosen = known.language if known else None
        return chosen or self.catalog.language_for(
            person.language_code, self.bot_data.default_language
        )

    @property
    def language(self) -> str:
        """The language of what is said here: the community's in a group, one's own in a DM."""
        place = self.place
        return place.language if place else self.own_language

    def say(
        self, words: Words, keyboard: Keyboard = (), *, picture: Picture | None = None
    ) -> None:
        """Answer the message at hand; with a picture, the words stand below it."""
        message = self.message
        self.uow.speak(
            Reply(
                message.chat.id,
                words,
                self.language,
                thread_id=message.message_thread_id if message.is_topic_message else None,
                reply_to=None if message.chat.is_private else message.message_id,
                keyboard=keyboard,
                picture=picture,
            )
        )

    def toast(
        self, text: Text | None = None, *, alert: bool = False, url: str | None = None
    ) -> None:
        """Answer the press at hand."""
        self.uow.speak(Answer(self.press.id, text, self.own_language, alert=alert, url=url))

    def rewrite(self, words: Words, keyboard: Keyboard = ()) -> None:
        """Give the pressed message another wording."""
        message = self.press.message
        if message is not None:
            language = self.language
            self.uow.speak(Edit(message.chat.id, message.message_id, words, language, keyboard))


App: TypeAlias = Application[ExtBot[None], Context, dict[Any, Any], dict[Any, Any], BotData, None]


def start_link(bot: Bot, payload: str) -> str:
    """Return the link that opens the DM with the bot and presses Start with a payload."""
    return f"https://t.me/{bot.username}?start={payload}"
