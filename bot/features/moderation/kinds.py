"""Of which kinds a message is, by the names that administrators know from elsewhere."""

import re
from collections.abc import Iterable
from typing import Final

from bot.features.contents import Entity, Origin
from bot.features.messages import ChatMessage

# The place of a name is its bit in stored traces: new names go to the end, at most 63 in all.
KINDS: Final = (
    *("text", "photo", "video", "videonote", "voice", "audio", "gif", "document", "album"),
    *("sticker", "stickeranimated", "stickerpremium", "poll", "quiz", "checklist", "game"),
    *("emojigame", "contact", "location", "venue", "invoice", "giveaway", "gift", "paidmedia"),
    *("story", "forward", "forwarduser", "forwardhidden", "forwardbot", "forwardgroup"),
    *("forwardchannel", "forwardstory", "externalreply", "quote", "inline", "button", "bot"),
    *("anonchannel", "comment", "command", "url", "invitelink", "botlink", "mention"),
    *("email", "phone", "hashtag", "cashtag", "spoiler", "emojicustom", "emoji", "emojionly"),
    *("cjk", "cyrillic", "rtl", "zalgo"),
)
BITS: Final = {name: 1 << at for at, name in enumerate(KINDS)}
# Names for several kinds at once.
SETS: Final = {
    "all": KINDS,
    "media": (
        *("photo", "video", "videonote", "voice", "audio", "gif", "document", "album"),
        *("sticker", "paidmedia", "story"),
    ),
}

_OTHER: Final = tuple(
    (field, BITS[name])
    for field, name in (
        ("photo", "photo"),
        ("video", "video"),
        ("video_note", "videonote"),
        ("voice", "voice"),
        ("audio", "audio"),
        ("animation", "gif"),
        ("checklist", "checklist"),
        ("game", "game"),
        ("dice", "emojigame"),
        ("contact", "contact"),
        ("venue", "venue"),
        ("invoice", "invoice"),
        ("giveaway", "giveaway"),
        ("gift", "gift"),
        ("unique_gift", "gift"),
        ("paid_media", "paidmedia"),
        ("media_group_id", "album"),
        ("has_media_spoiler", "spoiler"),
    )
)
_MARKED: Final = {
    "url": BITS["url"],
    "text_link": BITS["url"],
    "email": BITS["email"],
    "phone_number": BITS["phone"],
    "hashtag": BITS["hashtag"],
    "cashtag": BITS["cashtag"],
    "bot_command": BITS["command"],
    "mention": BITS["mention"],
    "text_mention": BITS["mention"],
    "spoiler": BITS["spoiler"],
    "custom_emoji": BITS["emojicustom"] | BITS["emoji"],
}
_ORIGINS: Final = {
    "hidden_user": BITS["forwardhidden"],
    "chat": BITS["forwardgroup"],
    "channel": BITS["forwardchannel"],
}
_TELEGRAM: Final = r"(?i)(?:(?:t|telegram)\.(?:me|dog)/|tg://\S*?)"
_INVITING: Final = re.compile(_TELEGRAM + r"(?:\+|joinchat/|join\?invite|addlist)")
_TO_A_BOT: Final = re.compile(r"(?i)(?:@|(?:t|telegram)\.(?:me|dog)/|domain=)\w{2,29}bot(?!\w)")
_EMOJI: Final = (
    "\U0001f000-\U0001faff\u2600-\u27bf\u2b05-\u2b55\u231a-\u23ff\u25aa-\u25fe\u2934\u2935\u20e3"
)
# Joiners, variation selectors, tags, keycap digits before their sign, and gaps.
_AN_EMOJI: Final = re.compile(f"[{_EMOJI}]")
_ONLY_EMOJI: Final = re.compile(
    rf"(?:[{_EMOJI}\u200d\ufe0f\s\U000e0020-\U000e007f]|[0-9#*]\ufe0f)+"
)
# Ideographs, kana and hangul, on the first plane and beyond.
_EASTERN: Final = "\u2e80-\u30ff\u3105-\u318e\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
_BEYOND: Final = "\U00020000-\U0003ffff"
_SCRIPTS: Final = tuple(
    (re.compile(pattern), BITS[name])
    for name, pattern in (
        ("cjk", f"[{_EASTERN}{_BEYOND}]"),
        ("cyrillic", "[\u0400-\u052f\u1c80-\u1c8a\u2de0-\u2dff\ua640-\ua69f]"),
        ("rtl", "[\u0590-\u08ff\u200f\u202b\u202e\u2067\ufb1d-\ufdff\ufe70-\ufefc]"),
        ("zalgo", "[\u0300-\u036f\u0483-\u0489\u1ab0-\u1aff\u1dc0-\u1dff\ufe20-\ufe2f]{3}"),
    )
)
# Nothing but ideographs with their signs, and ASCII, as most of what is said in Chinese: of the
# scripts, no other can be in it.
_PLAIN: Final = re.compile("[\x00-\x7f\u3000-\u3002\u3400-\u9fff\uff01-\uff5e]+")
_EMOJI_BITS: Final = BITS["emoji"]
_EMOJI_ONLY: Final = BITS["emojionly"] | BITS["emoji"]


