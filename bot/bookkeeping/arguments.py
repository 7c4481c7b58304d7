"""What may follow `python -m bot points`: declared apart, so that the command line starts fast."""

import argparse


def declare(points: argparse.ArgumentParser) -> None:
    """Declare what `points` does and what it takes."""
    does = points.add_subparsers(dest="does", required=True, metavar="WHAT")
    purpose = "tell what became of all points"
    report = does.add_parser("report", help=purpose, description=purpose)
    report.add_argument("--community", type=int, metavar="ID", help="this community alone")
    purpose = "tell whose balance is not the sum of the ledger"
    rebuild = does.add_parser("rebuild", help=purpose, description=purpose)
    rebuild.add_argument("--community", type=int, metavar="ID", help="this community alone")
    rebuild.add_argument("--apply", action="store_true", help="make every balance that sum again")
    purpose = "tell what a rule would have minted"
    trial = does.add_parser("dry-run", help=purpose, description=purpose)
    trial.add_argument(
        "--rule", required=True, metavar="KIND=N", help="so many points a deed, as check_in=20"
    )
    trial.add_argument("--cap", type=int, metavar="N", help="so many points a day at most")
    trial.add_argument("--days", type=int, default=30, help="so many days back (30)")
    trial.add_argument("--community", type=int, metavar="ID", help="this community alone")
    purpose = "tell what another curve of levels would change"
    relevel = does.add_parser("relevel", help=purpose, description=purpose)
    relevel.add_argument("--community", type=int, metavar="ID", help="this community alone")
    relevel.add_argument("--curve", help="the curve to try; otherwise the configured one counts")
    relevel.add_argument(
        "--apply",
        action="store_true",
        help="bring what was told of levels in line with the configured curve, telling nobody",
    )
