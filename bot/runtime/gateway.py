"""Turns effects and deliveries into Bot API calls, each in its reader's language."""

import asyncio
from base64 import b64decode
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, assert_never

import structlog
from telegram.error import NetworkError, TimedOut

from bot.i18n.catalog import Catalog
from bot.i18n.fit import CAPTION, LABEL, MESSAGE, TOAST, fit, fit_plain
from bot.kit.effects import (
    Answer,
    Edit,
    Effect,
    Keyboard,
    Probe,
    React,
    Reply,
    unpack_keyboard,
)
from bot.kit.texts import Words, unpack
from bot.runtime.files import FILE, fetched
from bot.runtime.outcomes import Done, Outcome, Rejected, Unknown, Unsent, outcome_of
from bot.runtime.requests import BotApi, NotSentError, Upload
from bot.runtime.uploads import drawn, read_files

_log = structlog.get_logger(__name__)

# A removal that leaves the way back open: a ban, then its lifting. Not a method of Telegram's.
KICK: Final = "kickChatMember"

_WITH_TEXT: Final = frozenset({"sendMessage", "editMessageText"})
_WITHOUT_CHAT: Final = frozenset(
    {
        "answerCallbackQuery",
        "setMyCommands",
        "deleteMyCommands",
        "setMyName",
        "setMyDescription",
        "setMyShortDescription",
    }
)
_NO_PREVIEW: Final = {"is_disabled": True}


@dataclass(frozen=True, slots=True)
class Owed:
    """A row of the outbox about to be sent, with its reader's language."""

    id: int
    chat_id: int
    method: str
    arguments: dict[str, Any]
    is_repeatable: bool
    priority: int
    person_id: int | None
    attempts: int
    created_at: datetime
    expires_at: datetime | None
    language: str
    then: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True)
class Probed:
    """What Telegram says of a chat, as it came: the chat, the bot in it, who administers it."""

    chat: dict[str, Any]
    me: dict[str, Any]
    administrators: list[dict[str, Any]]


