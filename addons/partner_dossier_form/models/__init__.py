# The mixins first: the others stand on them.
from . import (
    partner_dossier_form_entry_mixin,
    partner_dossier_form_link_mixin,
    partner_dossier_form_match_mixin,
    partner_dossier_form_personal_mixin,
    partner_dossier_form_review_mixin,
)

# isort: split
from . import (
    partner_dossier,
    partner_dossier_form,
    partner_dossier_form_file,
    res_company,
    res_config_settings,
    res_partner,
)
