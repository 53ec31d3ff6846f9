from . import (
    test_discounts,
    test_events,
    test_leaks,
    test_month,
    test_points,
    test_prizes,
    test_race,
    test_registration,
    test_reports,
    test_security,
    test_tours,
)
