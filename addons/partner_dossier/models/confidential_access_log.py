from odoo import fields, models


def _stay(_entries):
    """What is on record stays as it is."""


class ConfidentialAccessLog(models.Model):
    _inherit = "confidential.access.log"

    channel = fields.Selection(
        selection_add=[
            ("lookup", "Looked Up by Number"),
            ("copy", "Given to the Customer"),
            ("erase", "Erased"),
        ],
        ondelete={"lookup": _stay, "copy": _stay, "erase": _stay},
    )
    reason = fields.Selection(
        selection_add=[("unknown_number", "Nobody's number here")],
        ondelete={"unknown_number": _stay},
    )
