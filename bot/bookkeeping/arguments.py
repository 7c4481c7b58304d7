"""What may follow `python -m bot points`: declared apart, so that the command line starts fast."""

import argparse


def declare(points: argparse.ArgumentParser) -> None:
    """Declare what `points` does and what it takes."""
    does = points.add_subparsers(dest="does", required=True, metavar="WHAT")
    purpose = "tell what another curve of levels would change"
    relevel = does.add_parser("relevel", help=purpose, description=purpose)
    relevel.add_argument("--community", type=int, metavar="ID", help="this community alone")
    relevel.add_argument("--curve", help="the curve to try; otherwise the configured one counts")
    relevel.add_argument(
        "--apply",
        action="store_true",
        help="bring what was told of levels in line with the configured curve, telling nobody",
    )
