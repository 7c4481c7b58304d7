"""Tell an edit that changed something from one that did not: a reaction comes as an edit, too."""

from collections import OrderedDict
from typing import Final

from bot.features.messages import ChatMessage

MOST_KEPT: Final = 20_000


class Edits:
    """What the newest messages said, as hashes. After a restart an edit counts as a change."""

    def __init__(self) -> None:
        self._kept: OrderedDict[tuple[int, int], tuple[int, int | None]] = OrderedDict()

    def is_news(self, message: ChatMessage) -> bool:
        """Keep what a message says now; False if it said the same before.

        The very same edit, told again because a batch was rolled back, is news again.
        """
        key = (message.chat.id, message.message_id)
        said = hash(
            (
                message.words,
                message.marks,
                message.reply_markup,
                message.poll,
                message.photo and message.photo[-1].file_id,
                message.video and message.video.file_id,
                message.document and message.document.file_id,
            )
        )
        held = self._kept.get(key)
        self._kept[key] = said, message.edit_date
        self._kept.move_to_end(key)
        if len(self._kept) > MOST_KEPT:
            self._kept.popitem(last=False)
        is_retold = held is not None and held[1] is not None and held[1] == message.edit_date
        return held is None or held[0] != said or is_retold
