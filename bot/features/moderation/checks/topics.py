"""Topics that do not belong here, each known by its words."""

from dataclasses import dataclass, field

from bot.features.moderation.checks import words
from bot.features.moderation.rules import Action, Check, Finding, Stance
from bot.features.moderation.said import Said
from bot.kit.texts import Text


@dataclass(frozen=True, slots=True)
class Terms(Stance):
    """The topics, as `politics: election, 选举`: a name and the words by which it is known.

    The words are read as those of the check on words. Whoever touches a topic is no offender, so
    a person is asked unless the action says otherwise.
    """

    action: Action = "report"
    topics: tuple[str, ...] = field(default=(), metadata={"most": 100, "longest": 1000})


def topics(terms: Terms) -> Check | None:
    """Return the check, or None where every topic belongs here."""
    named = [
        (name.strip(), word.strip())
        for topic in terms.topics
        for name, _, listed in (topic.replace("：", ":").partition(":"),)
        for word in listed.replace("，", ",").replace("、", ",").split(",")
        if word.strip()
    ]
    find = words.words(words.Terms(words=tuple(word for _, word in named)))
    if find is None:
        return None

    def look(said: Said) -> Finding | None:
        found = find(said)
        if found is None:
            return None
        number = dict(found.detail.values)["number"]
        return Finding(Text("finding-topics", topic=named[int(str(number)) - 1][0]))

    return look
