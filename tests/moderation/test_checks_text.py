"""What the checks on words, patterns, links, invitations, scripts and names find, and what not."""

import time
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.contents import Account, Chat
from bot.features.moderation.checks import invites, links, names, patterns, scripts, words
from bot.features.moderation.rules import Stance
from bot.kit.likeness import likenesses
from tests.moderation.lines import FAIR, LINES
from tests.moderation.saying import checks_that_find, entry_in, found_in, said

pytestmark = pytest.mark.feature("R2")

LISTED = (
    *("加微信", "Free Crypto", "crypt?coin", "*ass*", "casin*", '"don\'t buy"', "=hello"),
    *("免*领取", "ｖｉｐ群", "139123", "straße", "заработок", "赌 场", "t.me/scam"),
)
WORDS = words.Terms(words=LISTED)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        ("快来加微信领取", "加微信"),
        ("加\u200b微\u200d信", "加微信"),
        ("\u202e加\ufeff微信", "加微信"),
        ("加\u00ad微\ufe0f信", "加微信"),
        ("来加 微 信吧", "加微信"),
        ("加.微.信", "加微信"),
        ("加-微-信", "加微信"),
        ("加💰微💰信", "加微信"),
        ("加\n微\n信", "加微信"),
        ("free crypto", "Free Crypto"),
        ("get FREE  CRYPTO now", "Free Crypto"),
        ("Ｆｒｅｅ　Ｃｒｙｐｔｏ", "Free Crypto"),
        ("𝐅𝐫𝐞𝐞 𝐂𝐫𝐲𝐩𝐭𝐨", "Free Crypto"),
        ("🅵🆁🅴🅴 ᴄʀʏᴘᴛᴏ", "Free Crypto"),
        ("frее сryрtо", "Free Crypto"),
        ("f r e e   c r y p t o", "Free Crypto"),
        ("f.r.e.e c-r-y-p-t-o", "Free Crypto"),
        ("free_crypto!", "Free Crypto"),
        ("#free-crypto", "Free Crypto"),
        ("free\ncrypto", "Free Crypto"),
        ("fr33 crypt0", "Free Crypto"),
        ("freeeee crypto", "Free Crypto"),
        ("f̶r̷e̸e̵ c̶r̷y̸p̵t̶o̷", "Free Crypto"),
        ("cryptocoin", "crypt?coin"),
        ("a classic", "*ass*"),
        ("many casinos", "casin*"),
        ("DON'T BUY it", '"don\'t buy"'),
        ("Hello!", "=hello"),
        ("免费限时领取手机", "免*领取"),
        ("拉你进VIP群", "ｖｉｐ群"),
        ("call 139123 now", "139123"),
        ("STRASSE", "straße"),
        ("зapaбoтoк от 100", "заработок"),
        ("澳门赌场", "赌 场"),
        ("澳門賭場上線", "赌 场"),
        ("see T.me/Scam", "t.me/scam"),
    ],
)
def test_a_word_is_found_in_any_dress(text: str, entry: str) -> None:
    """Width, case, look-alikes, gaps and variants hide nothing; the entry is named."""
    assert entry_in("words", WORDS, text) == LISTED.index(entry) + 1


@pytest.mark.parametrize(
    "text",
    [
        *("加微博信", "free range eggs, crypto", "Is it free? Crypto is dull.", "freecell crypto"),
        *("cryptXXcoin", "encrypts coin", "cas in", "dont buy", "hello you", "say hello"),
        *("免于；领取", "1391234", "7139123", "заработки", "", "   ", "!!!", "\u200b"),
    ],
)
def test_a_word_is_only_the_whole_of_itself(text: str) -> None:
    """What merely shares letters with an entry is none of it."""
    assert entry_in("words", WORDS, text) is None


def test_the_longest_entry_is_named() -> None:
    """Of two entries that begin at one place the more telling one is named."""
    assert entry_in("words", words.Terms(words=("免费", "免费领取")), "免费领取手机") == 2


@pytest.mark.parametrize("entry", ["\u200b", "*", "?*", '"', "=", "...", "", "💰"])
def test_an_entry_of_nothing_finds_nothing(entry: str) -> None:
    """What folds to nothing must not be found in every message."""
    assert entry_in("words", words.Terms(words=(entry,)), "good morning 💰 = ? * ...") is None


@given(st.text(), st.lists(st.text(min_size=1), min_size=1, max_size=4))
def test_looking_for_words_never_fails(text: str, listed: list[str]) -> None:
    """Whatever is said and whatever stands on the list, there is a finding or none."""
    entry = entry_in("words", words.Terms(words=tuple(listed)), said(text))

    assert entry is None or 1 <= entry <= len(listed)


