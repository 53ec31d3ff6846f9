"""A number of an identity paper: genuine as far as it says so, and found again."""

from datetime import date
from ipaddress import IPv6Address

import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.partner_dossier.policies.identity import (
    check,
    check_digit,
    fingerprint,
    normalise,
)

TODAY = date(2026, 11, 25)
KEY = b"a key"


def numbered(seventeen):
    """A number with the check digit that belongs to it."""
    return seventeen + check_digit(seventeen)


def why(number, kind="id_card", today=TODAY):
    found = check(kind, number, today)
    return found and (found.rule, found.reason)


@pytest.mark.parametrize(
    ("number", "last"), [("11010519491231002", "X"), ("44052418800101001", "4")]
)
def test_published_numbers_have_their_last_sign(number, last):
    """D-05: the examples of GB 11643."""
    assert check_digit(number) == last


@given(st.text("0123456789", min_size=17, max_size=17))
def test_every_number_adds_up_to_one(number):
    """D-05: GB 11643: by powers of two from the right, modulo 11."""
    signs = [10 if it == "X" else int(it) for it in numbered(number)]
    total = sum(sign * 2**at for at, sign in enumerate(reversed(signs)))
    assert total % 11 == 1


def test_a_genuine_number_passes():
    """D-05."""
    assert why("11010519491231002X") is None
    assert why(" 110105 19491231 002x ") is None


def test_a_mistyped_digit_shows():
    """D-05."""
    assert why("110105194912310021") == ("D-05", ("digit", {}))
    assert why("11010519491231003X") == ("D-05", ("digit", {}))


@pytest.mark.parametrize("number", ["A1010519491231002X", "110105194912310O2X"])
def test_letters_among_the_digits_show(number):
    """D-05."""
    assert why(number) == ("D-05", ("shape", {}))


@pytest.mark.parametrize("day", ["20230230", "20231301", "00000101"])
def test_a_birth_date_that_no_calendar_has_shows(day):
    """D-05."""
    assert why(numbered(f"110105{day}002")) == ("D-05", ("birth", {}))


def test_nobody_is_born_tomorrow():
    """D-05: today is not the future."""
    assert why(numbered("11010520261126002")) == ("D-05", ("future", {}))
    assert why(numbered("11010520261125002")) is None


@pytest.mark.parametrize("number", ["110105491231002", "", "H1234567800", "1" * 19])
def test_older_and_foreign_numbers_say_nothing_by_themselves(number):
    """D-05: without 18 signs there is no check digit."""
    assert why(number) is None


@pytest.mark.parametrize("kind", ["passport", "business_licence", ""])
def test_only_a_citizens_card_has_the_check_digit(kind):
    """D-05."""
    assert why("110105194912310021", kind) is None


def test_a_number_is_the_same_however_it_is_typed():
    """D-08: full-width digits of a Chinese keyboard, blanks, dashes, small letters."""
    assert normalise(" １１０１05-1949 1231 002x") == "11010519491231002X"
    assert normalise("IC 0417/2290") == "IC04172290"


def test_the_same_number_of_the_same_kind_has_one_fingerprint():
    """D-08: and no other number, kind or database has it."""
    mine = fingerprint(KEY, "id_card", "11010519491231002X")
    assert fingerprint(KEY, "id_card", "110105 19491231 002x") == mine
    assert fingerprint(KEY, "passport", "11010519491231002X") != mine
    assert fingerprint(b"another", "id_card", "11010519491231002X") != mine
    assert fingerprint(KEY, "id_card", "110105194912310021") != mine


def test_a_fingerprint_is_an_address_of_128_bits():
    """D-08: it never changes, as what is stored was made with it."""
    mine = fingerprint(KEY, "id_card", "11010519491231002X")
    assert str(IPv6Address(mine)) == mine
    assert mine == "3f1f:c29:87c:dbe3:ef72:84ee:707a:1690"
