"""A back-test tells what the checks would have done, by the very checks that judge messages."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.assembly import policy_of
from bot.backtest.counters import community_ids, counted, heard_of, policy_in
from bot.backtest.exports import Export
from bot.backtest.heard import Heard
from bot.backtest.labelled import Labelled, marked
from bot.backtest.report import as_json, lines_of, wilson
from bot.backtest.trial import Outcome, terms_for, tried
from bot.cli import main
from bot.config import Moderation, Settings, checks_with
from bot.features.moderation.checks.registry import CHECKS
from bot.features.moderation.rules import Tenures, Terms, trust_of
from bot.kit.database import Database
from bot.kit.exports import BadFile
from models.moderation import findings, traces
from tests.conversation import GROUP, Town, catalog

pytestmark = [pytest.mark.feature("R2"), pytest.mark.feature("R4")]

UTC_ZONE = ZoneInfo("UTC")
BEGAN = 1_700_000_000
OFF: dict[str, dict[str, Any]] = {name: {"mode": "off"} for name in CHECKS}
WORDS = checks_with(**OFF | {"words": {"words": ("加微信",)}})
Write = Callable[[Any], Path]


def said(number: int, text: Any, at: int = 0, who: str = "user7", **more: Any) -> dict[str, Any]:
    """A message as Telegram Desktop exports it."""
    return {
        "id": number,
        "type": "message",
        "date": "2023-11-14T22:13:20",
        "date_unixtime": str(BEGAN + at),
        "from": "Mei",
        "from_id": who,
        "text": text,
    } | more


def exported(*entries: Any) -> dict[str, Any]:
    """An export of one chat."""
    return {"name": "Readers", "type": "private_supergroup", "id": 42, "messages": list(entries)}


@pytest.fixture
def write(tmp_path: Path) -> Write:
    """Write an export to a file, as Telegram Desktop indents it, or a text as it is."""

    def write_it(content: Any) -> Path:
        path = tmp_path / "result.json"
        if not isinstance(content, str):
            content = json.dumps(content, ensure_ascii=False, indent=1)
        path.write_text(content, encoding="utf-8")
        return path

    return write_it


def heard(path: Path) -> list[Heard]:
    """Return every message of an export."""
    return list(Export(path, UTC_ZONE))


def outcome_of(path: Path, checks: Any = WORDS) -> Outcome:
    """Try an export by some checks."""
    return tried(Export(path, UTC_ZONE), Terms(mode="on", checks=checks))


class TestExports:
    def test_a_message_is_drawn_as_telegram_would_have_sent_it(self, write: Write) -> None:
        """Parts become a text with marks, in UTF-16 units; forwards and media keep their kind."""
        parts = [
            "🎉 see ",
            {"type": "link", "text": "example.com"},
            {"type": "text_link", "text": "here", "href": "https://evil.example"},
            {"type": "mention_name", "text": "Tom", "user_id": 8},
        ]
        (message, picture, hidden) = (
            each.said.message
            for each in heard(
                write(
                    exported(
                        said(1, parts),
                        said(2, "look", photo="p.jpg", forwarded_from="News"),
                        said(3, "", 9, sticker_emoji="🙂", media_type="sticker", file="s.webp"),
                    )
                )
            )
        )

        assert message.text == "🎉 see example.comhereTom"
        assert [(mark.type, mark.offset, mark.length) for mark in message.marks] == [
            ("url", 7, 11),
            ("text_link", 18, 4),
            ("text_mention", 22, 3),
        ]
        assert message.marks[1].url == "https://evil.example"
        assert (picture.caption, len(picture.photo)) == ("look", 1)
        assert picture.forward_origin is not None
        assert picture.forward_origin.type == "hidden_user"
        assert hidden.sticker is not None

    def test_who_speaks_is_known_as_long_as_the_export_shows(self, write: Write) -> None:
        """By the messages so far, and by when somebody was seen to join."""
        join = {
            "id": 1,
            "type": "service",
            "date_unixtime": str(BEGAN),
            "actor_id": "user7",
            "action": "join_group_by_link",
        }
        first, second = heard(write(exported(join, said(2, "hi", 5), said(3, "hello", 9))))

        assert (first.said.tenure.messages, second.said.tenure.messages) == (0, 1)
        assert second.said.tenure.joined_at == datetime.fromtimestamp(BEGAN, UTC)
        assert second.said.tenure.first_seen_at == datetime.fromtimestamp(BEGAN + 5, UTC)

    def test_the_group_itself_is_left_alone_and_a_channel_is_judged(self, write: Write) -> None:
        """An anonymous administrator speaks as the group; anybody may speak as a channel."""
        entries = [said(1, "加微信", who="channel42"), said(2, "加微信", who="channel77")]

        outcome = outcome_of(write(exported(*entries)))

        assert outcome.checks["words"].count == 1
        assert outcome.checks["words"].people == {-1_000_000_000_077}
        assert outcome.skipped == {"left alone by every check": 1}

    def test_what_cannot_be_judged_is_counted(self, write: Write) -> None:
        """Service messages, nobody's messages and nonsense: by reason, and the rest goes on."""
        export = Export(
            write(
                exported(
                    {"id": 1, "type": "service", "date_unixtime": "1", "action": "pin_message"},
                    said(2, "x", who=""),
                    said(3, "x", date_unixtime="soon", date="?"),
                    said(2**60, "x"),
                    "nothing",
                    said(5, "good morning"),
                )
            ),
            UTC_ZONE,
        )

        assert [each.said.words for each in export] == ["good morning"]
        assert export.skipped == {
            "service message": 1,
            "no sender": 1,
            "no date": 1,
            "not understood": 1,
            "no message": 1,
        }

    def test_a_long_export_is_read_a_piece_at_a_time(
        self, write: Write, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Wherever a piece ends, inside a text too, nothing is lost and nothing told twice."""
        from bot.kit import exports

        entries = [said(number, f'第{number}条 \\" ]}}, {{') for number in range(300)]
        path = write(exported(*entries))

        for size in (977, 4096):
            monkeypatch.setattr(exports, "_CHUNK", size)
            assert [each.said.message.message_id for each in heard(path)] == list(range(300))

    @pytest.mark.parametrize(
        "content",
        [
            "",
            "[]",
            "{",
            "hello",
            '{"messages": []',
            '{"chats": {"list": [{"name": "a", "messages": []}]}}',
            '{"id": 1, "messages": [{"id": 1},',
            '{"id": "x", "messages": []}',
        ],
    )
    def test_a_file_that_is_no_export_is_told_in_a_sentence(
        self, write: Write, content: str
    ) -> None:
        """Empty, of another kind, of a whole account, or broken off."""
        path = write(content)

        if content == '{"messages": []':
            # All that matters of it is there.
            assert heard(path) == []
            return
        with pytest.raises(BadFile, match=r"result\.json (is no export|breaks off)"):
            heard(path)

    def test_a_file_that_is_not_there_or_no_text_is_told(self, tmp_path: Path) -> None:
        """By its name, and why."""
        binary = tmp_path / "bad.json"
        binary.write_bytes(b'{"messages": [\xff\xfe')

        with pytest.raises(BadFile, match="no such file"):
            heard(tmp_path / "none.json")
        with pytest.raises(BadFile, match="UTF-8"):
            heard(binary)


class TestTrial:
    def test_the_same_words_are_found_as_in_the_group(self, write: Write) -> None:
        """Who, how often, how far trusted, with an example that names the message."""
        month = 31 * 86400
        entries = [said(1, "你好"), *(said(2 + at, "早上好", at) for at in range(60))]
        entries += [said(90, "快来加微信", month), said(91, "加微信", month, "user8")]

        outcome = outcome_of(write(exported(*entries)))
        hits = outcome.checks["words"]

        assert (outcome.messages, hits.count, hits.people, hits.trusted, hits.newcomers) == (
            63,
            2,
            {7, 8},
            {7},
            {8},
        )
        assert [each.where for each in hits.examples] == ["message 90", "message 91"]
        assert outcome.struck[7].trust == "trusted"

    def test_an_album_is_hit_once(self, write: Write) -> None:
        """Ten pictures in one second by one person, whatever captions they have."""
        album = [said(at, "加微信", photo="p.jpg") for at in range(10)]
        other = [said(20, "加微信", 60, photo="p.jpg")]

        outcome = outcome_of(write(exported(*album, *other)))

        assert (outcome.messages, outcome.checks["words"].count) == (11, 2)

    def test_an_album_is_no_flood_and_a_burst_is(self, write: Write) -> None:
        """By count and time, as the check has it; an edited message counts as what it was."""
        checks = checks_with(**OFF | {"flood": {"most": 5}})
        album = [said(at, "", photo="p.jpg") for at in range(10)]
        burst = [said(100 + at, f"no. {at}", 900 + at, "user8", edited="x") for at in range(7)]

        outcome = outcome_of(write(exported(*album, *burst)), checks)

        assert outcome.checks["flood"].people == {8}
        assert outcome.checks["flood"].count == 2
        assert outcome.edited == 7

    def test_a_check_that_is_off_is_tried_when_it_is_named(self, write: Write) -> None:
        """The bound of the group does not hold in a back-test; a check's own mode does."""
        checks = checks_with(**OFF | {"words": {"words": ("加微信",), "mode": "off"}})
        terms = Terms(mode="off", checks=checks)
        path = write(exported(said(1, "加微信")))

        assert tried(Export(path, UTC_ZONE), terms_for(terms, [])).checks == {}
        named = tried(Export(path, UTC_ZONE), terms_for(terms, ["words"]))
        assert named.checks["words"].count == 1

    def test_who_is_exempt_is_left_alone(self, write: Write) -> None:
        """Exemptions count, by trust as it was at that message."""
        checks = checks_with(**OFF | {"words": {"words": ("加",), "exempt": ("newcomer",)}})

        outcome = outcome_of(write(exported(said(1, "加"))), checks)

        assert outcome.checks["words"].count == 0

    def test_a_check_without_anything_to_look_for_is_named(self, write: Write) -> None:
        """An empty list finds nothing, and the report does not pretend that it looked."""
        outcome = outcome_of(write(exported(said(1, "x"))), checks_with(**OFF | {"words": {}}))

        assert (outcome.idle, outcome.checks) == (("words",), {})


class TestLabelled:
    @pytest.fixture
    def file(self, tmp_path: Path) -> Path:
        """A file with two spam and two ham lines, one of each found, and two bad lines."""
        path = tmp_path / "lines.csv"
        path.write_text(
            "\ufefftext,label\n快来加微信,spam\n好看,spam\n"
            '"早上好，\n大家",ham\n我加微信了,HAM\nx,perhaps\n,ham\n',
            encoding="utf-8",
        )
        return path

    def lines(self, file: Path) -> Labelled:
        """The file's lines by members."""
        return Labelled(file, UTC_ZONE, Tenures(), "member")

    def test_precision_and_recall_are_counted(self, file: Path) -> None:
        """Of two hits one is right, of two spam lines one is found; the false one is shown."""
        lines = self.lines(file)

        outcome = tried(lines, Terms(mode="on", checks=WORDS))
        hits = outcome.checks["words"]

        assert (outcome.spam, outcome.ham, hits.count, hits.right) == (2, 2, 2, 1)
        assert [each.where for each in hits.examples] == ["lines.csv:6"]
        assert lines.faults == [
            "lines.csv:7: its label is neither spam nor ham.",
            "lines.csv:8: it has no text.",
        ]

    def test_the_report_gives_intervals(self, file: Path) -> None:
        """In words and as JSON, with the same figures."""
        outcome = tried(self.lines(file), Terms(mode="on", checks=WORDS))

        told = "\n".join(lines_of("lines.csv", outcome, catalog()))
        figures = json.loads(as_json("lines.csv", outcome, catalog()))

        assert "50.0 % (9.5–90.5)" in told
        assert "我加微信了" in told
        assert figures["checks"]["words"]["precision"] == {
            "share": 0.5,
            "low": 0.0945,
            "high": 0.9055,
        }
        assert figures["checks"]["words"]["false_positives"] == 1

    @pytest.mark.parametrize("trust", ["newcomer", "member", "trusted"])
    def test_lines_are_said_by_whoever_is_asked_for(self, file: Path, trust: Any) -> None:
        """A list of texts does not say who wrote them: the operator does."""
        first = next(iter(Labelled(file, UTC_ZONE, Tenures(), trust)))
        tenure = first.said.tenure

        known_since = first.said.known_since
        assert trust_of(known_since, tenure.messages, first.said.at, Tenures()) == trust

    @pytest.mark.parametrize("content", ["", "a,b\n1,2\n", "text\nx\n"])
    def test_a_file_without_its_columns_is_told(self, tmp_path: Path, content: str) -> None:
        """What is missing is named."""
        path = tmp_path / "lines.csv"
        path.write_text(content, encoding="utf-8")

        with pytest.raises(BadFile, match="columns text and label"):
            list(self.lines(path))

    @pytest.mark.parametrize(
        ("text", "kinds"),
        [
            ("see https://example.com/a?b=1.", ["url"]),
            ("加 t.me/+AbCd 吧", ["url"]),
            ("ask @somebody or me@example.com", ["mention", "email"]),
            ("call +49 170 1234567", ["phone_number"]),
            ("#hashtag $TON 12:30 3.14 v1.2", ["hashtag", "cashtag"]),
            ("good morning, all. fine", []),
        ],
    )
    def test_plain_texts_are_marked_as_telegram_does(self, text: str, kinds: list[str]) -> None:
        """Links, names, addresses and numbers; ordinary words and figures are none."""
        assert [mark["type"] for mark in marked(text)] == kinds

    @given(st.text())
    def test_marks_never_fail_and_never_overlap(self, text: str) -> None:
        """Whatever stands in a file, marks lie within it, one after another."""
        size = len(text.encode("utf-16-le", "surrogatepass")) // 2
        ends = 0
        for mark in marked(text):
            assert ends <= mark["offset"] < mark["offset"] + mark["length"] <= size
            ends = mark["offset"] + mark["length"]


class TestReport:
    @pytest.mark.parametrize(
        ("right", "of", "low", "high"),
        [(0, 0, 0.0, 1.0), (0, 10, 0.0, 0.2775), (10, 10, 0.7225, 1.0), (50, 100, 0.4038, 0.5962)],
    )
    def test_intervals_are_wilson_s(self, right: int, of: int, low: float, high: float) -> None:
        """As in the tables; nothing counted says nothing."""
        assert wilson(right, of) == pytest.approx((low, high), abs=1e-4)

    def test_names_cannot_disguise_a_line(self, write: Write) -> None:
        """Controls and turned writing in names and texts do not reach the terminal."""
        entry = said(1, "加微信\x1b[2J\u202e\nx", **{"from": "\x1b]0;x\x07Mei\u202e"})

        told = "\n".join(lines_of("x", outcome_of(write(exported(entry))), catalog()))

        assert not {"\x1b", "\u202e", "\x07"} & set(told)
        assert "Mei" in told


class TestCounters:
    @pytest.fixture
    async def town(self, both_databases: Database) -> Any:
        """A town that takes note of floods and repetition."""
        base = replace(Settings(), moderation=Moderation(mode="shadow"))
        opened = await Town(both_databases, base).open()
        yield opened
        await opened.close()

    async def test_what_was_counted_gives_the_same_hits(self, town: Town) -> None:
        """The stored numbers lead to the findings that were made when it was said."""
        mei = town.person("Mei")
        advert = "come and buy our very special offer today, only here"
        for _ in range(12):
            await mei.says("hm")
        for _ in range(5):
            town.passes(minutes=1)
            await mei.says(advert)
        found = {(row["check"], row["message_id"]) for row in await town.rows(findings)}
        (community_id,) = await community_ids(town.database)

        policy = await policy_in(town.database, policy_of(town.settings), community_id)
        rows = await counted(town.database, community_id)
        assert policy is not None
        terms = terms_for(policy[0].moderation, [])
        outcome = tried(heard_of(rows, UTC_ZONE), terms, has_windows=False)

        expected = {name: len([1 for check, _ in found if check == name]) for name, _ in found}
        assert {"flood", "duplicates"} <= expected.keys()
        assert expected == {
            name: hits.count for name, hits in outcome.checks.items() if hits.count
        }
        assert await town.count(traces) == outcome.messages

    async def test_a_community_s_own_choices_are_gone_by(self, town: Town) -> None:
        """Locked since: what was sent before would be hit; no words are in the report."""
        ada, mei = await town.with_admin(), town.person("Mei")
        update = town.message(mei, "")
        del update["message"]["text"]
        sticker = {"file_id": "a", "file_unique_id": "b", "type": "regular", "width": 1}
        update["message"]["sticker"] = sticker | {
            "height": 1,
            "is_animated": False,
            "is_video": False,
        }
        await town.takes(update)
        await ada.says("/lock sticker")
        (community_id,) = await community_ids(town.database)

        policy = await policy_in(town.database, policy_of(town.settings), community_id)
        assert policy is not None
        rows = await counted(town.database, community_id)
        terms = terms_for(policy[0].moderation, [])
        outcome = tried(heard_of(rows, UTC_ZONE), terms, has_windows=False)

        assert outcome.checks["kinds"].people == {mei.id}
        assert [each.words for each in outcome.checks["kinds"].examples] == [""]

    async def test_an_unknown_community_is_none(self, town: Town) -> None:
        """Whoever asks for it is told which there are."""
        assert await policy_in(town.database, policy_of(town.settings), 99) is None
        assert GROUP not in await community_ids(town.database)


class TestCommandLine:
    def config(self, folder: Path, more: str = "") -> str:
        """A configuration with one forbidden word."""
        path = folder / "config.toml"
        text = f'[checks.words]\nwords = ["加微信"]\n{more}'
        path.write_text(text, encoding="utf-8")
        return str(path)

    def test_a_report_is_printed(
        self, write: Write, tmp_path: Path, capsys: pytest.CaptureFixture[str]
    ) -> None:
        """Without a token and without a database, by the configured words."""
        path = write(exported(said(1, "快来加微信"), said(2, "早上好", 9)))
        config = self.config(tmp_path)

        assert main(["--config", config, "rules", "test", str(path)]) == 0
        told = capsys.readouterr().out
        assert "Would have hit 1 of 2 (50.00 %)" in told
        assert main(["--config", config, "rules", "test", str(path), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["checks"]["words"]["hits"] == 1

    @pytest.mark.parametrize(
        ("words", "why"),
        [
            (["none.json"], "no such file"),
            ([], "--counters"),
            (["x.json", "--counters"], "--counters"),
            (["--counters"], "There is no database"),
            (["x.json", "--check", "wrods"], "There is no check wrods"),
        ],
    )
    def test_what_cannot_be_done_is_one_sentence(
        self,
        tmp_path: Path,
        capsys: pytest.CaptureFixture[str],
        words: list[str],
        why: str,
    ) -> None:
        """The cause and what to do, the exit code 1, and no traceback."""
        url = f'[database]\nurl = "sqlite+aiosqlite:///{tmp_path}/none.sqlite"'
        config = self.config(tmp_path, url)

        assert main(["--config", config, "rules", "test", *words]) == 1

        told = capsys.readouterr().err
        assert why in told
        assert told.count("\n") == 1

    async def test_the_counters_are_read_from_the_database(
        self, sqlite_url: str, tmp_path: Path
    ) -> None:
        """Of the one community that there is, and of one that is named."""
        from bot.backtest.command import Wanted, back_test
        from bot.config.settings import Database as Where

        database = Database(sqlite_url)
        base = replace(Settings(), moderation=Moderation(mode="on"))
        town = await Town(database, base).open()
        await town.person().says("good morning everybody out there")
        await town.close()
        await database.close()
        told: list[str] = []
        settings = replace(base, database=Where(url=sqlite_url))

        await back_test(settings, Wanted(community_id=None), tell=told.append)

        assert told[0].startswith("Counters of Reading club: 1 messages by 1 senders")
        with pytest.raises(BadFile, match="There is no community 99"):
            await back_test(settings, Wanted(community_id=99), tell=told.append)
