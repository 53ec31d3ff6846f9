from . import (
    partner_dossier,
    partner_dossier_company_mixin,
    partner_dossier_household_mixin,
    partner_dossier_part_mixin,
    partner_identity,
    res_partner,
)
