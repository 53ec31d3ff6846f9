from odoo import api, fields, models

from ..policies import code

# The helpdesk sorts its queue by priority.
PRIORITIES = {"a": "3", "b": "2", "c": "1"}


class ComplaintCode(models.Model):
    """Every code a complaint ever had (C-03): re-coding keeps the old one findable."""

    _name = "complaint.code"
    _description = "Complaint Code"
    _order = "id desc"
    _rec_name = "code"

    ticket_id = fields.Many2one(
        "helpdesk.ticket",
        string="Complaint",
        required=True,
        index=True,
        ondelete="restrict",
    )
    company_id = fields.Many2one(
        related="ticket_id.company_id", store=True, precompute=True
    )
    site_id = fields.Many2one(related="ticket_id.site_id", store=True, precompute=True)
    code = fields.Char(required=True, index="trigram")
    series = fields.Char(required=True)
    serial = fields.Integer(required=True)

    # Read out as a whole, a code is found by this one; parts of it by the other.
    _whole_code_idx = models.Index("(code)")

    @api.model
    def _give(self, tickets):
        """C-03: code the complaints, or code them anew.

        A change of severity or problem changes the code and keeps the serial, unless
        the series itself is another one; every code given stays on record. Numbers are
        drawn last, since a series is locked from the draw to the commit.

        :param tickets: complaints, with sudo, that have all a code is made of
        """
        planned = [(ticket, *self._plan(ticket)) for ticket in tickets]
        new = [
            series
            for ticket, _facts, _settings, series in planned
            if series != ticket.complaint_series
        ]
        serials = iter(self.env["register.draw"].draw_each(new))
        given = []
        for ticket, facts, settings, series in planned:
            is_new = series != ticket.complaint_series
            serial = next(serials) if is_new else ticket.complaint_serial
            text = code.compose(facts, settings, serial)
            if not is_new and text == ticket.complaint_code:
                continue
            ticket.write(
                {
                    "complaint_code": text,
                    "complaint_series": series,
                    "complaint_serial": serial,
                    "priority": PRIORITIES[facts.severity],
                }
            )
            given.append(
                {
                    "ticket_id": ticket.id,
                    "code": text,
                    "series": series,
                    "serial": serial,
                }
            )
        self.sudo().create(given)

    @api.model
    def _plan(self, ticket):
        facts = ticket._complaint_code_facts()
        settings = ticket._charter_company()._complaint_code_settings()
        return facts, settings, f"complaint/{code.series(facts, settings)}"
