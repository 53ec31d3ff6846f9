from . import (
    base_partner_merge_automatic_wizard,
    partner_data_copy,
    partner_dossier_checklist_application,
    partner_dossier_member_change,
    partner_dossier_paper_reason,
    partner_dossier_reopening,
    partner_identity_lookup,
    partner_look_up,
    partner_notice_batch,
    partner_notice_signing,
    partner_violation_limit,
    privacy_lookup_wizard_line,
)
