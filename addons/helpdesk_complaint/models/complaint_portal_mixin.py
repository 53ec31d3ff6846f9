from odoo import SUPERUSER_ID, api, models
from odoo.tools import format_datetime

from ..policies import hand_in, progress


class ComplaintPortalMixin(models.AbstractModel):
    """A complaint as its complainant sees it on the website (C-01, C-02, C-07)."""

    _name = "complaint.portal.mixin"
    _description = "Complaint on the Website"

    def _progress_facts(self):
        """C-02: the facts that say how far a complaint is."""
        self.ensure_one()
        return progress.Facts(
            handled=bool(self.user_id) or not self.stage_id.unattended,
            answered=bool(self.replied_at),
            closed=self.closed,
        )

    @api.private
    def customer_step(self):
        """One of the four steps a customer reads."""
        return progress.step(self._progress_facts())

    @api.private
    def customer_may_close(self):
        """C-02: whether its complainant may close it now."""
        return progress.may_close(self._progress_facts())

    @api.private
    def customer_stages(self):
        """The stages in which a customer may close it."""
        stages = self.sudo().team_id._get_applicable_stages()
        return stages.filtered(lambda stage: stage.close_from_portal and stage.closed)

    @api.private
    def customer_promise(self, short=False):
        """The promised time, at the site; empty while none was promised."""
        self.ensure_one()
        if not self.reply_expected_at:
            return ""
        return format_datetime(
            self.env,
            self.reply_expected_at,
            tz=self.site_id.tz,
            dt_format="short" if short else self.env._("EEEE d MMMM, HH:mm"),
        )

    @api.private
    def customer_messages(self):
        """What the complainant and we wrote to each other, the oldest first."""
        spoken = self.website_message_ids.filtered(
            lambda message: (
                not message.is_internal
                and not message.subtype_id.internal
                and message.subtype_id
                and (message.body or message.attachment_ids)
            )
        )
        return spoken.sorted("id")

    @api.private
    def customer_writes(self, author, text, files):
        """Take what a complainant adds, or say why not.

        :param files: pairs of a name and the content
        :return: sentences; none where it was taken
        """
        self.ensure_one()
        hand_ins = self.env["complaint.hand_in"]
        facts = hand_in.Facts(
            # photos need no words
            what_happened=text or ("-" if files else ""),
            files=tuple(hand_ins._file(*file) for file in files),
        )
        sentences = hand_ins._refusals(self._charter_company(), facts)
        if not sentences:
            self._post_for_customer(author, hand_ins._attach(files), text)
        return sentences

    def _post_for_customer(self, author, files, text=""):
        """What the complainant sent, as a message of theirs that they see."""
        if not files and not text:
            return
        files.write({"res_model": self._name, "res_id": self.id})
        # Of portal users Odoo takes only files that came through its own composer.
        self.with_user(SUPERUSER_ID).message_post(
            author_id=author.id,
            body=text,
            attachment_ids=files.ids,
            message_type="comment",
            subtype_xmlid="mail.mt_comment",
        )

    @api.private
    @api.model
    def take_from_portal(self, partner, values, files):
        """C-01: take the complaint of a customer with an account, or say why not.

        :param partner: who complains
        :param dict values: ``site_id`` and the words
        :param files: pairs of a name and the content
        :return: the complaint, and sentences; one of the two is empty
        """
        hand_ins = self.env["complaint.hand_in"]
        site = self.env["service.site"].sudo().browse(values["site_id"])
        facts = hand_in.Facts(
            what_happened=values["what_happened"],
            demand=values["demand"],
            files=tuple(hand_ins._file(*file) for file in files),
            **hand_ins.of_account(partner),
        )
        sentences = hand_ins._refusals(site.company_id, facts)
        if sentences:
            return self.browse(), sentences
        channel = self.env.ref("helpdesk_mgmt.helpdesk_ticket_channel_web", False)
        ticket = self.sudo().create(
            {
                **values,
                "request_kind": "complaint",
                "intake": "portal",
                "channel_id": channel and channel.id,
                "partner_id": partner.id,
                "partner_name": partner.name,
                "partner_email": partner.email,
                "user_id": False,
            }
        )
        ticket.message_subscribe(partner.ids)
        ticket._post_for_customer(partner, hand_ins._attach(files))
        return ticket, []
