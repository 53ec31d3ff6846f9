from . import (
    loyalty_card_booklet_mixin,
    loyalty_card_ledger_mixin,
    loyalty_card_night_mixin,
    loyalty_vip_qualification_mixin,
    sale_order_vip_mixin,
)

# isort: split
from . import (
    account_move,
    account_partial_reconcile,
    loyalty_card,
    loyalty_history,
    loyalty_program,
    loyalty_reward,
    loyalty_vip_anomaly,
    loyalty_vip_event,
    loyalty_vip_introduction,
    loyalty_vip_month,
    loyalty_vip_number,
    loyalty_vip_registration,
    loyalty_vip_unsettled,
    loyalty_vip_use,
    product_pricelist,
    product_template,
    res_company,
    res_config_settings,
    sale_order,
    sale_order_line,
    service_site,
)
