"""How rules read: all of them, one of them, and what a version changes."""

from collections.abc import Iterable
from typing import assert_never

from bot.features.clauses.rules import DAYS, WEIGHT, Clause, Difference, Line, differences
from bot.features.clauses.service import Draft, Rulebook
from bot.features.place import Place
from bot.kit.days import local_day
from bot.kit.texts import Lines, Text


def rules_words(place: Place, book: Rulebook) -> Lines:
    """Return all the rules of a community as a post."""
    if not book.clauses:
        return Lines(Text("rules-none", name=place.community_name), *_topics(place))
    lines: list[Text | str] = [Text("rules-head", name=place.community_name), ""]
    lines += [line_shown(each) for each in book.clauses]
    topics = _topics(place)
    if topics:
        lines += ["", *topics]
    if book.published_at is not None:
        day = local_day(book.published_at, place.zone)
        lines += ["", Text("rules-foot", version=book.version, day=day)]
    return Lines(*lines)


def draft_shown(found: Draft, book: Rulebook) -> Lines:
    """Return what a draft would change."""
    changes = differences_shown(differences(book.lines, found.lines))
    head = Text("rules-draft-head", version=book.version + 1)
    return Lines(head, "", *changes, "", Text("rules-draft-ask"))


def differences_shown(changes: Iterable[Difference]) -> list[Text | str]:
    """Return each change of a version on a line: what comes, what goes, what is put anew."""
    return [_difference(each) for each in changes]


def line_shown(clause: Clause) -> Text:
    """Return a rule as it stands among the others."""
    return Text("rules-line", number=clause.number, words=clause.words)


def _topics(place: Place) -> list[Text]:
    about = place.policy.about
    lines = []
    if about.welcome_topics:
        lines.append(Text("about-welcome", topics=" · ".join(about.welcome_topics)))
    # What the check on topics looks for does not belong here either.
    listed = getattr(place.policy.moderation.checks.get("topics"), "topics", ())
    known = (topic.replace("：", ":").partition(":")[0].strip() for topic in listed)
    forbidden = dict.fromkeys((*about.forbidden_topics, *known))
    if forbidden:
        lines.append(Text("about-forbidden", topics=" · ".join(forbidden)))
    return lines


def _difference(each: Difference) -> Text:
    before, after = each.before, each.after
    match each.mark:
        case "added":
            return Text("rules-added", number=each.number, words=_with_terms(after))
        case "removed":
            return Text("rules-removed", number=each.number, words=_with_terms(before))
        case "changed":
            return Text(
                "rules-changed",
                number=each.number,
                before=_with_terms(before),
                after=_with_terms(after),
            )
        case _:
            assert_never(each.mark)


def _with_terms(line: Line | None) -> Text | str:
    if line is None:
        return ""
    if line.weight == WEIGHT and line.expiry_days == DAYS:
        return line.words
    return Text("rules-with-terms", words=line.words, weight=line.weight, days=line.expiry_days)
