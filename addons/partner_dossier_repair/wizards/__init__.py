from . import partner_look_up
