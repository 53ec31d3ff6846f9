from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import movement


class ArchiveCustodyMixin(models.AbstractModel):
    """What is in somebody's hands, and moves through the register only (A-06, A-12)."""

    _name = "archive.custody.mixin"
    _description = "Under the Register of Movements"
    _inherit = ["archive.lock.mixin"]
    _guarded_fields = frozenset({"custody", "loan_id", "place"})

    custody = fields.Selection(
        [("in", "Here"), ("lent", "Lent"), ("out", "Left")],
        string="Where",
        required=True,
        readonly=True,
        copy=False,
        default="in",
        index=True,
    )
    loan_id = fields.Many2one(
        "archive.loan", readonly=True, copy=False, ondelete="restrict", index=True
    )
    place = fields.Char(
        readonly=True, copy=False, help="Where it lies; a transfer changes it."
    )

    # -- actions --

    def action_move(self):
        """Enter a movement of these: the chosen ones of a list, or this one."""
        return {
            "type": "ir.actions.act_window",
            "name": self.env._("Enter in the Register"),
            "res_model": "archive.movement.entry",
            "view_mode": "form",
            "target": "new",
            "context": {
                "active_model": self._name,
                "active_ids": self.ids,
                "default_kind": "return" if self[:1].custody == "lent" else "loan",
                "default_partner_id": self.loan_id.partner_id[:1].id,
            },
        }

    def action_open_movements(self):
        """Where it has been, and who signed for it."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "archive_retention.archive_movement_action"
        )
        link = self.env["archive.movement"].link_to(self)
        return {**action, "domain": [(link, "=", self.id)]}

    def action_propose(self):
        """Propose these for destruction, in a batch for each site (A-07, A-11)."""
        batches = self.env["archive.disposal"].propose(self)
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "archive_retention.archive_disposal_action"
        )
        if len(batches) == 1:
            return {**action, "views": [(False, "form")], "res_id": batches.id}
        return {**action, "domain": [("id", "in", batches.ids)]}

    # -- rules --

    def _movement_facts(self, kind, values):
        """A-06, A-12: where it is, and what shall be entered about it."""
        self.ensure_one()
        return movement.Facts(
            kind=kind,
            custody=self.custody,
            is_kept=self._is_kept(),
            is_custodian=self.env.uid == 1 or self.site_id.is_custodian,
            party=bool(values.get("partner_id")),
            now=fields.Datetime.now(),
            due_at=values.get("due_at") or None,
            place=values.get("place") or "",
            handed_by=values.get("handed_by") or "",
            received_by=values.get("received_by") or "",
            held=bool(self._fields.get("is_held") and self.is_held),
        )

    def _movement_settings(self):
        return self.sudo().company_id.archive_movement_settings()

    def _movement_rules(self):
        """A-06, A-09, A-12, D-09: the rules in the order they are asked."""
        return movement.RULES

    def _movement_decide(self, facts, settings):
        return movement.obstacle(facts, settings, self._movement_rules())

    def _movement_message(self, found):
        key, params = found.reason
        sentences = {
            "not_custodian": self.env._("The site's custodian keeps the register."),
            "not_kept": self.env._("It is not in the archive's keeping."),
            "is_in": self.env._("It is here: it was not lent."),
            "is_lent": self.env._("It is lent: it has to come back first."),
            "is_out": self.env._("It has left the archive."),
            "held": self.env._("It is on hold, and does not leave for good."),
            "no_party": self.env._("Say who has it then."),
            "no_place": self.env._("Say where it goes."),
            "no_term": self.env._("Say until when it is lent."),
            "past_term": self.env._("The loan can't end in the past."),
            "long_term": self.env._("A loan lasts %(days)s days at most."),
            "not_signed": self.env._("Who hands it over and who receives it sign."),
        }
        return f"{sentences[key] % params} ({found.rule})"

    # -- business --

    @api.private
    def enter_movement(self, kind, values):
        """Enter a movement of these in the register: all of them, or none.

        :param dict values: ``partner_id``, ``due_at``, ``place``, ``purpose``,
            ``handed_by``, ``received_by`` and the two signatures
        :return: the entries
        :raise UserError: naming each that can't be moved so
        """
        self.check_access("read")
        items = self.sudo()
        items.lock_rows()
        refusals = []
        for item in items:
            facts = item._movement_facts(kind, values)
            found = item._movement_decide(facts, item._movement_settings())
            if found:
                refusals.append(f"{item.display_name}: {self._movement_message(found)}")
        if refusals:
            raise UserError("\n".join(refusals))
        entries = self.env["archive.movement"].sudo().enter(items, kind, values)
        changes = {"custody": movement.after(kind)}
        if kind == movement.TRANSFER:
            changes["place"] = values["place"]
        if kind == movement.RETURN:
            items.loan_id.end()
            changes["loan_id"] = False
        items.write(changes)
        if kind == movement.LOAN:
            loans = self.env["archive.loan"].sudo().begin(items, entries, values)
            for item, loan in zip(items, loans, strict=True):
                item.loan_id = loan
        return entries.with_env(self.env)

    def _is_kept(self):
        """Whether it is the archive's to move: to be said by the model."""
        return True

    def _usual_place(self):
        return self.place
