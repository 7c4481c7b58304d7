"""Which words and patterns are found, however they are dressed up."""

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.moderation.rules import EXEMPT_VOICES, Finding, Terms, examine, is_exempt
from bot.kit.folding import fold
from tests.moderation.lines import LINES

pytestmark = pytest.mark.feature("R2")

WORDS = ("加微信", "兼职刷单", "Free Crypto", "代开发票", "ｖｉｐ群", "赌 场", "straße")
PATTERNS = (r"(?i)t\.me/\+\w+", r"\b1[3-9]\d{9}\b", r"[vV][xX][:：]\s*\w{5,}")
TERMS = Terms("on", WORDS, PATTERNS)


@pytest.mark.parametrize(
    ("said", "entry"),
    [
        ("快来加微信领取", 1),
        ("加\u200b微\u200d信", 1),
        ("\u202e加\ufeff微信", 1),
        ("加\u00ad微\ufe0f信", 1),
        ("free crypto", 3),
        ("FREE CRYPTO now", 3),
        ("Ｆｒｅｅ　Ｃｒｙｐｔｏ", 3),
        ("𝐅𝐫𝐞𝐞 𝐂𝐫𝐲𝐩𝐭𝐨", 3),
        ("拉你进VIP群", 5),
        ("来ｖｉｐ群吧", 5),
        ("STRASSE", 7),
    ],
)
def test_a_word_is_found_in_any_dress(said: str, entry: int) -> None:
    """Full width, case, invisible marks and letter styles hide nothing; the entry is named."""
    assert examine(said, TERMS) == Finding("words", f"words {entry}")


@pytest.mark.parametrize(
    ("said", "entry"),
    [("go to T.me/+AbCdEf", 1), ("call 13912345678 now", 2), ("vx: abc123", 3)],
)
def test_a_pattern_is_found_as_written(said: str, entry: int) -> None:
    """Patterns see the text itself; which one it was is named."""
    assert examine(said, TERMS) == Finding("patterns", f"patterns {entry}")


def test_two_hundred_plain_sentences_are_left_in_peace() -> None:
    """Chinese and English chatter, with links, numbers and addresses: no finding at all."""
    found = {line: finding for line in LINES if (finding := examine(line, TERMS)) is not None}

    assert len(LINES) == 200
    assert found == {}


def test_a_word_is_only_the_whole_of_itself() -> None:
    """What merely shares characters with a word is none."""
    assert examine("加微博信", TERMS) is None
    assert examine("free range eggs, crypto", TERMS) is None


@pytest.mark.parametrize("mode", ["shadow", "on"])
def test_both_modes_find(mode: str) -> None:
    """Shadow mode looks as closely; switched off, nothing is looked at."""
    assert examine("加微信", Terms(mode, WORDS)) is not None  # type: ignore[arg-type]
    assert examine("加微信", Terms("off", WORDS)) is None


def test_the_longest_entry_is_named() -> None:
    """Of two entries that begin at one place the more telling one is named."""
    assert examine("免费领取手机", Terms("on", ("免费", "免费领取"))) == Finding(
        "words", "words 2"
    )


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_examining_never_fails(said: str, words: list[str]) -> None:
    """Whatever is said and whatever stands on the list, there is a finding or none."""
    finding = examine(said, Terms("on", tuple(words)))

    assert finding is None or finding.check == "words"


@given(st.text(min_size=1).filter(lambda word: fold(word).strip() != ""), st.text(), st.text())
def test_what_contains_a_word_is_found(word: str, before: str, after: str) -> None:
    """Plain letters around a word do not hide it."""
    if fold(before + word + after).find(fold(word)) >= 0:
        assert examine(before + word + after, Terms("on", (word,))) is not None


@given(st.text())
def test_folding_twice_changes_nothing_that_is_ascii(said: str) -> None:
    """Folding is lower case for plain letters, and never fails."""
    plain = "".join(character for character in said if character.isascii())

    assert fold(plain) == plain.lower()
    assert fold(said) is not None


def test_a_word_that_is_all_invisible_matches_nothing() -> None:
    """An entry that folds to nothing must not be found in every message."""
    assert examine("good morning", Terms("on", ("\u200b",))) is None


def test_a_thousand_words_and_a_nasty_pattern_cost_linear_time() -> None:
    """A pattern that sends a backtracking engine into years is done at once."""
    terms = Terms("on", tuple(f"词条{number}" for number in range(1000)), (r"(a+)+$",))
    examine("warm", terms)
    began = time.process_time()

    assert examine("a" * 4000 + "b", terms) is None
    assert time.process_time() - began < 1


@pytest.mark.parametrize("voice", ["person", "channel", "bot"])
def test_members_channels_and_bots_are_judged(voice: str) -> None:
    """Everybody but the house's own voices, unless they administer the chat."""
    assert not is_exempt(voice, is_administrator=False)  # type: ignore[arg-type]
    assert is_exempt(voice, is_administrator=True)  # type: ignore[arg-type]


def test_the_houses_own_voices_are_not_judged() -> None:
    """Anonymous admins, the linked channel and service messages are left alone."""
    assert {"anonymous_admin", "linked_channel", "none"} == EXEMPT_VOICES
