"""Campaigns: the list with its report cards, the rating below a result, what the staff hear."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from datetime import tzinfo
from typing import Any, Final

from telegram import Update

from bot.features.campaigns import service
from bot.features.campaigns.queries import campaign_by_id, campaign_of, campaigns_of, report_of
from bot.features.campaigns.rules import (
    LEAST_RATINGS,
    MOST_STARS,
    Campaign,
    Metric,
    Objective,
    Report,
)
from bot.features.members.queries import is_member, reachable_among
from bot.features.places import Place, Places, place_of, staff_chats
from bot.features.readers import readers_of
from bot.kit.effects import (
    Button,
    Delivery,
    Keyboard,
    Planned,
    Priority,
    Then,
    post,
)
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text, pack
from bot.kit.unit_of_work import UnitOfWork
from handlers import buttons
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately

ACT: Final = "calendar.edit"
A_PAGE: Final = 8
POSTED: Final = "campaigns.posted"


@buttons.says("cprate")
@dataclass(frozen=True, slots=True)
class RateCampaign:
    """Say with so many stars how one liked something."""

    kind: str
    item_id: int
    stars: int


@buttons.says("cps")
@dataclass(frozen=True, slots=True)
class TurnCampaigns:
    """Turn to a page of a community's campaigns."""

    community_id: int
    page: int


@buttons.says("cp")
@dataclass(frozen=True, slots=True)
class ShowCampaign:
    """Show a campaign's report card; the page is where one came from."""

    campaign_id: int
    page: int


def missing_objective() -> Text:
    """Warn whoever sets something up without saying what it is for."""
    return Text("campaign-missing-objective")


def rating_ask() -> Text:
    """Ask how something was liked: the line above the row of stars."""
    return Text("campaign-rate-ask")


def rating_row(kind: str, item_id: int) -> Keyboard:
    """Return the stars that stand below what closes an activity."""
    return (
        tuple(
            Button(
                Text("campaign-rate", stars=stars),
                data=buttons.pack(RateCampaign(kind, item_id, stars)),
            )
            for stars in range(1, MOST_STARS + 1)
        ),
    )


def report_lines(report: Report, zone: tzinfo) -> Lines:
    """Return a report card: whom it reached, who took part, how it was liked, and the verdict."""
    campaign, turnout = report.campaign, report.turnout
    ended_at = campaign.closed_at or campaign.opened_at
    lines = [
        Text("campaign-title", title=campaign.title, kind=campaign.kind),
        Text(
            "campaign-dates",
            first=campaign.opened_at.astimezone(zone).date(),
            last=ended_at.astimezone(zone).date(),
        ),
        Text("campaign-reach", reach=campaign.reach),
        Text(
            "campaign-participants",
            participants=turnout.participants,
            share=-1 if report.share is None else report.share,
        ),
        Text("campaign-actions", actions=turnout.actions, each=f"{report.actions_each:.1f}"),
    ]
    if turnout.depth is not None:
        depth = turnout.depth
        lines.append(
            Text(
                "campaign-depth",
                conversations=depth.conversations,
                share=depth.share,
                letters=depth.median_letters,
            )
        )
    lines.append(_liked(report))
    if turnout.points:
        lines.append(Text("campaign-points", points=turnout.points))
    return Lines(*lines, "", _verdict(report))


async def show_campaigns(_: Update, context: Context) -> None:
    """Show the staff what the community does together, and what came of what it did."""
    place = await require_act(context, ACT)
    await answer_privately(context, *await _page(context, place, 0))


async def tap_page(_: Update, context: Context, button: TurnCampaigns) -> None:
    """Turn to another page of the campaigns."""
    place = await community_with_act(context, button.community_id, ACT)
    context.toast()
    context.rewrite(*await _page(context, place, max(0, button.page)))


async def tap_campaign(_: Update, context: Context, button: ShowCampaign) -> None:
    """Show a campaign's report card."""
    campaign = await campaign_by_id(context.uow, button.campaign_id)
    if campaign is None:
        raise Refusal(Text("button-stale"))
    place = await community_with_act(context, campaign.community_id, ACT)
    report = await report_of(context.uow, campaign.id)
    back = buttons.pack(TurnCampaigns(campaign.community_id, button.page))
    words = Lines(*_running(campaign)) if report is None else report_lines(report, place.zone)
    context.toast()
    context.rewrite(words, ((Button(Text("campaign-back"), data=back),),))


async def tap_rate(_: Update, context: Context, button: RateCampaign) -> None:
    """Take in how somebody liked what is over."""
    uow, person_id = context.uow, context.person.id
    campaign = await campaign_of(uow, button.kind, button.item_id)
    if campaign is None or not 1 <= button.stars <= MOST_STARS:
        raise Refusal(Text("button-stale"))
    place = context.place
    is_here = place is not None and place.community_id == campaign.community_id
    if not is_here and not await is_member(uow, campaign.community_id, person_id):
        raise Refusal(Text("button-stale"))
    if not campaign.takes_ratings(uow.now):
        context.toast(Text("campaign-rate-late"), alert=True)
        return
    service.rate(uow, campaign, person_id, button.stars)
    context.toast(Text("campaign-rated", stars=button.stars))


