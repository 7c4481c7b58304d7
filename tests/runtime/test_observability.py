"""Logs tell what happened and never what was said; metrics count it."""

import io
import json
import logging
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import structlog

from bot.runtime.observability import REDACTED, LogFormat, Metrics, Redaction, configure_logging

TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp-_q"


@pytest.fixture(autouse=True)
def logging_as_before() -> Iterator[None]:
    """Leave logging as it was found."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    structlog.reset_defaults()


def logged(form: LogFormat = "json", **options: Any) -> io.StringIO:
    """Configure logging into a buffer."""
    stream = io.StringIO()
    configure_logging(format=form, stream=stream, **options)
    return stream


def redacted(**event: Any) -> Any:
    """Return an event after redaction."""
    return Redaction(["open-sesame"])(None, "info", event)


class TestRedaction:
    @pytest.mark.feature("Z3")
    @pytest.mark.parametrize(
        "key", ["text", "caption", "message_text", "bot_token", "TOKEN", "webhook_secret", "body"]
    )
    def test_takes_out_what_members_wrote(self, key: str) -> None:
        """Whatever stands under the name of a text or a secret is not written."""
        assert redacted(**{key: "hello"}) == {key: REDACTED}

    @pytest.mark.feature("Z3")
    @pytest.mark.parametrize(
        "value",
        [
            TOKEN,
            f"https://api.telegram.org/bot{TOKEN}/getMe",
            f"https://x/bot{TOKEN.replace(':', '%3A')}/getMe",
            {"inner": [f"bot{TOKEN}"]},
            {f"bot{TOKEN}": 1},
            RuntimeError(TOKEN),
            "postgresql+asyncpg://hearth:AAbbCCdd@db/hearth",
            "said open-sesame aloud",
        ],
    )
    def test_masks_secrets_anywhere(self, value: Any) -> None:
        """A token, a password in an address and a known secret vanish from any value."""
        shown = str(redacted(found=value))

        assert "AAbbCCdd" not in shown
        assert "open-sesame" not in shown

    def test_leaves_the_rest_alone(self) -> None:
        """Numbers, times and plain words are written as they are; moments in ISO."""
        at = datetime(2026, 12, 1, 9, tzinfo=UTC)
        expected = {
            "event": "text rejected",
            "chat_id": -100123,
            "took": 1.5,
            "ok": True,
            "at": "2026-12-01T09:00:00+00:00",
            "late": 60.0,
            "next": "12:30",
        }

        actual = redacted(
            event="text rejected",
            chat_id=-100123,
            took=1.5,
            ok=True,
            at=at,
            late=timedelta(minutes=1),
            next="12:30",
        )

        assert expected == actual

    def test_shows_objects_through_the_mask(self) -> None:
        """An object is written as its own words, without the secrets in them."""

        @dataclass(frozen=True)
        class Call:
            url: str

        assert TOKEN not in redacted(call=Call(f"/bot{TOKEN}/x"))["call"]


class TestLogging:
    @pytest.mark.parametrize("form", ["console", "json"])
    def test_masks_tracebacks(self, form: LogFormat) -> None:
        """The token in an exception's text is masked in its traceback as well."""
        stream = logged(form)
        try:
            int(f"/bot{TOKEN}/getMe")
        except ValueError:
            structlog.get_logger("test").exception("call failed")

        written = stream.getvalue()

        assert "ValueError" in written
        assert TOKEN not in written

    def test_writes_an_object_a_line(self) -> None:
        """JSON lines hold the event, its level, the logger, the moment and the values."""
        stream = logged()

        structlog.get_logger("bot.test").info("batch committed", updates=3)

        line = json.loads(stream.getvalue())
        assert line.pop("timestamp").endswith("Z")
        assert line == {
            "event": "batch committed",
            "level": "info",
            "logger": "bot.test",
            "updates": 3,
        }

    def test_carries_libraries_through_the_same_mask(self) -> None:
        """What a library logs goes the same way, arguments and traceback included."""
        stream = logged()

        logging.getLogger("somewhere").warning("GET %s", f"/bot{TOKEN}/x")

        line = json.loads(stream.getvalue())
        assert line["event"] == f"GET /bot{REDACTED}/x"
        assert line["logger"] == "somewhere"

    @pytest.mark.parametrize(
        "name", ["httpx", "telegram.ext.Application", "aiohttp.access", "aiosqlite"]
    )
    def test_keeps_talkative_libraries_quiet(self, name: str) -> None:
        """Libraries that write addresses or updates stay silent below warning, even in debug."""
        stream = logged(level="debug")

        logging.getLogger(name).info("HTTP Request")

        assert stream.getvalue() == ""

    def test_keeps_below_its_level_quiet(self) -> None:
        """Nothing below the chosen level is written."""
        stream = logged(level="warning")

        structlog.get_logger("test").info("chatter")

        assert stream.getvalue() == ""


class TestMetrics:
    def test_render_what_was_counted(self) -> None:
        """What was counted stands in the text that Prometheus reads."""
        metrics = Metrics()
        metrics.updates_taken.labels("message").inc(3)
        metrics.outbox_owed.set(2)

        text = metrics.render().decode()

        assert 'hearth_updates_taken_total{kind="message"} 3.0' in text
        assert "hearth_outbox_owed 2.0" in text

    def test_stand_apart(self) -> None:
        """Two programs in one process count for themselves."""
        one, other = Metrics(), Metrics()
        one.statements.inc()

        assert "hearth_statements_total 0.0" in other.render().decode()

    def test_names_are_those_scraped(self) -> None:
        """Every name that it tells of itself stands in what is scraped."""
        metrics = Metrics()
        text = metrics.render().decode()

        missing = {name for name in metrics.names() if f"# HELP {name}" not in text}

        assert missing == set()
