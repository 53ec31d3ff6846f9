import email.header
import email.parser
import email.policy
import hashlib
import logging
from base64 import b64decode, b64encode
from datetime import timedelta
from xmlrpc.client import Binary

from odoo import api, fields, models
from odoo.exceptions import UserError
from odoo.tools import email_normalize_all

_logger = logging.getLogger(__name__)

RECIPIENT_HEADERS = (
    "To",
    "Cc",
    "Delivered-To",
    "X-Original-To",
    "Resent-To",
    "Resent-Cc",
)
MEGABYTE = 1024 * 1024


class ComplaintMail(models.Model):
    """The raw message of a complaint that came by e-mail (C-01).

    It is kept before the complaint is made. Where making it fails, somebody is asked to
    look, and can try again or make the complaint by hand: no complaint is lost.
    """

    _name = "complaint.mail"
    _description = "Kept E-Mail"
    _inherit = ["service.asking.mixin", "mail.thread", "mail.activity.mixin"]
    _order = "id desc"
    _rec_name = "subject"

    subject = fields.Char(readonly=True)
    email_from = fields.Char(string="From", readonly=True)
    email_to = fields.Char(string="To", readonly=True)
    message_key = fields.Char(
        readonly=True,
        required=True,
        help="The Message-Id; for a message without one, a checksum of it.",
    )
    fallback_model = fields.Char(readonly=True)
    company_id = fields.Many2one(
        "res.company", required=True, index=True, readonly=True
    )
    site_id = fields.Many2one("service.site", index=True, readonly=True)
    received_at = fields.Datetime(
        string="Received", readonly=True, default=fields.Datetime.now, index=True
    )
    size = fields.Integer(string="Size (bytes)", readonly=True)
    raw = fields.Binary(string="Raw Message", attachment=True, readonly=True)
    raw_name = fields.Char(compute="_compute_raw_name")
    state = fields.Selection(
        [
            ("kept", "Kept"),
            ("done", "Delivered"),
            ("failed", "To Look At"),
            ("refused", "Refused"),
            ("by_hand", "Made by Hand"),
        ],
        required=True,
        default="kept",
        index=True,
        readonly=True,
    )
    problem = fields.Char(
        string="Why It Waits",
        readonly=True,
        help="Why no complaint could be made of it.",
    )
    ticket_id = fields.Many2one("helpdesk.ticket", string="Complaint", readonly=True)

    _message_key_unique = models.Constraint(
        "UNIQUE(message_key)", "This message is kept already."
    )

    @api.depends("message_key")
    def _compute_raw_name(self):
        for kept in self:
            kept.raw_name = f"message-{kept.id}.eml"

    # -- keeping --

    @api.model
    def _park(self, model, message):
        """Keep a message addressed to a complaint desk.

        :param str model: the model for which a message that names no address is fetched
        :param message: the message as `message_process` takes it
        :return: the kept message; none where it is no concern of ours, or done already
        """
        if self.env.context.get("complaint_mail_id"):
            return self.sudo().browse(self.env.context["complaint_mail_id"])
        raw = message.data if isinstance(message, Binary) else message
        raw = raw.encode() if isinstance(raw, str) else bytes(raw)
        headers = self._headers(raw)
        address = self.sudo()._address(headers, model)
        if address is None:
            return self.browse()
        key = str(headers["Message-Id"] or "").strip() or (
            f"sha256:{hashlib.sha256(raw).hexdigest()}"
        )
        known = self.sudo().search([("message_key", "=", key)])
        if known:
            return known
        return self.sudo().create(
            {
                **address,
                "subject": self._readable(headers, "Subject"),
                "email_from": self._readable(headers, "From"),
                "email_to": self._readable(headers, "To"),
                "message_key": key,
                "fallback_model": model,
                "size": len(raw),
                "raw": b64encode(raw),
            }
        )

    @api.model
    def _address(self, headers, model):
        """Whose complaint desk the recipients are, as values; None for nobody's."""
        lines = [
            str(line)
            for name in RECIPIENT_HEADERS
            for line in headers.get_all(name, [])
        ]
        recipients = {
            address.lower() for address in email_normalize_all(", ".join(lines))
        }
        local_parts = {address.partition("@")[0] for address in recipients}
        teams = self.env["helpdesk.ticket.team"].search(
            [
                ("site_id", "!=", False),
                "|",
                ("alias_id.alias_full_name", "in", recipients),
                "&",
                ("alias_id.alias_incoming_local", "=", True),
                ("alias_id.alias_name", "in", local_parts),
            ],
            limit=1,
        )
        if teams:
            site = teams.site_id
            return {"site_id": site.id, "company_id": site.company_id.id}
        taken = self.env["mail.alias"].search([("alias_full_name", "in", recipients)])
        nobodys = recipients - set(taken.mapped("alias_full_name"))
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            prefix = f"{company.complaint_alias_prefix}-"
            suffix = f"@{company.alias_domain_id.name}"
            wrong = sorted(
                address.removesuffix(suffix)
                for address in nobodys
                if address.startswith(prefix) and address.endswith(suffix)
            )
            if wrong:
                problem = self._in_language_of(company).env._(
                    "No site takes complaints under the code “%(code)s”.",
                    code=wrong[0].removeprefix(prefix).upper(),
                )
                return {"company_id": company.id, "state": "failed", "problem": problem}
        if model == "helpdesk.ticket":
            return {"company_id": self.env.company.id}
        return None

    def _in_language_of(self, company):
        """What the gateway writes down is read by people of the company."""
        return self.with_context(lang=company.partner_id.lang or self.env.lang)

    @api.model
    def _headers(self, raw):
        """The headers as they came: this parser takes anything."""
        parser = email.parser.BytesHeaderParser(policy=email.policy.compat32)
        return parser.parsebytes(raw)

    @api.model
    def _readable(self, headers, name):
        """A header as a person reads it; what cannot be decoded stays as it came.

        Some programs send Chinese unencoded, in UTF-8 or in the national encoding.
        """
        raw = dict(reversed(list(headers.raw_items()))).get(name, "")
        octets = raw.encode(errors="surrogateescape")
        try:
            text = octets.decode()
        except UnicodeDecodeError:
            text = octets.decode("gb18030", errors="replace")
        try:
            return str(email.header.make_header(email.header.decode_header(text)))
        except (LookupError, UnicodeError, ValueError):
            return text

    # -- delivering --

    def _deliver(self, gateway):
        """Let the mail gateway make the complaint; keep the message whatever happens.

        :param gateway: Odoo's own processing; ``strip`` leaves the attachments out
        :return: the id of the record that took the message, or False
        """
        self.ensure_one()
        if self.state in ("done", "by_hand"):
            _logger.info("Message %s was delivered before.", self.message_key)
            return False
        if self.state == "failed" and not self.env.context.get("complaint_mail_retry"):
            self._ask_somebody()
            return False
        self = self._in_language_of(self.company_id)
        limit = self.company_id.complaint_mail_limit * MEGABYTE
        # Encoded for transport, attachments are a third larger than they are.
        oversize = self.size * 3 / 4 > limit
        try:
            with self.env.cr.savepoint():
                thread_id = gateway(
                    strip=oversize,
                    complaint_mail_id=self.id,
                    mail_create_nolog=True,
                    lang=self.env.lang,
                )
        except Exception as error:
            _logger.warning(
                "Message %s became no complaint; it is kept as complaint.mail %s.",
                self.message_key,
                self.id,
                exc_info=True,
            )
            self._fail(error)
            return False
        self._settle(thread_id, oversize)
        return thread_id

    def _settle(self, thread_id, oversize):
        message = self.env["mail.message"].search(
            [("message_id", "=", self.message_key)], limit=1
        )
        ticket = self.env["helpdesk.ticket"]
        if message.model == ticket._name:
            ticket = ticket.browse(message.res_id)
        elif thread_id and not message:
            ticket = ticket.browse(thread_id).exists()
        self.write(
            {
                "state": "done" if thread_id else "refused",
                "problem": False
                if thread_id
                else self.env._(
                    "The mail gateway took no complaint from it: a bounce, a loop or a"
                    " sender who may not write here."
                ),
                "ticket_id": ticket.id,
                "site_id": ticket.site_id.id or self.site_id.id,
            }
        )
        self.activity_unlink(["mail.mail_activity_data_todo"])
        if ticket and oversize:
            ticket.message_post(
                body=self.env._(
                    "The message is %(size)s MB large: its attachments were left out"
                    " and stay in the kept message “%(subject)s”.",
                    size=self.size // MEGABYTE,
                    subject=self.subject,
                ),
                subtype_xmlid="mail.mt_note",
            )

    def _fail(self, error):
        sentence = str(error).strip().splitlines()[0] if str(error).strip() else ""
        if not isinstance(error, UserError):
            sentence = self.env._(
                "An unexpected error: %(error)s",
                error=f"{type(error).__name__} {sentence}".strip(),
            )
        self.write({"state": "failed", "problem": sentence})
        self._ask_somebody()

    def _ask_somebody(self):
        """An activity for who answers for the site; one, however often it fails.

        Should even that fail, the message is still kept and listed.
        """
        if self.activity_ids:
            return
        try:
            with self.env.cr.savepoint():
                self.ask(
                    self._who_looks(),
                    lambda it: it.env._("An e-mail waits to become a complaint"),
                    note=self.problem,
                )
        except Exception:
            _logger.exception(
                "Nobody could be asked to look at complaint.mail %s.", self.id
            )

    def _who_looks(self):
        people = self.env["res.users"]
        if self.site_id:
            people = self.site_id.members("supervisor")
            people = people or self.site_id.members("site_manager")
        managers = self.env.ref("helpdesk_mgmt.group_helpdesk_manager").all_user_ids
        managers = managers.filtered(lambda user: self.company_id in user.company_ids)
        return (people or managers.sorted("id", reverse=True) or self.env.user)[:1]

    # -- for the person who looks --

    def action_retry(self):
        """Try again, after whatever was wrong has been put right."""
        for kept in self:
            kept.check_access("read")
            kept = kept.sudo().with_context(
                complaint_mail_id=kept.id, complaint_mail_retry=True
            )
            if kept.state not in ("failed", "kept"):
                raise UserError(
                    self.env._("Only a message to look at can be tried again.")
                )
            headers = self._headers(kept._raw_bytes())
            address = kept._address(headers, kept.fallback_model)
            if address and address.get("problem"):
                raise UserError(address["problem"])
            kept.write(address or {})
            gateway = kept.env["mail.thread"]
            gateway.message_process(kept.fallback_model, kept._raw_bytes())

    def action_take_by_hand(self):
        """Open the intake form with what the message says."""
        self.ensure_one().check_access("read")
        action = self.env["ir.actions.act_window"]._for_xml_id(
            "helpdesk_complaint.helpdesk_ticket_action_intake"
        )
        action["context"] = {
            "default_request_kind": "complaint",
            "default_intake": "email",
            "default_received_at": fields.Datetime.to_string(self.received_at),
            "default_site_id": self.site_id.id,
            "default_name": self.subject,
            "default_description": self._readable_body(),
            "default_partner_email": self.email_from,
            "default_complaint_mail_id": self.id,
        }
        return action

    def _readable_body(self):
        """The body as HTML; nothing where the gateway cannot read it."""
        message = email.message_from_bytes(self._raw_bytes(), policy=email.policy.SMTP)
        try:
            return self.env["mail.thread"].message_parse(message)["body"]
        except (LookupError, ValueError):
            _logger.info("complaint.mail %s cannot be read.", self.id, exc_info=True)
            return False

    def _raw_bytes(self):
        return b64decode(self.sudo().raw)

    def _made_by_hand(self, ticket):
        if self.state in ("done", "by_hand"):
            return
        self.sudo().write(
            {"state": "by_hand", "ticket_id": ticket.id, "problem": False}
        )
        self.sudo().activity_unlink(["mail.mail_activity_data_todo"])

    @api.autovacuum
    def _gc_delivered(self):
        """Raw messages of complaints made from them go after the days set."""
        for company in self.env["res.company"].search([]):  # pylint: disable=no-search-all
            before = fields.Datetime.now() - timedelta(days=company.complaint_mail_days)
            self.search(
                [
                    ("company_id", "=", company.id),
                    ("state", "in", ("done", "refused", "by_hand")),
                    ("received_at", "<", before),
                ]
            ).unlink()
