import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError
from odoo.fields import NO_ACCESS

from odoo.addons.confidential_access.policies import door

from ..policies import identity
from .ir_config_parameter import IDENTITY_KEY

# What stays readable of a number, to tell two papers apart.
SHOWN = 4


class PartnerIdentity(models.Model):
    """A paper that says who a customer is, or what opens the doors of the house.

    Its number and scan are behind the door (D-08), and so never on the contact.
    """

    _name = "partner.identity"
    _description = "Identity Paper"
    _inherit = ["confidential.mixin", "partner.personal.mixin"]
    _order = "partner_id, id"
    _check_company_auto = True
    _confidential_prefix = "ID"
    _confidential_fields = ("number", "scan")
    _personal_marks = ("kind", "valid_until")
    _personal_fields = ("number", "scan", "masked_number", "has_scan")

    partner_id = fields.Many2one(
        "res.partner",
        string="Customer",
        required=True,
        index=True,
        check_company=True,
        ondelete="restrict",
    )
    kind = fields.Selection(
        [
            ("id_card", "Identity Card"),
            ("passport", "Passport"),
            ("residence_permit", "Residence Permit"),
            ("business_licence", "Business Licence"),
            ("access_card", "Access Card Record"),
        ],
        required=True,
        default="id_card",
    )
    level = fields.Selection(
        default=None,
        compute="_compute_level",
        store=True,
        readonly=False,
        precompute=True,
    )
    valid_until = fields.Date(help="The last day on which the paper is good.")
    masked_number = fields.Char(
        string="Number Ends With",
        readonly=True,
        copy=False,
        help="The last four characters; the whole number is read by consulting it.",
    )
    has_scan = fields.Boolean(string="Scanned", readonly=True, copy=False)
    active = fields.Boolean(default=True)
    number = fields.Char(groups=NO_ACCESS, copy=False)
    number_hash = fields.Char(
        compute="_compute_number_hash",
        store=True,
        index="btree_not_null",
        groups=NO_ACCESS,
    )
    scan = fields.Binary(groups=NO_ACCESS, copy=False)
    number_entry = fields.Char(
        string="New Number",
        compute="_compute_entries",
        inverse="_inverse_number_entry",
        help="Entered, it is behind the door: only consulting the record shows it.",
    )
    scan_entry = fields.Binary(
        string="New Scan", compute="_compute_entries", inverse="_inverse_scan_entry"
    )

    # Of two people who enter one number at once the second is refused; a customer may
    # have it at several sites. As addresses and ranges, which PostgreSQL excludes
    # without an extension.
    _number_of_one = models.Constraint(
        "EXCLUDE USING gist ((number_hash::inet) inet_ops WITH =,"
        " int4range(company_id, company_id, '[]') WITH =,"
        " ('0.0.0.0'::inet + partner_id) inet_ops WITH <>)"
        " WHERE (active AND number_hash IS NOT NULL) DEFERRABLE INITIALLY IMMEDIATE",
        "Another customer's paper has this number already: check whose it is.",
    )

    @api.depends("number", "kind")
    def _compute_number_hash(self):
        key = self._identity_key()
        for paper in self:
            paper.number_hash = bool(paper.number) and identity.fingerprint(
                key, paper.kind, paper.number
            )

    @api.depends("kind")
    def _compute_level(self):
        for paper in self:
            is_card = paper.kind == "access_card"
            paper.level = "access_card" if is_card else paper.level or "confidential"

    def _compute_entries(self):
        self.number_entry = self.scan_entry = False

    @api.onchange("number_entry", "kind")
    def _onchange_number_entry(self):
        """Say it while it is typed, before it is refused."""
        sentence = self.number_entry and self._entry_sentence(self.number_entry)
        if sentence:
            return {"warning": {"title": self.env._("The Number"), "message": sentence}}
        return None

    def _inverse_number_entry(self):
        entered = {
            paper: paper.number_entry.strip() for paper in self.filtered("number_entry")
        }
        for paper, number in entered.items():
            if sentence := paper._entry_sentence(number):
                raise ValidationError(sentence)
        self._check_number_of_one(entered)
        for paper, number in entered.items():
            paper.enter({"number": number})
            paper.sudo().masked_number = number[-SHOWN:].rjust(len(number), "*")

    def _inverse_scan_entry(self):
        for paper in self.filtered("scan_entry"):
            paper.enter({"scan": paper.scan_entry})
            paper.sudo().has_scan = True

    def _entry_sentence(self, number):
        site = self.site_id or self.env.user.site_ids[:1]
        today = site.local_date() if site else fields.Date.context_today(self)
        return self.number_sentence(self.kind, number, today)

    @api.model
    def _check_number_of_one(self, entered):
        """D-05: one number, one customer; the sentence names no number.

        :param dict entered: by paper the number that it is given
        """
        key = self._identity_key()
        hashes = {
            paper: identity.fingerprint(key, paper.kind, number)
            for paper, number in entered.items()
        }
        known = self.sudo().search([("number_hash", "in", list(hashes.values()))])
        holders = {(it.company_id, it.number_hash): it for it in known}
        for paper, number_hash in hashes.items():
            holder = holders.setdefault((paper.company_id, number_hash), paper)
            if holder.partner_id != paper.partner_id:
                raise ValidationError(holder.with_env(self.env)._taken_sentence())

    def _taken_sentence(self):
        """Whose the number is, to whom may see that paper."""
        if self.sudo(False).has_access("read"):
            return self.env._(
                "%(customer)s has a paper with this number already, %(reference)s:"
                " check whose it is.",
                customer=self.partner_id.name,
                reference=self.display_name,
            )
        return self.env._(
            "Another customer's paper has this number already: check whose it is."
        )

    @api.model
    @api.private
    def number_sentence(self, kind, number, today):
        """D-05: what is wrong with a number; nothing where it may be genuine."""
        found = identity.check(kind or "", number, today)
        if not found:
            return None
        sentences = {
            "shape": self.env._(
                "The number of an identity card has 17 digits and a check digit: read"
                " it again from the card."
            ),
            "digit": self.env._(
                "The last sign of the number doesn't fit the others: read it again"
                " from the card."
            ),
            "birth": self.env._(
                "The number holds a birth date that no calendar has: read it again"
                " from the card."
            ),
            "future": self.env._(
                "The number holds a birth date that is still to come: read it again"
                " from the card."
            ),
        }
        return sentences[found.reason[0]]

    @api.private
    def erase_personal(self):
        """Number and scan go, and with the number what finds it."""
        result = super().erase_personal()
        self.sudo().active = False
        return result

    # -- look-up --

    @api.model
    def _identity_key(self):
        """The secret that keys the look-up, of this database alone.

        An update computes the hashes of papers before it loads its data.
        """
        self._make_identity_key()
        return self.env["ir.config_parameter"].sudo().get_param(IDENTITY_KEY).encode()

    @api.model
    def _make_identity_key(self):
        """Once, when the addon comes; it goes with it."""
        parameters = self.env["ir.config_parameter"].sudo()
        if parameters.get_param(IDENTITY_KEY):
            return
        made = parameters.create(
            {"key": IDENTITY_KEY, "value": secrets.token_urlsafe(32)}
        )
        self.env["ir.model.data"]._update_xmlids(
            [{"xml_id": IDENTITY_KEY, "record": made, "noupdate": True}]
        )

    @api.model
    @api.private
    def find_by_number(self, number, kinds=()):
        """The papers with this number that who asks sees; it is the caller's to log.

        :param kinds: of which kinds; of all when left out
        """
        kinds = kinds or dict(self._fields["kind"].selection)
        key = self._identity_key()
        hashes = [identity.fingerprint(key, kind, number) for kind in kinds]
        # as superuser, since nobody searches what nobody reads
        found = self.sudo().search([("number_hash", "in", hashes)])
        return found.with_env(self.env)._filtered_access("read")

    @api.model
    @api.private
    def look_up(self, number, purpose):
        """D-08: whose is this number, of all that who asks sees? Logged either way.

        Access cards aren't found this way: to read those takes an approval.

        :raise UserError: if the purpose is too short to say anything
        """
        self.check_access("read")
        site = self.env.user.site_ids[:1]
        if not site:
            raise UserError(
                self.env._("You belong to no site: nothing is looked up for you.")
            )
        purpose = (purpose or "").strip()
        shortest = site.sudo().company_id.confidential_purpose_length
        if len(purpose) < shortest:
            raise UserError(
                self.env._(
                    "Say what you need it for, in %(length)s characters at least.",
                    length=shortest,
                )
            )
        found = self.find_by_number(number).filtered(
            lambda it: it.level not in door.BY_GRANT
        )
        for paper in found:
            paper.pass_door(purpose, "lookup")
        if not found:
            self.env["confidential.access.log"].sudo().create(
                {
                    "res_model": self._name,
                    "res_id": 0,
                    "reference": self.env._("Unknown Number"),
                    "level": "confidential",
                    "site_id": site.id,
                    "user_id": self.env.uid,
                    "channel": "lookup",
                    "result": "refused",
                    "purpose": purpose,
                    "rule": "D-08",
                    "reason": "unknown_number",
                }
            )
        return found
