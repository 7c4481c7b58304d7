"""Telegram's dice and how many sides each has."""

from bot.rehearsal.chance import Chance
from bot.rehearsal.render import Json

SIDES = {"🎲": 6, "🎯": 6, "🎳": 6, "🏀": 5, "⚽": 5, "🎰": 64}


def throw(chance: Chance, emoji: str) -> Json:
    """A throw; anything that is no die is thrown as the usual one."""
    shown = emoji if emoji in SIDES else "🎲"
    return {"emoji": shown, "value": chance.whole(1, SIDES[shown])}
