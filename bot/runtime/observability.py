"""What an operator can see from outside: logs without texts or secrets, and metrics."""

import logging
import re
import sys
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any, Literal, TextIO, TypeAlias

import structlog
from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)
from structlog.typing import EventDict, Processor, WrappedLogger

LogFormat: TypeAlias = Literal["console", "json"]

REDACTED = "[redacted]"
_SECRET_PARTS = frozenset(
    (
        *("text", "caption", "body", "quote", "words", "bio", "question", "answer"),
        *("token", "secret", "password", "authorization", "cookie", "dsn"),
    )
)
_SECRETS = re.compile(
    r"(?P<token>[0-9]{6,}(?::|%3A)[\w-]{30,})|(?P<before>://[^/@\s:]*):[^@\s/]+@", re.IGNORECASE
)
# These write whole addresses (with the token in them), whole updates or what a statement stores
# below WARNING.
_TALKATIVE = (
    *("aiohttp", "aiosqlite", "apscheduler", "asyncio", "httpcore", "httpx", "PIL"),
    *("sqlalchemy", "telegram"),
)


class Redaction:
    """Blots out, in an event about to be written, what nobody may read in a log.

    Values under a name such as `text`, `message_text` or `token` go whole; whatever looks like a
    bot token or a password in an address, or is one of the given secrets, goes from every string,
    tracebacks included.
    """

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        self._secrets = tuple(sorted((s for s in secrets if s), key=len, reverse=True))

    def __call__(self, _logger: WrappedLogger, _method: str, event: EventDict) -> EventDict:
        """Return the event without texts and secrets."""
        return {
            key: value if key.startswith("_") else self._under(key, value)
            for key, value in event.items()
        }

    def string(self, value: str) -> str:
        """Return a string without secrets."""
        for secret in self._secrets:
            value = value.replace(secret, REDACTED)
        return _SECRETS.sub(_blot, value)

    def _under(self, key: object, value: Any) -> Any:
        if key != "event" and not _SECRET_PARTS.isdisjoint(str(key).lower().split("_")):
            return REDACTED
        return self._value(value)

    def _value(self, value: Any) -> Any:
        shown: Any
        match value:
            case None | bool() | int() | float():
                shown = value
            case date() | datetime():
                shown = value.isoformat()
            case timedelta():
                shown = value.total_seconds()
            case Mapping():
                shown = {self.string(str(key)): self._under(key, it) for key, it in value.items()}
            case list() | tuple() | set() | frozenset():
                shown = [self._value(each) for each in value]
            case BaseException():
                # Its arguments may hold what a member wrote: the kind of error is enough.
                shown = type(value).__name__
            case _:
                shown = self.string(str(value))
        return shown


def _blot(match: re.Match[str]) -> str:
    return REDACTED if match["token"] else f"{match['before']}:{REDACTED}@"


def configure_logging(
    *,
    level: str = "info",
    format: LogFormat = "console",  # noqa: A002
    secrets: Sequence[str] = (),
    stream: TextIO | None = None,
) -> None:
    """Send every log of the process, of libraries too, through redaction to one stream.

    Args:
        level: debug, info, warning or error; the talkative libraries never go below warning.
        format: `console` for people, `json` for a collector: an object a line.
        secrets: values that must not show wherever they turn up.
        stream: where to write; the standard error stream by default.
    """
    threshold = logging.getLevelNamesMapping()[level.upper()]
    output = stream if stream is not None else sys.stderr
    shared: list[Processor] = [
        structlog.contextvars.merge_contextvars,
        structlog.stdlib.add_log_level,
        structlog.stdlib.add_logger_name,
        structlog.processors.TimeStamper(fmt="iso", utc=True),
    ]
    handler = logging.StreamHandler(output)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=shared,
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.format_exc_info,
                Redaction(secrets),
                _renderer(format, colors=output.isatty()),
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(threshold)
    for name in _TALKATIVE:
        logging.getLogger(name).setLevel(max(threshold, logging.WARNING))
    structlog.configure(
        processors=[*shared, structlog.stdlib.ProcessorFormatter.wrap_for_formatter],
        wrapper_class=structlog.make_filtering_bound_logger(threshold),
        logger_factory=structlog.stdlib.LoggerFactory(),
        cache_logger_on_first_use=False,
    )


def _renderer(form: LogFormat, *, colors: bool) -> Processor:
    if form == "json":
        return structlog.processors.JSONRenderer(ensure_ascii=False)
    return structlog.dev.ConsoleRenderer(
        colors=colors, exception_formatter=structlog.dev.plain_traceback
    )


class Metrics:
    """Everything that is counted and measured, in a registry of its own."""

    def __init__(self) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call]
        self.registry = CollectorRegistry()
        ProcessCollector(namespace="hearth", registry=self.registry)
        self.updates_taken = self._counter(
            "updates_taken", "Updates that were committed, by kind.", "kind"
        )
        self.updates_failed = self._counter(
            "updates_failed",
            "Updates that were set aside, by the step that failed.",
            "step",
        )
        self.batch_seconds = Histogram(
            "batch_seconds",
            "Time from a batch's arrival to its commit.",
            namespace="hearth",
            registry=self.registry,
            buckets=(0.002, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 10),
        )
        self.deliveries = self._counter(
            "deliveries", "Rows of the outbox that were settled, by how.", "state"
        )
        self.outbox_owed = self._gauge("outbox_owed", "Rows of the outbox still owed to Telegram.")
        self.effects = self._counter(
            "effects", "Answers, replies and edits after a commit, by outcome.", "outcome"
        )
        self.knock_lag_seconds = self._gauge(
            "knock_lag_seconds", "How late the scheduler's last knock was."
        )
        self.statements = self._counter("statements", "SQL statements sent to the database.")

    def _counter(self, name: str, help_: str, *labels: str) -> Counter:
        return Counter(name, help_, labels, namespace="hearth", registry=self.registry)

    def _gauge(self, name: str, help_: str) -> Gauge:
        return Gauge(name, help_, namespace="hearth", registry=self.registry)

    def names(self) -> frozenset[str]:
        """Return the names as they are scraped, the process's own aside."""
        return frozenset(
            f"{family.name}_total" if family.type == "counter" else family.name
            for family in self.registry.collect()
            if not family.name.startswith("hearth_process_")
        )

    def render(self) -> bytes:
        """Return every metric in Prometheus's text format."""
        return generate_latest(self.registry)
