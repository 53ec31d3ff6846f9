# The mixins first: the others stand on them.
from . import (
    partner_dossier_company_mixin,
    partner_dossier_household_mixin,
    partner_dossier_part_mixin,
)

# isort: split
from . import (
    confidential_access_log,
    ir_config_parameter,
    partner_dossier,
    partner_identity,
    res_partner,
)
