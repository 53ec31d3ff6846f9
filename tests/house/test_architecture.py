"""The house guards its own plan: each rule kept here, and seen to bite."""

import pytest

from . import source

MANIFEST = {
    "name": "X",
    "summary": "One line",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "author": "Someone",
}


@pytest.fixture
def house(tmp_path):
    """Build a small house: ``house({"addon": [depends]}, {"path": "text"})``."""

    def build(depends, files=()):
        for name, on in depends.items():
            files = {
                f"{name}/__manifest__.py": repr({**MANIFEST, "depends": on}),
                **dict(files),
            }
        for name, text in files.items():
            path = tmp_path / "addons" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        return tmp_path

    return build


def test_there_is_a_house():
    assert source.addons(source.ROOT)


@pytest.mark.parametrize("checker", source.CHECKERS, ids=lambda c: c.__name__)
def test_the_house_keeps_the_rule(checker):
    assert not checker(source.ROOT)


def test_the_house_stands_as_drawn():
    text = (source.ROOT / "docs" / "architecture.md").read_text("utf-8")
    assert not source.dependencies(source.ROOT, text)


@pytest.mark.parametrize(
    "statement",
    [
        "from odoo import models",
        "from odoo import fields as f, api",
        "import odoo",
        "import odoo.orm.models",
        "from odoo.http import request",
        "from ..models import thing",
        "from .. import models",
        "import psycopg2",
        "from importlib import import_module",
        "from odoo.addons.upper.policies import thing",
        "from odoo.addons.base_low.models import thing",
        "def late():\n    from odoo.tools import date_utils",
    ],
)
def test_a_policy_may_not_import(house, statement):
    own = {"base_low": [], "mine": ["base_low"], "upper": ["mine"]}
    tree = house(own, {"mine/policies/rule.py": statement + "\n"})
    (finding, *_others) = source.policy_imports(tree)
    assert finding.startswith("addons/mine/policies/rule.py:")


def test_a_policy_may_import_plain_python_and_policies_below(house):
    text = """
from dataclasses import dataclass
import datetime as dt
from . import other
from .deep.inner import thing
from odoo.addons.base_low.policies.rule import allowed
from odoo.addons.ground.policies import rule
"""
    own = {"ground": [], "base_low": ["ground"], "mine": ["base_low"]}
    assert not source.policy_imports(house(own, {"mine/policies/rule.py": text}))


def test_python_of_another_addon_is_not_imported(house):
    own = {"base_low": [], "mine": ["base_low"], "stranger": []}
    good = """
from odoo.addons.mail.models import thing
from odoo.addons.base_low.policies import rule
from . import models
"""
    files = {
        "mine/models/good.py": good,
        "mine/tests/test_good.py": "from odoo.addons.base_low.tests.common import A",
        "mine/models/bad.py": "from odoo.addons.base_low.models.thing import Thing",
        "mine/models/worse.py": "from odoo.addons.stranger.policies import rule",
        "mine/models/worst.py": "from odoo.addons.base_low.tests.common import A",
        "mine/tests/test_bad.py": "from odoo.addons.base_low.tests import test_a",
    }
    assert source.foreign_imports(house(own, files)) == [
        "addons/mine/models/bad.py:1 imports odoo.addons.base_low.models.thing.Thing",
        "addons/mine/models/worse.py:1 imports odoo.addons.stranger.policies.rule",
        "addons/mine/models/worst.py:1 imports odoo.addons.base_low.tests.common.A",
        "addons/mine/tests/test_bad.py:1 imports odoo.addons.base_low.tests.test_a",
    ]


def test_a_private_method_stays_at_home(house):
    low = """
class Low:
    def _secret(self):
        return 1

    def open(self):
        return self._secret()

    def _search(self, domain):
        return super()._search(domain)
"""
    mine = """
class Mine:
    def go(self):
        self.env["low"]._secret()
        self.env["low"]._search([])
        self.env["low"].open()
        self.partner._anything()
        return super()._secret()
"""
    extends = """
class Extends:
    def _secret(self):
        return super()._secret() + 1

    def again(self):
        return self._secret()
"""
    tree = house(
        {"low": [], "mine": ["low"], "extends": ["low"]},
        {"low/models/low.py": low, "mine/models/mine.py": mine}
        | {"extends/models/low.py": extends},
    )
    assert source.private_calls(tree) == [
        "addons/mine/models/mine.py:4 calls low's private _secret"
    ]


DRAWN = """Words.
```house
roof    suite     on joins, one, two
glue    joins     on one, two
rooms   one       on follow, base_up     # remark
rooms   two       on base_up
rooms   three     on base_up, new_base   # later: next year
shared  follow    on base_low
ground  base_up   on base_low
ground  new_base  on -                   # later
ground  base_low  on -
```
More words.
"""
OWN = {
    "suite": ["joins", "one", "two"],
    "joins": ["one", "two"],
    "one": ["mail", "follow", "base_up"],
    "two": ["base_up"],
    "follow": ["base_low"],
    "base_up": ["base_low", "mail"],
    "base_low": [],
}