@given(st.text("abcdefghknoprstuvwx加微信免费领取", min_size=2, max_size=9))
def test_what_is_listed_is_found_among_others(word: str) -> None:
    """An entry is found between other words, whatever it consists of."""
    assert entry_in("words", words.Terms(words=(word,)), f"so, {word}, or what?") == 1


def test_ten_thousand_words_and_a_long_message_cost_little() -> None:
    """A list as long as that and a message as long as Telegram takes are done at once."""
    check = words.words(words.Terms(words=tuple(f"词条{number}x*" for number in range(10_000))))
    assert check is not None
    message = said("词条1 " * 1000)
    began = time.process_time()

    assert check(message) is None
    assert time.process_time() - began < 1


PATTERNS = patterns.Terms(
    patterns=(r"(?i)t\.me/\+\w+", "(broken", r"\b1[3-9]\d{9}\b", r"[vV][xX][:：]\s*\w{5,}", "")
)


@pytest.mark.parametrize(
    ("text", "entry"),
    [
        *(("go to T.me/+AbCdEf", 1), ("call 13912345678 now", 3), ("vx: abc123", 4)),
        *(("vx: abc123, T.me/+AbCdEf", 1), ("good morning", None), ("", None)),
    ],
)
def test_a_pattern_is_found_as_written(text: str, entry: int | None) -> None:
    """Patterns see the text itself; the first one is named, and a broken one stops no other."""
    assert entry_in("patterns", PATTERNS, text) == entry


def test_a_pattern_that_explodes_elsewhere_costs_nothing_special() -> None:
    """What sends a backtracking engine into years is done at once."""
    check = patterns.patterns(patterns.Terms(patterns=(r"(a+)+$", r"(a|a)*b")))
    assert check is not None
    began = time.process_time()

    assert check(said("a" * 4000 + "c")) is None
    assert time.process_time() - began < 1


def test_patterns_that_no_automaton_holds_together_are_found_all_the_same() -> None:
    """Many large patterns are taken apart into as many automata as they need."""
    listed = tuple(rf"x{{{number}}}\pL{{3}}\d" for number in range(1, 101))

    assert entry_in("patterns", patterns.Terms(patterns=listed), "xxxéàü7") == 1


@pytest.mark.parametrize(
    ("pattern", "has_flaw"),
    [(r"\d+", False), ("(a", True), (r"(?=a)", True), ("a*", True), (r"\pL{50}", True)],
)
def test_a_pattern_of_no_use_is_told(pattern: str, *, has_flaw: bool) -> None:
    """What the engine cannot take, what matches everything and what is too large has a flaw."""
    assert (patterns.flaw_of(pattern) is not None) is has_flaw


LINKS = links.Terms(
    allowed=("good.bad.org", "https://www.mine.com/start", ".edu"),
    denied=("bad.org", "*.evil.net", ".xyz", "пример.рф"),
)


@pytest.mark.parametrize(
    ("message", "entry"),
    [
        (said("look at bad.org"), 1),
        (said("https://sub.Bad.org:8080/x?y"), 1),
        (said("http://user@evil.net/"), 2),
        (said("anything.xyz"), 3),
        (said("see xn--e1afmkfd.xn--p1ai"), 4),
        (said("click me", hidden="https://a.b.evil.net"), 2),
        (said("press", button="http://bad.org"), 1),
        (said("write to ada@bad.org"), 1),
        (said("good.bad.org/page and mine.com"), None),
        (said("notbad.org, bad.organic, example.com"), None),
        (said("the word bad and the word evil"), None),
    ],
)
def test_links_to_denied_domains(message: Any, entry: int | None) -> None:
    """A domain is denied with what stands under it, wherever the link hides; the longer wins."""
    assert entry_in("links", LINKS, message) == entry


