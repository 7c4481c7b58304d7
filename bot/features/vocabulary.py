"""The words of the language of segments, each wired to the tables that answer it."""

from bot.features.challenges import streaks
from bot.features.segments import belonging, ladders, standing
from bot.features.segments.words import Vocabulary, Word

__all__ = ["vocabulary"]


def vocabulary() -> Vocabulary:
    """Return every word; made once, as it holds nothing of any community."""
    every = (
        Word("tag", belonging.tagged, names=belonging.tag_names),
        Word("tier", ladders.on_tier, names=ladders.tier_names),
        Word("joined", standing.joined, figure=standing.joined_at, told=standing.told_joined),
        Word("inactive", standing.inactive, figure=standing.seen_at, told=standing.told_inactive),
        Word("points", standing.points, figure=standing.points_held, told=standing.told_points),
        Word("level", standing.level, figure=standing.earned, told=standing.told_level),
        Word("messages", standing.messages, figure=standing.heard, told=standing.told_messages),
        Word("streak", streaks.streak, names=streaks.names),
        Word("in", belonging.inside, names=belonging.chat_names),
        Word("source", belonging.from_source, names=belonging.source_names),
        Word("role", belonging.in_role, names=belonging.role_names),
        Word("language", belonging.reads, figure=belonging.read_in, told=belonging.told_language),
        Word("profile", belonging.told_of, names=belonging.field_names),
        Word("reachable", belonging.reachable),
        Word("left", belonging.left, is_wide=True),
    )
    return Vocabulary({word.key: word for word in every})
