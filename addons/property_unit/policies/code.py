"""How is a unit's code written, and what typed text can be one? (D-17)

A code is a few groups of letters and digits with dashes between them, as in ``3-1201``,
``A-1502``, ``P-015`` or ``3栋-1201``, and has a digit.
"""

import re
import unicodedata

LONGEST = 20
# Letters and digits of any script, in groups; what Chinese keyboards type between them.
CODE = re.compile(r"[^\W_]+(?:-[^\W_]+)*")
DASHES = re.compile(r"\s*[-‐‑‒–—―−/]+\s*")
# More digits in a row are a telephone number.
MOST_DIGITS = 6


def normalise(text: str) -> str:
    """D-17: one way of writing ``3-1201``, ``3/1201`` and ``３－１２０１``."""
    text = unicodedata.normalize("NFKC", text).strip().upper()
    return DASHES.sub("-", text)


def is_code(text: str) -> bool:
    """D-17: whether a normalised text is a code."""
    return (
        len(text) <= LONGEST
        and CODE.fullmatch(text) is not None
        and any(map(str.isdecimal, text))
    )


def wanted(text: str) -> str | None:
    """D-17: the code, or the beginning of one, that a person looks for; else None.

    A name has no digit and a telephone number too many, so neither costs a look-up.
    """
    code = normalise(text).rstrip("-")
    if not is_code(code) or (code.isdecimal() and len(code) > MOST_DIGITS):
        return None
    return code
