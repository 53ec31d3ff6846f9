from . import floor_pin_set, floor_reason, floor_recognise
