"""The polite no that leaves no trace."""

from bot.kit.texts import Words


class Refusal(Exception):  # noqa: N818 — a refusal is an answer, not an error
    """Raised by a service: the step is undone, and the member is told why."""

    def __init__(self, why: Words) -> None:
        super().__init__(why)
        self.why = why
