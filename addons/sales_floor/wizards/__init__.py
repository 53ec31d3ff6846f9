from . import floor_reason
