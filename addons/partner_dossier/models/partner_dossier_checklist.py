from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.fields import Domain

from ..policies import checklist


class PartnerDossierChecklist(models.Model):
    """The papers that a dossier of a kind of party needs (M-09).

    A change of it touches dossiers opened from then on, and those opened again; the
    others when it is applied to them.
    """

    _name = "partner.dossier.checklist"
    _description = "Checklist of a Dossier"
    _order = "party_type, move_in, id"
    _check_company_auto = True

    name = fields.Char(required=True, translate=True)
    party_type = fields.Selection(
        lambda self: self._get_party_types(),
        string="Kind of Party",
        required=True,
    )
    move_in = fields.Selection(
        [("batch", "Many Move In at Once"), ("single", "One Moves In")],
        string="Way of Moving In",
        required=True,
        default="batch",
        help="Settings say which list applies; where there is but one, that holds.",
    )
    source = fields.Char(help="Where the regulations list these papers.")
    company_id = fields.Many2one(
        "res.company",
        index=True,
        help="Empty: holds for every company that has no list of its own.",
    )
    line_ids = fields.One2many(
        "partner.dossier.checklist.line", "checklist_id", string="Papers", copy=True
    )
    active = fields.Boolean(default=True)

    _one_per_party = models.UniqueIndex(
        "(party_type, move_in, COALESCE(company_id, 0)) WHERE active IS TRUE",
        "There is a list for this kind of party already: change that one.",
    )

    @api.model
    def _get_party_types(self):
        parties = self.env["partner.dossier"]._fields["party_type"]
        on_top = {
            "agent_household": self.env._("Agent of a Household (on top)"),
            "agent_company": self.env._("Agent of a Company (on top)"),
        }
        return [*parties._description_selection(self.env), *on_top.items()]

    @api.ondelete(at_uninstall=False)
    def _unlink_unused(self):
        papers = self.env["partner.dossier.paper"].sudo()
        if papers.search_count([("line_id", "in", self.line_ids.ids)], limit=1):
            raise UserError(
                self.env._("Dossiers were opened with this list: archive it instead.")
            )

    @api.private
    def of_dossiers(self, facts):
        """By dossier, the lines that ask for its papers.

        :param dict facts: by dossier, ``checklist.Dossier``
        """
        dossiers = self.env["partner.dossier"].union(*facts)
        companies = dossiers.company_id
        lists = self.sudo().search([("company_id", "in", [False, *companies.ids])])
        by_company = {
            company: [
                checklist.Checklist(
                    key=it.id,
                    party_type=it.party_type,
                    move_in=it.move_in,
                    own=bool(it.company_id),
                )
                for it in lists
                if it.company_id in (company, company.browse())
            ]
            for company in companies
        }
        return {
            dossier: self.sudo()
            .browse(checklist.chosen(by_company[dossier.company_id], its))
            .line_ids
            for dossier, its in facts.items()
        }

    # -- actions --

    def action_apply(self):
        """Say in numbers what it does to apply this list to the dossiers there are."""
        self.ensure_one()
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "partner_dossier.partner_dossier_checklist_application_action"
        )
        return {**action, "context": {"default_checklist_id": self.id}}

    # -- business --

    @api.private
    def affected_dossiers(self):
        """The dossiers that this list, as it is now, holds for, with all rights."""
        self.ensure_one()
        agents = {
            "agent_household": Domain("has_agent", "=", True)
            & Domain("party_type", "not in", sorted(checklist.COMPANIES)),
            "agent_company": Domain("has_agent", "=", True)
            & Domain("party_type", "in", sorted(checklist.COMPANIES)),
        }
        domain = agents.get(self.party_type, Domain("party_type", "=", self.party_type))
        companies = self.company_id or self.env.companies
        domain &= Domain("company_id", "in", companies.ids)
        return self.env["partner.dossier"].sudo().search(domain)
