from . import (
    test_checklists,
    test_completeness,
    test_dossier,
    test_grant_race,
    test_identity_lookup,
    test_leaks,
    test_members,
    test_paper_steps,
    test_partner_identity,
    test_personal_data,
    test_security,
    test_tours,
)
