"""What is found in how somebody behaves: forwards, calls, first messages, nights, floods."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import structs

from bot.features.members.rules import Tenure
from bot.features.messages import ChatMessage
from bot.features.moderation.checks import (
    channels,
    duplicates,
    flood,
    forwards,
    mentions,
    newcomers,
    night,
    reactions,
)
from bot.features.moderation.checks.registry import CHECKS, defaults
from bot.features.moderation.fingerprints import Fingerprints
from bot.features.moderation.rules import Check, Finding
from bot.features.moderation.said import Recent, Said, Stirred
from bot.kit.texts import Text
from tests.moderation.lines import LINES
from tests.moderation.speaking import AT, BO, CHANNEL, FILE, GROUP, HELPER, marked, message, said

pytestmark = pytest.mark.feature("R2")

SHANGHAI = ZoneInfo("Asia/Shanghai")
BERLIN = ZoneInfo("Europe/Berlin")
LONG = "大家好，这里有一份很好的工作介绍给你们，在家里就能做，想了解的请联系我"
AGES = st.integers(min_value=0, max_value=7200)


def made(check: Check | None) -> Check:
    """The check that a maker made."""
    assert check is not None
    return check


def found(check: Check | None, seen: Said | Stirred) -> Text | None:
    """What a check finds, in words."""
    finding: Finding | None = made(check)(seen)
    return None if finding is None else finding.detail


def origin(kind: str, **more: Any) -> dict[str, Any]:
    """Where a message was forwarded from."""
    return {"forward_origin": {"type": kind, "date": 1} | more}


class TestForwards:
    SENT: Sequence[tuple[str, ChatMessage]] = (
        ("user", message("x", **origin("user", sender_user=BO))),
        ("bot", message("x", **origin("user", sender_user=HELPER))),
        ("hidden", message("x", **origin("hidden_user", sender_user_name="B"))),
        ("group", message("x", **origin("chat", sender_chat=GROUP))),
        ("channel", message("x", **origin("channel", chat=CHANNEL))),
        ("story", message(story={"chat": CHANNEL, "id": 1})),
    )

    @pytest.mark.parametrize("refused", forwards.ORIGINS)
    def test_each_origin_is_refused_by_itself(self, refused: str) -> None:
        """A community refuses some origins and takes the others."""
        check = forwards.forwards(forwards.Terms(refused=(refused,)))

        actual = {kind: found(check, said(sent)) for kind, sent in self.SENT}

        assert actual == {
            kind: Text("finding-forwards", origin=kind) if kind == refused else None
            for kind, _ in self.SENT
        }

    @pytest.mark.parametrize("entry", ["@news", "News", "https://t.me/NEWS", "-1001000000777"])
    def test_what_is_allowed_may_be_passed_on(self, entry: str) -> None:
        """A channel on the list is let through, by name, link or id."""
        terms = forwards.Terms(refused=forwards.ORIGINS, allow=(entry,))
        channel = dict(self.SENT)["channel"]

        assert found(forwards.forwards(terms), said(channel)) is None

    def test_home_may_be_passed_on(self) -> None:
        """The community's own chats and its linked channel are no abroad."""
        check = forwards.forwards(forwards.Terms(refused=forwards.ORIGINS))
        home = frozenset({str(CHANNEL["id"]), "reading"})

        assert found(check, said(dict(self.SENT)["channel"], home=home)) is None
        assert found(check, said(dict(self.SENT)["group"], home=home)) is not None

    def test_nothing_refused_makes_no_check(self) -> None:
        """Where every origin is fine there is nothing to look for, nor in what is no forward."""
        check = forwards.forwards(forwards.Terms(refused=forwards.ORIGINS))

        assert forwards.forwards(forwards.Terms()) is None
        assert found(check, said("hello")) is None


class TestMentions:
    def calling(self, *names: str) -> Said:
        """A message that calls some people."""
        entities, text = [], ""
        for name in names:
            entities.append({"type": "mention", "offset": len(text), "length": len(name)})
            text += f"{name} "
        return said(message(text, entities=entities))

    def test_many_people_are_a_burst(self) -> None:
        """As many as are fine are fine; one more is told with both numbers."""
        check = mentions.mentions(mentions.Terms(most=3))

        assert found(check, self.calling("@a", "@b", "@c")) is None
        assert found(check, self.calling("@a", "@b", "@c", "@d")) == Text(
            "finding-mentions", count=4, most=3
        )

    def test_each_person_counts_once(self) -> None:
        """Calling one person often is a nuisance and no burst."""
        check = mentions.mentions(mentions.Terms(most=3))

        assert found(check, self.calling("@bo", "@Bo", "@BO", "@bo", "@ann")) is None

    def test_people_without_a_name_of_their_own_count(self) -> None:
        """A name that leads to somebody calls them too."""
        users = [BO | {"id": number, "username": None} for number in range(4)]
        entities = [
            {"type": "text_mention", "offset": at, "length": 1, "user": user}
            for at, user in enumerate(users)
        ]
        check = mentions.mentions(mentions.Terms(most=3))

        assert found(check, said(message("abcd", entities=entities))) is not None


