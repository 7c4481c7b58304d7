"""What a message may hold besides words, as plain values: enough to judge it by."""

from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct

# Telegram's ids are up to 52 bits; anything larger is a fault and must not reach the database.
Id: TypeAlias = Annotated[int, Meta(ge=-(2**52), le=2**52)]


class Account(Struct, frozen=True):
    """A person or bot, as Telegram shows it with what it did."""

    id: Id
    first_name: str
    is_bot: bool = False
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = None

    @property
    def name(self) -> str:
        """The name that chats show."""
        return f"{self.first_name} {self.last_name}" if self.last_name else self.first_name


class Chat(Struct, frozen=True):
    """Where something happened."""

    id: Id
    type: str
    title: str | None = None
    username: str | None = None
    is_forum: bool = False

    @property
    def is_private(self) -> bool:
        """Whether it is the DM with a person."""
        return self.type == "private"

    @property
    def is_group(self) -> bool:
        """Whether people talk here together."""
        return self.type in {"group", "supergroup"}


class Entity(Struct, frozen=True):
    """A marked part of a text; offset and length are in UTF-16 units."""

    type: str
    offset: int
    length: int
    url: str | None = None
    user: Account | None = None


class Something(Struct, frozen=True):
    """An object of which it is enough to know that it is there."""


class Dice(Struct, frozen=True):
    """A die that Telegram threw."""

    emoji: str = ""
    value: int = 0


class Media(Struct, frozen=True):
    """A file that Telegram holds."""

    file_id: str = ""


class Sticker(Struct, frozen=True):
    """A sticker."""

    file_id: str = ""
    is_animated: bool = False
    is_video: bool = False
    premium_animation: Something | None = None


class Document(Struct, frozen=True):
    """A file of any kind."""

    file_id: str = ""
    file_name: str | None = None
    mime_type: str | None = None
    file_size: int = 0


class Origin(Struct, frozen=True):
    """Where a forwarded message comes from."""

    type: str
    sender_user: Account | None = None
    sender_user_name: str | None = None
    sender_chat: Chat | None = None
    chat: Chat | None = None


class Quote(Struct, frozen=True):
    """The part of another message that is quoted: shown, and written by somebody else."""

    text: str = ""
    entities: tuple[Entity, ...] = ()


class Option(Struct, frozen=True):
    """An answer that a poll offers, and how many chose it."""

    text: str = ""
    voter_count: int = 0


class Poll(Struct, frozen=True):
    """A poll: its author wrote the question and the options."""

    question: str = ""
    options: tuple[Option, ...] = ()
    type: str = "regular"
    id: str = ""
    total_voter_count: int = 0
    is_closed: bool = False


class Contact(Struct, frozen=True):
    """Somebody's telephone number."""

    phone_number: str = ""
    first_name: str = ""
    user_id: Id | None = None


class Key(Struct, frozen=True):
    """A button under a message."""

    text: str = ""
    url: str | None = None
    callback_data: str | None = None


class Keys(Struct, frozen=True):
    """The buttons under a message."""

    inline_keyboard: tuple[tuple[Key, ...], ...] = ()


class Contents(Struct, frozen=True, kw_only=True):
    """The fields that make a message more than its words."""

    photo: tuple[Media, ...] = ()
    video: Media | None = None
    video_note: Media | None = None
    voice: Media | None = None
    audio: Media | None = None
    animation: Media | None = None
    document: Document | None = None
    sticker: Sticker | None = None
    contact: Contact | None = None
    location: Something | None = None
    venue: Something | None = None
    poll: Poll | None = None
    dice: Dice | None = None
    game: Something | None = None
    story: Something | None = None
    invoice: Something | None = None
    giveaway: Something | None = None
    checklist: Something | None = None
    paid_media: Something | None = None
    forward_origin: Origin | None = None
    external_reply: Any = None
    quote: Quote | None = None
    reply_markup: Keys | None = None
    has_media_spoiler: bool = False


__all__ = [
    "Account",
    "Chat",
    "Contact",
    "Contents",
    "Document",
    "Entity",
    "Id",
    "Key",
    "Keys",
    "Media",
    "Option",
    "Origin",
    "Poll",
    "Quote",
    "Something",
    "Sticker",
]
