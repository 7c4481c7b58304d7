"""One act in hand: who acts, with what fields, and where those lead."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from bot.rehearsal.errors import ActError, missing, not_allowed
from bot.rehearsal.membership import is_in
from bot.rehearsal.posting import SERVICE
from bot.rehearsal.render import Json
from bot.rehearsal.state import Chat, Member, Person, Stored
from bot.rehearsal.world import World


@dataclass(frozen=True, slots=True)
class Deed:
    """An act of a person."""

    world: World
    me: Person
    fields: Json

    def get(self, name: str, default: Any = None) -> Any:
        """A field, or what stands in for it."""
        value = self.fields.get(name)
        return default if value is None else value

    def whole(self, name: str) -> int:
        """A required whole number."""
        value = self.fields.get(name)
        if isinstance(value, bool) or not isinstance(value, int):
            raise ActError(f'"{name}" must be a whole number.')
        return value

    def text(self, name: str) -> str:
        """A required text."""
        value = self.fields.get(name)
        if not isinstance(value, str) or not value.strip():
            raise ActError(f'"{name}" must be a text.')
        return value

    def chat(self, *, inside: bool = True) -> Chat:
        """The chat meant; the person must be in it unless told otherwise."""
        chat_id = self.whole("chat_id")
        if chat_id == self.world.bot.id:
            chat_id = self.me.id
        chat = self.world.find_chat(chat_id)
        if chat.type == "private":
            if chat.id != self.me.id:
                raise not_allowed("A DM with the bot belongs to its person alone.")
            return chat
        if chat.migrated_to:
            raise not_allowed(f"The group has become the supergroup {chat.migrated_to}.")
        if inside and not is_in(self.standing(chat)):
            raise not_allowed(f"{self.me.first_name} is not in {chat.title}.")
        return chat

    def standing(self, chat: Chat) -> Member:
        """The person's own standing."""
        return self.world.standing(chat, self.me.id)

    def power(self, chat: Chat, right: str) -> None:
        """Refuse unless the person is the owner or an administrator with this right."""
        mine = self.standing(chat)
        if mine.status == "creator":
            return
        if mine.status == "administrator" and mine.rights.get(right, False):
            return
        raise not_allowed(f"{self.me.first_name} lacks the right {right} in {chat.title}.")

    def allowed(self, chat: Chat, permission: str) -> bool:
        """Whether the person may do this here as a member."""
        if chat.type == "private":
            return True
        mine = self.standing(chat)
        if mine.status in {"creator", "administrator"}:
            return True
        if chat.type == "channel" or not is_in(mine):
            return False
        free = mine.status != "restricted" or mine.rights.get(permission, False)
        return free and chat.permissions.get(permission, False)

    def message(self, chat: Chat, name: str = "message_id") -> Stored:
        """The message meant: an id, {"ref": …} given at sending, or -1 for the last one said."""
        wanted = self.fields.get(name)
        if isinstance(wanted, dict) and "ref" in wanted:
            wanted = self.world.state.refs.get(f"{chat.id}:{wanted['ref']}", 0)
        if isinstance(wanted, bool) or not isinstance(wanted, int):
            raise ActError(f'"{name}" must be the id of a message.')
        if wanted < 0:
            said = (
                stored
                for stored in reversed(chat.messages.values())
                if not stored.deleted and not SERVICE & stored.data.keys()
            )
            found = next((m for n, m in enumerate(said, 1) if n == -wanted), None)
        else:
            found = chat.messages.get(wanted)
        if found is None:
            raise missing(f"There is no message {wanted} in this chat.")
        return found


Doing = Callable[[Deed], Json]
DEEDS: dict[str, Doing] = {}


def deed(name: str) -> Callable[[Doing], Doing]:
    """Register a function as the act of this name."""

    def register(function: Doing) -> Doing:
        DEEDS[name] = function
        return function

    return register
