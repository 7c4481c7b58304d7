"""What an eye reads: texts folded to one form, whatever they are dressed up in."""

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.kit.folding import fold, guesses, skeleton
from bot.kit.likeness import is_near, is_own, likeness, likenesses
from tests.moderation.lines import FAIR, LINES

pytestmark = pytest.mark.feature("R2")

ANYTHING = st.text(
    st.one_of(st.characters(), st.sampled_from("aab c.-加微信аеои \t\n\r,!é1\u0301"))
)


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("ＦＲＥＥ　money", "free money"),
        ("加\u200b微\u2060信", "加微信"),
        ("𝕱𝖗𝖊𝖊 🅵🆁🅴🅴 ⓕⓡⓔⓔ ᴄᴏɪɴ", "free free free coin"),
        ("раypal сrурtо", "paypal crypto"),
        ("зaрaбoтoк", "заработок"),
        ("αlpha Ꮯash", "alpha cash"),
        ("免費領取 臺灣", "免费领取台湾"),
        ("crème Ž̴̧a̶l̷g̸o", "creme zalgo"),
        ("f r e e   c a s h", "free cash"),
        ("加.微.信 加-微-信 加💰微💰信", "加微信加微信加微信"),
        ("赌 场", "赌场"),
        ("freeeeee!!!", "freee!!!".replace("eee", "ee")),
        ("哈哈哈哈哈", "哈哈"),
        ("①② ٣٤ 𝟝", "12 34 5"),
        ("1000000", "1000000"),
    ],
)
def test_disguises_are_read(written: str, read: str) -> None:
    """Width, style, script, variants, accents, gaps and stretching are undone."""
    assert skeleton(written) == read


@pytest.mark.parametrize(
    "plain",
    [
        *("good morning, how are you?", "привет, как дела", "мой ёлка".replace("ё", "е")),
        *(
            "你好,我来了!",
            "早上好\n大家好",
            "t.me/+abcd",
            "node.js 3.14",
            "다음 주 토요일",
            "ばびぶ",
        ),
    ],
)
def test_plain_texts_stay_as_they_are(plain: str) -> None:
    """Ordinary words of any language are left readable."""
    assert skeleton(plain) == plain


def test_ordinary_lines_keep_their_letters() -> None:
    """Of ordinary chat nothing is lost but case, gaps between ideographs and stretched letters."""
    for line in (*LINES, *FAIR):
        had = re.sub(r"([^\W\d])\1{2,}", r"\1\1", fold(line))
        kept = [sum(each.isalnum() for each in said) for said in (skeleton(line), had)]
        assert kept[0] == kept[1], line


@given(ANYTHING)
def test_folding_again_changes_nothing(said: str) -> None:
    """A skeleton is its own skeleton, of whatever it was made."""
    assert skeleton(skeleton(said)) == skeleton(said)


@given(ANYTHING)
def test_folding_never_fails(said: str) -> None:
    """Whatever somebody sends, it is folded; plain letters are only put in lower case."""
    plain = "".join(each for each in said if each.isascii())

    assert fold(plain) == plain.lower()
    assert isinstance(fold(said) + skeleton(said), str)
    assert all(isinstance(each, str) for each in guesses(said, skeleton(said)))


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("fr33 crypt0", ("free crypto",)),
        ("soooo good", ("so good",)),
        ("b00k", ("book",)),
        *(
            ("good morning", ()),
            ("call 13912345678", ()),
            ("今天 3 点 20 分", ()),
            ("ABC 2024", ()),
        ),
    ],
)
def test_guesses_are_made_where_there_is_something_to_guess(
    said: str, expected: tuple[str, ...]
) -> None:
    """Digits among letters and stretched letters are read once more; ordinary texts are not."""
    assert guesses(said, skeleton(said)) == expected


@pytest.mark.parametrize(
    "said", ["a b c-d-e.f.g," * 290, "加-" * 2000, "\ufdfa" * 4000, "a\n" * 2000, "а" * 4000 + "a"]
)
def test_the_longest_message_is_folded_at_once(said: str) -> None:
    """Nobody holds up the line with what is built to be slow."""
    began = time.process_time()
    skeleton(said)

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("one", "other", "is_alike"),
    [
        *(("Ada Lovelace", "ADA  LOVELACE", True), ("Ada Lovelace", "Аdа L0velасe", True)),
        *(("admin_joe", "admln-joe", True), ("modern", "rnodem", True)),
        *(("Ada Lovelace", "Ada Lovelance", False), ("王小明", "王小红", False)),
    ],
)
def test_names_that_look_the_same(one: str, other: str, *, is_alike: bool) -> None:
    """Names are compared as a hurried eye does."""
    assert (likeness(one) == likeness(other)) is is_alike


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        *(("lovelace", "lovelacee", True), ("lovelace", "lovelce", True)),
        *(("lovelace", "lovelaze", True), ("lovelace", "lovelcae", True)),
        *(("lovelace", "lavelaze", False), ("joe", "joey", False), ("lovelace", "grace", False)),
    ],
)
def test_names_that_are_near(one: str, other: str, *, expected: bool) -> None:
    """One letter put in, left out, changed or swapped is near, in a name long enough."""
    assert is_near(one, other) is expected


def test_a_short_name_is_nobodys_own() -> None:
    """Two people called Mei are no impostors; three ideographs are a whole name."""
    assert not is_own("mei")
    assert is_own("王小明")
    assert likenesses(("Mei", "Mei Wang", "Mei  Wang")) == (likeness("mei wang"),)
