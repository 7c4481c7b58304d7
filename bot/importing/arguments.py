"""What may follow `python -m bot import`: declared apart, so that the command line starts fast."""

import argparse
from pathlib import Path

ENCODINGS = ("utf-8", "gb18030", "utf-16", "big5")


def declare(imports: argparse.ArgumentParser) -> None:
    """Declare what `import` takes in, and how."""
    takes = imports.add_subparsers(dest="takes", required=True, metavar="WHAT")
    purpose = "take in a group's history that Telegram Desktop exported"
    history = takes.add_parser("telegram", help=purpose, description=purpose)
    _common(history, "result.json")
    history.add_argument(
        "--leave-out",
        action="append",
        default=[],
        type=int,
        metavar="ID",
        help="nothing of this account, such as a bot or somebody who wants to be forgotten",
    )
    for what, purpose in (
        ("members", "take in members: person, name, joined, tags, source"),
        ("tags", "give tags: person, tag"),
        ("spend", "take in orders: ref, person, date, amount"),
        ("points", "take in what another bot counted: person, name, points, experience, level"),
    ):
        table = takes.add_parser(what, help=purpose, description=purpose)
        _common(table, "a CSV")
        table.add_argument(
            "--encoding", choices=ENCODINGS, default="utf-8", help="how it is written (utf-8)"
        )
        if what == "points":
            table.add_argument(
                "--label",
                default="import",
                metavar="NAME",
                help="where it comes from; under one name, what is told last counts (import)",
            )

    purpose = "take in banks of quiz questions: CSV, YAML, trivia lists, #Q text"
    bank = takes.add_parser("bank", help=purpose, description=purpose)
    bank.add_argument("files", type=Path, nargs="+", metavar="FILE", help="a bank of questions")
    bank.add_argument("--name", help="the bank's name (the file's)")
    bank.add_argument("--encoding", help="how it is written (what it declares, or utf-8)")
    _landing(bank)


def _common(verb: argparse.ArgumentParser, file: str) -> None:
    verb.add_argument("file", type=Path, help=file)
    _landing(verb)


def _landing(verb: argparse.ArgumentParser) -> None:
    verb.add_argument("--chat", metavar="ID|TITLE", help="into which group (the one it is of)")
    verb.add_argument(
        "--apply", action="store_true", help="take it in; otherwise it is only looked at"
    )
    verb.add_argument(
        "--report", type=Path, metavar="FILE", help="write down each line that is not taken"
    )
