"""Read an expression into its tree."""

from typing import Final

from bot.features.segments.signs import STRANGE, Token
from bot.features.segments.tree import (
    MOST_CLAUSES,
    MOST_DEPTH,
    And,
    Clause,
    Node,
    Not,
    Or,
    Unread,
)
from bot.kit.texts import Text

_KEYWORDS: Final = frozenset({"and", "or", "not"})


class Reader:
    """Reads tokens by recursive descent; the depth is bounded, and so is the stack."""

    def __init__(self, tokens: list[Token]) -> None:
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._clauses = 0

    def whole(self) -> Node:
        """Return the tree of all tokens."""
        if self._now.kind == "end":
            raise Unread(1, Text("segment-fault-empty"))
        node = self._either()
        if self._now.kind == ")":
            raise Unread(self._now.column, Text("segment-fault-open"))
        if self._now.kind != "end":
            raise Unread(self._now.column, self._unexpected())
        return node

    @property
    def _now(self) -> Token:
        return self._tokens[self._at]

    def _is(self, keyword: str) -> bool:
        return self._now.kind == "word" and self._now.said.lower() == keyword

    def _take(self) -> Token:
        token = self._now
        self._at += 1
        return token

    def _either(self) -> Node:
        parts = [self._both()]
        while self._is("or"):
            self._take()
            parts.append(self._both())
        return parts[0] if len(parts) == 1 else Or(tuple(parts))

    def _both(self) -> Node:
        parts = [self._single()]
        while self._is("and"):
            self._take()
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else And(tuple(parts))

    def _single(self) -> Node:
        if not (self._is("not") or self._now.kind == "("):
            return self._clause()
        opened = self._take()
        self._depth += 1
        if self._depth > MOST_DEPTH:
            raise Unread(opened.column, Text("segment-fault-deep", most=MOST_DEPTH))
        if opened.kind == "(":
            node = self._either()
            if self._now.kind != ")":
                raise Unread(self._now.column, self._unexpected(opened))
            self._take()
        else:
            node = Not(self._single())
        self._depth -= 1
        return node

    def _clause(self) -> Clause:
        token = self._now
        if token.kind != "word" or token.said.lower() in _KEYWORDS:
            raise Unread(token.column, Text("segment-fault-word"))
        if (meant := STRANGE.get(token.said)) is not None:
            raise Unread(
                token.column, Text("segment-fault-operator", said=token.said, meant=meant)
            )
        self._take()
        self._clauses += 1
        if self._clauses > MOST_CLAUSES:
            raise Unread(token.column, Text("segment-fault-many", most=MOST_CLAUSES))
        name, comparison, value = self._behind(":"), None, None
        if self._now.kind == "comparison":
            comparison = self._now.said
            value = self._behind("comparison")
        return Clause(
            token.said.lower(),
            None if name is None else name.said,
            comparison,
            None if value is None else value.said,
            token.column,
            token.column if name is None else name.column,
            token.column if value is None else value.column,
        )

    def _behind(self, kind: str) -> Token | None:
        """Take what stands behind a colon or a comparison, where there is one."""
        if self._now.kind != kind:
            return None
        said = self._take().said
        token = self._now
        if token.kind not in {"word", "quoted"} or not token.said.strip():
            raise Unread(token.column, Text("segment-fault-name", sign=said))
        return self._take()

    def _unexpected(self, opened: Token | None = None) -> Text:
        token = self._now
        if token.kind == "end" and opened is not None:
            return Text("segment-fault-close", column=opened.column)
        meant = STRANGE.get(token.said)
        if meant is not None:
            return Text("segment-fault-operator", said=token.said, meant=meant)
        return Text("segment-fault-between")
