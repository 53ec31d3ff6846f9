from . import (
    archive_event_entry,
    archive_hold_release,
    archive_line_keep,
    archive_movement_entry,
    archive_paper_filing,
)
