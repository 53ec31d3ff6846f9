from dataclasses import FrozenInstanceError, fields, is_dataclass

import pytest

from odoo.addons.partner_dossier.policies import (
    checklist,
    completeness,
    freshness,
    membership,
    paper,
    steps,
)

SHAPES = [
    value
    for module in (checklist, completeness, freshness, membership, paper, steps)
    for value in vars(module).values()
    if is_dataclass(value) and value.__module__ == module.__name__
]


@pytest.mark.parametrize("shape", SHAPES)
def test_facts_and_settings_are_named_and_never_change(shape):
    names = [field.name for field in fields(shape)]
    it = shape(**dict.fromkeys(names))
    with pytest.raises(FrozenInstanceError):
        setattr(it, names[0], 1)
    with pytest.raises(TypeError):
        shape(*names)
