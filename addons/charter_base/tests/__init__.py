from . import (
    test_charter_rule,
    test_deadline_crash,
    test_deadline_sweep,
    test_deadlines,
    test_decisions,
    test_security,
)
