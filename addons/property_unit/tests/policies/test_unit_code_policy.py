import pytest
from hypothesis import given
from hypothesis import strategies as st

from odoo.addons.property_unit.policies import code


@pytest.mark.parametrize(
    ("typed", "written"),
    [
        ("3-1201", "3-1201"),
        (" a-1502 ", "A-1502"),
        ("３－１２０１", "3-1201"),
        ("3/1201", "3-1201"),
        ("3 – 1201", "3-1201"),
        ("3--1201", "3-1201"),
        ("3栋-1201", "3栋-1201"),
    ],
)
def test_a_code_is_written_one_way(typed, written):
    """D-17: what a Chinese keyboard or a letterhead makes of it is the same unit."""
    assert code.normalise(typed) == written
    assert code.is_code(written)


@pytest.mark.parametrize(
    "text",
    ["", "-", "A-B", "王芳", "3-", "-3", "3--1", "3 1", "a@1", "3_1", "1" * 21, "3.1"],
)
def test_what_is_no_code(text):
    """D-17: groups of letters and digits, single dashes, one digit, not too long."""
    assert not code.is_code(text)


def test_the_longest_code():
    """D-17: twenty signs."""
    assert code.is_code("1" * 20)


@pytest.mark.parametrize(
    ("typed", "looked_for"),
    [
        ("3-1201", "3-1201"),
        ("3-12", "3-12"),
        ("3-", "3"),
        ("p015", "P015"),
        ("3栋1201", "3栋1201"),
        ("123456", "123456"),
        ("1234567", None),
        ("A1234567", "A1234567"),
        ("13801601201", None),
        ("138 0160 1201", None),
        ("王芳", None),
        ("Wang", None),
        ("a1@home.test", None),
        ("", None),
    ],
)
def test_only_what_looks_like_a_code_is_looked_for(typed, looked_for):
    """D-17: a name or a telephone number costs no look-up."""
    assert code.wanted(typed) == looked_for


@given(st.text(max_size=25))
def test_writing_it_once_more_changes_nothing(text):
    """D-17: one way of writing; what is looked for is a code."""
    once = code.normalise(text)
    if code.is_code(once):
        assert code.normalise(once) == once
    found = code.wanted(text)
    assert found is None or code.is_code(found)
