from . import (
    test_complaint_code,
    test_complaint_code_race,
    test_intake,
    test_mail_gateway,
    test_reports,
    test_security,
    test_settings,
    test_severity,
    test_tours,
)
