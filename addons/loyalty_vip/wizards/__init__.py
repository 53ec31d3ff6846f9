from . import (
    base_partner_merge_automatic_wizard,
    loyalty_vip_message,
    loyalty_vip_prize,
    loyalty_vip_reissue,
    loyalty_vip_show,
)
