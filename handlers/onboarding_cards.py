"""How the steps of the onboarding read, and what can be pressed there."""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from bot.features.clauses.service import rulebook_of
from bot.features.onboarding.filling import label, said, values_for
from bot.features.onboarding.flows import picture_of
from bot.features.onboarding.queries import Standing
from bot.features.onboarding.rules import BACK, Step, Way
from bot.features.onboarding.suggesting import Suggestion, suggested
from bot.features.onboarding.walking import Guide, choices_of, is_to_agree, told_at
from bot.features.place import Place
from bot.features.tags.queries import tags_of
from bot.kit.effects import Button, Keyboard, Picture
from bot.kit.texts import Lines, Text
from bot.kit.unit_of_work import UnitOfWork
from handlers.onboarding_keys import Keys

MOST_CLAUSES: Final = 10
MOST_TAGS: Final = 24


@dataclass(frozen=True, slots=True)
class Shown:
    """A picture on a card: what is in it, and what Telegram calls it once it was sent."""

    picture: Picture
    digest: str
    known: str | None


@dataclass(frozen=True, slots=True)
class Card:
    """A step as a newcomer sees it."""

    words: Lines
    keyboard: Keyboard = ()
    picture: Shown | None = None


@dataclass(frozen=True, slots=True)
class Desk:
    """What it takes to draw cards."""

    uow: UnitOfWork
    guide: Guide
    place: Place

    async def card(self, standing: Standing, way: Way) -> Card:
        """Return the card of the step at hand."""
        step = way.here
        lines: list[Text | str] = []
        if not standing.is_short and way.progress is not None:
            number, count = way.progress
            lines += [Text("onboarding-progress", number=number, count=count), ""]
        lines += await self._body(standing, step)
        keyboard = [*self._links(step), *await self._answers(standing, way)]
        return Card(Lines(*lines), tuple(keyboard), await self._picture(standing, step))

    async def _body(  # noqa: PLR0911 — one line a kind of step
        self, standing: Standing, step: Step
    ) -> list[Text | str]:
        """Return the operator's text, or else the usual one, and what belongs to the kind."""
        own = []
        if step.copy is not None:
            own = [await said(self.uow, self.place, standing.person_id, step.copy)]
        match step.kind:
            case "welcome":
                return [*(own or await self._welcome(standing, step))]
            case "rules":
                return [*(own or [Text("onboarding-rules")]), *await self._rules(standing)]
            case "question":
                return [*own, *await self._question(standing, step)]
            case "interests":
                return [*(own or [Text("onboarding-interests")]), *await self._groups(standing)]
            case "introduce":
                return self._introduction(standing, own)
            case "events" | "buddy" as kind:
                held = await self.guide.filled(self.uow, self.place, standing.person_id, kind)
                return [*own, *held]
            case "done":
                return [*(own or [Text("onboarding-done", community=self.place.community_name)])]
            case _:
                return [*own]

    async def _welcome(self, standing: Standing, step: Step) -> list[Text | str]:
        named = await values_for(self.uow, self.place, standing.person_id, {"name"})
        community = self.place.community_name
        if step.id == BACK:
            return [Text("onboarding-back", name=named["name"], community=community)]
        about = self.place.policy.about
        lines: list[Text | str] = [
            Text("onboarding-welcome", name=named["name"], community=community)
        ]
        if about.value:
            lines.append(Text("onboarding-value", value=about.value))
        if about.audience:
            lines.append(Text("onboarding-audience", audience=about.audience))
        if about.welcome_topics:
            topics = " · ".join(about.welcome_topics)
            lines.append(Text("onboarding-topics", topics=topics))
        return [*lines, "", Text("onboarding-welcome-foot")]

    async def _rules(self, standing: Standing) -> list[Text | str]:
        book = await rulebook_of(self.uow, standing.community_id)
        clauses: list[Text | str] = [
            Text("onboarding-rule", number=each.number, words=each.words)
            for each in book.clauses[:MOST_CLAUSES]
        ]
        more = len(book.clauses) - len(clauses)
        if more > 0:
            clauses.append(Text("onboarding-rules-more", count=more))
        if not await is_to_agree(self.uow, standing):
            clauses += ["", Text("onboarding-agreed")]
        return clauses

    async def _question(self, standing: Standing, step: Step) -> list[Text | str]:
        field = self.place.policy.profiles.named(step.field)
        if field is None:
            return []
        lines: list[Text | str] = []
        if step.copy is None:
            en, zh = field.title("en"), field.title("zh-CN")
            title = Text("onboarding-own-label", en=en, zh=zh, reader="own")
            lines.append(Text("onboarding-question", field=title))
        told = await told_at(self.uow, standing, step)
        if told is not None:
            lines.append(Text("onboarding-question-told", answer=told))
        if not field.choices:
            lines.append(Text("onboarding-question-words"))
        consent = Text("onboarding-consent", community=self.place.community_name)
        if step.consent is not None:
            consent = await said(self.uow, self.place, standing.person_id, step.consent)
        return [*lines, consent]

    async def _groups(self, standing: Standing) -> list[Text | str]:
        found = await self._suggested(standing)
        if not found:
            return []
        lines: list[Text | str] = ["", Text("onboarding-suggest")]
        return [*lines, *(Text("onboarding-suggest-group", group=each.title) for each in found)]

    async def _suggested(self, standing: Standing) -> list[Suggestion]:
        borne = await tags_of(self.uow, standing.community_id, standing.person_id)
        chosen = [each.tag for each in borne if each.tag.terms.is_own_choice]
        return await suggested(self.uow, standing.community_id, chosen, besides=self.place.chat_id)

    def _introduction(self, standing: Standing, own: Sequence[Text]) -> list[Text | str]:
        draft = draft_of(self.uow, standing)
        if draft is None:
            asked = own or [Text("onboarding-introduce", group=self.place.title)]
            return [*asked, Text("onboarding-introduce-words")]
        return [
            Text("onboarding-preview", group=self.place.title),
            "",
            Text("onboarding-preview-words", words=draft),
        ]

    def _links(self, step: Step) -> list[tuple[Button, ...]]:
        links = [(Button(label(each.label), url=each.url),) for each in step.links]
        if step.kind == "done" and self.place.username:
            open_it = Text("onboarding-button-open", community=self.place.title)
            links.append((Button(open_it, url=f"https://t.me/{self.place.username}"),))
        return [*links]

    async def _answers(self, standing: Standing, way: Way) -> list[tuple[Button, ...]]:
        step = way.here
        keys = Keys(standing.community_id, step, has_back=way.back is not None)
        match step.kind:
            case "done":
                rows = []
            case "rules" if await is_to_agree(self.uow, standing):
                rows = keys.rules((await rulebook_of(self.uow, standing.community_id)).version)
            case "question":
                is_told = await told_at(self.uow, standing, step) is not None
                rows = keys.question(self.place.policy.profiles.named(step.field), is_told=is_told)
            case "interests":
                rows = await self._interests(standing, step, keys)
            case "introduce":
                rows = keys.introduction(has_draft=draft_of(self.uow, standing) is not None)
            case "buddy":
                rows = keys.buddy()
            case _:
                rows = keys.plain()
        return rows

    async def _interests(
        self, standing: Standing, step: Step, keys: Keys
    ) -> list[tuple[Button, ...]]:
        borne = await tags_of(self.uow, standing.community_id, standing.person_id)
        tags = (await choices_of(self.uow, self.place, step))[:MOST_TAGS]
        held = {each.tag.id for each in borne}
        return keys.interests(tags, held, await self._suggested(standing))

    async def _picture(self, standing: Standing, step: Step) -> Shown | None:
        file = self.place.policy.onboarding.file
        if step.kind != "media" or file is None:
            return None
        content = _read(file.parent / step.photo)
        if content is None:
            return None
        digest = blake2b(content, digest_size=16).hexdigest()
        known = await picture_of(self.uow, standing.flow_digest, digest)
        return Shown(Picture(Path(step.photo).name, content), digest, known)


def _read(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def draft_of(uow: UnitOfWork, standing: Standing) -> str | None:
    """Return the words with which somebody means to introduce themselves."""
    kept = standing.gathered.get("draft")
    return uow.seal.open(kept) if isinstance(kept, str) else None
