"""Names as they can be stored, whatever somebody calls themselves."""


def storable(name: str, length: int = 255) -> str:
    """Return a name without NUL, which PostgreSQL takes in no text, and cut to a column's length.

    One odd name must not cost a batch.
    """
    return name.replace("\x00", "")[:length]
