"""The flow in force: the last one that was read without a fault, which outlives a restart."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final

from sqlalchemy import exists, select, update

from bot.features.onboarding.doubting import doubts_of
from bot.features.onboarding.parts import WHOLE, Around, Fault
from bot.features.onboarding.reading import read
from bot.features.onboarding.rules import Flow, Terms
from bot.kit.collector import Tally
from bot.kit.texts import Text
from bot.kit.unit_of_work import UnitOfWork
from models.onboarding import flows

FLOWS: Final = Tally("flows", flows, ("digest",), {"content": "last", "loaded_at": "last"})
_SHIPPED: Final = Path(__file__).with_name("default.toml")
_LARGEST: Final = 256_000


@dataclass(frozen=True, slots=True)
class Loaded:
    """What came of reading the operator's file."""

    flow: Flow | None
    faults: tuple[Fault, ...] = ()
    # What may be wrong, and keeps nothing back.
    doubts: tuple[Fault, ...] = ()
    is_news: bool = False
    # How it differs from the one before: the names of steps and drips.
    added: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()


def checked(file: Path | None, around: Around) -> tuple[str, Flow | tuple[Fault, ...]]:
    """Read the operator's file, or the shipped one where there is none; returns its text too."""
    try:
        text = _text_of(file or _SHIPPED)
    except UnicodeDecodeError:
        return "", (Fault(1, WHOLE, Text("onboarding-fault-utf8")),)
    except OSError:
        return "", (Fault(1, WHOLE, Text("onboarding-fault-file")),)
    if len(text) > _LARGEST:
        return "", (Fault(1, WHOLE, Text("onboarding-fault-large")),)
    return text, read(text, around)


async def load(uow: UnitOfWork, terms: Terms, around: Around) -> Loaded:
    """Read the operator's file and put its flow in force; one with a fault changes nothing."""
    text, flow = checked(terms.file, around)
    if not isinstance(flow, Flow):
        return Loaded(None, flow)
    before = await flow_in_force(uow)
    has_row = (await uow.execute(select(exists().where(flows.c.digest == flow.digest)))).scalar()
    is_news = before.digest != flow.digest
    if is_news or not has_row:
        row = {"digest": flow.digest, "content": text, "loaded_at": uow.now}
        await uow.execute(FLOWS.statement(uow.dialect), [row])
        uow.remember("flow", flow)
    old, new = _names(before), _names(flow)
    return Loaded(
        flow,
        doubts=await doubts_of(uow, text, flow, around.tags),
        is_news=is_news,
        added=tuple(name for name in new if name not in old),
        removed=tuple(name for name in old if name not in new),
    )


async def flow_in_force(uow: UnitOfWork) -> Flow:
    """Return the flow of those who come now; looked up once a batch."""
    held: Flow | None = uow.recall("flow")
    if held is None:
        found = await uow.execute(
            select(flows.c.digest).order_by(flows.c.loaded_at.desc(), flows.c.digest).limit(1)
        )
        digest = found.scalar()
        held = shipped() if digest is None else await flow_at(uow, digest)
        uow.remember("flow", held)
    return held


async def flow_at(uow: UnitOfWork, digest: str) -> Flow:
    """Return the flow by which somebody began; what a newer version cannot read is the shipped."""
    flow = _KEPT.get(digest)
    if flow is None:
        found = await uow.execute(select(flows.c.content).where(flows.c.digest == digest))
        content = found.scalar()
        flow = shipped() if content is None else _drawn(content)
        if len(_KEPT) >= 64:
            _KEPT.clear()
        if content is not None:
            _KEPT[digest] = flow
    return flow


async def picture_of(uow: UnitOfWork, digest: str, content: str) -> str | None:
    """Return what Telegram calls a picture of a flow that was sent before."""
    found = await uow.execute(select(flows.c.pictures).where(flows.c.digest == digest))
    known: str | None = (found.scalar() or {}).get(content)
    return known


async def keep_picture(uow: UnitOfWork, digest: str, content: str, name: str | None) -> None:
    """Keep what Telegram calls a picture; None is that it does not know it any more."""
    found = await uow.execute(select(flows.c.pictures).where(flows.c.digest == digest))
    held = {**(found.scalar() or {}), content: name}
    kept = {each: known for each, known in held.items() if known is not None}
    await uow.execute(update(flows).where(flows.c.digest == digest).values(pictures=kept))


@lru_cache(maxsize=1)
def shipped() -> Flow:
    """Return the flow that is shipped."""
    flow = read(_text_of(_SHIPPED), Around())
    if not isinstance(flow, Flow):
        raise TypeError(f"the shipped flow has a fault on line {flow[0].line}")
    return flow


_KEPT: Final[dict[str, Flow]] = {}


def _drawn(content: str) -> Flow:
    # Fields may have been taken out of the configuration since: such a step is left out.
    flow = read(content, Around())
    return flow if isinstance(flow, Flow) else shipped()


def _names(flow: Flow) -> list[str]:
    return [*(each.id for each in flow.steps), *(f"drip:{each.id}" for each in flow.drips)]


def _text_of(path: Path) -> str:
    return path.read_text(encoding="utf-8-sig").replace("\r\n", "\n")
