"""The house keeps the shape that architecture and style promise."""

import ast
import re
import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
MOST_LINES = 300
MOST_HANDLER_LINES = 25

PINNED = re.compile(
    r"[\w.-]+==[\w.+!-]+( ; [^\\\n]+)?( \\\n +--hash=sha256:[0-9a-f]{64})+",
)

# Rooms that a noun does without, or that have no noun, each with the reason.
EXCEPTIONS = {
    "models/base.py": "what every table stands on",
    "models/types.py": "the column types of every table",
    "models/updates.py": "the intake's own: which updates were taken",
    "models/outbox.py": "the courier's own: what is owed to Telegram",
    "models/dues.py": "the scheduler's own: what falls due",
    "models/thanks.py": "a thank-you is a row of the ledger",
    "models/heartbeats.py": "the runtime's own: when the bot was alive",
    "handlers/context.py": "what every handler is given",
    "handlers/buttons.py": "the callback data of every handler",
    "handlers/guides.py": "finding one's way: it belongs to no feature",
    "handlers/help_pages.py": "the commands there are, beside handlers/guides.py",
    "handlers/cards.py": "one's own card: every feature says its part",
    "handlers/own_buttons.py": "the buttons of a member's own side",
    "handlers/guards.py": "who may do what, for every handler",
    "handlers/listening.py": "words that answer something of ours, whichever feature asked",
    "handlers/appeal_cards.py": "how an appeal looks to the staff",
    "handlers/appeal_desk.py": "where appeals are shown, as work falls due",
    "handlers/complaint_cards.py": "how a complaint looks to the staff",
    "handlers/complaint_desk.py": "where complaints are shown, as work falls due",
    "handlers/complaint_presses.py": "the buttons on a complaint's card",
    "handlers/backrooms.py": "the chats of the staff, which are a page of communities",
    "handlers/board_pages.py": "how a board reads, beside handlers/boards.py",
    "handlers/tier_desk.py": "tiers as the staff sees them",
    "handlers/tier_passes.py": "the passes that a rung opens",
    "handlers/commands.py": "the table of commands, whatever their feature",
    "handlers/presses.py": "the table of buttons, whatever their feature",
    "handlers/works.py": "the table of due work, whatever its feature",
    "handlers/groups.py": "a community's groups, which are a page of communities",
    "handlers/menus.py": "which commands are shown to whom, whatever their feature",
    "handlers/targets.py": "whom a command is about, for every handler",
    "handlers/checks.py": "pages of the settings, which would not fit into one room",
    "handlers/limits.py": "the command beside the pages of the checks",
    "handlers/tidying.py": "pages of the settings and the commands beside them",
    "handlers/locks.py": "the commands of one check, which has no noun of its own",
    "handlers/raid_cards.py": "how a raid reads, beside handlers/raids.py",
    "handlers/raid_notices.py": "what a raid tells when it is due, beside handlers/raids.py",
    "handlers/case_affairs.py": "what cases, appeals and complaints have in common for a member",
    "handlers/case_acts.py": "doing and undoing, for the commands and buttons of cases",
    "handlers/case_lists.py": "looking cases up, beside handlers/cases.py",
    "handlers/case_notices.py": "what a case tells when it is settled, beside handlers/cases.py",
    "handlers/case_posts.py": "where and to whom a case is told, beside handlers/cases.py",
    "handlers/case_texts.py": "how a case reads, beside handlers/cases.py",
    "handlers/purges.py": "many messages at once: what is gone leaves no row of its own",
    "handlers/restrictions.py": "nobody asks for it by name: cases, gates and raids restrict",
    "handlers/onboarding_answers.py": "what newcomers answer, beside handlers/onboarding.py",
    "handlers/onboarding_buttons.py": "the buttons of the onboarding and of buddies",
    "handlers/onboarding_cards.py": "how the steps read, beside handlers/onboarding.py",
    "handlers/onboarding_keys.py": "what can be pressed at a step, beside handlers/onboarding.py",
    "handlers/onboarding_later.py": "what newcomers are told later, beside handlers/onboarding.py",
    "handlers/onboarding_notices.py": "the greeting when it is due, beside handlers/onboarding.py",
    "handlers/onboarding_pages.py": "the onboarding as staff see it",
    "handlers/buddy_notices.py": "what buddies are told when it is due",
    "handlers/gate_board.py": "the group's one message of a gate, beside handlers/gates.py",
    "handlers/gate_desk.py": "the staff's decisions, beside handlers/gates.py",
    "handlers/gate_buttons.py": "the buttons of gates, beside handlers/gates.py",
    "handlers/gate_cards.py": "how a gate reads, beside handlers/gates.py",
    "handlers/gate_notices.py": "what a gate tells when it is due, beside handlers/gates.py",
    "handlers/gate_pages.py": "setting a gate up, beside handlers/gates.py",
    "handlers/campaign_notices.py": "what the staff hear of a campaign",
    "handlers/calendar_buttons.py": "the buttons of the calendar, beside handlers/calendar.py",
    "handlers/calendar_caring.py": "pins and ends of a post, beside handlers/calendar.py",
    "handlers/calendar_loading.py": "bringing the schedule in force, beside handlers/calendar.py",
    "handlers/calendar_notices.py": "what the calendar does when it is due",
    "handlers/calendar_posting.py": "how an entry is posted, beside handlers/calendar.py",
    "handlers/calendar_preflight.py": "what would fail in the coming days, told beforehand",
    "handlers/calendar_prompts.py": "what is said to a prompt, beside handlers/calendar.py",
    "handlers/calendar_texts.py": "how the calendar reads, beside handlers/calendar.py",
    "handlers/digests.py": "the week's best, beside handlers/picks.py",
    "handlers/submission_buttons.py": "the buttons of submissions",
    "handlers/submission_desk.py": "what the staff see to of submissions",
    "handlers/submission_texts.py": "how a submission reads, beside handlers/submissions.py",
    "handlers/survey_buttons.py": "the buttons of surveys, beside handlers/surveys.py",
    "handlers/survey_files.py": "the answers of a survey as a file, beside handlers/surveys.py",
    "handlers/survey_making.py": "setting a survey up, beside handlers/surveys.py",
    "handlers/survey_notices.py": "what a survey does when it is due",
    "handlers/survey_texts.py": "how a survey reads, beside handlers/surveys.py",
    "handlers/chain_buttons.py": "the buttons of chains, beside handlers/chains.py",
    "handlers/chain_making.py": "setting a chain up, beside handlers/chains.py",
    "handlers/chain_notices.py": "what a chain does when it is due",
    "handlers/chain_texts.py": "how a chain reads, beside handlers/chains.py",
    "handlers/packet_buttons.py": "the buttons of red packets, beside handlers/packets.py",
    "handlers/packet_notices.py": "what a red packet does when it is due",
    "handlers/packet_texts.py": "how a red packet reads, beside handlers/packets.py",
    "handlers/giveaway_buttons.py": "the buttons of giveaways, beside handlers/giveaways.py",
    "handlers/giveaway_making.py": "setting a giveaway up, beside handlers/giveaways.py",
    "handlers/giveaway_notices.py": "what a giveaway does when it is due",
    "handlers/giveaway_texts.py": "how a giveaway reads, beside handlers/giveaways.py",
    "handlers/challenge_buttons.py": "the buttons of challenges, beside handlers/challenges.py",
    "handlers/challenge_making.py": "setting a challenge up, beside handlers/challenges.py",
    "handlers/challenge_naming.py": "which challenge is meant, for handlers/challenges.py",
    "handlers/challenge_notices.py": "what a challenge tells when it is due",
    "handlers/challenge_outages.py": "forgives what an outage spoiled",
    "handlers/challenge_pages.py": "looking at a challenge, beside handlers/challenges.py",
    "handlers/challenge_staff.py": "what the staff see to in a challenge",
    "handlers/draw_asking.py": "words that a draw asks for by DM, beside handlers/draws.py",
    "handlers/draw_buttons.py": "the buttons of draws, beside handlers/draws.py",
    "handlers/draw_claims.py": "winners and their prizes, beside handlers/draws.py",
    "handlers/draw_making.py": "setting a draw up, beside handlers/draws.py",
    "handlers/draw_naming.py": "which draw is meant, for handlers/draws.py",
    "handlers/draw_notices.py": "what falls due because of a draw",
    "handlers/draw_posts.py": "what is posted because of a draw",
    "handlers/draw_staff.py": "what the staff see to in a draw",
    "handlers/draw_texts.py": "how a draw reads, beside handlers/draws.py",
    "handlers/challenge_texts.py": "how a challenge reads, beside handlers/challenges.py",
    "handlers/challenge_titles.py": "what a challenge is called, asked by DM",
    "handlers/poll_buttons.py": "the buttons of polls, beside handlers/polls.py",
    "handlers/poll_making.py": "setting a poll up, beside handlers/polls.py",
    "handlers/poll_notices.py": "what a poll does when it is due",
    "handlers/poll_staff.py": "what the staff do about a poll",
    "handlers/poll_texts.py": "how a poll reads, beside handlers/polls.py",
    "handlers/quiz_buttons.py": "the buttons of quizzes, beside handlers/quizzes.py",
    "handlers/quiz_files.py": "banks from files, beside handlers/quizzes.py",
    "handlers/quiz_making.py": "setting a quiz up, beside handlers/quizzes.py",
    "handlers/quiz_notices.py": "what a quiz does when it is due",
    "handlers/quiz_texts.py": "how a quiz reads, beside handlers/quizzes.py",
    "handlers/question_buttons.py": "the buttons of questions, beside handlers/questions.py",
    "handlers/question_sessions.py": "sessions with an expert, beside handlers/questions.py",
    "handlers/question_texts.py": "how questions read, beside handlers/questions.py",
    "handlers/event_buttons.py": "the buttons of events, beside handlers/events.py",
    "handlers/event_making.py": "setting an event up, beside handlers/events.py",
    "handlers/event_notices.py": "what an event does when it is due",
    "handlers/event_posts.py": "what is posted of an event, beside handlers/events.py",
    "handlers/event_texts.py": "how an event reads, beside handlers/events.py",
    "handlers/waiting.py": "words that somebody was asked for by DM, whatever the feature",
    "handlers/tag_files.py": "tags from a file, beside handlers/tags.py",
    "handlers/tag_lists.py": "looking at tags, beside handlers/tags.py",
    "handlers/notes.py": "what staff note of somebody, which stands beside the tags",
    "handlers/why.py": "why something is as it is, whichever feature explains it",
    "handlers/badge_walls.py": "looking at badges, beside handlers/badges.py",
    "handlers/vouching.py": "the commands of anonymous administrators wait there",
    "handlers/imports.py": "operators bring files by the command line, see bot/importing",
    "models/imports.py": "what is brought lies in the tables of members, tags and the rest",
    "handlers/activity.py": "nobody asks for it by name: facts are its only source",
}

