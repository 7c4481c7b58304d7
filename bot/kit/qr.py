"""Pictures that a phone's camera reads as an address."""

from io import BytesIO

import segno

# Modules of eight points are sharp on a screen and on a poster.
_SCALE = 8
_BORDER = 4


def qr_png(address: str) -> bytes:
    """Return a PNG that a phone's camera reads as an address."""
    drawn = BytesIO()
    segno.make_qr(address, error="m").save(drawn, kind="png", scale=_SCALE, border=_BORDER)
    return drawn.getvalue()
