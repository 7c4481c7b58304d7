"""Text files that somebody sent to the bot: fetched whole, and read."""

from typing import Final

from telegram.error import NetworkError, TimedOut

from bot.kit.encodings import decoded
from bot.runtime.outcomes import Done, Outcome, Rejected, Unsent
from bot.runtime.requests import BotApi

# The method by which Telegram says where a file is; as a delivery, the text is its result.
FILE: Final = "getFile"
# Nobody writes longer lists by hand.
LARGEST: Final = 2_000_000


async def fetched(api: BotApi, asked: Outcome) -> Outcome:
    """Fetch the file of which Telegram has told where it is; whatever else it said stays."""
    if not isinstance(asked, Done):
        return asked
    path = asked.result.get("file_path") if isinstance(asked.result, dict) else None
    try:
        content = await api.download(path) if isinstance(path, str) else None
    except TimedOut:
        return Unsent("no answer in time")
    except NetworkError as error:
        return Unsent(error.message)
    if content is None or len(content) > LARGEST:
        return Rejected("the file is not there" if content is None else "the file is too large")
    return Done({"content": text_of(content)})


def text_of(content: bytes) -> str:
    """Return what stands in a text file, as spreadsheets write them in our languages.

    Without NUL, which no database of ours takes into a text.
    """
    return decoded(content).replace("\0", "")
