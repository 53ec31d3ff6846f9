import re

from odoo import models

CHANNEL = re.compile(r"sales_floor_(\d+)")


class IrWebsocket(models.AbstractModel):
    _inherit = "ir.websocket"

    def _build_bus_channel_list(self, channels):
        """The screens of a sales floor hear of it: for its members alone."""
        asked = {name: match for name in channels if (match := _match(name))}
        channels = [name for name in channels if name not in asked]
        wanted = {int(match[1]) for match in asked.values()}
        if wanted and self.env.user.has_group("sales_floor.sales_floor_group_user"):
            channels += self.env.user.site_ids.filtered(lambda it: it.id in wanted)
        return super()._build_bus_channel_list(channels)


def _match(name):
    return isinstance(name, str) and CHANNEL.fullmatch(name)