# Modules above the limit, each with the lines that it may have and a reason: it only shrinks.
LONG_MODULES: dict[str, tuple[int, str]] = {}
# Handlers above the limit, as file:function, in the same way.
LONG_HANDLERS: dict[str, tuple[int, str]] = {
    "handlers/__init__.py:register_all": (60, "the routing table: every handler on one page"),
}


def modules(*folders: str) -> Iterator[Path]:
    """Yield the Python files below some folders."""
    for folder in folders:
        yield from sorted((ROOT / folder).rglob("*.py"))


def named(path: Path) -> str:
    """Return a path as it is written in this file."""
    return path.relative_to(ROOT).as_posix()


@cache
def tree(path: Path) -> ast.Module:
    """Return a file's syntax, parsed once."""
    return ast.parse(path.read_text(encoding="utf-8"))


@cache
def imported(path: Path) -> frozenset[str]:
    """Return the packages that a module imports, early or late."""
    roots: set[str] = set()
    for node in ast.walk(tree(path)):
        match node:
            case ast.Import(names=names):
                roots |= {alias.name.split(".")[0] for alias in names}
            case ast.ImportFrom(module=str(module), level=0):
                roots.add(module.split(".")[0])
    return frozenset(roots)


def importers(package: str) -> set[str]:
    """Return the modules of ours that import a package, early or late."""
    ours = modules("bot", "handlers", "models", "migrations")
    return {named(path) for path in ours if package in imported(path)}


