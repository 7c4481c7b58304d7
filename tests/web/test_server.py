"""The bot's web server tells its health and takes updates only from Telegram."""

import asyncio
import io
import json
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import aiohttp
import pytest

from bot.web.server import (
    MOST_BYTES,
    SECRET_HEADER,
    Finding,
    HostUnknown,
    PortTaken,
    Probe,
    WebhookPort,
    create_web,
    serving,
)

SECRET = "a-secret-of-this-test"


class Intake:
    """Takes updates, or refuses them; holds each until it is let go."""

    def __init__(self) -> None:
        self.taken: list[bytes] = []
        self.fails = False
        self.may_return = asyncio.Event()
        self.may_return.set()
        self.began = asyncio.Event()

    async def take(self, body: bytes) -> None:
        self.began.set()
        await self.may_return.wait()
        if self.fails:
            raise RuntimeError("the database is gone")
        self.taken.append(body)


async def database_is_well() -> Finding:
    """A probe that is content."""
    return Finding("database", ok=True, detail="answers")


async def knock_is_late() -> Finding:
    """A probe with a complaint."""
    return Finding("scheduler", ok=False, detail="the last knock was 90 s ago")


async def breaks() -> Finding:
    """A probe that cannot look."""
    raise OSError("secret detail")


@asynccontextmanager
async def client(
    *probes: Probe, webhook: WebhookPort | None = None
) -> AsyncIterator[aiohttp.ClientSession]:
    """Serve on a free port and yield a client of it."""
    app = create_web(probes=probes, metrics=lambda: b"hearth_up 1\n", webhook=webhook)
    async with (
        serving(app, host="127.0.0.1", port=0) as port,
        aiohttp.ClientSession(f"http://127.0.0.1:{port}") as session,
    ):
        yield session


class TestHealth:
    async def test_healthz_says_that_the_process_lives(self) -> None:
        """/healthz is green even when something is wrong: only the process is asked."""
        async with client(knock_is_late) as session, session.get("/healthz") as answer:
            assert answer.status == 200

    async def test_readyz_is_green_when_all_is_well(self) -> None:
        """/readyz answers 200 and each finding when every probe is content."""
        expected = {
            "ok": True,
            "findings": [{"name": "database", "ok": True, "detail": "answers"}],
        }

        async with client(database_is_well) as session, session.get("/readyz") as answer:
            assert answer.status == 200
            assert expected == await answer.json()

    async def test_readyz_is_red_when_one_is_not(self) -> None:
        """/readyz answers 503 and says which probe found what."""
        async with (
            client(database_is_well, knock_is_late) as session,
            session.get("/readyz") as answer,
        ):
            assert answer.status == 503
            assert (await answer.json())["findings"][1]["detail"] == "the last knock was 90 s ago"

    async def test_a_broken_probe_is_a_finding(self) -> None:
        """A probe that raises makes readiness red without telling the error's text."""
        async with client(breaks) as session, session.get("/readyz") as answer:
            expected = {"name": "breaks", "ok": False, "detail": "could not be looked at: OSError"}

            assert answer.status == 503
            assert expected == (await answer.json())["findings"][0]

    async def test_metrics_are_plain_text(self) -> None:
        """/metrics answers what Prometheus scrapes."""
        async with client() as session, session.get("/metrics") as answer:
            assert answer.content_type == "text/plain"
            assert await answer.read() == b"hearth_up 1\n"


class TestWebhook:
    async def test_hands_the_body_on_as_it_came(self) -> None:
        """An update with the secret is taken byte for byte and answered 200."""
        intake = Intake()
        body = json.dumps({"update_id": 1}).encode()
        port = WebhookPort("/telegram", SECRET, intake.take)

        async with (
            client(webhook=port) as session,
            session.post("/telegram", data=body, headers={SECRET_HEADER: SECRET}) as answer,
        ):
            assert answer.status == 200
            assert [body] == intake.taken

    async def test_answers_only_after_it_was_taken(self) -> None:
        """Until the update is committed, Telegram waits for its answer."""
        intake = Intake()
        intake.may_return.clear()
        port = WebhookPort("/telegram", SECRET, intake.take)

        async with client(webhook=port) as session:

            async def send() -> int:
                async with session.post(
                    "/telegram", data=b"{}", headers={SECRET_HEADER: SECRET}
                ) as answer:
                    return answer.status

            sending = asyncio.create_task(send())
            await intake.began.wait()
            assert not sending.done()
            intake.may_return.set()
            assert await sending == 200

    async def test_asks_for_it_again_when_it_was_not_taken(self) -> None:
        """An update that could not be committed is answered 500, so that it comes again."""
        intake = Intake()
        intake.fails = True
        port = WebhookPort("/telegram", SECRET, intake.take)

        async with (
            client(webhook=port) as session,
            session.post("/telegram", data=b"{}", headers={SECRET_HEADER: SECRET}) as answer,
        ):
            assert answer.status == 500

    @pytest.mark.parametrize(
        ("headers", "status"),
        [({}, 401), ({SECRET_HEADER: "wrong"}, 403), ({SECRET_HEADER: SECRET + "x"}, 403)],
    )
    async def test_takes_nothing_from_strangers(
        self, headers: dict[str, str], status: int
    ) -> None:
        """Without the secret an update is refused and never seen."""
        intake = Intake()
        port = WebhookPort("/telegram", SECRET, intake.take)

        async with (
            client(webhook=port) as session,
            session.post("/telegram", data=b"{}", headers=headers) as answer,
        ):
            assert status == answer.status
            assert intake.taken == []

    async def test_takes_no_huge_body(self) -> None:
        """A body above a mebibyte is refused before it is taken."""
        intake = Intake()
        port = WebhookPort("/telegram", SECRET, intake.take)
        body = io.BytesIO(b"x" * (MOST_BYTES + 1))

        async with (
            client(webhook=port) as session,
            session.post("/telegram", data=body, headers={SECRET_HEADER: SECRET}) as answer,
        ):
            assert answer.status == 413
            assert intake.taken == []

    async def test_is_absent_in_polling_mode(self) -> None:
        """Without a webhook there is nothing to post to."""
        async with client() as session, session.post("/telegram", data=b"{}") as answer:
            assert answer.status == 404


class TestListening:
    async def test_a_taken_port_is_told_in_one_sentence(self) -> None:
        """A port in use is told with its remedy."""
        app = create_web(probes=(), metrics=bytes, webhook=None)
        other = create_web(probes=(), metrics=bytes, webhook=None)

        async with serving(app, host="127.0.0.1", port=0) as port:
            with pytest.raises(PortTaken, match=rf"127\.0\.0\.1:{port}: stop it, or choose"):
                async with serving(other, host="127.0.0.1", port=port):
                    pass

    async def test_a_foreign_address_is_told_in_one_sentence(self) -> None:
        """An address of another machine is told with its remedy."""
        app = create_web(probes=(), metrics=bytes, webhook=None)

        with pytest.raises(HostUnknown, match=r"no address 192\.0\.2\.1"):
            async with serving(app, host="192.0.2.1", port=0):
                pass
