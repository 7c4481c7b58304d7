"""What may follow `python -m bot rules`: declared apart, so that the command line starts fast."""

import argparse
from pathlib import Path


def declare(rules: argparse.ArgumentParser) -> None:
    """Declare what `rules` does and what it takes."""
    does = rules.add_subparsers(dest="does", required=True, metavar="WHAT")
    purpose = "tell what the checks would have done"
    test = does.add_parser("test", help=purpose, description=purpose)
    test.add_argument(
        "file", type=Path, nargs="?", help="a Telegram Desktop export (result.json), or a CSV"
    )
    test.add_argument("--counters", action="store_true", help="try the counters of the last days")
    test.add_argument("--community", type=int, metavar="ID", help="by the rules of this community")
    test.add_argument(
        "--check", action="append", default=[], metavar="NAME", help="only this check, if off too"
    )
    test.add_argument(
        "--sender",
        choices=("newcomer", "member", "trusted"),
        default="member",
        help="who sent the lines of a CSV (member)",
    )
    test.add_argument("--json", action="store_true", help="print JSON")
    purpose = "teach the classifier from labelled files, in place of what others taught it"
    train = does.add_parser("train", help=purpose, description=purpose)
    train.add_argument("files", type=Path, nargs="+", help="CSV with the columns text and label")
    train.add_argument("--json", action="store_true", help="print JSON")
