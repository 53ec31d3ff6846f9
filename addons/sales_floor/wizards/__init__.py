from . import base_partner_merge_automatic_wizard
from . import floor_pin_set, floor_reason, floor_recognise
