from odoo import api, models
from odoo.exceptions import AccessError
from odoo.tools import format_date, format_datetime


class PartnerPersonalMixin(models.AbstractModel):
    """What is kept about a customer: given to them as a file, erased where it may be.

    A model names the fields that say something of the customer. An addon that keeps
    more adds its records in ``res.partner``'s ``_personal_records()``.
    """

    _name = "partner.personal.mixin"
    _description = "Kept About a Customer"

    #: What is given to the customer, in this order, and emptied when it is erased.
    _personal_fields: tuple[str, ...] = ()
    #: What is given to the customer, and stays: it says nothing of a person.
    _personal_marks: tuple[str, ...] = ()

    @api.private
    def personal_rows(self, purpose):
        """What the record says of its customer, as pairs of a label and a text.

        What is behind the door is read through it, and logged; where the door stays
        closed, the reason stands instead.
        """
        self.ensure_one()
        names = (*self._personal_marks, *self._personal_fields)
        hidden = getattr(self, "_confidential_fields", ())
        rows = [(name, self._readable(name)) for name in names if name not in hidden]
        rows = [(self._label(name), text) for name, text in rows if text]
        if hidden:
            try:
                self.pass_door(purpose, "copy")
            except AccessError as refusal:
                return [*rows, (self.env._("Behind the Door"), str(refusal))]
            rows += self.sudo()._hidden_rows()
        return rows

    def _hidden_rows(self):
        """The confidential values, for who has passed the door."""
        texts = {name: self._readable(name) for name in self._confidential_fields}
        return [(self._label(name), text) for name, text in texts.items() if text]

    def _label(self, name):
        return self._fields[name]._description_string(self.env)

    def _readable(self, name):
        field, value = self._fields[name], self[name]
        if not value:
            return ""
        match field.type:
            case "many2one":
                return value.display_name
            case "selection":
                return dict(field._description_selection(self.env))[value]
            case "date":
                return format_date(self.env, value)
            case "datetime":
                return format_datetime(self.env, value)
            case "monetary":
                return f"{value:,.2f}"
            case "binary":
                return self.env._("a file is kept")
            case "boolean":
                return self.env._("yes")
        return str(value)

    @api.private
    def erasure_basis(self):
        """Why this is not erased, as a sentence; nothing where it may be."""
        self.ensure_one()
        return self.partner_id.erasure_basis() if self.partner_id else None

    @api.private
    def erase_personal(self):
        """Empty what says something of the customer: the caller asked the basis."""
        self.ensure_one()
        record = self.sudo()
        record.write(dict.fromkeys(self._personal_fields, False))
        if any(record._fields[it].groups for it in self._personal_fields):
            record.log_access("erase")
