"""What may follow `python -m bot schedule`: declared apart, so that the command line is fast."""

import argparse


def declare(schedule: argparse.ArgumentParser) -> None:
    """Declare what `schedule` does and what it takes."""
    does = schedule.add_subparsers(dest="does", required=True, metavar="WHAT")
    purpose = "read the schedule's files and name every fault"
    does.add_parser("check", help=purpose, description=purpose)
    purpose = "list what falls due in the coming days"
    ahead = does.add_parser("next", help=purpose, description=purpose)
    ahead.add_argument("--days", type=int, default=7, metavar="N", help="so many days (7)")
    ahead.add_argument("--entry", metavar="ID", help="this entry alone")
    purpose = "show what an entry would post"
    preview = does.add_parser("preview", help=purpose, description=purpose)
    preview.add_argument("entry", metavar="ID", help="the entry's id")
