"""Campaigns: the list with its report cards, the rating below a result, what the staff hear."""

from dataclasses import dataclass
from datetime import timedelta, tzinfo
from typing import Final

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
from bot.features.members.queries import is_member
from bot.features.places import Place
from bot.kit.effects import (
    Button,
    Keyboard,
)
from bot.kit.refusal import Refusal
from bot.kit.texts import Lines, Text
from handlers import buttons
from handlers.case_texts import span_text
from handlers.context import Context
from handlers.guards import community_with_act, require_act
from handlers.menus import answer_privately

ACT: Final = "calendar.edit"
A_PAGE: Final = 8


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


def topic_of(context: Context, place: Place) -> int | None:
    """Return the topic in which something was asked for, where it is to take place there."""
    message, here = context.message, context.place
    is_here = here is not None and here.chat_id == place.chat_id
    return message.message_thread_id if is_here and message.is_topic_message else None


def span_of(lasts: timedelta) -> Text:
    """Return how long something lasts, to the minute."""
    minute = timedelta(minutes=1)
    return span_text(max(1, round(lasts / minute)) * minute)


def missing_objective() -> Text:
    """Warn whoever sets something up without saying what it is for."""
    return Text("campaign-missing-objective")


def aim_line(objective: Objective | None) -> Text:
    """Say on a preview what something is for, or that nobody said so."""
    if objective is None:
        return missing_objective()
    if objective.target is None:
        return Text("campaign-aim", aim=objective.words)
    target = _figure(objective.metric, objective.target)
    return Text("campaign-aim-target", aim=_aim(objective), target=target)


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
        *_turnout(report),
        _liked(report),
    ]
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


async def _page(context: Context, place: Place, page: int) -> tuple[Lines, Keyboard]:
    uow, community_id = context.uow, place.community_id
    shown, count = await campaigns_of(uow, community_id, page=page, a_page=A_PAGE)
    if not shown and not page:
        return Lines(Text("campaigns-none")), ()
    first = page * A_PAGE + 1
    lines = [Text("campaigns-head", count=count)]
    lines += [_line(number, each, place.zone) for number, each in enumerate(shown, first)]
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


def _line(number: int, campaign: Campaign, zone: tzinfo) -> Text:
    moment = campaign.closed_at or campaign.opened_at
    return Text(
        "campaigns-line" if campaign.closed_at is None else "campaigns-line-over",
        number=str(number),
        title=campaign.title,
        kind=campaign.kind,
        day=moment.astimezone(zone).date(),
    )


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
    aim = Text("campaign-no-objective") if objective is None else aim_line(objective)
    return [*lines, aim]


def _turnout(report: Report) -> list[Text]:
    turnout, depth = report.turnout, report.turnout.depth
    share = -1 if report.share is None else report.share
    lines = [
        Text("campaign-reach", reach=report.campaign.reach),
        Text("campaign-participants", participants=turnout.participants, share=share),
        Text("campaign-actions", actions=turnout.actions, each=f"{report.actions_each:.1f}"),
    ]
    if depth is not None:
        many, letters = depth.conversations, depth.median_letters
        lines.append(
            Text("campaign-depth", conversations=many, share=depth.share, letters=letters)
        )
    return lines


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