class Gateway:
    """The one place where calls leave the bot and errors come back translated."""

    def __init__(self, api: BotApi, catalog: Catalog) -> None:
        self._api = api
        self._catalog = catalog

    async def say(self, effect: Effect) -> Outcome:
        """Carry out an effect; of a probe the result is `Probed`."""
        if isinstance(effect, Probe):
            return await self._probe(effect.chat_id)
        picture = None
        if isinstance(effect, Reply) and effect.picture is not None:
            picture = await drawn(effect.picture)
        uploads = [] if picture is None else [picture]
        try:
            method, parameters = self._worked_out(effect, has_picture=bool(uploads))
        except Exception as error:  # noqa: BLE001 — nothing was sent, whatever is wrong with it
            return _unworded(error)
        chat_id = 0 if isinstance(effect, Answer) else effect.chat_id
        return await self._call(method, chat_id, parameters, uploads=uploads)

    async def deliver(self, owed: Owed) -> Outcome:
        """Carry out a delivery; of a kick the first half, the ban."""
        verify = owed.arguments.get("verify")
        # A call that took the place of others is looked at for each of them.
        for each in verify if isinstance(verify, list) else (verify,) if verify else ():
            refused = await self._verify(owed, each)
            if refused is not None:
                return refused
        if owed.method == FILE:
            asked = await self._call(FILE, owed.chat_id, dict(owed.arguments))
            return await fetched(self._api, asked)
        method = "banChatMember" if owed.method == KICK else owed.method
        try:
            parameters, uploads = self._made_out(method, owed)
            uploads += await asyncio.to_thread(read_files, parameters.pop("files", ()))
        except Exception as error:  # noqa: BLE001 — nothing was sent, whatever is wrong with it
            return _unworded(error)
        return await self._call(method, owed.chat_id, parameters, uploads=uploads)

    def _worked_out(
        self, effect: Answer | Reply | Edit | React, *, has_picture: bool
    ) -> tuple[str, dict[str, Any]]:
        match effect:
            case Answer():
                return "answerCallbackQuery", self._answer(effect)
            case Reply():
                method = "sendPhoto" if has_picture else "sendMessage"
                return method, self._reply(method, effect)
            case Edit():
                return "editMessageText", self._edit(effect)
            case React():
                return "setMessageReaction", {
                    "chat_id": effect.chat_id,
                    "message_id": effect.message_id,
                    "reaction": [{"type": "emoji", "emoji": effect.emoji}],
                }
            case _:
                assert_never(effect)

    def _made_out(self, method: str, owed: Owed) -> tuple[dict[str, Any], list[Upload]]:
        parameters = dict(owed.arguments)
        words = parameters.pop("words", None)
        keyboard = parameters.pop("keyboard", None)
        document = parameters.pop("document", None)
        photo = parameters.pop("photo", None)
        parameters.pop("verify", None)
        if method not in _WITHOUT_CHAT:
            parameters["chat_id"] = owed.chat_id
        if words is not None:
            worded = self._worded(method, unpack(words), owed.language)
            if "media" in parameters:
                # What is said of an album stands below its first picture.
                first, *others = parameters["media"]
                parameters["media"] = [first | worded, *others]
            else:
                parameters = worded | parameters
        if keyboard is not None:
            parameters["reply_markup"] = self._markup(unpack_keyboard(keyboard), owed.language)
        uploads = []
        if isinstance(document, dict):
            content = document["content"]
            uploads = [Upload("document", document["name"], content.encode())]
        elif document is not None:
            # Not a file of ours: one that Telegram holds, by its id.
            parameters["document"] = document
        if isinstance(photo, dict):
            uploads = [Upload("photo", photo["name"], b64decode(photo["content_b64"]))]
        elif photo is not None:
            parameters["photo"] = photo
        return parameters, uploads

    async def _verify(self, owed: Owed, verify: dict[str, Any]) -> Outcome | None:
        """Look whether who ordered it still may, and whether it may be done to whom it is for.

        `verify` holds an `actor_id` with the `right` that is needed, or a `subject_id`, or both.
        """
        for name in ("actor_id", "subject_id"):
            who = verify.get(name)
            if who is None or who < 0:
                continue
            asked = {"chat_id": owed.chat_id, "user_id": who}
            outcome = await self._call("getChatMember", owed.chat_id, asked)
            if isinstance(outcome, Rejected) and name == "subject_id":
                # Telegram does not know them there: then they administer nothing.
                continue
            if not isinstance(outcome, Done):
                return outcome
            status = outcome.result.get("status")
            is_admin = status in {"administrator", "creator"}
            if name == "subject_id" and is_admin:
                return Rejected("the person administers this chat")
            may = status == "creator" or (is_admin and outcome.result.get(verify["right"]))
            if name == "actor_id" and not may:
                return Rejected("whoever ordered it has not the right any more")
        return None

    async def _probe(self, chat_id: int) -> Outcome:
        found: list[Any] = []
        for method, more in (
            ("getChat", {}),
            ("getChatMember", {"user_id": self._api.bot_id}),
            ("getChatAdministrators", {}),
        ):
            outcome = await self._call(method, chat_id, {"chat_id": chat_id, **more})
            if not isinstance(outcome, Done):
                return outcome
            found.append(outcome.result)
        chat, me, administrators = found
        return Done(Probed(chat, me, administrators))

    async def _call(
        self,
        method: str,
        chat_id: int,
        parameters: dict[str, Any],
        *,
        uploads: Sequence[Upload] = (),
    ) -> Outcome:
        try:
            answer = await self._api.call(method, parameters, uploads=uploads)
        except NotSentError as error:
            return Unsent(error.message)
        except TimedOut:
            return Unknown("no answer in time")
        except NetworkError as error:
            return Unknown(error.message)
        return outcome_of(method, chat_id, answer)

    def _answer(self, effect: Answer) -> dict[str, Any]:
        parameters: dict[str, Any] = {"callback_query_id": effect.query_id}
        if effect.text is not None:
            toast = self._catalog.plain(effect.text, effect.language)
            parameters["text"] = fit_plain(toast, TOAST)
        if effect.alert:
            parameters["show_alert"] = True
        if effect.url is not None:
            parameters["url"] = effect.url
        return parameters

    def _reply(self, method: str, effect: Reply) -> dict[str, Any]:
        parameters = {
            "chat_id": effect.chat_id,
            **self._worded(method, effect.text, effect.language),
        }
        if effect.thread_id is not None:
            parameters["message_thread_id"] = effect.thread_id
        if effect.reply_to is not None:
            parameters["reply_parameters"] = {
                "message_id": effect.reply_to,
                "allow_sending_without_reply": True,
            }
        if effect.keyboard:
            parameters["reply_markup"] = self._markup(effect.keyboard, effect.language)
        return parameters

    def _edit(self, effect: Edit) -> dict[str, Any]:
        parameters = {
            "chat_id": effect.chat_id,
            "message_id": effect.message_id,
            **self._worded("editMessageText", effect.text, effect.language),
        }
        if effect.keyboard:
            parameters["reply_markup"] = self._markup(effect.keyboard, effect.language)
        return parameters

    def _worded(self, method: str, words: Words, language: str) -> dict[str, Any]:
        html = self._catalog.html(words, language)
        if method in _WITH_TEXT:
            return {
                "text": fit(html, MESSAGE),
                "parse_mode": "HTML",
                "link_preview_options": _NO_PREVIEW,
            }
        return {"caption": fit(html, CAPTION), "parse_mode": "HTML"}

    def _markup(self, keyboard: Keyboard, language: str) -> dict[str, Any]:
        rows = []
        for row in keyboard:
            buttons = []
            for button in row:
                label = fit_plain(self._catalog.plain(button.label, language), LABEL)
                pressed = (
                    {"url": button.url} if button.url else {"callback_data": button.data or "-"}
                )
                buttons.append({"text": label, **pressed})
            rows.append(buttons)
        return {"inline_keyboard": rows}


def _unworded(error: Exception) -> Rejected:
    # The error's own words could quote the message.
    return Rejected(f"could not be put into words ({type(error).__name__})")
