"""The ways the rehearsal says no: to a bot as Telegram would, to a person in one sentence."""

from typing import Any


class ApiError(Exception):
    """An error answer of the Bot API."""

    def __init__(
        self, code: int, description: str, parameters: dict[str, Any] | None = None
    ) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class ActError(Exception):
    """A person or a script asked for what the world does not allow."""

    def __init__(self, sentence: str, status: int = 400) -> None:
        super().__init__(sentence)
        self.sentence = sentence
        self.status = status


def bad(description: str) -> ApiError:
    """A 400 with Telegram's usual beginning."""
    return ApiError(400, f"Bad Request: {description}")


def forbidden(description: str) -> ApiError:
    """A 403 with Telegram's usual beginning."""
    return ApiError(403, f"Forbidden: {description}")


def missing(sentence: str) -> ActError:
    """Something named in a request does not exist."""
    return ActError(sentence, 404)


def not_allowed(sentence: str) -> ActError:
    """The world as it stands does not allow this."""
    return ActError(sentence, 409)
