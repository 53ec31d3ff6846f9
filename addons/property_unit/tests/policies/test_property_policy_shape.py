"""What holds for every policy of this addon."""

import dataclasses

import pytest

from odoo.addons.property_unit.policies import ownership

CLASSES = [
    value
    for value in vars(ownership).values()
    if dataclasses.is_dataclass(value) and value.__module__ == ownership.__name__
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_what_a_rule_is_given_and_gives_is_frozen_and_named(cls):
    """M-13: no rule changes its facts or mixes them up."""
    assert cls.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(cls))


@pytest.mark.parametrize("cls", [ownership.Facts, ownership.Settings])
def test_another_addon_can_hand_its_own_rules_more(cls):
    """M-13: facts and settings have room for what other addons know."""
    fields = {field.name: field for field in dataclasses.fields(cls)}
    assert fields["extra"].default_factory() == {}


def test_all_of_them_are_looked_at():
    """M-13: none is missing here."""
    assert len(CLASSES) == 6