def mask_of(names: Iterable[str]) -> int:
    """Return the bits of some kinds or sets of kinds; a name that nobody knows has none."""
    mask = 0
    for name in names:
        for each in SETS.get(name, (name,)):
            mask |= BITS.get(each, 0)
    return mask


def names_of(mask: int) -> tuple[str, ...]:
    """Return the names of the kinds whose bits are set, a whole set of them by its own name."""
    names = []
    for name, members in SETS.items():
        whole = mask_of(members)
        if mask & whole == whole:
            names.append(name)
            mask &= ~whole
    return (*names, *(name for name, bit in BITS.items() if mask & bit))


def kinds_of(message: ChatMessage) -> int:
    """Return every kind that a message is of, as bits of `BITS`."""
    mask = _frame(message)
    if message.text is not None:
        mask |= BITS["text"]
    else:
        mask |= _contents(message)
    words = message.words
    if words:
        mask |= _written(words, message.marks)
    return mask


def _frame(message: ChatMessage) -> int:
    """Whose message it is, where it comes from and what hangs on it."""
    mask = 0 if message.forward_origin is None else _forwarded(message.forward_origin)
    if message.reply_markup is not None and message.reply_markup.inline_keyboard:
        mask |= BITS["button"]
    if message.external_reply is not None:
        mask |= BITS["externalreply"]
    if message.quote is not None:
        mask |= BITS["quote"]
    if message.via_bot is not None:
        mask |= BITS["inline"]
    answered = message.reply_to_message
    if answered is not None and answered.is_automatic_forward:
        mask |= BITS["comment"]
    return mask | _speaking(message)


def _forwarded(origin: Origin) -> int:
    if origin.sender_user is not None:
        return BITS["forward"] | BITS["forwardbot" if origin.sender_user.is_bot else "forwarduser"]
    return BITS["forward"] | _ORIGINS.get(origin.type, 0)


def _speaking(message: ChatMessage) -> int:
    if message.sender_chat is not None:
        is_ours = message.sender_chat.id == message.chat.id or message.is_automatic_forward
        return 0 if is_ours else BITS["anonchannel"]
    return BITS["bot"] if message.sender is not None and message.sender.is_bot else 0


def _contents(message: ChatMessage) -> int:
    """What it holds besides words."""
    mask = 0
    for field, bit in _OTHER:
        if getattr(message, field):
            mask |= bit
    # Telegram names a GIF a document too, and a venue a location.
    if message.document is not None and message.animation is None:
        mask |= BITS["document"]
    if message.location is not None and message.venue is None:
        mask |= BITS["location"]
    if message.story is not None:
        mask |= BITS["story"] | BITS["forwardstory"]
    if message.poll is not None:
        mask |= BITS["quiz" if message.poll.type == "quiz" else "poll"]
    sticker = message.sticker
    if sticker is not None:
        mask |= BITS["sticker"]
        if sticker.is_animated or sticker.is_video:
            mask |= BITS["stickeranimated"]
        if sticker.premium_animation is not None:
            mask |= BITS["stickerpremium"]
    return mask


def _written(words: str, marks: tuple[Entity, ...]) -> int:
    """What its words are and what they lead to."""
    mask = 0
    for mark in marks:
        mask |= _MARKED.get(mark.type, 0)
        if mark.url is not None:
            mask |= _leading(mark.url)
    if mask & _LEADING:
        mask |= _leading(words)
    if words.isascii():
        return mask
    is_plain = _PLAIN.fullmatch(words) is not None
    for pattern, bit in _SCRIPTS[:1] if is_plain else _SCRIPTS:
        if pattern.search(words):
            mask |= bit
    if not is_plain and _AN_EMOJI.search(words):
        mask |= _EMOJI_ONLY if _ONLY_EMOJI.fullmatch(words) else _EMOJI_BITS
    return mask


_LEADING: Final = BITS["url"] | BITS["mention"]


def _leading(words: str) -> int:
    mask = BITS["invitelink"] if _INVITING.search(words) else 0
    return mask | BITS["botlink"] if _TO_A_BOT.search(words) else mask
