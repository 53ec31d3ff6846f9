from . import (
    test_grant_race,
    test_leaks,
    test_look_up,
    test_notices,
    test_partner_identity,
    test_register_papers,
    test_register_tours,
    test_security,
    test_security_registers,
    test_tours,
    test_violation_race,
    test_violations,
)
