"""What a challenge is called: its maker is asked by DM, as a title is nothing for a button."""

from typing import Final

from bot.features.challenges import keeping
from bot.features.challenges.queries import challenge_by_id
from bot.features.challenges.rules import Challenge
from bot.kit.effects import Button, Keyboard
from bot.kit.refusal import Refusal
from bot.kit.texts import Text
from handlers import buttons, challenge_texts
from handlers.challenge_buttons import Tweak
from handlers.context import Context, start_link
from handlers.guards import community_with_act

# What one may do who sets challenges up.
ACT: Final = "calendar.edit"
LINK: Final = "challenge-"
# What a button says that leaves the title as it was.
KEEP: Final = "keep"


async def draft_of(context: Context, challenge_id: int) -> Challenge:
    """Return the draft of a button; refuses what is none any more, or none of the presser's."""
    challenge = await challenge_by_id(context.uow, challenge_id)
    if challenge is None or challenge.state != "draft":
        raise Refusal(Text("button-stale"))
    await community_with_act(context, challenge.community_id, ACT)
    return challenge


async def begin(context: Context, challenge: Challenge) -> None:
    """Ask the maker of a draft for its title by DM; whoever else helps is told the command."""
    if challenge.made_by != context.person.id:
        context.toast(Text("challenge-title-how", key=challenge.plan.key), alert=True)
    elif context.place is not None:
        context.toast(url=start_link(context.bot, f"{LINK}{challenge.id}"))
    else:
        context.toast()
        context.rewrite(*await question(context, challenge))


async def question(context: Context, challenge: Challenge) -> tuple[Text, Keyboard]:
    """Return the question for a title, whose answer is awaited from now on."""
    await keeping.ask_title(context.uow, challenge)
    keep = buttons.pack(Tweak(challenge.id, KEEP))
    words = Text("challenge-title-ask", title=challenge.plan.title)
    return words, ((Button(Text("challenge-title-keep"), data=keep),),)


async def keep(context: Context, challenge: Challenge) -> None:
    """Leave the title as it was."""
    await keeping.title_asked(context.uow, context.person.id, is_taken=True)
    context.toast()
    context.rewrite(*challenge_texts.preview(challenge))


async def take_words(context: Context) -> bool:
    """Take what somebody says by DM as the title they were asked for; if they were."""
    title = " ".join(context.message.words.split())[: keeping.MOST_TITLE]
    asked = await keeping.title_asked(context.uow, context.person.id, is_taken=bool(title))
    if asked is None:
        return False
    if not title:
        context.say(*await question(context, asked))
        return True
    await community_with_act(context, asked.community_id, ACT)
    changed = await keeping.change(context.uow, asked, {"title": title})
    context.say(*challenge_texts.preview(changed))
    return True
