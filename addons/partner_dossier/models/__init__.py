# what the others are made of comes first
from . import (
    partner_dossier_company_mixin,
    partner_dossier_household_mixin,
    partner_dossier_life_mixin,
    partner_dossier_line_mixin,
    partner_dossier_paper_filing_mixin,
    partner_dossier_paper_step_mixin,
    partner_dossier_papers_mixin,
    partner_dossier_part_mixin,
    partner_notice_signing_mixin,
    partner_personal_mixin,
)

# isort: split
from . import partner_dossier_personal_mixin, partner_dossier_register_mixin

# isort: split
from . import (
    archive_class,
    archive_document,
    confidential_access_log,
    ir_config_parameter,
    partner_dossier,
    partner_dossier_checklist,
    partner_dossier_checklist_line,
    partner_dossier_deadline,
    partner_dossier_member,
    partner_dossier_paper,
    partner_dossier_section,
    partner_dossier_step,
    partner_identity,
    partner_notice,
    partner_notice_signature,
    partner_violation,
    property_unit_party,
    res_company,
    res_config_settings,
    res_partner,
)
