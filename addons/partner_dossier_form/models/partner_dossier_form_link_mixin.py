from datetime import timedelta

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import hash_sign, verify_hash_signed

from odoo.addons.charter_base.policies import sent_files

from ..policies import answers

SCOPE = "partner.dossier.form"


class PartnerDossierFormLinkMixin(models.AbstractModel):
    """The link a customer fills the form in with: signed, once, and not for long.

    The link is kept nowhere: it is signed anew from the form and the number of its
    sending, which each sending raises.
    """

    _name = "partner.dossier.form.link.mixin"
    _description = "Form by a Link"
    _inherit = ["charter.guard.mixin"]
    _guarded_fields = frozenset(
        {"sent_at", "expires_at", "sending", "tries", "tried_since"}
    )

    sent_at = fields.Datetime(string="Sent On", readonly=True, copy=False)
    expires_at = fields.Datetime(string="Works Until", readonly=True, copy=False)
    sending = fields.Integer(readonly=True, copy=False, aggregator=None)
    tries = fields.Integer(readonly=True, copy=False, aggregator=None)
    tried_since = fields.Datetime(readonly=True, copy=False)
    is_open = fields.Boolean(string="Link Works", compute="_compute_is_open")
    link = fields.Char(
        compute="_compute_link", help="For a message or a code to scan; hand it on."
    )

    @api.depends("state", "expires_at", "dossier_id.date_to")
    def _compute_is_open(self):
        now = fields.Datetime.now()
        for form in self:
            form.is_open = answers.is_open(form._link_facts(), now)

    @api.depends("is_open", "sending")
    def _compute_link(self):
        base = self.get_base_url()
        for form in self:
            form.link = form.is_open and f"{base}/dossier/form/{form._token()}"

    def _link_facts(self):
        self.ensure_one()
        until = self.dossier_id.sudo().date_to
        return answers.Link(
            state=self.state,
            expires_at=self.expires_at or None,
            tenure_ended=bool(until) and until < self.site_id.local_date(),
        )

    def _token(self):
        self.ensure_one()
        return hash_sign(self.sudo().env, SCOPE, [self.id, self.sending])

    @api.private
    @api.model
    def from_token(self, token):
        """The form of a link, with the rights to answer it; none of a wrong one."""
        none = self.sudo().browse()
        try:
            signed = verify_hash_signed(none.env, SCOPE, token)
        except ValueError:
            signed = None
        if not signed:
            return none
        form_id, sending = signed
        form = none.browse(form_id).exists()
        return form if form.sending == sending else none

    # -- actions --

    def action_send(self):
        """Send the link, or send it again: the earlier one stops working."""
        self.check_access("write")
        for form in self:
            facts = form._link_facts()
            if form.origin != "customer" or form.state not in ("draft", "sent"):
                raise UserError(
                    self.env._(
                        "%(form)s is no form that waits for its customer: make a new"
                        " one.",
                        form=form.display_name,
                    )
                )
            if facts.tenure_ended:
                raise UserError(
                    self.env._(
                        "The customer's time at the unit is over: %(form)s isn't sent.",
                        form=form.display_name,
                    )
                )
        now = fields.Datetime.now()
        for form in self.sudo():
            days = timedelta(days=form.company_id.dossier_form_days)
            form.write(
                {
                    "state": "sent",
                    "sent_at": now,
                    "expires_at": now + days,
                    "sending": form.sending + 1,
                }
            )
        self._mail_link()

    def _mail_link(self):
        """By the queue: what a transaction sends that is tried again goes twice."""
        template = self.env.ref(
            "partner_dossier_form.mail_template_form", raise_if_not_found=False
        )
        reached = self.sudo().filtered("email")
        if template and reached:
            template.sudo().send_mail_batch(reached.ids)
            self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def action_withdraw(self):
        """The link stops working; nothing was told, or what was is not compared."""
        self.check_access("write")
        self.lock_rows()
        for form in self:
            if form.state not in ("draft", "sent", "submitted"):
                raise UserError(
                    self.env._(
                        "%(form)s is decided on already.", form=form.display_name
                    )
                )
        forms = self.sudo()
        forms.state = "withdrawn"
        forms.activity_unlink(["mail.mail_activity_data_todo"])

    # -- what the customer sends --

    @api.private
    def take(self, given, files, agreed):
        """D-11: take what the customer sends, once; or say what is wrong with it.

        Two at once are one after the other: the second finds the form taken.

        :param dict given: by name of a question what was typed
        :param files: of each the name, the content, and the paper it is sent for
        :param bool agreed: to the use of the data
        :return: sentences on what is to be mended; none when it is taken
        """
        self.lock_rows()
        if not self.is_open:
            return []
        now = fields.Datetime.now()
        settings = self.company_id.dossier_form_settings()
        tries = answers.tries_now(self.tries, self.tried_since or None, now)
        if tries >= settings.tries:
            return [
                self.env._(
                    "The form came back %(count)s times within the hour. Please try"
                    " again in an hour, or phone us.",
                    count=tries,
                )
            ]
        taken, sentences = self.read_answers(given)
        sentences += self._file_sentences(files, settings)
        if not agreed:
            sentences.append(
                self.env._("Without your consent we can't keep what you enter.")
            )
        if not (taken or files):
            sentences.append(self.env._("Nothing is filled in yet."))
        if sentences:
            since = self.tried_since if tries else now
            self.write({"tries": tries + 1, "tried_since": since})
            return sentences
        self.write(
            {
                "state": "submitted",
                "submitted_at": now,
                "consent_text": self.company_id.dossier_form_consent_text(),
                "consent_at": now,
            }
        )
        self.enter({"answers": taken})
        self.env["partner.dossier.form.file"].keep(self, files)
        self._ask_officers()
        return []

    def _file_sentences(self, files, settings):
        sent = tuple(
            sent_files.File(
                name=name, size=len(content), head=content[: sent_files.HEAD]
            )
            for name, content, _paper in files
        )
        sentences = {
            "files": self.env._("%(count)s files can be sent at most."),
            "size": self.env._("“%(name)s” is larger than %(size)s MB."),
            "kind": self.env._("“%(name)s” is none of these: %(kinds)s."),
        }
        return [
            sentences[key] % params
            for key, params in sent_files.why_not(sent, settings)
        ]

    def _ask_officers(self):
        """D-11: those of the site who keep dossiers of this class are asked."""
        for form in self.sudo():
            keeper = f"partner_dossier.partner_dossier_group_{form.party_class}"
            roles = ("custodian", "officer", "supervisor", "site_manager")
            people = (
                form.site_id.nearest_members(role).filtered(
                    lambda it, keeper=keeper: it.has_group(keeper)
                )
                for role in roles
            )
            form.ask(
                next(filter(None, people), form.create_uid),
                lambda it: it.env._("Compare what the customer filled in"),
            )
