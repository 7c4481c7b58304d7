"""What warnings add up to, how long things last, whom nobody may touch, how staff write."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.cases.rules import (
    SHORTEST,
    Around,
    Rung,
    Terms,
    cause_of,
    next_rung,
    protection_of,
    rung_for,
    span_of,
    weight_of,
)
from bot.features.cases.wording import Manner, Wording, manner_named, worded
from bot.features.messages import ANONYMOUS_ADMIN, AUTO_FORWARD, CHANNEL_SENDER
from bot.features.restrictions.rules import LONGEST
from bot.kit.wishes import lasts_of

pytestmark = pytest.mark.feature("R3")

NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
LADDER = Terms().ladder
SPANS = st.timedeltas(min_value=timedelta(seconds=1), max_value=timedelta(days=2000))
AROUND = Around(
    chat_id=-100,
    linked_chat_id=-200,
    bot_id=42,
    owners=frozenset({1}),
    administrators=frozenset({1, 2}),
)


class TestLadder:
    @pytest.mark.parametrize(
        ("weight", "action", "lasts"),
        [
            (3, "mute", HOUR),
            (4, "mute", HOUR),
            (5, "mute", DAY),
            (8, "ban", None),
            (99, "ban", None),
        ],
    )
    def test_the_highest_step_reached_is_taken(
        self, weight: int, action: str, lasts: timedelta | None
    ) -> None:
        """Three warnings mute for an hour, five for a day, eight ban for good."""
        rung = rung_for(weight, LADDER)

        assert rung is not None
        assert (rung.action, rung.lasts) == (action, lasts)

    @pytest.mark.parametrize("weight", [0, 1, 2])
    def test_below_the_first_step_a_warning_is_a_warning(self, weight: int) -> None:
        """Two warnings lead to nothing but the next one."""
        assert rung_for(weight, LADDER) is None

    @given(
        st.integers(0, 30),
        st.lists(st.integers(1, 20), unique=True, max_size=6).map(
            lambda weights: tuple(Rung(each, "mute", HOUR) for each in weights)
        ),
    )
    def test_between_the_reached_and_the_next_there_is_none(
        self, weight: int, ladder: tuple[Rung, ...]
    ) -> None:
        """In whatever order the steps are written, the two close in on the weight."""
        reached, ahead = rung_for(weight, ladder), next_rung(weight, ladder)
        low = reached.weight if reached else 0
        high = ahead.weight if ahead else 99

        assert low <= weight < high
        assert not [each for each in ladder if low < each.weight < high]

    def test_an_expired_warning_does_not_count(self) -> None:
        """A warning weighs up to its end and not in the moment of it."""
        weights = [(1, NOW), (2, NOW + MINUTE), (4, None), (8, NOW - MINUTE)]

        assert weight_of(weights, NOW) == 6


class TestSpan:
    @given(SPANS)
    def test_telegram_never_takes_an_end_for_forever(self, lasts: timedelta) -> None:
        """Every end is at least a minute and at most 366 days ahead, or there is none."""
        span = span_of(lasts, NOW)

        assert span.until is None or SHORTEST <= span.until - NOW <= LONGEST
        assert span.was_endless == (span.until is None)
        assert span.was_raised == (lasts < SHORTEST)

    @pytest.mark.parametrize(
        ("lasts", "until", "flags"),
        [
            (timedelta(seconds=20), NOW + MINUTE, (True, False)),
            (timedelta(days=400), None, (False, True)),
            (timedelta(days=366), NOW + timedelta(days=366), (False, False)),
            (None, None, (False, False)),
        ],
    )
    def test_too_short_and_too_long_are_told(
        self, lasts: timedelta | None, until: datetime | None, flags: tuple[bool, bool]
    ) -> None:
        """Twenty seconds are a minute, 400 days are for good; no length at all needs no word."""
        span = span_of(lasts, NOW)

        assert (span.until, span.was_raised, span.was_endless) == (until, *flags)


class TestLengths:
    @pytest.mark.parametrize(
        ("said", "lasts"),
        [
            ("20s", timedelta(seconds=20)),
            ("30m", 30 * MINUTE),
            ("2h", 2 * HOUR),
            ("2H", 2 * HOUR),
            ("1d12h", DAY + 12 * HOUR),
            ("400d", 400 * DAY),
            ("1w", 7 * DAY),
            ("3天", 3 * DAY),
            ("2小时30分钟", 2 * HOUR + 30 * MINUTE),
            ("1周", 7 * DAY),
        ],
    )
    def test_are_read_in_both_languages(self, said: str, lasts: timedelta) -> None:
        """As admins write them, one after the other."""
        assert lasts_of(said) == lasts

    @pytest.mark.parametrize(
        "said", ["", "2", "h", "2x", "2h!", "-2h", "2.5h", "hello", "1234567d", "1d" * 40]
    )
    def test_anything_else_is_none(self, said: str) -> None:
        """A word of a reason is not taken for a length, however long it is."""
        assert lasts_of(said) is None

    @given(st.text(max_size=60))
    def test_no_text_breaks_it(self, said: str) -> None:
        """Whatever is typed, it is a length above nothing or none at all."""
        lasts = lasts_of(said)

        assert lasts is None or lasts >= timedelta()


class TestProtection:
    @pytest.mark.parametrize(
        ("target_id", "why"),
        [
            (42, "me"),
            (7, "self"),
            (1, "creator"),
            (2, "administrator"),
            (-100, "group"),
            (ANONYMOUS_ADMIN, "group"),
            (-200, "channel"),
            (AUTO_FORWARD, "channel"),
            (CHANNEL_SENDER, "channel"),
            (9, None),
            (-300, None),
        ],
    )
    def test_some_are_never_touched(self, target_id: int, why: str | None) -> None:
        """The bot, oneself, the staff, the group's voices; members and strange channels are."""
        assert protection_of(target_id, AROUND, actor_id=7) == why


