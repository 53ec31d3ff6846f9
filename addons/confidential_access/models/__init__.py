from . import (
    confidential_access_log,
    confidential_grant,
    confidential_mixin,
    ir_attachment,
    res_company,
    res_config_settings,
)
