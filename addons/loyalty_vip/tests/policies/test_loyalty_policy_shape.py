"""What holds for every policy of this addon."""

import dataclasses
import importlib
import pkgutil

import pytest

from odoo.addons.loyalty_vip import policies

MODULES = [
    importlib.import_module(f"{policies.__name__}.{info.name}")
    for info in pkgutil.iter_modules(policies.__path__)
    if info.name != "calendar"
]
CLASSES = [
    value
    for module in MODULES
    for value in vars(module).values()
    if dataclasses.is_dataclass(value) and value.__module__ == module.__name__
]


@pytest.mark.parametrize(
    "cls", CLASSES, ids=lambda cls: f"{cls.__module__}.{cls.__name__}"
)
def test_what_a_rule_is_given_and_gives_is_frozen_and_named(cls):
    """L-01 to L-10: no rule changes its facts or mixes them up."""
    assert cls.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(cls))


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
@pytest.mark.parametrize("name", ["Facts", "Settings"])
def test_another_addon_can_hand_its_own_rules_more(module, name):
    """L-01 to L-10: facts and settings have room for what other addons know."""
    fields = {field.name: field for field in dataclasses.fields(getattr(module, name))}
    assert fields["extra"].default_factory() == {}


def test_all_policies_are_looked_at():
    """L-01 to L-10: none of them is missing here."""
    names = {module.__name__.rpartition(".")[2] for module in MODULES}
    assert names >= {
        *("discount", "paid", "points", "qualification", "redemption", "validity")
    }
