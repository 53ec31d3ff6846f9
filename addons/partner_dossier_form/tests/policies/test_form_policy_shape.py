"""What holds for every policy of this addon."""

import dataclasses
import importlib
import pkgutil

import pytest

from odoo.addons.partner_dossier_form import policies

CLASSES = [
    value
    for info in pkgutil.iter_modules(policies.__path__)
    for value in vars(
        importlib.import_module(f"{policies.__name__}.{info.name}")
    ).values()
    if dataclasses.is_dataclass(value) and value.__module__.endswith(info.name)
]


@pytest.mark.parametrize("cls", CLASSES, ids=lambda cls: cls.__name__)
def test_what_a_rule_is_given_and_gives_is_frozen_and_named(cls):
    """D-11: no rule changes its facts or mixes them up."""
    assert cls.__dataclass_params__.frozen
    assert all(field.kw_only for field in dataclasses.fields(cls))
    assert len(CLASSES) == 5
