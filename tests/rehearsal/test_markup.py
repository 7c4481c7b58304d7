"""Texts become entities, in UTF-16, as Telegram reads them."""

from typing import Any

import pytest

from bot.rehearsal import entities, markup_html, markup_markdown
from bot.rehearsal.errors import ApiError
from bot.rehearsal.state import Chat, Person
from tests.rehearsal.conftest import Hand


def users(user_id: int) -> dict[str, Any] | None:
    """Nobody but user 5."""
    return {"id": 5, "is_bot": False, "first_name": "Eve"} if user_id == 5 else None


def seen(text: str, marked: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Each entity's kind and the text it covers."""
    return [
        (e["type"], entities.units(text, e["offset"], e["offset"] + e["length"])) for e in marked
    ]


HTML = [
    ("<b>bold</b> plain", [("bold", "bold")]),
    ("🎉🎉 <i>it <u>under</u></i>", [("italic", "it under"), ("underline", "under")]),
    ("a &lt;b&gt; &amp; <code>x &lt; y</code>", [("code", "x < y")]),
    ('<a href="https://example.org">here</a>', [("text_link", "here")]),
    ('<a href="tg://user?id=5">Eve</a>', [("text_mention", "Eve")]),
    ('<a href="tg://user?id=6">Nobody</a>', []),
    ('<pre><code class="language-python">x = 1</code></pre>', [("pre", "x = 1")]),
    ("<blockquote expandable>long</blockquote>", [("expandable_blockquote", "long")]),
    ('<tg-spoiler>psst</tg-spoiler><span class="tg-spoiler">!</span>', [
        ("spoiler", "psst"),
        ("spoiler", "!"),
    ]),
    ('<tg-emoji emoji-id="77">👍</tg-emoji>', [("custom_emoji", "👍")]),
    ("<b></b>empty", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), HTML)
def test_html_is_read(source: str, expected: list[tuple[str, str]]) -> None:
    """Tags become entities over the right part of the text."""
    text, marked = markup_html.read(source, users)

    assert seen(text, marked) == expected


MARKDOWN = [
    ("*bold* _it_ __under__ ~gone~ ||psst||", [
        ("bold", "bold"),
        ("italic", "it"),
        ("underline", "under"),
        ("strikethrough", "gone"),
        ("spoiler", "psst"),
    ]),
    ("*bold _both_*", [("bold", "bold both"), ("italic", "both")]),
    ("🎉 `a_b` done", [("code", "a_b")]),
    ("```py\nx = 1```", [("pre", "x = 1")]),
    ("[here](https://example.org/a\\)b)", [("text_link", "here")]),
    ("[Eve](tg://user?id=5)", [("text_mention", "Eve")]),
    (">one\n>two\nthree", [("blockquote", "one\ntwo\n")]),
    ("1\\.5 \\*", []),
]  # fmt: skip


@pytest.mark.parametrize(("source", "expected"), MARKDOWN)
def test_markdown_v2_is_read(source: str, expected: list[tuple[str, str]]) -> None:
    """Marks become entities over the right part of the text."""
    text, marked = markup_markdown.read(source, users)

    assert seen(text, marked) == expected


UNREADABLE = [
    ("HTML", "<b>open", 'Can\'t find end tag corresponding to start tag "b"'),
    ("HTML", "<foo>x</foo>", 'Unsupported start tag "foo" at byte offset 0'),
    ("HTML", "é<b>x</i>", "Unmatched end tag at byte offset 6"),
    ("HTML", "x</b>", "Unexpected end tag at byte offset 1"),
    ("HTML", "1 < 2", "Unclosed start tag at byte offset 2"),
    ("MarkdownV2", "1.5", "Character '.' is reserved and must be escaped"),
    ("MarkdownV2", "*open", "Can't find end of Bold entity at byte offset 0"),
    ("MarkdownV2", "`open", "Can't find end of Code entity at byte offset 0"),
    ("Markdown", "snake_case", "Can't find end of the entity starting at byte offset 5"),
]


@pytest.mark.parametrize(("mode", "source", "expected"), UNREADABLE)
def test_bad_markup_is_refused(mode: str, source: str, expected: str) -> None:
    """Markup that Telegram refuses is refused in its words."""
    readers = {
        "HTML": markup_html.read,
        "MarkdownV2": markup_markdown.read,
        "Markdown": markup_markdown.read_old,
    }

    with pytest.raises(ApiError) as refusal:
        readers[mode](source, users)

    assert expected in refusal.value.description


FOUND = [
    ("see https://example.org/a, ok", [("url", "https://example.org/a")]),
    ("加群 t.me/+abc123 吧", [("url", "t.me/+abc123")]),
    ("/start@my_bot now", [("bot_command", "/start@my_bot")]),
    ("@ann_lee #跑步 and #1", [("mention", "@ann_lee"), ("hashtag", "#跑步")]),
    ("me@example.org", [("email", "me@example.org")]),
    ("1/2 a/b and/or", []),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_plain_text_holds_entities(text: str, expected: list[tuple[str, str]]) -> None:
    """Links, commands, mentions and tags are found without markup."""
    assert seen(text, entities.found(text, [])) == expected


def test_ends_are_trimmed_and_entities_move_along() -> None:
    """White space at both ends goes, and what was marked stays marked."""
    text, marked = entities.trimmed("\n 🎉 hi \n", [{"type": "bold", "offset": 5, "length": 5}])

    assert text == "🎉 hi"
    assert seen(text, marked) == [("bold", "hi")]


async def test_limit_counts_utf16_after_parsing(hand: Hand, group: Chat) -> None:
    """4096 units pass, markup not counted; one more does not; an emoji is two."""
    full = "🎉" * 2048

    sent = await hand.ok("sendMessage", chat_id=group.id, text=f"<b>{full}</b>", parse_mode="HTML")
    refused = await hand.error("sendMessage", chat_id=group.id, text=full + "!")

    assert sent["entities"] == [{"type": "bold", "offset": 0, "length": 4096}]
    assert refused == "400 Bad Request: message is too long"


async def test_entities_may_be_given(hand: Hand, group: Chat, ann: Person) -> None:
    """Given entities are kept, a text mention with its person."""
    sent = await hand.ok(
        "sendMessage",
        chat_id=group.id,
        text="hi Ann",
        entities=[{"type": "text_mention", "offset": 3, "length": 3, "user": {"id": ann.id}}],
    )

    assert sent["entities"][0]["user"]["username"] == "ann_lee"
