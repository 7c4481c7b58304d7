"""What sources are called and how deep links name them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.features.sources.rules import (
    Payload,
    Wish,
    grade_of,
    is_key,
    payload_in,
    payload_of,
    wish_of,
)


@pytest.mark.feature("I1")
class TestWishes:
    @pytest.mark.parametrize(
        ("said", "expected"),
        [
            ("store12", Wish("store12", "store12", asks_to_join=False)),
            ("Store12 Shop 12", Wish("store12", "Shop 12", asks_to_join=False)),
            ("source=store12", Wish("store12", "store12", asks_to_join=False)),
            ("store12 旗舰店 request", Wish("store12", "旗舰店", asks_to_join=True)),
            ("store12 request", Wish("store12", "store12", asks_to_join=True)),
            ("app " + "x" * 50, Wish("app", "x" * 32, asks_to_join=False)),
            ("", None),
            ("门店", None),
            ("-store", None),
            ("x" * 33, None),
            ("a;drop", None),
        ],
    )
    def test_a_wish_is_a_name_a_title_and_whether_to_ask(
        self, said: str, expected: Wish | None
    ) -> None:
        """The link's name at Telegram is the title, cut to what Telegram takes."""
        assert wish_of(said) == expected


@pytest.mark.feature("I1")
class TestPayloads:
    def test_a_name_alone_or_with_its_community(self) -> None:
        """The first of a name needs no more than the name."""
        assert payload_of("store12") == "s-store12"
        assert payload_in("s-store12") == Payload("store12", None)
        assert payload_in(payload_of("store12", 7)) == Payload("store12", 7)

    @given(st.from_regex(r"[a-z0-9][a-z0-9_-]{0,31}", fullmatch=True), st.integers(1, 10**12 - 1))
    def test_what_is_made_can_be_read(self, key: str, community_id: int) -> None:
        """Every deep link has the 64 letters at most that Telegram takes, and says its source."""
        for payload, expected in (
            (payload_of(key), Payload(key, None)),
            (payload_of(key, community_id), Payload(key, community_id)),
        ):
            assert re.fullmatch(r"[A-Za-z0-9_-]{1,64}", payload)
            assert payload_in(payload) == expected

    @given(st.text(max_size=80))
    def test_hostile_payloads_name_nothing_odd(self, said: str) -> None:
        """Whatever somebody puts into a link, only a key comes out."""
        read = payload_in("s-" + said)

        assert read is None or is_key(read.key)


@pytest.mark.feature("I1")
class TestGrades:
    @pytest.mark.parametrize(
        ("is_source_known", "by_request", "expected"),
        [
            (True, False, "link"),
            (True, True, "request"),
            (False, True, "request"),
            (False, False, "unknown"),
        ],
    )
    def test_nothing_is_guessed(
        self, is_source_known: bool, by_request: bool, expected: str
    ) -> None:
        """What Telegram does not tell is unknown."""
        assert grade_of(is_source_known=is_source_known, by_request=by_request) == expected
