"""Models that exist in a test, a race or a measurement only: mixins have no table.

``_module = None`` keeps Odoo from taking them for models of this addon.
"""

from collections import deque
from dataclasses import dataclass, field
from decimal import Decimal

from odoo import SUPERUSER_ID, api, fields, models
from odoo.orm.model_classes import add_to_registry
from odoo.tools import SQL

DEADLINE = "charter.sample.deadline"
MARK = "charter.sample.mark"
GRADE = "charter.sample.grade"


@dataclass(frozen=True, kw_only=True)
class Facts:
    area: Decimal
    names: int = 1
    extra: dict = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class Settings:
    joint_from: int = 2


@dataclass(frozen=True, kw_only=True)
class Proposal:
    grade: str
    rule: str
    reason: tuple


def joint(facts, settings):
    """C-04: as many names as this, and it is major."""
    if facts.names >= settings.joint_from:
        return Proposal(grade="a", rule="C-04", reason=("joint", {"n": facts.names}))
    return None


class SampleDeadline(models.Model):
    """A deadline that leaves a mark each time it becomes late."""

    _module = None
    _name = DEADLINE
    _description = "Sample Deadline"
    _inherit = ["charter.deadline.mixin"]

    name = fields.Char()
    is_late = fields.Boolean(compute="_compute_is_late", store=True)

    @api.depends("state")
    def _compute_is_late(self):
        for deadline in self:
            deadline.is_late = deadline.state == "late"

    def _on_late(self):
        self.env[MARK].create([{"deadline_id": it.id} for it in self])
        if "poison" in self.mapped("name"):
            raise ValueError("poison")
        return super()._on_late()


class SlowDeadline(models.Model):
    """Most of its time passes where a crash hurts most: after it became late."""

    _module = None
    _name = DEADLINE
    _inherit = [DEADLINE]

    def _on_late(self):
        self.env.cr.execute("SELECT pg_sleep(0.005)")
        return super()._on_late()


class SampleMark(models.Model):
    _module = None
    _name = MARK
    _description = "Sample Mark"
    _log_access = False

    deadline_id = fields.Integer()


class SampleGrade(models.Model):
    """A matter that is graded by a rule: the four hooks."""

    _module = None
    _name = GRADE
    _description = "Sample Grade"
    _inherit = ["charter.decision.mixin"]

    name = fields.Char()
    names = fields.Integer(default=1)
    grade = fields.Char()

    def _grade_facts(self):
        self.ensure_one()
        return Facts(area=Decimal("89.50"), names=self.names)

    def _grade_settings(self):
        return Settings()

    def _grade_rules(self):
        return (joint,)

    def _grade_decide(self, facts, settings):
        asked = (rule(facts, settings) for rule in self._grade_rules())
        return next(filter(None, asked), None)

    @api.private
    def decide_grade(self):
        for matter in self:
            facts, settings = matter._grade_facts(), matter._grade_settings()
            result = matter._grade_decide(facts, settings)
            matter.grade = result.grade
            reason = f"{result.rule}: {result.reason[0]}"
            matter.record_decision(
                result, facts=facts, settings=settings, reason=reason
            )


SAMPLES = (SampleDeadline, SampleMark, SampleGrade)


def load(cr, registry, *definitions):
    """Put models into the registry; their tables are another matter."""
    for definition in definitions:
        add_to_registry(registry, definition)
    registry._setup_models__(cr, [definition._name for definition in definitions])
    registry.registry_invalidated = False  # nobody else needs to know


def unload(cr, registry, *definitions):
    for definition in definitions:
        if definition._name in registry:
            del registry[definition._name]
    registry._setup_models__(cr)
    registry.registry_invalidated = False


def create_tables(cr, registry, *definitions):
    """Create the tables, without telling ir.model: a commit would keep it there."""
    env = api.Environment(cr, SUPERUSER_ID, {})
    registry._post_init_queue = deque()
    registry._foreign_keys = {}
    registry._is_install = True
    try:
        for definition in definitions:
            env[definition._name]._auto_init()
        while registry._post_init_queue:
            registry._post_init_queue.popleft()()
        registry.check_indexes(cr, [definition._name for definition in definitions])
    finally:
        del registry._post_init_queue, registry._foreign_keys, registry._is_install


def drop_tables(cr, registry, *definitions):
    for definition in definitions:
        table = SQL.identifier(registry[definition._name]._table)
        cr.execute(SQL("DROP TABLE IF EXISTS %s", table))
