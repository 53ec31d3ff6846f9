from odoo import api, fields, models
from odoo.exceptions import AccessError


class FloorReason(models.TransientModel):
    """Asks why, before something is done that needs a reason.

    A model names in ``_reasoned_actions`` what may be done this way: methods that take
    the reason and check themselves who asks.
    """

    _name = "floor.reason"
    _description = "Say Why"

    res_model = fields.Char(required=True, readonly=True)
    res_id = fields.Many2oneReference(
        model_field="res_model", required=True, readonly=True
    )
    action = fields.Char(required=True, readonly=True)
    reason = fields.Text(required=True)

    @api.model
    @api.private
    def ask(self, record, action, title):
        """The window that asks for the reason and then calls ``action`` with it."""
        return {
            "type": "ir.actions.act_window",
            "name": title,
            "res_model": self._name,
            "view_mode": "form",
            "target": "new",
            "context": {
                "default_res_model": record._name,
                "default_res_id": record.id,
                "default_action": action,
            },
        }

    def action_confirm(self):
        self.ensure_one()
        record = self.env[self.res_model].browse(self.res_id)
        if self.action not in getattr(record, "_reasoned_actions", ()):
            raise AccessError(self.env._("This can't be done with a reason alone."))
        record.check_access("read")
        getattr(record, self.action)(self.reason)
        return {"type": "ir.actions.act_window_close"}
