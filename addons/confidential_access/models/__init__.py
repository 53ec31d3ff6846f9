from . import (
    confidential_access_log,
    confidential_activity_mixin,
    confidential_grant,
    confidential_mixin,
    ir_attachment,
    res_company,
    res_config_settings,
)
