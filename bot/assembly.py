"""Put the parts together that take updates in: the library's application, the desk, the policy."""

import os
from collections.abc import Callable, Sequence
from dataclasses import replace
from hashlib import blake2b

from telegram.ext import Application, ContextTypes
from telegram.request import BaseRequest

from bot.config.rereading import Rereading
from bot.config.settings import Settings
from bot.features.cases.rules import Terms as SanctionTerms
from bot.features.checkins.rules import Terms as CheckinTerms
from bot.features.checkins.rules import Window
from bot.features.communities.service import Beginnings
from bot.features.complaints.rules import Terms as ComplaintTerms
from bot.features.contacts.rules import Terms as ContactTerms
from bot.features.lessons.memory import Memory
from bot.features.levels.rules import Terms as Telling
from bot.features.moderation.fingerprints import key_from
from bot.features.moderation.rules import Tenures
from bot.features.moderation.rules import Terms as ModerationTerms
from bot.features.places import Places
from bot.features.points.rules import ChatTerms, Levels
from bot.features.profiles.rules import Terms as ProfileTerms
from bot.features.raids.rules import Terms as RaidTerms
from bot.features.roles.rules import Terms as StaffTerms
from bot.features.settings.policy import About, Policy
from bot.features.thanks.rules import Terms as ThanksTerms
from bot.i18n.catalog import Catalog
from bot.kit.chance import Chance
from bot.kit.clock import Clock
from bot.kit.database import Database
from bot.kit.effects import Effect
from bot.runtime.desk import FrontDesk
from bot.runtime.intake import Intake, Measure
from handlers import is_own_command, register_all
from handlers.context import App, BotData, Context


def policy_of(settings: Settings) -> Policy:
    """Return what a community plays by until its admins decide otherwise."""
    community, checkins = settings.community, settings.checkins
    complaints, sanctions = settings.complaints, settings.sanctions
    points, moderation = settings.points, settings.moderation
    raids = settings.raids
    return Policy(
        about=About(
            name=community.name,
            value=community.value,
            audience=community.audience,
            tone=community.tone,
            welcome_topics=community.welcome_topics,
            forbidden_topics=community.forbidden_topics,
        ),
        rules=community.rules,
        gate=settings.gate.terms,
        onboarding=settings.onboarding.terms,
        buddies=settings.buddies.terms,
        tags=settings.tags.catalogue,
        badges=settings.badges.catalogue,
        gifts=settings.gifts.terms,
        schedule=replace(settings.schedule.terms, zone=settings.community.zone.key),
        expiries=settings.expiry.terms,
        seasons=settings.seasons.terms,
        tiers=settings.tiers.terms,
        picks=settings.content.picks,
        submissions=settings.content.submissions,
        staff=StaffTerms(actions_per_minute=moderation.actions_per_minute),
        checkins=CheckinTerms(
            is_on=checkins.enabled,
            words=checkins.words,
            cutoff=checkins.cutoff,
            points=checkins.points,
            windows=tuple(Window(each.begins, each.ends) for each in checkins.windows),
            bonuses=checkins.bonuses,
            card_at=checkins.card_at,
            card_late=checkins.card_late,
        ),
        chat=ChatTerms(
            least=points.chat_min,
            most=points.chat_max,
            cooldown=points.chat_cooldown,
            daily_cap=points.chat_daily_cap,
            min_length=points.chat_min_length,
        ),
        levels=Levels(points.curve, points.levels, dict(points.level_names)),
        telling=Telling(points.levels_told, points.level_tags),
        thanks=ThanksTerms(points.thanks, points.thanks_given, points.thanks_got),
        sanctions=SanctionTerms(
            ladder=sanctions.ladder,
            warning_lasts=sanctions.warning_lasts,
            mute_for=sanctions.mute_for,
            penalty=sanctions.penalty,
            is_gentle=sanctions.gentle,
            notice_lasts=sanctions.notice_lasts,
            evidence_lasts=sanctions.evidence_lasts,
            reach=sanctions.reach,
            pause=sanctions.pause,
        ),
        complaints=ComplaintTerms(
            per_hour=complaints.per_hour,
            claim_lasts=complaints.claim_lasts,
            evidence_lasts=complaints.evidence_lasts,
            heat_replies=complaints.heat_replies,
            heat_within=complaints.heat_within,
        ),
        profiles=ProfileTerms(settings.profile),
        contacts=ContactTerms(settings.contacts.per_week, settings.contacts.quiet),
        raids=RaidTerms(
            is_on=raids.enabled,
            joins=raids.joins,
            messages=raids.messages,
            within=raids.within,
            lasts=raids.lasts,
            prove=raids.prove,
            action=raids.action,
        ),
        moderation=ModerationTerms(
            mode=moderation.mode,
            checks=settings.checks,
            tenures=Tenures(
                newcomer_for=moderation.newcomer_for,
                newcomer_messages=moderation.newcomer_messages,
                trusted_after=moderation.trusted_after,
                trusted_messages=moderation.trusted_messages,
            ),
        ),
    )


def lessons_key_of(settings: Settings) -> int:
    """Return the key under which communities' lessons are hashed: never stored beside them."""
    digest = blake2b((settings.token or "").encode(), key=b"hearth-lessons", digest_size=8)
    return int.from_bytes(digest.digest(), "little")


def application_of(settings: Settings, catalog: Catalog, request: BaseRequest) -> App:
    """Build the library's application, with handlers to come and without its own updater."""
    app: App = (
        Application.builder()
        .token(settings.token or "")
        .base_url(f"{settings.bot.api_url.rstrip('/')}/bot")
        .request(request)
        .get_updates_request(request)
        .updater(None)
        .job_queue(None)
        .context_types(ContextTypes(context=Context, bot_data=BotData))
        .build()
    )
    app.bot_data.catalog = catalog
    app.bot_data.default_language = settings.community.language
    return app


def intake_of(
    settings: Settings,
    app: App,
    *,
    database: Database,
    clock: Clock,
    chance: Chance,
    places: Places,
    say: Callable[[Sequence[Effect], bool], None],
    measure: Measure | None = None,
) -> Intake:
    """Build the intake, with every handler registered."""
    catalog = app.bot_data.catalog
    if catalog is None:
        raise LookupError("the application has no catalogue")
    default = settings.community.language
    app.bot_data.reread = Rereading(
        settings, os.environ, adopt=lambda changed: places.adopt(policy_of(changed))
    )
    concerns = register_all(app, sign_in_words=settings.checkins.words)
    desk = FrontDesk(
        app,
        places=places,
        beginnings=Beginnings(default, settings.community.zone.key),
        concerns=concerns,
        language_for=lambda code: catalog.language_for(code, default),
        is_own_command=lambda message: is_own_command(message, app.bot.username),
        fingerprint_key=key_from(settings.token or ""),
        lessons=Memory(lessons_key_of(settings)),
    )
    return Intake(
        database=database,
        clock=clock,
        chance=chance,
        bot_id=int((settings.token or "0").split(":", 1)[0]),
        desk=desk,
        say=say,
        measure=measure,
    )
