"""What a reply shows of another chat is found, and held against nobody."""

from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.features.moderation.bench import Bench
from bot.features.moderation.quoting import look_at_quote
from bot.features.moderation.rules import Terms, effective
from tests.moderation.speaking import CHANNEL, message, said

pytestmark = pytest.mark.feature("R2")

BENCH = Bench(
    Terms(
        mode="on",
        checks=checks_with(
            words={"words": ("casino",), "action": "ban"},
            links={"denied": ("evil.example",), "action": "mute"},
            kinds={"locked": ("quote",)},
        ),
    )
)
ELSEWHERE = {"origin": {"type": "channel", "chat": CHANNEL, "message_id": 7}, "chat": CHANNEL}
LINK = {"type": "text_link", "offset": 0, "length": 4, "url": "https://evil.example"}


def found(words: str, **quote: Any) -> dict[str, str]:
    """What is found in a quote from another chat, and what may be done about it."""
    given = message(words, external_reply=ELSEWHERE, quote={"position": 0} | quote)
    return {each.check: effective(each) for each in look_at_quote(BENCH, said(given))}


def test_words_and_links_of_others_are_reported_alone() -> None:
    """Whatever the action is: nobody is sanctioned for what others wrote."""
    assert found("look", text="our casino") == {"words": "report"}
    assert found("look", text="here", entities=[LINK]) == {"links": "report"}


def test_an_innocent_quote_is_nothing() -> None:
    """Neither the words beside it nor that there is a quote are found a second time."""
    assert found("casino", text="the weather is fine") == {}


def test_what_was_said_here_was_judged_here() -> None:
    """A quote of this chat's own messages is not looked at again."""
    given = message("look", quote={"position": 0, "text": "our casino"})

    assert look_at_quote(BENCH, said(given)) == ()
