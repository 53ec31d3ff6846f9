from odoo import api, models

TODO = "mail.mail_activity_data_todo"


class ServiceAskingMixin(models.AbstractModel):
    """What has activities: people are asked, each in their language."""

    _name = "service.asking.mixin"
    _description = "Asks People"

    @api.private
    def ask(self, users, say=None, day=None, *, kind=TODO, note=None):
        """An activity for each of the users.

        :param say: what is to be done, of the record in the language of who is asked;
            left out, the name of the kind says it
        :param date day: until when; today when left out
        :param str kind: the XML ID of the activity's type
        :return: the activities
        """
        asked = self.env["mail.activity"]
        for user in users:
            it = self.in_language_of(user)
            asked += it.activity_schedule(
                kind,
                day,
                summary=say(it) if say else "",
                note=note,
                user_id=user.id,
            )
        return asked

    @api.private
    def in_language_of(self, user):
        """These records as the user reads them; in the present language without one."""
        return self.with_context(lang=user.lang or self.env.lang)
