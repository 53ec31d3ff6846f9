# what the others are made of comes first
from . import archive_lock_mixin

# isort: split
from . import (
    archive_custody_mixin,
    archive_filing_mixin,
    archive_purge_mixin,
    archive_retention_mixin,
    archive_review_mixin,
    archive_site_mixin,
)

# isort: split
from . import (
    archive_class,
    archive_disposal,
    archive_disposal_line,
    archive_document,
    archive_event,
    archive_finding,
    archive_hold,
    archive_inspection,
    archive_item,
    archive_loan,
    archive_movement,
    archive_reminder,
    archive_schedule,
    archive_version,
    archive_volume,
    ir_actions_actions,
    ir_attachment,
    ir_module_module,
    res_company,
    res_config_settings,
    res_partner,
    service_site,
)
