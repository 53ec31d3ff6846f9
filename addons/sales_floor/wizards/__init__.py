from . import base_partner_merge, floor_pin_set, floor_reason, floor_recognise