@pytest.mark.parametrize(
    ("message", "finding"),
    [
        (said("teIegram.org"), "lookalike"),
        (said("https://раypal.com/login"), "lookalike"),
        (said("https://xn--pypal-4ve.com"), "lookalike"),
        (said("paypa1.com"), "lookalike"),
        (said("telegrarn.org"), "lookalike"),
        (said("https://paypal.com.secure.net/x"), "lookalike"),
        (said("t.me-join.com"), "lookalike"),
        (said("rnine.com"), "lookalike"),
        (said("https://exаmple.net"), "scripts"),
        (said("https://google.com", hidden="https://thief.net"), "hidden"),
        (said("google.com/maps", hidden="https://thief.net"), "hidden"),
        (said("http://8.8.8.8/x"), "number"),
        *((said(text), None) for text in ("telegram.org", "web.telegram.org", "paypal.com")),
        *((said(text), None) for text in ("http://192.168.0.1", "http://127.0.0.1:8080/")),
        *((said(text), None) for text in ("https://пример.com", "https://例子.com", "b.edu")),
        (said("read this", hidden="https://example.org"), None),
        (said("README.md", hidden="https://example.org/README.md"), None),
        (said("google.com", hidden="https://www.google.com/?x=1"), None),
        (said("t.me/club", hidden="https://telegram.me/club"), None),
        (said("v2.0 is 3.5 times faster"), None),
    ],
)
def test_links_that_deceive(message: Any, finding: str | None) -> None:
    """What pretends to be another domain is found, and what is only foreign is not."""
    detail = found_in("links", LINKS, message)

    assert (detail.id if detail else None) == (finding and f"finding-links-{finding}")


@pytest.mark.parametrize(
    ("text", "is_found"),
    [
        *(("example.com", True), ("https://mine.com/x", False), ("t.me/another", True)),
        *(("t.me/club/12", False), ("ada@example.org", False), ("no link at all", False)),
    ],
)
def test_any_link_that_is_not_allowed(text: str, *, is_found: bool) -> None:
    """In the strict mode all but the allowed domains and the chats at home are found."""
    terms = links.Terms(only="any", allowed=("mine.com",))

    assert (found_in("links", terms, said(text, home=frozenset({"club"}))) is not None) is is_found


@pytest.mark.parametrize("field", ["hidden", "lookalikes", "numbers"])
def test_each_look_at_links_can_be_switched_off(field: str) -> None:
    """With none left there is no check at all."""
    off: dict[str, Any] = dict.fromkeys(("hidden", "lookalikes", "numbers"), False)

    assert links.links(links.Terms(**off)) is None
    assert links.links(links.Terms(**off | {field: True})) is not None


HOME = frozenset({"club", "-1001234567890"})
INVITES = invites.Terms(
    mode="on", allowed=("@friends", "https://t.me/+Welcome1"), denied=("rival",)
)


@pytest.mark.parametrize(
    ("message", "finding"),
    [
        (said("come to t.me/+AbCdEfGh"), "join"),
        (said("https://telegram.me/joinchat/AAAA"), "join"),
        (said("https://telegram.dog/+AbCdEfGh"), "join"),
        (said("tg://join?invite=AbCdEfGh"), "join"),
        (said("t.me/addlist/AbCd"), "join"),
        (said("here", hidden="https://t.me/+AbCdEfGh"), "join"),
        (said("here", button="https://t.me/joinchat/AAAA"), "join"),
        (said("t.me/another"), "chat"),
        (said("https://another.t.me"), "chat"),
        (said("t.me/s/another"), "chat"),
        (said("t.me/c/999/5"), "chat"),
        (said("tg://resolve?domain=another"), "chat"),
        (said("t.me/spam_bot"), "bot"),
        (said("t.me/innocent?start=ref123"), "bot"),
        (said("t.me/rival"), "denied"),
        (said("ask @rival"), "denied"),
        (said("t [.] me / + AbCdEfGhIj"), "hidden"),
        *((said(text, home=HOME), None) for text in ("t.me/club", "t.me/Club/12", "club.t.me")),
        (said("t.me/c/1234567890/5", home=HOME), None),
        *((said(text), None) for text in ("t.me/friends", "t.me/+Welcome1", "t.me/+4915112345")),
        *((said(text), None) for text in ("t.me/share/url?url=x.org", "t.me/addstickers/Cats")),
        *((said(text), None) for text in ("t.me", "example.com/+AbCdEfGh", "@somebody hello")),
        (said("tg://settings"), None),
        (said("time / me / +1"), None),
    ],
)
def test_invitations(message: Any, finding: str | None) -> None:
    """Foreign chats and bots are found by every way in; what is at home or no chat is not."""
    detail = found_in("invites", INVITES, message)

    assert (detail.id if detail else None) == (finding and f"finding-invites-{finding}")


def test_an_export_without_marks_has_its_links_too() -> None:
    """What never went through Telegram has no marks: whole addresses are seen in the words."""
    plain = said("x")
    message = type(plain.message)(
        message_id=1, date=0, chat=plain.message.chat, text="see t.me/+AbCdEfGh"
    )
    shown = type(plain)(message=message, voice="person", at=plain.at, zone=plain.zone)

    assert found_in("invites", INVITES, shown) is not None
    assert found_in("links", links.Terms(only="any"), shown) is not None


