from odoo import api, models


class ConfidentialActivityMixin(models.AbstractModel):
    """Activities of a record without a chatter, which would show files to its readers.

    Who is asked is told so; nobody follows the record, and what was done about an
    activity stays with the activity.
    """

    _name = "confidential.activity.mixin"
    _description = "Activities Without a Chatter"
    _inherit = ["mail.activity.mixin"]

    @api.private
    def message_subscribe(self, partner_ids=None, subtype_ids=None):
        """Asked of every record with activities: nobody follows this one."""
        return True

    @api.private
    def message_notify(self, **message):
        """Tell who is asked, with the record's neutral name."""
        self.ensure_one()
        told = {**message, "model": self._name, "res_id": self.id}
        return self.env["mail.thread"].message_notify(**told)

    @api.private
    def message_post_with_source(self, *_source, **_message):
        """Asked of every record with activities: this one has no chatter."""
        return self.env["mail.message"]
