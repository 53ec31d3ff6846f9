"""What the number of an identity paper says by itself, and how it is found again."""

import hashlib
import hmac
import re
import unicodedata
from datetime import date
from ipaddress import IPv6Address

from odoo.addons.charter_base.policies.decision import Finding

# GB 11643: the kinds of papers whose number ends with a check digit.
CITIZEN = frozenset({"id_card"})
LONG = re.compile(r".{18}")
SHAPE = re.compile(r"[0-9]{17}[0-9X]")
WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
CHECK_DIGITS = "10X98765432"


def normalise(number: str) -> str:
    """D-08: the number however it was typed: letters and digits, capital, narrow."""
    typed = unicodedata.normalize("NFKC", number).upper()
    return "".join(sign for sign in typed if sign.isalnum())


def fingerprint(key: bytes, kind: str, number: str) -> str:
    """D-08: by what a number is found without being readable; one per kind of paper.

    Written as an IPv6 address, which PostgreSQL compares in an exclusion constraint.

    :param key: the secret of this database
    """
    text = f"{kind}:{normalise(number)}".encode()
    return str(IPv6Address(hmac.digest(key, text, hashlib.sha256)[:16]))


def check_digit(number: str) -> str:
    """D-05: the last sign of a citizen's number, from the seventeen before it."""
    total = sum(
        int(digit) * weight for digit, weight in zip(number, WEIGHTS, strict=False)
    )
    return CHECK_DIGITS[total % 11]


def check(kind: str, number: str, today: date) -> Finding | None:
    """D-05: what is wrong with a number as a genuine one; none where nothing is.

    Only numbers of 18 signs of a citizen's card say something by themselves: older and
    foreign ones have no check digit.
    """
    number = normalise(number)
    if kind not in CITIZEN or not LONG.fullmatch(number):
        return None
    if not SHAPE.fullmatch(number):
        return _finding("shape")
    if not number.endswith(check_digit(number)):
        return _finding("digit")
    try:
        born = date.fromisoformat(number[6:14])
    except ValueError:
        return _finding("birth")
    return _finding("future") if born > today else None


def _finding(reason: str) -> Finding:
    return Finding(rule="D-05", reason=(reason, {}))