class TestNewcomers:
    TERMS = newcomers.Terms(refused=("links", "media"), messages=3, hours=timedelta(hours=2))
    LINK = marked("see example.org", ("url", "example.org"))

    @pytest.mark.parametrize(
        ("tenure", "is_found"),
        [
            (Tenure(), True),
            (Tenure(AT - timedelta(days=9), None, 2), True),
            (Tenure(AT - timedelta(hours=1), None, 50), True),
            (Tenure(AT - timedelta(hours=2), None, 3), False),
            (Tenure(AT - timedelta(days=9), AT - timedelta(hours=1), 50), True),
            (Tenure(AT - timedelta(days=9), AT - timedelta(days=1), 50), False),
        ],
    )
    def test_first_messages_and_first_hours_are_watched(
        self, tenure: Tenure, is_found: bool
    ) -> None:
        """Both the messages and the hours have to be over; who came again is new again."""
        check = newcomers.newcomers(self.TERMS)

        assert (found(check, said(self.LINK, tenure=tenure)) is not None) == is_found

    def test_the_finding_tells_what_and_which_message(self) -> None:
        """Moderators read what it was, and that it was the second message."""
        check = newcomers.newcomers(self.TERMS)
        tenure = Tenure(AT, AT, 1)

        assert found(check, said(self.LINK, tenure=tenure)) == Text(
            "finding-newcomers", what="links", number=2
        )

    def test_what_is_not_refused_is_welcome(self) -> None:
        """Newcomers may say hello, and send what is not on the list."""
        check = newcomers.newcomers(self.TERMS)

        assert found(check, said("hello", tenure=Tenure())) is None
        assert found(check, said(message(sticker=FILE), tenure=Tenure())) is None
        assert found(check, said(message(photo=[FILE]), tenure=Tenure())) is not None

    def test_a_link_edited_into_the_first_message_is_found(self) -> None:
        """The message itself was counted when it was sent; its edit is still of the first."""
        check = newcomers.newcomers(replace(self.TERMS, messages=1, hours=timedelta(0)))
        tenure = Tenure(AT, AT, 1)

        assert found(check, said(self.LINK, tenure=tenure, is_edit=True)) is not None
        assert found(check, said(self.LINK, tenure=tenure)) is None

    def test_a_channel_is_always_new(self) -> None:
        """Nobody knows who writes in a channel's name, nor for how long they have been here."""
        check = newcomers.newcomers(self.TERMS)
        sent = marked("see example.org", ("url", "example.org"), sender_chat=CHANNEL)

        assert found(check, said(sent)) is not None

    def test_without_a_limit_there_is_no_check(self) -> None:
        """Nothing refused, or nobody new, leaves nothing to look for."""
        assert newcomers.newcomers(newcomers.Terms(refused=())) is None
        assert newcomers.newcomers(newcomers.Terms(messages=0)) is None


class TestChannels:
    def test_a_foreign_channel_is_found(self) -> None:
        """What is written in the name of a channel is found, with the channel's name."""
        check = channels.channels(channels.Terms())

        assert found(check, said(message("buy", sender_chat=CHANNEL))) == Text(
            "finding-channels", channel="News"
        )

    def test_others_are_not(self) -> None:
        """People, channels on the list and those at home speak."""
        sent = message("hi", sender_chat=CHANNEL)
        allowing = channels.channels(channels.Terms(allow=("@news",)))
        check = channels.channels(channels.Terms())

        assert found(check, said("hi")) is None
        assert found(allowing, said(sent)) is None
        assert found(check, said(sent, home=frozenset({"news"}))) is None
        assert found(check, said(sent, voice="linked_channel")) is None


