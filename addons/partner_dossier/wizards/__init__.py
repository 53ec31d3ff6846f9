from . import (
    partner_look_up,
    partner_notice_batch,
    partner_notice_signing,
    partner_violation_limit,
)
