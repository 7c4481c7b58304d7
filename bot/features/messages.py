"""What Telegram tells, as plain values: drawn straight from the JSON or from its objects."""

from datetime import UTC, datetime
from typing import Annotated, Any, TypeAlias

from msgspec import Meta, Struct, field

from bot.features.contents import Account, Chat, Contents, Entity, Id, Something

Seconds: TypeAlias = Annotated[int, Meta(ge=0, le=32_503_680_000)]  # to the year 3000

ANONYMOUS_ADMIN = 1087968824
CHANNEL_SENDER = 136817688
AUTO_FORWARD = 777000


class Replied(Contents, frozen=True, kw_only=True):
    """The message that another answers, itself without what it answered."""

    message_id: Id
    date: int = 0
    sender: Account | None = field(default=None, name="from")
    sender_chat: Chat | None = None
    is_automatic_forward: bool = False
    text: str | None = None
    caption: str | None = None
    entities: tuple[Entity, ...] = ()
    caption_entities: tuple[Entity, ...] = ()
    media_group_id: str | None = None

    @property
    def words(self) -> str:
        """What its sender wrote: the text, or the caption of a picture."""
        return self.text or self.caption or ""

    @property
    def pressed(self) -> tuple[str, ...]:
        """What the buttons below it say when they are pressed."""
        rows = self.reply_markup.inline_keyboard if self.reply_markup else ()
        return tuple(key.callback_data for row in rows for key in row if key.callback_data)


class Notices(Contents, frozen=True, kw_only=True):
    """The fields of which each makes a message a notice of Telegram's: nobody said it."""

    pinned_message: Something | None = None
    new_chat_photo: tuple[Something, ...] | None = None
    delete_chat_photo: bool = False
    group_chat_created: bool = False
    supergroup_chat_created: bool = False
    channel_chat_created: bool = False
    message_auto_delete_timer_changed: Something | None = None
    successful_payment: Something | None = None
    refunded_payment: Something | None = None
    users_shared: Something | None = None
    chat_shared: Something | None = None
    connected_website: str | None = None
    write_access_allowed: Something | None = None
    proximity_alert_triggered: Something | None = None
    boost_added: Something | None = None
    chat_background_set: Something | None = None
    checklist_tasks_done: Something | None = None
    checklist_tasks_added: Something | None = None
    direct_message_price_changed: Something | None = None
    paid_message_price_changed: Something | None = None
    forum_topic_created: Something | None = None
    forum_topic_edited: Something | None = None
    forum_topic_closed: Something | None = None
    forum_topic_reopened: Something | None = None
    general_forum_topic_hidden: Something | None = None
    general_forum_topic_unhidden: Something | None = None
    giveaway_created: Something | None = None
    giveaway_completed: Something | None = None
    video_chat_scheduled: Something | None = None
    video_chat_started: Something | None = None
    video_chat_ended: Something | None = None
    video_chat_participants_invited: Something | None = None
    web_app_data: Something | None = None
    gift: Something | None = None
    unique_gift: Something | None = None
    gift_upgrade_sent: Something | None = None
    suggested_post_approved: Something | None = None
    suggested_post_approval_failed: Something | None = None
    suggested_post_declined: Something | None = None
    suggested_post_paid: Something | None = None
    suggested_post_refunded: Something | None = None
    chat_owner_left: Something | None = None
    chat_owner_changed: Something | None = None
    managed_bot_created: Something | None = None
    poll_option_added: Something | None = None
    poll_option_deleted: Something | None = None


_NOTICES = tuple(
    name for name in Notices.__struct_fields__ if name not in Contents.__struct_fields__
)