class CampaignTeller:
    """Tells the staff what came of a campaign, and once more when the ratings are in."""

    def __init__(self, places: Places) -> None:
        self._places = places

    def workers(self) -> Mapping[str, Callable[[UnitOfWork, Any], Awaitable[None]]]:
        """Return who does which kind of due work."""
        return {
            service.REPORT: self.tell,
            service.SUM_UP: self.sum_up,
            POSTED: self.posted,
        }

    async def tell(self, uow: UnitOfWork, due: Planned) -> None:
        """Post the report card where the staff, or whoever made it, read it."""
        found = await self._found(uow, due)
        if found is None:
            return
        report, place = found
        for chat_id in await _readers(uow, place, report.campaign):
            uow.owe(
                post(
                    f"campaign-report:{report.campaign.id}:{chat_id}",
                    chat_id,
                    Lines(*report_lines(report, place.zone).texts, Text("campaign-rating-soon")),
                    person_id=chat_id if chat_id > 0 else None,
                    then=Then(POSTED, {"campaign_id": report.campaign.id, "chat_id": chat_id}),
                )
            )

    async def posted(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep which message the report card is."""
        sent_id = due.details["sent_id"]
        if due.details["state"] == "done" and sent_id is not None:
            ours = int(due.details["campaign_id"]), int(due.details["chat_id"])
            await service.keep_card(uow, *ours, int(sent_id))

    async def sum_up(self, uow: UnitOfWork, due: Planned) -> None:
        """Keep what the ratings come to, and bring the report card up to date."""
        cards = await service.sum_up(uow, int(due.details["campaign_id"]))
        found = await self._found(uow, due)
        for chat_id, message_id in cards if found is not None else ():
            report, place = found
            words = report_lines(report, place.zone)
            uow.owe(
                Delivery(
                    key=f"campaign-edit:{report.campaign.id}:{chat_id}:{message_id}",
                    chat_id=chat_id,
                    method="editMessageText",
                    arguments={"message_id": message_id, "words": pack(words)},
                    is_repeatable=True,
                    priority=Priority.CHATTER,
                    person_id=chat_id if chat_id > 0 else None,
                )
            )

    async def _found(self, uow: UnitOfWork, due: Planned) -> tuple[Report, Place] | None:
        report = await report_of(uow, int(due.details["campaign_id"]))
        if report is None:
            return None
        await self._places.read(uow, [report.campaign.chat_id])
        place = place_of(uow, report.campaign.chat_id)
        return None if place is None else (report, place)


async def _readers(uow: UnitOfWork, place: Place, campaign: Campaign) -> list[int]:
    rooms = await staff_chats(uow, place.community_id)
    maker = campaign.made_by
    if rooms or maker is None or not place.allows(maker, ACT):
        return rooms or await readers_of(uow, place, ACT)
    return [maker] if await reachable_among(uow, {maker}) else await readers_of(uow, place, ACT)


async def _page(context: Context, place: Place, page: int) -> tuple[Lines, Keyboard]:
    uow, community_id = context.uow, place.community_id
    shown, count = await campaigns_of(uow, community_id, page=page, a_page=A_PAGE)
    if not shown and not page:
        return Lines(Text("campaigns-none")), ()
    first = page * A_PAGE + 1
    lines = [Text("campaigns-head", count=count)]
    for number, each in enumerate(shown, first):
        is_over = each.closed_at is not None
        moment = each.closed_at or each.opened_at
        lines.append(
            Text(
                "campaigns-line-over" if is_over else "campaigns-line",
                number=str(number),
                title=each.title,
                kind=each.kind,
                day=moment.astimezone(place.zone).date(),
            )
        )
    opens = [
        Button(
            Text("campaign-number", number=str(number)),
            data=buttons.pack(ShowCampaign(each.id, page)),
        )
        for number, each in enumerate(shown, first)
    ]
    rows = [tuple(opens[at : at + 4]) for at in range(0, len(opens), 4)]
    turns = _turns(community_id, page, count)
    return Lines(*lines), (*rows, *((turns,) if turns else ()))


def _turns(community_id: int, page: int, count: int) -> tuple[Button, ...]:
    ways = []
    if page:
        newer = buttons.pack(TurnCampaigns(community_id, page - 1))
        ways.append(Button(Text("campaigns-newer"), data=newer))
    if (page + 1) * A_PAGE < count:
        older = buttons.pack(TurnCampaigns(community_id, page + 1))
        ways.append(Button(Text("campaigns-older"), data=older))
    return tuple(ways)


def _running(campaign: Campaign) -> list[Text]:
    lines = [
        Text("campaign-title", title=campaign.title, kind=campaign.kind),
        Text("campaign-runs"),
        Text("campaign-reach", reach=campaign.reach),
    ]
    objective = campaign.objective
    if objective is None:
        return [*lines, Text("campaign-no-objective")]
    if objective.target is None:
        return [*lines, Text("campaign-aim", aim=objective.words)]
    target = _figure(objective.metric, objective.target)
    return [*lines, Text("campaign-aim-target", aim=_aim(objective), target=target)]


def _liked(report: Report) -> Text:
    liked = report.satisfaction
    if liked.tenths is None:
        return Text("campaign-liked-few", ratings=liked.ratings, least=LEAST_RATINGS)
    return Text("campaign-liked", stars=f"{liked.tenths / 10:.1f}", ratings=liked.ratings)


def _verdict(report: Report) -> Text:
    objective = report.campaign.objective
    if objective is None:
        return Text("campaign-no-objective")
    verdict, aim = report.verdict, _aim(objective)
    if report.result is None:
        return Text("campaign-verdict-hidden", aim=aim)
    result = _figure(objective.metric, report.result)
    if objective.target is None:
        return Text("campaign-verdict-unset", aim=aim, result=result)
    target = _figure(objective.metric, objective.target)
    return Text(f"campaign-verdict-{verdict}", aim=aim, result=result, target=target)


def _aim(objective: Objective) -> str | Text:
    return objective.words or Text("campaign-aim-unnamed")


def _figure(metric: Metric, figure: int) -> Text:
    if metric == "satisfaction":
        return Text("campaign-figure-satisfaction", figure=f"{figure / 10:.1f}")
    return Text(f"campaign-figure-{metric}", figure=figure)
