from odoo import api, models


class ConfidentialActivityMixin(models.AbstractModel):
    """A confidential record with activities: people are asked, but nothing is posted.

    A chatter would show files and words to its followers. Who has an activity is told
    by e-mail under the record's neutral name; a done one is archived by Odoo, and so is
    its history.
    """

    _name = "confidential.activity.mixin"
    _description = "Activities of a Confidential Record"
    _inherit = ["mail.activity.mixin"]

    @api.private
    def message_notify(self, **kwargs):
        """Send what an activity says to whom it is for."""
        return self.env["mail.thread"].message_notify(**kwargs)

    @api.private
    def message_subscribe(self, *_args, **_kwargs):
        """Nobody follows a confidential record."""
        return True

    @api.private
    def message_post_with_source(self, *_args, **_kwargs):
        """What was done stands in the archived activity."""
        return self.env["mail.message"]
