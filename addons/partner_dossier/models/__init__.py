from . import (
    partner_dossier_company_mixin,
    partner_dossier_household_mixin,
    partner_dossier_life_mixin,
    partner_dossier_part_mixin,
)

# isort: split
from . import (
    archive_class,
    partner_dossier,
    partner_dossier_section,
    partner_dossier_step,
    partner_identity,
    res_company,
    res_config_settings,
    res_partner,
)
