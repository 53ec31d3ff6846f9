from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import freshness, steps

# What the index says of a dossier; of a filed one the custodian's to change (D-09).
INDEX = frozenset({"party_type", "has_agent", "date_from", "date_to", "active"})


class PartnerDossierLifeMixin(models.AbstractModel):
    """The steps of a dossier (D-01), its sections (D-02), and that they stay current
    (D-10).
    """

    _name = "partner.dossier.life.mixin"
    _description = "Life of a Dossier"
    _inherit = ["service.asking.mixin", "confidential.activity.mixin"]
    _guarded_fields = frozenset({"step", "confirm_activity_id"})

    step = fields.Selection(
        [
            (steps.COLLECTED, "Collected"),
            (steps.ORGANISED, "Organised"),
            (steps.FILED, "Filed"),
            (steps.IN_USE, "In Use"),
        ],
        required=True,
        readonly=True,
        copy=False,
        default=steps.COLLECTED,
        index=True,
    )
    step_ids = fields.One2many(
        "partner.dossier.step", "dossier_id", string="Steps So Far", readonly=True
    )
    section_ids = fields.One2many(
        "partner.dossier.section",
        "dossier_id",
        domain=[("state", "!=", "done")],
        readonly=True,
    )
    confirm_activity_id = fields.Many2one(
        "mail.activity", readonly=True, copy=False, ondelete="set null"
    )
    custodian_ids = fields.Many2many(
        "res.users", string="Kept By", compute="_compute_custodian_ids"
    )

    @api.depends("site_id")
    def _compute_custodian_ids(self):
        custodians = {site: site.custodians() for site in self.site_id}
        for dossier in self:
            dossier.custodian_ids = custodians.get(dossier.site_id)

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        dossiers = super().create(vals_list)
        self.env["partner.dossier.section"].open_all(dossiers)
        dossiers._enter_step(steps.COLLECTED)
        return dossiers

    def write(self, vals):
        if not self.env.su and INDEX & vals.keys():
            kept = self.filtered(lambda it: it.step in steps.KEPT)
            kept.site_id.check_custodian()
        return super().write(vals)

    # -- actions --

    def action_next_step(self):
        """Move each of these to the step that comes next."""
        for dossier in self:
            target = steps.after(dossier.step)
            if not target:
                raise UserError(
                    self.env._("%(dossier)s is in use.", dossier=dossier.display_name)
                )
            dossier.move_to(target)

    def action_confirm_all(self):
        """All sections of these are current (D-10)."""
        self.section_ids.action_confirm()

    # -- business --

    @api.private
    def move_to(self, target, reason=""):
        """Move these to a step, or open them again, as far as the rules let (D-01).

        :raise UserError: naming the rule that stands in the way; none is moved
        """
        self.check_access("write")
        for dossier in self:
            facts = dossier._step_facts(target, reason)
            found = dossier._step_decide(facts, dossier._step_settings())
            if found:
                raise UserError(dossier._step_message(found))
        self.sudo().step = target
        self._enter_step(target, reason)

    def _enter_step(self, step, reason=""):
        self.env["partner.dossier.step"].sudo().create(
            [
                {
                    "dossier_id": dossier.id,
                    "step": step,
                    "user_id": self.env.uid,
                    "reason": reason.strip() or False,
                }
                for dossier in self
            ]
        )

    @api.private
    def confirmation_due(self):
        """By dossier, when what is confirmed today is to be confirmed again (D-10)."""
        due = {}
        for site in self.site_id:
            settings = site.sudo().company_id.dossier_freshness_settings()
            due[site] = site.moment_at(freshness.due_on(site.local_date(), settings))
        return {dossier: due[dossier.site_id] for dossier in self}

    @api.private
    def ask_confirmation(self):
        """D-10: have the custodians confirm these; who has left is not asked about."""
        for dossier in self.filtered(lambda it: it.active and it.relation != "past"):
            user = dossier.custodian_ids[:1]
            if not user or dossier.confirm_activity_id.active:
                continue
            dossier.confirm_activity_id = dossier.ask(
                user, lambda it: it.env._("Confirm that the dossier is current (D-10)")
            )

    @api.private
    def end_asking(self):
        """D-10: where all is confirmed, nobody is asked any more."""
        asked = self.filtered("confirm_activity_id.active")
        for dossier in asked:
            if "late" not in dossier.section_ids.mapped("state"):
                dossier.confirm_activity_id.action_done()

    @api.private
    def section_counts(self):
        """By section and dossier, how much it holds, as the reader sees it.

        Addons extend :meth:`_section_counts`.
        """
        return self._section_counts()

    @api.private
    def open_section(self, kind):
        """The action that shows what a section of this dossier holds."""
        self.ensure_one()
        action = self._section_action(kind)
        if not action:
            raise UserError(self.env._("This section holds nothing yet."))
        return action

    def _section_counts(self):
        """How much a section holds, by dossier; to be extended.

        Of those without a register, what the archive holds by its classes (A-03).

        :return: ``{kind: {dossier id: count}}``
        """
        documents = self.env["archive.document"]
        counts = {}
        rows = documents._read_group(
            [
                ("partner_id", "in", self.partner_id.ids),
                ("site_id", "in", self.site_id.ids),
                ("class_id.dossier_section", "!=", False),
            ],
            ["partner_id", "site_id", "class_id"],
            ["__count"],
        )
        dossiers = self.grouped(lambda it: (it.partner_id, it.site_id))
        for partner, site, klass, count in rows:
            of_kind = counts.setdefault(klass.sudo().dossier_section, {})
            for dossier in dossiers.get((partner, site), ()):
                of_kind[dossier.id] = of_kind.get(dossier.id, 0) + count
        return counts

    def _section_action(self, kind):
        """What opens a section: the documents filed for it; to be extended."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "archive_retention.archive_document_action"
        )
        return {
            **action,
            "domain": [
                ("partner_id", "=", self.partner_id.id),
                ("site_id", "=", self.site_id.id),
                ("class_id.dossier_section", "=", kind),
            ],
            "context": {"default_partner_id": self.partner_id.id},
        }

    # -- rules --

    def _step_facts(self, target, reason=""):
        self.ensure_one()
        return steps.Facts(
            step=self.step,
            target=target,
            is_custodian=self.env.su or self.is_custodian,
            blocking=self.blocking_count,
            reason=reason or "",
        )

    def _step_settings(self):
        return self.sudo().company_id.dossier_step_settings()

    def _step_rules(self):
        """D-01, D-05, D-09: the rules in the order they are asked."""
        return steps.RULES

    def _step_decide(self, facts, settings):
        return steps.obstacle(facts, settings, self._step_rules())

    def _step_message(self, found):
        key, params = found.reason
        sentences = {
            "not_next": self.env._("%(dossier)s takes one step after the other."),
            "no_reason": self.env._("Say why %(dossier)s is opened again."),
            "not_custodian": self.env._(
                "%(dossier)s is filed, and what is filed is moved, by the custodian of"
                " its site alone."
            ),
            "blocked": self.env._(
                "%(dossier)s is not filed while %(count)s papers are missing without"
                " which it can't be: verify them, or waive them with a reason."
            ),
        }
        words = {"dossier": self.display_name, **params}
        return f"{sentences[key] % words} ({found.rule})"
