"""The buttons of somebody's own side: the card, the profile, what is written to them unasked."""

from dataclasses import dataclass

from handlers.buttons import says


@says("nomore")
@dataclass(frozen=True, slots=True)
class NoMore:
    """Stop what is written to oneself unasked about a category ("" is all), or take it up again.

    It stands below a message of that kind; the reader of the DM is meant.
    """

    category: str
    is_stopped: bool


@says("about")
@dataclass(frozen=True, slots=True)
class WriteAbout:
    """Turn a switch on the page of what is written to oneself unasked; "" is all of them."""

    category: str
    is_stopped: bool


@says("quiet")
@dataclass(frozen=True, slots=True)
class BeQuiet:
    """Choose the hours in which one is left in peace, written as behind /quiet."""

    hours: str


@says("mail")
@dataclass(frozen=True, slots=True)
class ShowContacts:
    """Show what is written to oneself unasked."""


@says("field")
@dataclass(frozen=True, slots=True)
class AskField:
    """Ask for a field of one's own profile in a community; of "" the whole profile is shown."""

    community_id: int
    field: str


@says("tell")
@dataclass(frozen=True, slots=True)
class TellField:
    """Choose an answer of a field by its place; -1 clears it."""

    community_id: int
    field: str
    choice: int


@says("draw")
@dataclass(frozen=True, slots=True)
class DrawMe:
    """Show one's own card as a picture; only its owner's press counts."""

    person_id: int
