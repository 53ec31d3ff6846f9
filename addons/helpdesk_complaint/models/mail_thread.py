from odoo import api, models


class MailThread(models.AbstractModel):
    _inherit = "mail.thread"

    @api.model
    def message_process(
        self,
        model,
        message,
        custom_values=None,
        save_original=False,
        strip_attachments=False,
        thread_id=None,
    ):
        """Keep the raw message of a complaint before anything can go wrong with it.

        Odoo's fetching of mail marks a message read, or deletes it, even when making
        the record failed: then the kept message is all there is.
        """

        def gateway(*, strip, **context):
            thread = self.with_context(**context)
            return super(MailThread, thread).message_process(
                model,
                message,
                custom_values=custom_values,
                save_original=save_original,
                strip_attachments=strip_attachments or strip,
                thread_id=thread_id,
            )

        kept = self.env["complaint.mail"]._park(model, message)
        if not kept:
            return gateway(strip=False)
        return kept._deliver(gateway)