class TestNouns:
    def nouns(self) -> set[str]:
        """Return the features: the packages of bot/features."""
        return {path.parent.name for path in (ROOT / "bot/features").glob("*/__init__.py")}

    def test_each_has_its_four_rooms(self) -> None:
        """A noun names its tables, its feature, its handlers and its tests."""
        rooms = {
            room
            for noun in self.nouns()
            for room in (f"models/{noun}.py", f"handlers/{noun}.py", f"tests/{noun}/__init__.py")
        }

        missing = {room for room in rooms if not (ROOT / room).exists()}

        assert missing - EXCEPTIONS.keys() == set()

    def test_no_room_is_without_its_noun(self) -> None:
        """Tables and handlers belong to a feature, or are a listed exception."""
        rooms = {
            named(path)
            for folder in ("models", "handlers")
            for path in (ROOT / folder).glob("*.py")
            if path.stem != "__init__" and path.stem not in self.nouns()
        }

        assert rooms - EXCEPTIONS.keys() == set()

    def test_exceptions_are_needed(self) -> None:
        """An exception whose reason has gone is taken off the list."""
        nouns = self.nouns()
        stale = {
            room for room in EXCEPTIONS if (ROOT / room).exists() == (Path(room).stem in nouns)
        }

        assert stale == set()