class TestCauses:
    @pytest.mark.parametrize(
        ("failure", "cause"),
        [
            ("not enough rights to restrict/unrestrict chat member", "no-right"),
            ("user is an administrator of the chat", "administers"),
            ("the person administers this chat", "administers"),
            ("whoever ordered it has not the right any more", "lost-right"),
            ("its time was over", "too-late"),
            ("given up after 9 attempts: no answer in time", "no-answer"),
            ("PARTICIPANT_ID_INVALID", "not-here"),
            ("something new", "other"),
            (None, "other"),
        ],
    )
    def test_what_telegram_says_is_understood(self, failure: str | None, cause: str) -> None:
        """Its own words become a cause that can be told in any language."""
        assert cause_of(failure) == cause


class TestWording:
    @pytest.mark.parametrize(
        ("command", "manner"),
        [
            ("mute", Manner("mute")),
            ("tmute", Manner("mute", is_timed=True)),
            ("DBAN", Manner("ban", removes=True)),
            ("swarn", Manner("warn", is_silent=True)),
            ("tdsban", Manner("ban", is_timed=True, removes=True, is_silent=True)),
            ("sdkick", Manner("kick", removes=True, is_silent=True)),
            ("twarn", None),
            ("tkick", None),
            ("ddban", None),
            ("unban", None),
            ("xmute", None),
            ("", None),
        ],
    )
    def test_names_say_the_manner(self, command: str, manner: Manner | None) -> None:
        """Letters in any order, each once; a warning has no length."""
        assert manner_named(command) == manner

    @pytest.mark.parametrize(
        ("rest", "wording"),
        [
            ("", Wording()),
            ("2h", Wording(2 * HOUR)),
            ("2h #3 the third advert", Wording(2 * HOUR, 3, "the third advert")),
            ("#3 2h the third advert", Wording(2 * HOUR, 3, "the third advert")),
            ("rule 3: adverts", Wording(None, 3, "adverts")),
            ("3天 第3条 刷屏", Wording(3 * DAY, 3, "刷屏")),
            ("3天第3条刷屏", Wording(3 * DAY, 3, "刷屏")),
            ("7 days of rest", Wording(7 * DAY, 0, "of rest")),
            ("adverts again, see #12", Wording(None, 12, "adverts again, see")),
            ("12 apples", Wording(None, 0, "12 apples")),
            ("2hello", Wording(None, 0, "2hello")),
            ("see you in 2h", Wording(None, 0, "see you in 2h")),
        ],
    )
    def test_length_and_rule_come_before_the_reason(self, rest: str, wording: Wording) -> None:
        """In any order, in both languages; what is neither begins the reason."""
        assert worded(rest) == wording

    @given(st.text(max_size=300))
    def test_no_text_breaks_it(self, rest: str) -> None:
        """Whatever is typed, a reason is a part of it."""
        assert worded(rest).reason in rest.strip()
