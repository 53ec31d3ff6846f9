from dataclasses import replace

import pytest

from odoo.addons.helpdesk_complaint.policies.hand_in import (
    Facts,
    File,
    Settings,
    file_refusals,
    refusals,
    sender,
)

JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF"
PNG = b"\x89PNG\r\n\x1a\n\x00\x00"
PDF = b"%PDF-1.7\n"
SETTINGS = Settings(
    per_address=5, per_hour=60, letters=20, files=2, megabytes=1, kinds=("jpeg", "pdf")
)
FACTS = Facts(what_happened="The lift is stuck")
PHOTO = File(name="lift.jpg", size=1024, head=JPEG)


def reasons(facts, settings=SETTINGS):
    return [found.reason for found in refusals(facts, settings)]


@pytest.mark.parametrize(
    ("address", "counted"),
    [
        ("203.0.113.7", "203.0.113.7"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2::9", "2001:db8:1:2::/64"),
        ("2001:db8:1:3::9", "2001:db8:1:3::/64"),
        ("::ffff:203.0.113.7", "203.0.113.7"),
        ("unknown", "unknown"),
    ],
)
def test_who_has_a_whole_block_of_addresses_counts_once(address, counted):
    """C-01: a household's IPv6 block is one sender."""
    assert sender(address) == counted


def test_an_ordinary_hand_in_is_taken():
    """C-01: with a photo or without."""
    assert reasons(FACTS) == []
    assert reasons(replace(FACTS, files=(PHOTO,), demand="Repair", name="Li Na")) == []


def test_every_refusal_names_its_rule():
    """C-01"""
    (found,) = refusals(replace(FACTS, contact=False), SETTINGS)
    assert found.rule == "C-01"


@pytest.mark.parametrize("what", ["", " \n "])
def test_it_says_what_happened(what):
    """C-01: an empty form is no complaint."""
    assert reasons(replace(FACTS, what_happened=what)) == [("nothing", {})]


def test_it_says_how_to_answer():
    """C-01: a complaint that cannot be answered never closes."""
    assert reasons(replace(FACTS, contact=False)) == [("contact", {})]


def test_a_program_falls_into_the_trap():
    """C-01: people don't see the field."""
    assert reasons(replace(FACTS, trap=True)) == [("trap", {})]


@pytest.mark.parametrize("field", ["what_happened", "demand", "name"])
def test_no_text_is_longer_than_set(field):
    """C-01: twenty letters are taken, one more is not."""
    assert reasons(replace(FACTS, **{field: "x" * 20})) == []
    assert reasons(replace(FACTS, **{field: "x" * 21})) == [("long", {"count": 20})]


def test_an_address_hands_in_so_many_an_hour():
    """C-01: the fifth is taken, the sixth is refused, with that reason alone."""
    assert reasons(replace(FACTS, from_address=4)) == []
    often = [("often", {"count": 5})]
    assert reasons(replace(FACTS, from_address=5)) == often
    assert reasons(replace(FACTS, from_address=9, in_all=99, contact=False)) == often


def test_who_is_known_is_not_counted():
    """C-01: the limits within the hour are for strangers."""
    assert (FACTS.from_address, FACTS.in_all) == (0, 0)


def test_all_together_hand_in_so_many_an_hour():
    """C-01: however many addresses a flood has."""
    assert reasons(replace(FACTS, in_all=59)) == []
    assert reasons(replace(FACTS, in_all=60, contact=False)) == [("busy", {})]
    assert reasons(replace(FACTS, in_all=61)) == [("busy", {})]


def test_no_more_files_than_set():
    """C-01: two are taken, three are not."""
    assert file_refusals((PHOTO, PHOTO), SETTINGS) == ()
    facts = replace(FACTS, files=(PHOTO,) * 3)
    assert reasons(facts) == [("files", {"count": 2})]


def test_no_file_is_larger_than_set():
    """C-01: a megabyte is taken, a byte more is not."""
    limit = replace(PHOTO, size=1024 * 1024)
    assert file_refusals((limit,), SETTINGS) == ()
    facts = replace(FACTS, files=(replace(limit, size=1024 * 1024 + 1),))
    assert reasons(facts) == [("size", {"name": "lift.jpg", "size": 1})]


def test_only_the_kinds_set_are_taken():
    """C-01: a program named .jpg is refused, and a kind the company does not take."""
    program = replace(PHOTO, head=b"MZ\x90\x00")
    kinds = {"name": "lift.jpg", "kinds": "jpeg, pdf"}
    assert reasons(replace(FACTS, files=(program,))) == [("kind", kinds)]
    assert reasons(replace(FACTS, files=(replace(PHOTO, head=PNG),))) == [
        ("kind", kinds)
    ]
    assert file_refusals((replace(PHOTO, head=PDF),), SETTINGS) == ()


def test_everything_wrong_is_said_at_once():
    """C-01: nobody has to send a form five times."""
    facts = Facts(
        what_happened=" ",
        demand="x" * 30,
        contact=False,
        trap=True,
        files=(replace(PHOTO, head=b""),) * 3,
    )
    keys = [key for key, _params in reasons(facts)]
    assert keys == [
        *("trap", "nothing", "contact", "long", "files"),
        *("kind", "kind", "kind"),
    ]
