from . import archive_movement_entry
