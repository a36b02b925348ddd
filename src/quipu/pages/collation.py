"""The order of names in a list. Knows no list."""

import unicodedata


def sorting(name: str) -> str:
    """Return what a name is put in order by: without accents, signs, case and the Arabic article."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name) if c.isalnum() or c == " ").casefold().strip()
    return plain.removeprefix("ال")
