from dataclasses import replace
from decimal import Decimal
from unittest.mock import patch

from freezegun import freeze_time

from odoo import models
from odoo.exceptions import ValidationError
from odoo.tests import new_test_user

from . import sample
from .common import CharterCase

SENTENCE = "C-04: joint"
FACTS = {"area": "89.50", "extra": {}, "names": 3}


class TestDecisions(CharterCase):
    """A decision explains itself: the rule, the facts, the settings, who and when."""

    def setUp(self):
        super().setUp()
        self.matter = self.Grade.create({"name": "Leak", "names": 3})

    def record(self, matter, *, reason=SENTENCE, override=None, rule="C-04"):
        facts, settings = matter._grade_facts(), matter._grade_settings()
        result = replace(sample.joint(facts, settings), rule=rule)
        matter.record_decision(
            result, facts=facts, settings=settings, reason=reason, override=override
        )

    def test_a_decision_says_why(self):
        with freeze_time("2026-03-02 01:00:00"):
            self.matter.with_user(self.employee).decide_grade()
        self.assertRecordValues(
            self.matter,
            [
                {
                    "rule_ids": self.joint.ids,
                    "reason": SENTENCE,
                    "facts": FACTS,
                    "settings": {"joint_from": 2},
                    "proposal": {
                        "grade": "a",
                        "reason": ["joint", {"n": 3}],
                        "rule": "C-04",
                    },
                    "decided_by_id": self.employee.id,
                    "is_override": False,
                    "proposed_reason": False,
                }
            ],
        )
        self.assertEqual(str(self.matter.decided_at), "2026-03-02 01:00:00")

    def test_settings_are_those_of_the_day_it_was_decided(self):
        self.matter.decide_grade()
        later = sample.Settings(joint_from=4)
        with patch.object(type(self.matter), "_grade_settings", lambda self: later):
            self.env.invalidate_all()
            self.assertEqual(self.matter.settings, {"joint_from": 2})

    def test_who_decides_otherwise_says_why_and_the_proposal_stays(self):
        self.record(self.matter.with_user(self.employee), override=" They are twins. ")
        self.assertTrue(self.matter.is_override)
        self.assertEqual(self.matter.reason, "They are twins.")
        self.assertEqual(self.matter.proposed_reason, SENTENCE)
        self.assertEqual(self.matter.proposal["grade"], "a")
        self.assertEqual(self.matter.rule_ids, self.joint)
        for nothing in ("", "  "):
            with self.assertRaisesRegex(ValidationError, "Say why you decide"):
                self.record(self.matter, override=nothing)

    def test_a_person_decides_where_no_rule_has_a_say(self):
        self.matter.record_decision(
            None, facts=None, settings=None, reason="", override="As agreed."
        )
        self.assertEqual(self.matter.reason, "As agreed.")
        self.assertFalse(self.matter.rule_ids)
        self.assertFalse(self.matter.proposal)

    def test_a_new_decision_takes_the_place_of_the_old(self):
        other = self.make_rule("K-98")
        self.record(self.matter, override="They are twins.")
        self.record(self.matter, rule="K-98")
        self.assertEqual(self.matter.rule_ids, other)
        self.assertFalse(self.matter.is_override)
        self.assertFalse(self.matter.proposed_reason)

    def test_a_decision_names_a_known_rule_and_a_reason(self):
        self.make_rule("K-98").unlink()
        with self.assertRaisesRegex(ValidationError, "There is no rule K-98"):
            self.record(self.matter, rule="K-98")
        for missing in ({"reason": ""}, {"rule": ""}):
            with self.assertRaisesRegex(ValidationError, "names the rule"):
                self.record(self.matter, **missing)
        self.assertFalse(self.matter.decided_at)

    def test_what_cannot_be_recorded_is_said_by_name(self):
        with self.assertRaisesRegex(TypeError, "facts.area can't be recorded"):
            self.matter.record_decision(
                sample.Proposal(grade="a", rule="C-04", reason=()),
                facts=sample.Facts(area=self.env.company),
                settings=None,
                reason=SENTENCE,
            )

    def test_many_records_are_made_with_their_decisions_at_once(self):
        values = self.Grade.with_user(self.employee).decision_values(
            sample.Proposal(grade="a", rule="C-04", reason=()),
            facts=sample.Facts(area=Decimal(1)),
            settings=None,
            reason=SENTENCE,
        )
        made = self.Grade.create([values] * 3)
        self.assertEqual(made.decided_by_id, self.employee)
        self.assertEqual(made.mapped("rule_ids"), self.joint)

    def test_a_copy_decides_for_itself(self):
        self.matter.decide_grade()
        copy = self.matter.with_user(self.employee).copy()
        self.assertFalse(copy.sudo().rule_ids)
        self.assertFalse(copy.sudo().reason)

    def test_customers_do_not_read_what_we_think(self):
        helper = new_test_user(self.env, "charter-helper", "base.group_portal")
        decided = {*self.Grade._get_guarded("_guarded_fields")}
        self.assertFalse(decided & self.Grade.with_user(helper).fields_get().keys())
        self.assertEqual(
            decided & self.Grade.with_user(self.employee).fields_get().keys(), decided
        )


def silence(facts, settings):
    """K-98, of a third addon: nobody complains of silence."""
    if facts.extra.get("silent"):
        return sample.Proposal(grade="c", rule="K-98", reason=("silence", {}))
    return None


class ThirdAddon(models.Model):
    """What an addon writes to add a rule and a fact."""

    _module = None
    _name = sample.GRADE
    _inherit = [sample.GRADE]

    def _grade_facts(self):
        facts = super()._grade_facts()
        silent = self.name == "Silence"
        return replace(facts, extra={**facts.extra, "silent": silent})

    def _grade_rules(self):
        return (silence, *super()._grade_rules())


class TestThirdAddon(CharterCase):
    """Another addon changes a rule by inheritance; without it nothing is changed."""

    def decide(self):
        matters = self.Grade.create(
            [{"name": "Silence", "names": 3}, {"name": "Leak", "names": 3}]
        )
        matters.decide_grade()
        return matters.mapped("reason"), matters.mapped("grade")

    def test_the_rule_of_an_addon_applies_where_it_is_installed(self):
        other = self.make_rule("K-98", "Silence is golden")
        self.assertEqual(self.decide(), ([SENTENCE, SENTENCE], ["a", "a"]))
        sample.load(self.cr, self.registry, ThirdAddon)
        reasons, grades = self.decide()
        self.assertEqual(reasons, ["K-98: silence", SENTENCE])
        self.assertEqual(grades, ["c", "a"])
        silent = self.Grade.search([("grade", "=", "c")])
        self.assertEqual(silent.rule_ids, other)
        self.assertEqual(silent.facts["extra"], {"silent": True})
