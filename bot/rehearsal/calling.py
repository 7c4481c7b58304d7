"""One call of the Bot API in hand: its parameters, the chat it means, and the usual refusals."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any

from bot.rehearsal import entities, markup_html, markup_markdown
from bot.rehearsal.entities import Entity
from bot.rehearsal.errors import ApiError, bad, forbidden
from bot.rehearsal.membership import is_in
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Member, Person, Stored
from bot.rehearsal.world import World


@dataclass(frozen=True, slots=True)
class Upload:
    """A file that came with a call."""

    name: str
    content: bytes
    mime: str


@dataclass(slots=True)
class Call:
    """A call whose parameters have their types already."""

    world: World
    method: str
    params: Json
    uploads: dict[str, Upload] = field(default_factory=dict)

    def get(self, name: str, default: Any = None) -> Any:
        """A parameter, or what stands in for it."""
        return self.params.get(name, default)

    # Chats

    def chat(self, name: str = "chat_id") -> Chat:
        """The chat meant, of which the bot is a member; a DM is one whose person exists."""
        chat = self.any_chat(name)
        if chat.type == "private":
            return chat
        member = self.world.bot_standing(chat)
        if not is_in(member):
            if chat.type == "channel" and chat.username and member.status != "kicked":
                return chat
            kind = {"group": "group", "channel": "channel"}.get(chat.type, "supergroup")
            verb = "was kicked from" if member.status == "kicked" else "is not a member of"
            raise forbidden(f"bot {verb} the {kind} chat")
        return chat

    def any_chat(self, name: str = "chat_id") -> Chat:
        """The chat meant, whether the bot is in it or not."""
        wanted = self.params[name]
        chats = self.world.state.chats
        if isinstance(wanted, int):
            found = chats.get(wanted)
            if found is None and wanted in self.world.state.people:
                found = self.world.dm(wanted)
        else:
            username = wanted.removeprefix("@").lower() if wanted.startswith("@") else ""
            found = next(
                (c for c in chats.values() if (c.username or "").lower() == username), None
            )
            found = found if username else None
        if found is None:
            raise bad("chat not found")
        if found.migrated_to:
            raise ApiError(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                {"migrate_to_chat_id": found.migrated_to},
            )
        return found

    def group(self, *, kinds: tuple[str, ...] = ("group", "supergroup", "channel")) -> Chat:
        """The chat meant, when the method makes sense for its kind."""
        chat = self.chat()
        if chat.type not in kinds:
            if kinds == ("supergroup",):
                raise bad("method is available only for supergroups")
            if chat.type == "private":
                raise bad(
                    "chat must be a supergroup or a channel"
                    if "group" not in kinds
                    else "can't be used in private chats"
                )
            raise bad("method is available for supergroup and channel chats only")
        return chat

    def person(self, name: str = "user_id") -> Person:
        """The person meant."""
        found = self.world.state.people.get(self.params[name])
        if found is None:
            raise bad("user not found")
        return found

    def member(self, chat: Chat, name: str = "user_id") -> Member:
        """The standing of the person meant, who may be the bot."""
        wanted = self.params[name]
        if wanted != self.world.bot.id:
            self.person(name)
        return self.world.standing(chat, wanted)

    def need(self, chat: Chat, right: str, to: str) -> None:
        """Refuse unless the bot is an administrator with this right."""
        if not self.world.bot_may(chat, right):
            raise bad(f"not enough rights to {to}")

    def message(self, chat: Chat, doing: str, name: str = "message_id") -> Stored:
        """The message meant; `doing` completes "message to … not found"."""
        found = chat.messages.get(self.params[name])
        if found is None or found.deleted:
            raise bad(f"message to {doing} not found")
        return found

    def admit(self, chat: Chat, *, messages: int = 1) -> None:
        """Count a send against the limits, or refuse it with the time to wait."""
        wait = self.world.flood.admit(chat.id, self.world.clock.now(), messages=messages)
        if wait:
            raise too_many(wait)

    # Texts

    def formatted(self, name: str, *, within: Json | None = None) -> tuple[str, list[Entity]]:
        """A text with its entities, by parse mode or as given."""
        source = self.params if within is None else within
        text = source.get(name)
        if not isinstance(text, str):
            return "", []
        prefix = "" if name in {"text", "caption"} and self.method != "sendPoll" else f"{name}_"
        if within is not None and name == "text":
            prefix = "text_"
        mode = source.get(f"{prefix}parse_mode")
        listed = "caption_entities" if name == "caption" else f"{prefix}entities"
        if mode:
            text, marked = self.parsed(text, str(mode))
        elif source.get(listed):
            marked = entities.given(source[listed], text)
            marked = [self._mention(entity) for entity in marked]
        else:
            marked = []
        return entities.finished(text, marked)

    def parsed(self, text: str, mode: str) -> tuple[str, list[Entity]]:
        """Text and entities by a parse mode."""
        match mode.lower():
            case "html":
                return markup_html.read(text, self.world.known_user)
            case "markdownv2":
                return markup_markdown.read(text, self.world.known_user)
            case "markdown":
                return markup_markdown.read_old(text, self.world.known_user)
            case "none":
                return text, []
        raise bad("unsupported parse_mode")

    def _mention(self, entity: Entity) -> Entity:
        if entity["type"] != "text_mention":
            return entity
        user = entity.get("user") or {}
        known = self.world.known_user(user.get("id", 0)) if isinstance(user, dict) else None
        if known is None:
            raise bad("user not found")
        return entity | {"user": known}


Handler = Callable[[Call], Any]
METHODS: dict[str, Handler] = {}


def method(function: Handler) -> Handler:
    """Register a function as the Bot API method of the same name."""
    head, *rest = function.__name__.split("_")
    METHODS[head + "".join(part.capitalize() for part in rest)] = function
    return function


AsyncHandler = Callable[[Call], Awaitable[Any]]


def too_many(wait_s: int) -> ApiError:
    """A 429 that says how long to wait."""
    return ApiError(429, f"Too Many Requests: retry after {wait_s}", {"retry_after": wait_s})
