"""How a submission reads: as it is published, before it is handed in, and to the staff."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from bot.features.complaints.rules import link_to
from bot.features.members.queries import names_of, person_by_id
from bot.features.place import Place
from bot.features.submissions.rules import (
    BACK,
    LONGEST_NAME,
    REASONS,
    Figures,
    Submission,
    Terms,
)
from bot.kit.effects import Button, Keyboard
from bot.kit.texts import Lines, Text, by_line
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.case_texts import person
from handlers.submission_buttons import (
    DecideSubmission,
    HandIn,
    ShowSubmission,
    TweakSubmission,
    WithdrawSubmission,
)

# What the figures look back at.
FIGURES_OF: Final = timedelta(days=30)
# How much of what somebody wrote they are shown again.
_SHOWN: Final = 2500
_ABREAST: Final = 4


async def shown(uow: UnitOfWork, submission: Submission) -> Lines:
    """Return what stands in the group: the words, and whose they are."""
    words = submission.words or ""
    by = await _credit(uow, submission)
    return Lines(*by_line(words, _line), "", by) if words else Lines(by)


async def preview(uow: UnitOfWork, submission: Submission, place: Place) -> tuple[Lines, Keyboard]:
    """Return how a draft would stand, what handing it in means, and what can be chosen."""
    library = "yes" if submission.in_library else "no"
    words = submission.words or ""
    cut = f"{words[: _SHOWN - 1]}…" if len(words) > _SHOWN else words
    lines: list[Text | str] = [Text("submission-preview", chat=place.title), ""]
    if submission.file_id is not None:
        lines.append(Text("submission-photo"))
    if cut:
        lines += by_line(cut, _line)
    lines += [await _credit(uow, submission), "", Text("submission-consent", library=library)]
    named = "yes" if submission.is_named else "no"
    rows = (
        (_tweaks(submission, "name", Text("submission-name", named=named)),),
        (_tweaks(submission, "library", Text("submission-library", library=library)),),
        (
            _goes(submission, "submission-hand-in", is_sure=True),
            _goes(submission, "submission-leave", is_sure=False),
        ),
    )
    return Lines(*lines), rows


async def card(
    uow: UnitOfWork, submission: Submission, place: Place, *, asks_why: bool = False
) -> tuple[Lines, Keyboard]:
    """Return what the staff reads below what was handed in, and what they can press."""
    concerned = {each for each in (submission.person_id, submission.decided_by) if each}
    names = await names_of(uow, concerned)
    lines: list[Text | str] = [
        Text(
            "submission-card",
            number=submission.id,
            chat=place.title,
            name=person(submission.person_id or 0, names),
            named="yes" if submission.is_named else "no",
        )
    ]
    if submission.in_library:
        lines.append(Text("submission-card-library"))
    if submission.state == "waiting":
        if submission.failure:
            lines.append(Text("submission-card-failed", reason=submission.failure))
        if asks_why:
            lines += ["", Text("submission-why")]
        return Lines(*lines), _decisions(submission, asks_why=asks_why)
    by = person(submission.decided_by or 0, names)
    lines += ["", Text("submission-card-state", state=submission.state, name=by)]
    return Lines(*lines), opens(submission, place)


def opens(submission: Submission, place: Place) -> Keyboard:
    """Return the button that leads to what was published, where there is a way."""
    if submission.state != "published" or submission.message_id is None:
        return ()
    link = link_to(submission.chat_id, submission.message_id, place.username)
    return ((Button(Text("submission-open"), url=link),),) if link else ()


def mine(
    submissions: Sequence[Submission], place: Place | None, terms: Terms | None
) -> tuple[Lines, Keyboard]:
    """Return somebody's own submissions, with buttons that take them back."""
    zone = None if place is None else place.zone
    lines: list[Text | str] = [Text("submissions-mine")]
    for at, each in enumerate(submissions, 1):
        day = each.made_at.astimezone(zone).date()
        lines.append(Text("submission-mine", at=at, state=each.state, day=day))
    if terms is not None:
        lines += ["", Text("submissions-mine-how", count=terms.per_day)]
    back = [
        Button(
            Text("submission-withdraw", at=at),
            data=buttons.pack(WithdrawSubmission(each.id, "ask")),
        )
        for at, each in enumerate(submissions, 1)
        if each.state in BACK
    ]
    return Lines(*lines), _rows(back)


def desk(
    community: str, waiting: Sequence[Submission], figures: Figures
) -> tuple[Lines, Keyboard]:
    """Return what waits for the staff, and what members made in the last thirty days."""
    lines: list[Text | str] = [Text("submissions-desk", community=community, count=len(waiting))]
    if figures.handed_in:
        lines.append(
            Text(
                "submissions-figures",
                handed=figures.handed_in,
                published=figures.published,
                declined=figures.declined,
                authors=figures.authors,
            )
        )
    if figures.published:
        lines.append(
            Text(
                "submissions-featured",
                featured=figures.featured,
                published=figures.published,
                share=figures.share,
            )
        )
    show = [
        Button(Text("submission-show", number=each.id), data=buttons.pack(ShowSubmission(each.id)))
        for each in waiting
    ]
    return Lines(*lines), _rows(show)


def withdrawing(submission: Submission) -> tuple[Text, Keyboard]:
    """Ask whether somebody really takes something back."""
    yes = buttons.pack(WithdrawSubmission(submission.id, "yes"))
    no = buttons.pack(WithdrawSubmission(submission.id, "no"))
    out = "yes" if submission.state == "published" else "no"
    return Text("submission-withdraw-ask", out=out), (
        (
            Button(Text("submission-withdraw-yes"), data=yes),
            Button(Text("submission-withdraw-no"), data=no),
        ),
    )


def _line(words: str) -> Text:
    return Text("submission-words", words=words)


async def _credit(uow: UnitOfWork, submission: Submission) -> Text:
    author = None
    if submission.is_named and submission.person_id:
        author = await person_by_id(uow, submission.person_id)
    if author is None:
        return Text("submission-by-a-member")
    if author.username:
        return Text("submission-by", name=f"@{author.username}")
    return Text("submission-by", name=person(author.id, {author.id: author.name[:LONGEST_NAME]}))


def _decisions(submission: Submission, *, asks_why: bool) -> Keyboard:
    def press(deed: str) -> Button:
        data = buttons.pack(DecideSubmission(submission.id, deed))
        return Button(Text(f"submission-button-{deed}"), data=data)

    if not asks_why:
        return ((press("publish"), press("decline")),)
    return (*((press(reason),) for reason in REASONS), (press("back"),))


def _tweaks(submission: Submission, what: str, label: Text) -> Button:
    return Button(label, data=buttons.pack(TweakSubmission(submission.id, what)))


def _goes(submission: Submission, label: str, *, is_sure: bool) -> Button:
    return Button(Text(label), data=buttons.pack(HandIn(submission.id, is_sure)))


def _rows(keys: Sequence[Button]) -> Keyboard:
    return tuple(tuple(keys[at : at + _ABREAST]) for at in range(0, len(keys), _ABREAST))
