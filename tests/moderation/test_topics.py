"""Topics that a community does not want: the configured action follows, and /rules names them."""

from typing import Any

import pytest

from bot.config.checks import checks_with
from bot.config.settings import Community, Moderation, Settings
from bot.features.moderation.checks import topics
from bot.kit.database import Database
from bot.kit.texts import unpack
from models.moderation import findings
from models.outbox import outbox
from tests.conversation import Town, texts
from tests.moderation.lines import FAIR, LINES
from tests.moderation.saying import found_in

pytestmark = pytest.mark.feature("P2")

TOPICS = ("politics: election, 选举", "广告：代开发票、promo code")


@pytest.mark.parametrize(
    ("said", "topic"),
    [
        ("who won the election?", "politics"),
        ("今年的选举怎么看", "politics"),
        ("代 开 发 票", "广告"),
        ("my PROMO CODE is X", "广告"),
    ],
)
def test_a_topic_is_known_by_its_words(said: str, topic: str) -> None:
    """The finding names the topic, not the word."""
    found = found_in("topics", topics.Terms(topics=TOPICS), said)

    assert found is not None
    assert dict(found.values) == {"topic": topic}


def test_naming_a_topic_is_not_talking_of_it() -> None:
    """Criticism that merely names it stays, and so do ordinary lines."""
    terms = topics.Terms(topics=TOPICS)

    assert found_in("topics", terms, "群里广告太多了，没人管吗") is None
    assert [line for line in (*LINES, *FAIR) if found_in("topics", terms, line)] == []


@pytest.mark.parametrize(("action", "is_removed"), [("report", False), ("remove", True)])
async def test_the_configured_action_follows(
    database: Database, action: str, *, is_removed: bool
) -> None:
    """A report leaves the message where it is; a removal takes it; /rules lists the topic."""
    settings = Settings(
        community=Community(forbidden_topics=("rudeness",)),
        moderation=Moderation(mode="on"),
        checks=checks_with(topics={"topics": TOPICS, "action": action}),
    )
    town = await Town(database, settings).open()
    mei = town.person()
    await mei.says("who won the election?")
    (finding,) = await town.rows(findings)
    owed: list[dict[str, Any]] = await town.rows(outbox)
    listed = [text for text in texts(await mei.says("/rules")) if text.id == "about-forbidden"]
    await town.close()

    assert (finding["check"], finding["action"]) == ("topics", action)
    assert unpack(finding["detail"]).id == "finding-topics"
    assert ("deleteMessage" in {row["method"] for row in owed}) == is_removed
    assert [dict(text.values)["topics"] for text in listed] == ["rudeness · politics · 广告"]
