from odoo.fields import Domain
from odoo.http import request, route

from odoo.addons.portal.controllers.portal import CustomerPortal, pager

MINE = Domain("is_mine", "=", True)


class UnitPortal(CustomerPortal):
    """What a customer is of which unit today; of the other parties nothing.

    The pages read with all rights and ask for ``is_mine``, so that an employee who
    owns a flat sees that flat there, and not those of the site.
    """

    def _prepare_home_portal_values(self, counters):
        values = super()._prepare_home_portal_values(counters)
        if "property_unit_count" in counters:
            units = request.env["property.unit"].sudo()
            values["property_unit_count"] = units.search_count(MINE)
        return values

    @route(
        ["/my/units", "/my/units/page/<int:page>"],
        type="http",
        auth="user",
        website=True,
    )
    def portal_my_units(self, page=1, **_kwargs):
        units = request.env["property.unit"].sudo()
        paged = pager(
            url="/my/units",
            total=units.search_count(MINE),
            page=page,
            step=self._items_per_page,
        )
        units = units.search(MINE, limit=self._items_per_page, offset=paged["offset"])
        return request.render(
            "property_unit.portal_my_units",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_units",
                "pager": paged,
                "units": units,
                "lines": self._own_lines(units),
            },
        )

    @route("/my/units/<int:unit_id>", type="http", auth="user", website=True)
    def portal_my_unit(self, unit_id, **_kwargs):
        unit = request.env["property.unit"].sudo()
        unit = unit.search(MINE & Domain("id", "=", unit_id))
        if not unit:
            # whether there is such a unit is not told
            return request.redirect("/my/units")
        return request.render(
            "property_unit.portal_my_unit",
            {
                **self._prepare_portal_layout_values(),
                "page_name": "property_units",
                "unit": unit,
                "lines": self._own_lines(unit)[unit],
            },
        )

    def _own_lines(self, units):
        """By unit, what the customer is of it."""
        lines = request.env["property.unit.party"].sudo()
        lines = lines.search(
            MINE & Domain("unit_id", "in", units.ids), order="date_from, id"
        )
        return lines.grouped("unit_id")