def test_a_house_as_drawn_stands(house):
    assert not source.dependencies(house(OWN), DRAWN)


@pytest.mark.parametrize(
    ("own", "old", "new", "finding"),
    [
        ({"two": ["base_up", "follow"]}, "", "", "two depends on follow, which is"),
        ({"two": []}, "", "", "two is drawn on base_up, its manifest is not"),
        ({"four": []}, "", "", "four is not in the drawing"),
        ({"new_base": []}, "", "", "new_base exists, yet its remark says later"),
        ({}, "# later\n", "# soon\n", "new_base is drawn, does not exist"),
        ({}, "two       on base_up", "two on base_up, one", "two depends upward on"),
        ({}, "on follow, base_up", "on two", "one (rooms) may not stand on two"),
        ({}, "follow    on base_low", "follow on follow", "follow depends upward"),
        ({}, "base_low  on -", "base_low on base_up", "base_low depends upward on"),
        ({}, "on base_up, new_base", "on nobody", "three is drawn on nobody, which"),
        ({}, "glue    joins", "attic joins", "drawing: cannot use the line 'attic"),
        ({}, "joins     on", "joins at", "drawing: cannot use the line 'glue"),
        ({}, "rooms   one", "ground  one", "drawing: layers stand as roof, glue"),
        ({}, "```house", "```", "docs/architecture.md has no ```house block"),
    ],
)
def test_a_house_unlike_its_drawing_falls(house, own, old, new, finding):
    text = DRAWN.replace(old, new) if old else DRAWN
    findings = source.dependencies(house(OWN | own), text)
    assert any(found.startswith(finding) for found in findings), findings


def test_one_model_per_file_named_after_it(house):
    model = 'class A(models.Model):\n    _name = "%s"\n'
    extends = 'class B(models.Model):\n    _inherit = ["%s"]\n'
    files = {
        "mine/models/my_thing.py": model % "my.thing",
        "mine/models/res_users.py": extends % "res.users",
        "mine/models/my_mixin.py": model % "my.mixin" + "class Plain:\n    x = 1\n",
        "mine/models/tools.py": "x = 1\n",
        "mine/models/other.py": model % "my.other",
        "mine/models/two.py": model % "two" + extends % "res.users",
    }
    assert source.model_files(house({"mine": []}, files)) == [
        "addons/mine/models/other.py is not named after my.other",
        "addons/mine/models/two.py holds 2 models",
    ]


def test_every_addon_brings_its_papers(house):
    model = 'class A(models.%s):\n    _name = "thing"\n'
    files = {
        "mine/models/thing.py": model % "Model",
        "plain/models/thing.py": model % "AbstractModel",
        "plain/readme/DESCRIPTION.md": "",
        "plain/pyproject.toml": "",
        "plain/i18n/plain.pot": "",
        "plain/i18n/zh_CN.po": "",
    }
    assert source.missing_files(house({"mine": [], "plain": []}, files)) == [
        "addons/mine/readme/DESCRIPTION.md is missing",
        "addons/mine/pyproject.toml is missing",
        "addons/mine/i18n/mine.pot is missing",
        "addons/mine/i18n/zh_CN.po is missing",
        "addons/mine/tests/test_security.py is missing",
    ]


def test_a_manifest_says_what_it_must(house):
    bad = {"name": "Bad", "summary": "", "version": "18.0.1.0.0", "license": "LGPL-3"}
    tree = house({"good": []}, {"bad/__manifest__.py": repr(bad)})
    found = [finding.rpartition(": ")[2] for finding in source.manifests(tree)]
    assert found == ["summary", "author", "depends", "version", "license"]


def test_xml_in_house_style(house):
    action = '<record id="%s" model="ir.actions.act_window">%s</record>'
    path = '<field name="path">x</field>'
    new = '<field name="target">new</field>'
    good = action % ("a", path) + action % ("b", new) + action % ("mail.c", "")
    bad = f"<data>{action % ('d', '')}</data>"
    files = {
        "mine/views/good.xml": f'<?xml version="1.0" encoding="utf-8"?><o>{good}</o>',
        "mine/views/bad.xml": f'<?xml version="1.0"?><o>{bad}</o>',
    }
    assert source.xml_style(house({"mine": []}, files)) == [
        'addons/mine/views/bad.xml does not say encoding="UTF-8"',
        "addons/mine/views/bad.xml has a <data> element",
        "addons/mine/views/bad.xml d has no path",
    ]
