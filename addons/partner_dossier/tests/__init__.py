from . import (
    test_dossier,
    test_grant_race,
    test_leaks,
    test_partner_identity,
    test_security,
    test_tours,
)
