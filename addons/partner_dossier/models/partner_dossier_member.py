from odoo import api, fields, models
from odoo.exceptions import UserError

from ..policies import membership

# What an entry says for good; a change of it is a new entry.
FOR_GOOD = frozenset({"dossier_id", "role", "person_id", "name", "scope", "date_from"})


class PartnerDossierMember(models.Model):
    """Who belongs to a dossier as what, from when to when (D-03, D-06).

    Nothing of it is overwritten: who changes is ended, and another one begins. The
    number of an identity paper is not kept here, but behind the door.
    """

    _name = "partner.dossier.member"
    _description = "Person of a Dossier"
    _inherit = [
        "partner.dossier.part.mixin",
        "partner.personal.mixin",
        "charter.guard.mixin",
    ]
    _personal_fields = ("phone", "relation", "scope", "person_id")
    _order = "dossier_id, date_to desc, role, date_from, id"
    _guarded_fields = frozenset({"date_to", "end_reason", "successor_id"})
    _guarded_after_create = FOR_GOOD

    role = fields.Selection(
        [
            ("family", "Family Member"),
            ("emergency", "Emergency Contact"),
            ("contact", "Day-to-Day Contact"),
            ("head", "Person in Charge"),
            ("legal", "Legal Representative"),
            ("agent", "Agent"),
            ("staff", "Member of Staff"),
        ],
        required=True,
        default="family",
    )
    person_id = fields.Many2one(
        "res.partner",
        string="Contact",
        index="btree_not_null",
        ondelete="restrict",
        help="Where this person is a contact already.",
    )
    name = fields.Char(
        string="Full Name",
        required=True,
        compute="_compute_name",
        store=True,
        readonly=False,
        precompute=True,
    )
    phone = fields.Char(
        compute="_compute_name", store=True, readonly=False, precompute=True
    )
    relation = fields.Char(help="Such as wife, brother, office manager.")
    scope = fields.Char(
        string="Scope of Authorisation",
        help="M-09: what an agent is authorised to do, as the authorisation states it.",
    )
    date_from = fields.Date(
        string="Since", required=True, default=fields.Date.context_today
    )
    date_to = fields.Date(string="Until", readonly=True, copy=False)
    end_reason = fields.Char(string="Why Ended", readonly=True, copy=False)
    successor_id = fields.Many2one(
        "partner.dossier.member",
        string="Replaced By",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )

    _role_idx = models.Index("(dossier_id, role) WHERE date_to IS NULL")

    @api.depends("person_id")
    def _compute_name(self):
        for member in self:
            member.name = member.name or member.person_id.name
            member.phone = member.phone or member.person_id.phone

    # -- constraints --

    @api.constrains("role", "scope", "date_from", "date_to", "dossier_id")
    def _check_rules(self):
        """D-03, M-09: asked of these, beside the others of their dossiers."""
        others = self.sudo().search([("dossier_id", "in", self.dossier_id.ids)])
        for member in self.sudo():
            facts = member._member_facts(others)
            found = membership.obstacle(facts, self._member_rules())
            if found:
                raise UserError(member._member_message(found))

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        """A new one may ask for papers: of each family member, of the staff.

        M-09: whoever acts through an agent brings the agent's too. What an agent
        brought, or is asked for, stays when the agent ends.
        """
        dossiers = self.env["partner.dossier"].browse(
            filter(None, (vals.get("dossier_id") for vals in vals_list))
        )
        with dossiers.papers_following():
            members = super().create(vals_list)
            agents = members.filtered(lambda it: it.role == membership.AGENT)
            new = agents.dossier_id.filtered(lambda it: not it.has_agent)
            if new:
                new.has_agent = True
        return members

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("Who belonged to a dossier stays on record: end it instead.")
        )

    # -- actions --

    def action_end(self):
        """Say from when on, and why, this is no longer so."""
        return self._open_change("end")

    def action_replace(self):
        """Say who comes instead, from when on, and why."""
        return self._open_change("replace")

    def _open_change(self, kind):
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_dossier_member_change_action"
        )
        return {
            **action,
            "context": {"default_member_id": self.id, "default_kind": kind},
        }

    # -- business --

    @api.private
    def end(self, day, reason):
        """Let these be the last ones on a day.

        :raise UserError: if there is no reason, they have ended, or began later
        """
        self.check_access("write")
        self._check_reason(reason)
        ended = self.filtered("date_to")
        if ended:
            raise UserError(
                self.env._("%(name)s has ended already.", name=ended[0].name)
            )
        with self.dossier_id.papers_following():
            self.sudo().write({"date_to": day, "end_reason": reason.strip()})

    @api.private
    def replace(self, values, day, reason):
        """D-03: end this one, and begin another in the role, in one go.

        :param dict values: of the new one: name, phone, person_id, relation, scope
        :param date day: the first one of the new
        :return: the new one
        """
        self.ensure_one()
        self.check_access("write")
        self._check_reason(reason)
        span = membership.Span(start=self.date_from, end=self.date_to or None)
        last = membership.handed_over(span, day)
        if not last or self.successor_id:
            raise UserError(
                self.env._(
                    "%(name)s can't be replaced from %(day)s on: choose a day after"
                    " %(start)s, of somebody who has not been replaced.",
                    name=self.name,
                    day=fields.Date.to_string(day),
                    start=fields.Date.to_string(self.date_from),
                )
            )
        with self.dossier_id.papers_following():
            self.sudo().write({"date_to": last, "end_reason": reason.strip()})
            successor = self.create(
                {
                    **values,
                    "dossier_id": self.dossier_id.id,
                    "role": self.role,
                    "date_from": day,
                }
            )
            self.sudo().successor_id = successor
        return successor

    def _check_reason(self, reason):
        if not (reason or "").strip():
            raise UserError(self.env._("Say why: it stays on record."))

    @api.private
    def erase_personal(self):
        """That somebody was there stays, and not who."""
        result = super().erase_personal()
        self.sudo().name = self.env._("Erased")
        return result

    # -- rules --

    def _member_facts(self, others):
        """D-03, M-09: this one, and who else has its role in the dossier."""
        same = others.filtered(
            lambda it: (
                it != self and it.dossier_id == self.dossier_id and it.role == self.role
            )
        )
        return membership.Facts(
            role=self.role,
            span=self._span(),
            others=tuple(it._span() for it in same),
            scope=self.scope or "",
        )

    def _span(self):
        return membership.Span(start=self.date_from, end=self.date_to or None)

    def _member_rules(self):
        """D-03, M-09: the rules in the order they are asked."""
        return membership.RULES

    def _member_message(self, found):
        key, params = found.reason
        roles = dict(self._fields["role"]._description_selection(self.env))
        sentences = {
            "ends_early": self.env._("%(name)s can't end before the first day."),
            "no_scope": self.env._(
                "Say what %(name)s is authorised to do: the authorisation states its"
                " scope."
            ),
            "taken": self.env._(
                "Somebody else is the “%(role)s” then: replace that person."
            ),
        }
        words = {"name": self.name, "role": roles.get(params.get("role"))}
        return f"{sentences[key] % words} ({found.rule})"
