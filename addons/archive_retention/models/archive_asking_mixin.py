from odoo import api, models


class ArchiveAskingMixin(models.AbstractModel):
    """What has activities: people are asked, each in their language."""

    _name = "archive.asking.mixin"
    _description = "Asks People"

    @api.private
    def ask(self, users, say, day=None):
        """An activity for each of the users.

        :param say: what is to be done, of the record in the language of who is asked
        :param date day: until when; today when left out
        :return: the activities
        """
        asked = self.env["mail.activity"]
        for user in users:
            it = self.with_context(lang=user.lang or self.env.lang)
            asked += it.activity_schedule(
                "mail.mail_activity_data_todo",
                day,
                summary=say(it),
                user_id=user.id,
            )
        return asked
