from . import partner_notice_batch, partner_notice_signing, partner_violation_limit