class ChatMessage(Notices, frozen=True):
    """A message, new or edited."""

    message_id: Id
    date: Seconds
    chat: Chat
    sender: Account | None = field(default=None, name="from")
    sender_chat: Chat | None = None
    edit_date: Seconds | None = None
    is_automatic_forward: bool = False
    message_thread_id: Id | None = None
    is_topic_message: bool = False
    text: str | None = None
    caption: str | None = None
    entities: tuple[Entity, ...] = ()
    caption_entities: tuple[Entity, ...] = ()
    reply_to_message: Replied | None = None
    media_group_id: str | None = None
    via_bot: Account | None = None
    new_chat_members: tuple[Account, ...] = ()
    left_chat_member: Account | None = None
    migrate_to_chat_id: Id | None = None
    migrate_from_chat_id: Id | None = None
    new_chat_title: str | None = None

    @property
    def at(self) -> datetime:
        """The moment at which it was sent."""
        return datetime.fromtimestamp(self.date, UTC)

    @property
    def words(self) -> str:
        """What its sender wrote: the text, or the caption of a picture."""
        return self.text or self.caption or ""

    @property
    def marks(self) -> tuple[Entity, ...]:
        """The entities of what its sender wrote."""
        return self.entities or self.caption_entities

    @property
    def is_command(self) -> bool:
        """Whether it begins with a slash command."""
        return self.text is not None and self.text.startswith("/")

    @property
    def is_service(self) -> bool:
        """Whether it tells of a change in the chat that a feature follows."""
        return bool(
            self.new_chat_members
            or self.left_chat_member
            or self.migrate_to_chat_id
            or self.migrate_from_chat_id
            or self.new_chat_title
        )

    @property
    def is_notice(self) -> bool:
        """Whether Telegram tells of something here that nobody said."""
        if self.text is not None:
            return False
        told = (getattr(self, name) for name in _NOTICES)
        return any(each is not None and each is not False for each in told)

    @property
    def is_gift(self) -> bool:
        """Whether it tells of something that somebody gave."""
        return self.gift is not None or self.unique_gift is not None

    @property
    def is_to_all(self) -> bool:
        """Whether it is nobody who could be answered: a bot, or the linked channel's own post."""
        is_bot = self.sender is not None and self.sender.is_bot and self.sender_chat is None
        return is_bot or self.is_automatic_forward

    @property
    def person(self) -> Account | None:
        """The human being who sent it; none behind an anonymous admin, a channel or a bot."""
        if self.sender is None or self.sender.is_bot or self.sender_chat is not None:
            return None
        return None if self.is_automatic_forward else self.sender


class Place(Struct, frozen=True):
    """The part of a pressed message that tells where it is."""

    chat: Chat
    message_id: Id


class Press(Struct, frozen=True):
    """A press of an inline button."""

    id: str
    sender: Account = field(name="from")
    message: Place | None = None


class Vote(Struct, frozen=True):
    """Somebody's answer to a poll: without options taken back; a chat that votes has no `user`."""

    poll_id: Annotated[str, Meta(max_length=64)]
    option_ids: tuple[Annotated[int, Meta(ge=0, lt=100)], ...] = ()
    user: Account | None = None


class Reaction(Struct, frozen=True):
    """A change of somebody's reactions to a message."""

    chat: Chat
    message_id: Id
    date: Seconds
    new_reaction: tuple[Any, ...] = ()
    old_reaction: tuple[Any, ...] = ()
    user: Account | None = None

    @property
    def at(self) -> datetime:
        """The moment at which it happened."""
        return datetime.fromtimestamp(self.date, UTC)


class Status(Struct, frozen=True):
    """Somebody's status in a chat, with the rights that it says."""

    status: str
    user: Account
    is_member: bool = False
    is_anonymous: bool = False
    can_be_edited: bool = False
    can_manage_chat: bool = False
    can_delete_messages: bool = False
    can_manage_video_chats: bool = False
    can_restrict_members: bool = False
    can_promote_members: bool = False
    can_change_info: bool = False
    can_invite_users: bool = False
    can_post_messages: bool = False
    can_edit_messages: bool = False
    can_pin_messages: bool = False
    can_manage_topics: bool = False
    can_manage_tags: bool = False
    # What a restriction says: whether somebody may write, and until when it lasts; 0 is for good.
    can_send_messages: bool = True
    until_date: Seconds = 0

    @property
    def rights(self) -> dict[str, bool]:
        """The rights that it says, by Telegram's names."""
        return {name: getattr(self, name) for name in RIGHTS if getattr(self, name)}


RIGHTS = tuple(
    name
    for name in Status.__struct_fields__
    if name.startswith("can_") and name not in {"can_be_edited", "can_send_messages"}
)


class Link(Struct, frozen=True):
    """An invitation link, as whoever came by it shows it; another's is told with its end cut."""

    invite_link: str
    creator: Account
    name: str | None = None
    creates_join_request: bool = False


class Request(Struct, frozen=True):
    """Somebody asks to join a chat; for five minutes the bot may write to `user_chat_id`."""

    chat: Chat
    sender: Account = field(name="from")
    user_chat_id: Id
    date: Seconds
    bio: str | None = None
    invite_link: Link | None = None

    @property
    def at(self) -> datetime:
        """The moment at which they asked."""
        return datetime.fromtimestamp(self.date, UTC)


class Change(Struct, frozen=True):
    """A change of somebody's status in a chat, the bot's own included."""

    chat: Chat
    date: Seconds
    sender: Account = field(name="from")
    old: Status = field(name="old_chat_member")
    new: Status = field(name="new_chat_member")
    # How somebody came, where Telegram says it.
    invite_link: Link | None = None
    via_join_request: bool = False

    @property
    def at(self) -> datetime:
        """The moment at which it happened."""
        return datetime.fromtimestamp(self.date, UTC)
