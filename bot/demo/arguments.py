"""What may follow `python -m bot demo`: declared apart, so that the command line starts fast."""

import argparse
from pathlib import Path
from typing import Final

VAR: Final = Path("var")


def folder_for(language: str | None) -> Path:
    """Return where a demo is kept: with no language asked for, the only one that there is."""
    chinese, english = VAR / "demo", VAR / "demo-en"
    is_alone = language is None and english.exists() and not chinese.exists()
    return english if language == "en" or is_alone else chinese


def declare(demo: argparse.ArgumentParser) -> None:
    """Declare what a demo takes."""
    demo.add_argument("--port", type=int, default=8081, help="the page's port (8081)")
    demo.add_argument(
        "--folder", type=Path, help="where the demo is kept (var/demo, or var/demo-en)"
    )
    demo.add_argument(
        "--language",
        choices=("zh-CN", "en"),
        help="what a demo that begins speaks (zh-CN); it goes on in that",
    )
    demo.add_argument(
        "--fresh", action="store_true", help="forget the demo that there is, and begin anew"
    )
    demo.add_argument(
        "--replay", type=Path, metavar="FILE", help="play a Telegram Desktop export (result.json)"
    )
    demo.add_argument(
        "--speed",
        type=float,
        default=0.0,
        help="how many times as fast as it was; 0, the default, is as fast as it goes",
    )
    demo.add_argument("--verbose", action="store_true", help="show the log")