@pytest.mark.parametrize(
    ("text", "unwanted", "is_found"),
    [
        ("Заходите в наш канал", ("cyrillic",), True),
        ("Hello Иван", ("cyrillic",), False),
        ("I said привет to them all and they laughed", ("cyrillic",), False),
        ("انضم إلى قناتنا الآن", ("arabic",), True),
        ("انضم إلى قناتنا الآن", ("rtl",), True),
        ("今天天气很好我们去公园", ("han",), True),
        ("今天天气很好我们去公园", ("cyrillic", "arabic"), False),
        ("안녕하세요 여러분", ("cjk",), True),
        ("Only Latin here", ("latin",), True),
        ("123 456 😀😀😀😀😀😀😀", ("latin", "han"), False),
        ("turned \u202egro.live", (), True),
        ("z̸̧̛͓a̵̢̛̮l̷̢̛͕g̸̨̛̝o̴̧̺", (), True),
        ("crème brûlée, naïve, Việt Nam", (), False),
        ("👨‍👩‍👧‍👦 🏳️‍🌈 שלום", (), False),
    ],
)
def test_scripts(text: str, unwanted: tuple[str, ...], *, is_found: bool) -> None:
    """A script counts by its share and its letters; a name or a word in it is nothing."""
    terms = scripts.Terms(mode="on", unwanted=unwanted)

    assert (found_in("scripts", terms, text) is not None) is is_found


STAFF = {
    1: likenesses(("Ada Lovelace", "ada_admin")),
    2: likenesses(("王小明老师", "wang")),
    0: likenesses(("Reading Club",)),
}


@pytest.mark.parametrize(
    ("sender", "finding"),
    [
        (Account(9, "Ada", last_name="Lovelace"), "administrator"),
        (Account(9, "АDА LOVELACE"), "administrator"),
        (Account(9, "Ada Lovelace (Support)"), "administrator"),
        (Account(9, "Ada  L0velace"), "administrator"),
        (Account(9, "Ada Lovelacee"), "administrator"),
        (Account(9, "𝐀𝐝𝐚 𝐋𝐨𝐯𝐞𝐥𝐚𝐜𝐞"), "administrator"),
        (Account(9, "王小明老師"), "administrator"),
        (Account(9, "Anything", username="ada_adm1n"), "administrator"),
        (Account(9, "Reading Club"), "community"),
        (Account(9, "官方 Reading Club 客服"), "community"),
        (Account(9, "Buy at t.me/scam"), "link"),
        (Account(9, "earn with @scam_coins"), "link"),
        (Account(9, "\u202emoc"), "turned"),
        (Account(1, "Ada Lovelace"), None),
        (Account(9, "Ada"), None),
        (Account(9, "wang"), None),
        (Account(9, "Grace Hopper"), None),
        (Account(9, "王小红"), None),
        (Account(9, "M. de la Cruz", username="cruz_42"), None),
    ],
)
def test_names(sender: Account, finding: str | None) -> None:
    """Who is called like the staff is found, unless it is they or a name that many bear."""
    shown = said("hi", sender=sender, administrators=STAFF)
    detail = found_in("names", names.Terms(), shown)

    assert (detail.id if detail else None) == (finding and f"finding-names-{finding}")


def test_a_channel_may_be_called_like_somebody_too() -> None:
    """The title of a channel that speaks is a name."""
    channel = Chat(-1007, "channel", "Ada Lovelace")
    shown = said("hi", sender_chat=channel, administrators=STAFF)

    assert found_in("names", names.Terms(), shown) is not None


EVERY: dict[str, Stance] = {
    "words": WORDS,
    "patterns": PATTERNS,
    "links": LINKS,
    "invites": INVITES,
    "scripts": scripts.Terms(mode="on", unwanted=("cyrillic", "arabic", "hebrew", "thai")),
    "names": names.Terms(),
}


@pytest.mark.feature("Q4")
def test_ordinary_and_critical_messages_are_left_in_peace() -> None:
    """Two hundred ordinary lines and every fair one, however hard: no text check finds a thing."""
    lines = [*LINES, *FAIR]
    found = {
        line: checks
        for line in lines
        if (checks := checks_that_find(EVERY, said(line, home=HOME, administrators=STAFF)))
    }

    assert len(LINES) == 200
    assert found == {}
