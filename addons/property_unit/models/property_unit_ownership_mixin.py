from odoo import fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.tools import SQL

from ..policies import ownership
from .property_unit_party import PARTY_FIELDS


class PropertyUnitOwnershipMixin(models.AbstractModel):
    """Who may own a unit together, and how it passes on: the policy at work (M-13)."""

    _name = "property.unit.ownership.mixin"
    _description = "Ownership of Units"

    def _ownership_facts(self):
        """By unit, all its parties as the policy reads them: one query."""
        parties = self.env["property.unit.party"].sudo()
        found = parties.search_fetch(
            [("unit_id", "in", self.ids)], list(PARTY_FIELDS), order="date_from, id"
        )
        of_unit = found.grouped("unit_id")
        return {
            unit: ownership.Facts(
                parties=tuple(
                    it._ownership_party() for it in of_unit.get(unit.sudo(), parties)
                )
            )
            for unit in self
        }

    def _ownership_settings(self):
        return ownership.Settings()

    def _ownership_rules(self):
        return ownership.RULES

    def _ownership_sentence(self, conflict):
        """Why the policy refuses, in the reader's language."""
        self.ensure_one()
        key, params = conflict.reason
        partners = self.env["res.partner"].sudo()
        people = partners.browse(dict.fromkeys(it.person for it in conflict.parties))
        words = {
            "unit": self.code,
            "people": "、".join(people.mapped("name")),
            **{
                name: fields.Date.to_string(value) if name == "day" else value
                for name, value in params.items()
            },
        }
        match key:
            case "backwards":
                return self.env._(
                    "%(people)s cannot leave %(unit)s before coming.", **words
                )
            case "share":
                return self.env._(
                    "%(people)s owns %(share)s %% of %(unit)s; a share is more than 0"
                    " and at most %(whole)s %%.",
                    **words,
                )
            case "share_of_nothing":
                return self.env._(
                    "%(people)s owns no part of %(unit)s in this role; leave the share"
                    " empty.",
                    **words,
                )
            case "twice":
                return self.env._(
                    "%(people)s has this role at %(unit)s already in that time; end the"
                    " earlier line first.",
                    **words,
                )
            case "full_owners":
                return self.env._(
                    "From %(day)s on, %(unit)s would have two full owners, %(people)s;"
                    " use Transfer, or give each a share.",
                    **words,
                )
            case "shares":
                return self.env._(
                    "From %(day)s on, the owners of %(unit)s (%(people)s) would hold"
                    " %(total)s %%, more than %(whole)s %%.",
                    **words,
                )
            case "later":
                return self.env._(
                    "%(people)s owns %(unit)s from %(day)s; choose a later day for the"
                    " transfer.",
                    **words,
                )
            case _:
                return self.env._("Say who the new owner of %(unit)s is.", **words)

    def _check_parties(self):
        """Refuse parties that cannot stand together."""
        settings, rules = self._ownership_settings(), self._ownership_rules()
        for unit, facts in self._ownership_facts().items():
            conflict = ownership.decide(facts, settings, rules)
            if conflict:
                raise ValidationError(unit._ownership_sentence(conflict))

    def _lock_parties(self):
        """Let changes of one unit's parties follow one another.

        A transaction that another one overtook fails on this row, and Odoo does it
        again, so that it sees what the other one committed.
        """
        self.env.cr.execute(
            SQL(
                """UPDATE property_unit SET party_revision = party_revision + 1
                    WHERE id IN (SELECT id FROM property_unit WHERE id IN %s
                                  ORDER BY id FOR NO KEY UPDATE)""",
                tuple(self.ids or [0]),
            )
        )
        self.invalidate_recordset(["party_revision"], flush=False)

    def _transfer(self, owners, day, *, reason=False, leaving=()):
        """End the owners the day before ``day``, begin the new ones (M-13).

        :param owners: pairs of a ``res.partner`` and a share in percent
        :param leaving: roles that end as well
        :return: the new parties
        """
        self.ensure_one()
        self._lock_parties()
        order = ownership.Transfer(
            day=day,
            owners=tuple((it.id, share) for it, share in owners),
            leaving=frozenset(leaving),
        )
        plan = ownership.transfer(
            self._ownership_facts()[self],
            self._ownership_settings(),
            order,
            self._ownership_rules(),
        )
        if isinstance(plan, ownership.Conflict):
            raise UserError(self._ownership_sentence(plan))
        parties = self.env["property.unit.party"]
        ending = parties.browse(it.key for it in plan.ends)
        ending.write({"date_to": plan.last_day})
        return parties.create(
            [
                {
                    "unit_id": self.id,
                    "partner_id": it.person,
                    "role": it.role,
                    "date_from": it.start,
                    "share": it.share,
                    "reason": reason,
                }
                for it in plan.starts
            ]
        )
