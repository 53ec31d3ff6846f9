import secrets

from odoo import api, fields, models
from odoo.exceptions import UserError, ValidationError

from odoo.addons.charter_base.policies import sent_files

from ..policies import hand_in

OFFICER = "helpdesk_mgmt.group_helpdesk_user_own"
# Without the signs that people take for one another.
SIGNS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
WORDS = frozenset(
    {"name", "phone", "email", "unit_text", "what_happened", "demand", "attachment_ids"}
)


class ComplaintHandIn(models.Model):
    """A complaint as somebody handed it in, before an officer accepts it.

    It comes from the website, of a person nobody knows yet (C-01), or of an employee
    to whom it was made (C-30). The words stay as they were handed in.
    """

    _name = "complaint.hand_in"
    _description = "Handed-In Complaint"
    _inherit = [
        "complaint.hand_in.website.mixin",
        "charter.guard.mixin",
        "mail.thread",
        "service.asking.mixin",
        "mail.activity.mixin",
    ]
    _order = "received_at desc, id desc"
    _rec_name = "reference"
    _guarded_fields = frozenset(
        {
            *("reference", "source", "received_at", "state", "address_key"),
            *("ticket_id", "decided_by_id", "decided_at", "refusal"),
        }
    )
    _guarded_after_create = WORDS

    reference = fields.Char(
        required=True,
        readonly=True,
        copy=False,
        default=lambda self: self._new_reference(),
    )
    source = fields.Selection(
        [("website", "Website"), ("employee", "Employee")],
        required=True,
        readonly=True,
        copy=False,
        default="employee",
    )
    name = fields.Char(string="Who Complains")
    phone = fields.Char()
    email = fields.Char(string="E-Mail")
    unit_text = fields.Char(
        string="Flat or Shop", help="As the person wrote it: building, flat, shop."
    )
    what_happened = fields.Text(required=True)
    demand = fields.Text(string="What They Ask For")
    attachment_ids = fields.Many2many("ir.attachment", string="Photos", copy=False)
    site_id = fields.Many2one(
        "service.site",
        required=True,
        index=True,
        ondelete="restrict",
        default=lambda self: self.env.user.site_ids[:1],
    )
    company_id = fields.Many2one(related="site_id.company_id", store=True, index=True)
    received_at = fields.Datetime(
        string="Handed In On",
        required=True,
        readonly=True,
        copy=False,
        default=fields.Datetime.now,
    )
    address_key = fields.Char(
        readonly=True, copy=False, index="btree_not_null", groups="base.group_system"
    )
    state = fields.Selection(
        [("waiting", "Waiting"), ("accepted", "Accepted"), ("refused", "Refused")],
        required=True,
        readonly=True,
        copy=False,
        default="waiting",
        index=True,
        tracking=True,
    )
    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Complaint",
        readonly=True,
        copy=False,
        index="btree_not_null",
        ondelete="restrict",
    )
    decided_by_id = fields.Many2one(
        "res.users", string="Decided by", readonly=True, copy=False
    )
    decided_at = fields.Datetime(string="Decided", readonly=True, copy=False)
    refusal = fields.Text(string="Why Refused", readonly=True, copy=False)

    _reference_unique = models.Constraint(
        "UNIQUE(reference)", "This reference is taken; send the form again."
    )

    @api.model
    def _new_reference(self):
        signs = "".join(secrets.choice(SIGNS) for _sign in range(8))
        return f"{signs[:4]}-{signs[4:]}"

    # -- CRUD --

    @api.model_create_multi
    def create(self, vals_list):
        hand_ins = super().create(vals_list)
        if not self.env.su:
            hand_ins._check_files_are_own()
            for taken in hand_ins:
                taken._check_refusals()
        for taken in hand_ins:
            taken.sudo().attachment_ids.write(
                {"res_model": self._name, "res_id": taken.id}
            )
        hand_ins._ask_officers()
        return hand_ins

    def write(self, vals):
        result = super().write(vals)
        if "site_id" in vals:
            waiting = self.filtered(lambda taken: taken.state == "waiting")
            waiting.sudo().activity_unlink(["mail.mail_activity_data_todo"])
            waiting._ask_officers()
        return result

    @api.ondelete(at_uninstall=False)
    def _unlink_never(self):
        raise UserError(
            self.env._("What was handed in stays on record: refuse it, with a reason.")
        )

    def _check_files_are_own(self):
        """A file given by its number must be one that its giver just sent."""
        for file in self.sudo().attachment_ids:
            if file.res_id or file.create_uid != self.env.user:
                raise ValidationError(
                    self.env._("Send the photos with this form, not from elsewhere.")
                )

    # -- rules --

    def _facts(self):
        """C-01: the facts a hand-in is taken on."""
        self.ensure_one()
        files = self.sudo().attachment_ids
        return hand_in.Facts(
            what_happened=self.what_happened or "",
            demand=self.demand or "",
            name=self.name or "",
            contact=bool(self.phone or self.email),
            files=tuple(self._file(file.name, file.raw or b"") for file in files),
        )

    @api.model
    def _file(self, name, content):
        return sent_files.File(
            name=name, size=len(content), head=content[: sent_files.HEAD]
        )

    def _check_refusals(self):
        sentences = self._refusals(self.company_id, self._facts())
        if sentences:
            raise ValidationError("\n".join(sentences))

    @api.model
    def _refusals(self, company, facts):
        """C-01: why it is not taken, each a sentence; nothing where it is taken."""
        settings = company.sudo()._complaint_hand_in_settings()
        return [
            self._refusal_sentence(*refusal.reason)
            for refusal in hand_in.refusals(facts, settings)
        ]

    @api.model
    def _refusal_sentence(self, key, params):
        """Why it is not taken, in the reader's language."""
        match key:
            case "often":
                return self.env._(
                    "%(count)s complaints came from your connection within the hour."
                    " Please phone us, or try again in an hour.",
                    **params,
                )
            case "busy":
                return self.env._(
                    "Too many complaints arrive right now. Please phone us, or try"
                    " again in an hour."
                )
            case "trap":
                return self.env._("Leave the last field empty, please.")
            case "nothing":
                return self.env._("Write down what happened.")
            case "contact":
                return self.env._(
                    "Give a phone number or an e-mail address, so that we can answer."
                )
            case "long":
                return self.env._(
                    "A text may have %(count)s characters at most. Shorten it, please.",
                    **params,
                )
            case "files":
                return self.env._(
                    "%(count)s photos can be sent at most. Take some out, please.",
                    **params,
                )
            case "size":
                return self.env._(
                    "“%(name)s” is larger than %(size)s MB. Send a smaller photo.",
                    **params,
                )
            case "kind":
                return self.env._(
                    "“%(name)s” is none of these: %(kinds)s. Send a photo.", **params
                )
        return key

    # -- the queue --

    def _ask_officers(self):
        """An activity for each of the site's officers, else for who stands above."""
        for taken in self.sudo():
            people = next(
                filter(
                    None,
                    (
                        taken.site_id.members(role).filtered(
                            lambda user: user.has_group(OFFICER)
                        )
                        for role in ("officer", "supervisor", "site_manager")
                    ),
                ),
                (),
            )
            taken.with_context(mail_activity_quick_update=True).ask(
                people, lambda it: it.env._("A complaint was handed in")
            )

    def _decide(self, state, **values):
        """One decision each: of two officers at once, the second reads who did."""
        self.ensure_one().check_access("write")
        taken = self.sudo()
        if taken.state != "waiting":
            raise UserError(
                self.env._(
                    "%(person)s has decided on %(reference)s already.",
                    person=taken.decided_by_id.name,
                    reference=taken.reference,
                )
            )
        taken.write(
            {
                "state": state,
                "decided_by_id": self.env.uid,
                "decided_at": fields.Datetime.now(),
                **values,
            }
        )
        # Whoever decides at the same moment fails here, and is tried again.
        taken.flush_recordset()
        taken.activity_unlink(["mail.mail_activity_data_todo"])
        return taken

    @api.private
    def accept(self, partner, category):
        """Make the complaint of it (C-01, C-07), received when it was handed in."""
        taken = self._decide("accepted")
        partner = partner or taken.env["res.partner"].create(
            {
                "name": self.name or self.phone or self.email,
                "phone": self.phone,
                "email": self.email,
            }
        )
        ticket = taken.env["helpdesk.ticket"].create(
            {
                "request_kind": "complaint",
                "intake": "portal" if self.source == "website" else "in_person",
                "site_id": self.site_id.id,
                "partner_id": partner.id,
                "partner_name": partner.name,
                "partner_email": partner.email or self.email,
                "category_id": category.id,
                "what_happened": self.what_happened,
                "demand": self.demand,
                "received_at": self.received_at,
                "user_id": False,
            }
        )
        if self.source == "employee":
            # C-21, C-30: to whom it was made stays answerable for it
            ticket.first_contact_user_id = taken.create_uid
        ticket._post_for_customer(partner, taken.attachment_ids)
        taken.ticket_id = ticket
        return ticket.sudo(False)

    @api.private
    def refuse(self, reason):
        """Make no complaint of it, and keep why."""
        self._decide("refused", refusal=reason)

    def action_accept(self):
        """Ask who it is; then it becomes a complaint."""
        return self._open("complaint.hand_in.accept", self.env._("Accept"))

    def action_refuse(self):
        """Ask why."""
        return self._open("complaint.hand_in.refuse", self.env._("Refuse"))

    def _open(self, wizard, name):
        self.ensure_one()
        return {
            "type": "ir.actions.act_window",
            "name": name,
            "res_model": wizard,
            "views": [(False, "form")],
            "target": "new",
            "context": {"default_hand_in_id": self.id},
        }