class TestSizes:
    def test_modules_are_small(self) -> None:
        """A module has about 300 lines at the most; a migration is as long as its tables."""
        lines = {
            named(path): len(path.read_text(encoding="utf-8").splitlines())
            for path in modules("bot", "handlers", "models")
        }

        assert beyond(lines, MOST_LINES, LONG_MODULES) == {}

    def test_handlers_are_short(self) -> None:
        """A handler has 25 lines at the most, its docstring aside."""
        lines = {
            f"{named(path)}:{node.name}": handler_lines(node)
            for path in modules("handlers")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        }

        assert beyond(lines, MOST_HANDLER_LINES, LONG_HANDLERS) == {}

    def test_exceptions_are_needed(self) -> None:
        """What has shrunk below its limit is taken off the list of exceptions."""
        assert beyond({"a": 9, "b": 1}, 5, {"a": (9, "why"), "b": (9, "why")}) == {
            "b": "needs no exception any more"
        }


def beyond(
    lines: dict[str, int], limit: int, exceptions: dict[str, tuple[int, str]]
) -> dict[str, str]:
    """Return what is too long, and what is excepted without need."""
    long = {
        name: f"{count} lines"
        for name, count in lines.items()
        if count > exceptions.get(name, (limit, ""))[0]
    }
    stale = {
        name: "needs no exception any more" for name in exceptions if lines.get(name, 0) <= limit
    }
    return long | stale


def handler_lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    """Return how many lines a function's body spans without its docstring."""
    body = node.body[1:] if ast.get_docstring(node) is not None else node.body
    if not body:
        return 0
    return (body[-1].end_lineno or 0) - body[0].lineno + 1


class TestEdges:
    def test_telegram_is_known_at_the_edge_alone(self) -> None:
        """Only handlers, the runtime and the composition root import the library."""
        inside = {
            name
            for name in importers("telegram")
            if not name.startswith(("handlers/", "bot/runtime/", "bot/app.py", "bot/assembly.py"))
        }

        assert inside == set()

    @pytest.mark.parametrize("engine", ["fluent", "babel"])
    def test_one_module_knows_the_translation_engine(self, engine: str) -> None:
        """The engine of the catalogues can be changed in one place."""
        assert importers(engine) <= {"bot/i18n/catalog.py"}

    def test_the_root_package_is_empty(self) -> None:
        """Importing a part of the bot runs nothing but that part."""
        assert (ROOT / "bot/__init__.py").read_text(encoding="utf-8") == ""

    def test_every_package_has_its_place(self) -> None:
        """Whatever lies directly in bot/ stands in the contract of the layers."""
        config = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
        (house,) = (
            contract
            for contract in config["tool"]["importlinter"]["contracts"]
            if contract["id"] == "house"
        )
        placed = set(re.findall(r"bot\.(\w+)", " ".join(house["layers"])))

        found = {
            path.stem
            for path in (ROOT / "bot").iterdir()
            if (path.suffix == ".py" or (path / "__init__.py").exists())
            and path.name != "__init__.py"
        }

        assert found - placed == set()


class TestTests:
    def test_each_says_what_it_shows(self) -> None:
        """Every test begins with one sentence that says what behaviour it holds."""
        silent = {
            f"{named(path)}:{node.name}"
            for path in modules("tests")
            for node in ast.walk(tree(path))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.name.startswith("test_")
            and not (ast.get_docstring(node) or "").rstrip().endswith(".")
        }

        assert silent == set()


class TestLocks:
    @pytest.mark.parametrize("name", ["requirements.lock", "requirements-dev.lock"])
    def test_pins_with_hashes_and_names_no_registry(self, name: str) -> None:
        """Each package is pinned to one version and its hashes; where from is not said."""
        text = (ROOT / name).read_text(encoding="utf-8")
        packages = re.split(r"\n(?=\S)", re.sub(r"(?m)^#.*\n", "", text).strip())

        unpinned = [
            package
            for package in packages
            if not re.match(
                r"[\w.-]+==\S+( ; [^\\]+)? \\\n( +--hash=sha256:[0-9a-f]{64}( \\)?\n?)+$", package
            )
        ]

        assert unpinned == []
        assert "://" not in text

    def test_hold_all_that_is_asked_for(self) -> None:
        """Every dependency of the project file stands in the locks, and the two agree."""
        project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
        runtime, dev = (
            set(re.findall(r"(?m)^([\w.-]+==[^\s;]+)", (ROOT / name).read_text(encoding="utf-8")))
            for name in ("requirements.lock", "requirements-dev.lock")
        )
        asked = {
            re.split(r"[^\w.-]", wanted)[0].replace(".", "-")
            for wanted in (*project["dependencies"], *project["optional-dependencies"]["dev"])
        }

        assert asked - {pin.split("==")[0] for pin in dev} == set()
        assert runtime - dev == set()
