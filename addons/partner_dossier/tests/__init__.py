from . import (
    test_grant_race,
    test_identity_lookup,
    test_leaks,
    test_partner_identity,
    test_security,
    test_tours,
)