class TestNight:
    TERMS = night.Terms(begins=time(23), ends=time(7))

    @pytest.mark.parametrize(
        ("hour", "is_night"), [(22, False), (23, True), (0, True), (6, True), (7, False)]
    )
    def test_the_night_passes_over_midnight(self, hour: int, is_night: bool) -> None:
        """From eleven to seven by the community's clock, the ends exclusive."""
        at = datetime(2026, 3, 10, hour, 0, tzinfo=SHANGHAI).astimezone(UTC)

        assert (found(night.night(self.TERMS), said("hi", at=at)) is not None) == is_night

    def test_a_rest_at_noon_is_one_too(self) -> None:
        """Hours within a day are hours as well."""
        check = night.night(night.Terms(begins=time(11), ends=time(13)))

        assert found(check, said("hi")) == Text(
            "finding-night", rests="messages", begins="11:00", ends="13:00"
        )
        assert found(check, said("hi", at=AT + timedelta(hours=1))) is None

    def test_media_rest_alone(self) -> None:
        """Where only media rest, words are fine."""
        terms = night.Terms(begins=time(11), ends=time(13), rests="media")

        assert found(night.night(terms), said("hi")) is None
        assert found(night.night(terms), said(message(voice=FILE))) is not None

    def test_an_edit_is_no_message_at_night(self) -> None:
        """Whoever mends a slip of noon wakes nobody."""
        check = night.night(night.Terms(begins=time(11), ends=time(13)))

        assert found(check, said("hi", is_edit=True)) is None

    @pytest.mark.parametrize("day", [datetime(2026, 3, 29), datetime(2026, 10, 25)])
    def test_the_wall_clock_decides_when_clocks_change(self, day: datetime) -> None:
        """Nights of 23 and of 25 hours begin and end when the clock on the wall says so."""
        begins, ends = time(1), time(4)
        moments = [
            day.replace(tzinfo=UTC) - timedelta(hours=3) + timedelta(minutes=15) * step
            for step in range(40)
        ]

        for at in moments:
            wall = at.astimezone(BERLIN)
            expected = 1 <= wall.hour < 4 or (wall.hour, wall.minute) == (1, 0)
            assert night.is_between(at, BERLIN, begins, ends) == expected

    @given(st.datetimes(timezones=st.just(UTC)), st.times(), st.times())
    def test_day_and_night_share_every_moment(
        self, at: datetime, begins: time, ends: time
    ) -> None:
        """A moment is in some hours or in the rest of the day, never in both."""
        try:
            at.astimezone(BERLIN)
        except OverflowError:
            return
        within = night.is_between(at, BERLIN, begins, ends)

        if begins != ends:
            assert within != night.is_between(at, BERLIN, ends, begins)

    def test_without_hours_there_is_no_check(self) -> None:
        """One end alone, or two that are the same, are no hours."""
        assert night.night(night.Terms()) is None
        assert night.night(night.Terms(begins=time(1))) is None
        assert night.night(night.Terms(begins=time(1), ends=time(1))) is None


class TestFlood:
    TERMS = flood.Terms(most=3, within=timedelta(seconds=10))

    def at_seconds(self, *seconds: int) -> Said:
        """The newest of some messages, so many seconds before."""
        return said("hi", recent=Recent(tuple(AT - timedelta(seconds=each) for each in seconds)))

    @pytest.mark.parametrize(
        ("seconds", "count"),
        [
            ((2, 1, 0), None),
            ((3, 2, 1, 0), 4),
            ((10, 2, 1, 0), None),
            ((9, 2, 1, 0), 4),
            ((90, 80, 70, 60, 0), None),
            ((0, 0, 0, 0, 0), 5),
        ],
    )
    def test_more_than_are_fine_in_a_time_are_a_flood(
        self, seconds: tuple[int, ...], count: int | None
    ) -> None:
        """Counted within the time alone, this message included."""
        expected = (
            None if count is None else Text("finding-flood", count=count, most=3, seconds=10)
        )

        assert found(flood.flood(self.TERMS), self.at_seconds(*seconds)) == expected

    def test_an_edit_never_counts(self) -> None:
        """Whoever edits a message sends none."""
        seen = structs.replace(self.at_seconds(3, 2, 1, 0), is_edit=True)

        assert found(flood.flood(self.TERMS), seen) is None

    @given(st.lists(AGES, max_size=20), AGES)
    def test_a_further_message_never_calms_a_flood(self, seconds: list[int], more: int) -> None:
        """What was a flood is one still if more was said."""
        check = flood.flood(self.TERMS)
        before = found(check, self.at_seconds(*seconds))

        if before is not None:
            assert found(check, self.at_seconds(*seconds, more)) is not None


