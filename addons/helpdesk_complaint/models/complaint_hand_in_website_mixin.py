from datetime import timedelta

from odoo import api, fields, models
from odoo.tools import email_normalize, hash_sign, hmac, verify_hash_signed

from odoo.addons.charter_base.policies import sent_files

from ..policies import hand_in

SCOPE = "complaint.hand_in"
HOUR = timedelta(hours=1)


class ComplaintHandInWebsiteMixin(models.AbstractModel):
    """What the website hands in, and the link that tells how far it is (C-01)."""

    _name = "complaint.hand_in.website.mixin"
    _description = "Complaint Handed In on the Website"

    @api.private
    @api.model
    def take_from_website(self, values, files, address, trap=False):
        """C-01: take what a person without an account hands in, or say why not.

        :param dict values: the words and ``site_id``
        :param files: pairs of a name and the content
        :param str address: the network address it came from
        :return: the hand-in, and sentences; one of the two is empty
        """
        taken = self.sudo()
        site = self.env["service.site"].sudo().browse(values["site_id"])
        company = site.company_id
        key = hmac(taken.env, SCOPE, hand_in.sender(address))
        facts = hand_in.Facts(
            what_happened=values["what_happened"],
            demand=values["demand"],
            name=values["name"],
            contact=bool(values["phone"] or email_normalize(values["email"])),
            trap=trap,
            files=tuple(self._file(*file) for file in files),
            **taken._within_the_hour(company, key),
        )
        sentences = self._refusals(company, facts)
        if sentences:
            return taken.browse(), sentences
        taken = taken.with_context(mail_create_nolog=True).create(
            {
                **values,
                "source": "website",
                "address_key": key,
                "attachment_ids": self._attach(files).ids,
            }
        )
        return taken, []

    @api.model
    def _within_the_hour(self, company, key):
        came = self._read_group(
            [
                ("company_id", "=", company.id),
                ("source", "=", "website"),
                ("received_at", ">", fields.Datetime.now() - HOUR),
            ],
            ["address_key"],
            ["__count"],
        )
        return {
            "in_all": sum(dict(came).values()),
            "from_address": dict(came).get(key, 0),
        }

    @api.private
    @api.model
    def of_account(self, partner):
        """C-01: how many a customer with an account handed in within the hour."""
        tickets = self.env["helpdesk.ticket"].sudo()
        mine = [
            ("partner_id", "=", partner.id),
            ("intake", "=", "portal"),
            ("received_at", ">", fields.Datetime.now() - HOUR),
        ]
        return {"from_address": tickets.search_count(mine)}

    @api.model
    def _attach(self, files):
        """Files as attachments, each called what its content is."""
        values = []
        for name, content in files:
            kind = sent_files.kind_of(content)
            media_type, _marks = sent_files.KINDS[kind]
            values.append(
                {
                    "name": f"{name.rpartition('.')[0] or name}.{kind}",
                    "raw": content,
                    "mimetype": media_type,
                    "res_model": self._name,
                }
            )
        return self.env["ir.attachment"].sudo().create(values)

    @api.private
    def status_token(self):
        """A signed link of the days set, which tells how far the matter is."""
        self.ensure_one()
        days = timedelta(days=self.company_id.complaint_web_link_days)
        return hash_sign(self.env, SCOPE, [self.id], expiration=days)

    @api.private
    @api.model
    def from_token(self, token):
        """The hand-in of a status link; none where it is wrong or too old."""
        try:
            signed = verify_hash_signed(self.sudo().env, SCOPE, token)
        except ValueError:
            signed = None
        return self.sudo().browse(signed).exists()

    @api.private
    def customer_step(self):
        """One of the four steps; none once it was refused."""
        self.ensure_one()
        if self.state == "refused":
            return None
        return self.ticket_id.customer_step() if self.ticket_id else "received"

    @api.autovacuum
    def _gc_addresses(self):
        """Where it came from is needed for an hour, and kept no longer than a day."""
        before = fields.Datetime.now() - 24 * HOUR
        old = [("address_key", "!=", False), ("received_at", "<", before)]
        self.search(old).address_key = False
