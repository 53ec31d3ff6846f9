from odoo import api, fields, models

from ..models.floor_recognition import WAYS


class FloorRecognise(models.TransientModel):
    """Who recognised whom, asked of who enters that somebody was recognised (F-05)."""

    _name = "floor.recognise"
    _description = "Recognise a Customer"

    visit_id = fields.Many2one("floor.visit", required=True, readonly=True)
    site_id = fields.Many2one(related="visit_id.site_id")
    arrived_at = fields.Datetime(related="visit_id.arrived_at")
    user_id = fields.Many2one(related="visit_id.user_id")
    earlier_visit_id = fields.Many2one(
        "floor.visit",
        string="Came Before On",
        required=True,
        help="The visit to another rep, from the register; search by name or phone.",
    )
    original_id = fields.Many2one(
        "res.users", string="Original Rep", compute="_compute_original_id"
    )
    way = fields.Selection(
        [way for way in WAYS if way[0] != "register"],
        string="How",
        required=True,
        default="rep",
    )

    @api.depends("earlier_visit_id")
    def _compute_original_id(self):
        for wizard in self:
            earlier = wizard.earlier_visit_id
            wizard.original_id = earlier and earlier._holder()

    def action_recognise(self):
        self.ensure_one()
        self.visit_id.check_access("read")
        self.earlier_visit_id.check_access("read")
        sentence = self.visit_id._recognise(
            self.earlier_visit_id, self.way, self.env.user
        )
        return {
            "type": "ir.actions.client",
            "tag": "display_notification",
            "params": {
                "type": "success",
                "message": sentence,
                "next": {"type": "ir.actions.act_window_close"},
            },
        }
