from . import (
    base_partner_merge_automatic_wizard,
    floor_pin_set,
    floor_reason,
    floor_recognise,
)