class TestDuplicates:
    TERMS = duplicates.Terms(own=2, others=2, within=timedelta(minutes=10))

    def alike(self, text: str, own: tuple[int, ...] = (), others: tuple[int, ...] = ()) -> Said:
        """A text with what is alike: by its own voice, and once by each of several others."""
        voices = tuple((number, age) for number, age in enumerate(others))
        printed = Fingerprints(b"key").of(text)
        weight = 0 if printed is None else printed.weight
        return said(text, recent=Recent((AT,), weight, own, voices))

    def test_one_voice_may_not_repeat_itself_for_ever(self) -> None:
        """Twice is fine here, the third time is told with its number."""
        check = duplicates.duplicates(self.TERMS)

        assert found(check, self.alike(LONG, (60,))) is None
        assert found(check, self.alike(LONG, (60, 90))) == Text(
            "finding-duplicates", count=3, most=2, minutes=10
        )

    def test_what_is_long_ago_does_not_count(self) -> None:
        """Only what was said within the time."""
        check = duplicates.duplicates(self.TERMS)

        assert found(check, self.alike(LONG, (60, 601, 700))) is None

    def test_several_voices_are_counted_once_each(self) -> None:
        """The same from many mouths is told as such; one mouth twice is one."""
        check = duplicates.duplicates(self.TERMS)
        twice = said(LONG, recent=Recent((AT,), 99, alike_others=((5, 10), (5, 20))))

        assert found(check, twice) is None
        assert found(check, self.alike(LONG, others=(10, 20))) == Text(
            "finding-duplicates-others", count=3, most=2, minutes=10
        )

    def test_a_wish_is_no_campaign(self) -> None:
        """What everybody wishes each other is let be; one voice alone should find other words."""
        check = duplicates.duplicates(self.TERMS)
        wish = "祝大家新年快乐，身体健康，阖家幸福"

        assert found(check, self.alike(wish, others=(1, 2, 3, 4, 5))) is None
        assert found(check, self.alike(wish, (1, 2, 3))) is not None

    @pytest.mark.parametrize("text", ["签到", "好的好的", "ok", "哈哈哈哈哈哈", "+1", "👍👍👍"])
    def test_short_ordinary_words_never_count(self, text: str) -> None:
        """However often they are said, by whomever."""
        check = duplicates.duplicates(self.TERMS)

        assert found(check, self.alike(text, tuple(range(30)), tuple(range(30)))) is None

    def test_limits_can_be_left_out(self) -> None:
        """0 sets no limit; without any there is no check."""
        alone = duplicates.duplicates(replace(self.TERMS, others=0))

        assert found(alone, self.alike(LONG, others=(1, 2, 3))) is None
        assert duplicates.duplicates(duplicates.Terms(own=0, others=0)) is None


class TestReactions:
    TERMS = reactions.Terms(most=4, messages=3, within=timedelta(seconds=30))

    def stirred(self, *acts: tuple[int, int]) -> Stirred:
        """Changes of reactions: on which message, how many seconds ago."""
        return Stirred(
            AT, tuple((message_id, AT - timedelta(seconds=age)) for message_id, age in acts)
        )

    def test_reacting_on_everything_is_a_flood(self) -> None:
        """Too many messages in the time, or one on and off again too often."""
        check = reactions.reactions(self.TERMS)

        assert found(check, self.stirred((1, 3), (2, 2), (3, 1))) is None
        assert found(check, self.stirred((1, 3), (2, 2), (3, 1), (4, 0))) == Text(
            "finding-reactions", count=4, messages=4, seconds=30
        )
        assert found(check, self.stirred(*((1, age) for age in range(5)))) == Text(
            "finding-reactions", count=5, messages=1, seconds=30
        )

    def test_what_is_long_ago_does_not_count(self) -> None:
        """Only what was done within the time."""
        check = reactions.reactions(self.TERMS)

        assert found(check, self.stirred((1, 30), (2, 31), (3, 90), (4, 0))) is None

    def test_messages_pass(self) -> None:
        """The check looks at reactions alone."""
        assert found(reactions.reactions(self.TERMS), said("hi")) is None


OWN = ("kinds", "forwards", "mentions", "newcomers", "channels", "night", "flood", "duplicates")


@pytest.mark.parametrize("name", [*OWN, "reactions"])
def test_two_hundred_plain_sentences_are_left_in_peace(name: str) -> None:
    """As it comes, no check of behaviour finds anything in what people say, new ones included."""
    check = CHECKS[name][1](defaults()[name])
    if check is None:
        return

    odd = [
        line
        for line in LINES
        if check(said(line)) is not None or check(said(line, tenure=Tenure())) is not None
    ]

    assert odd == []
