from . import (
    test_closing,
    test_complaint_code,
    test_complaint_code_race,
    test_handling,
    test_intake,
    test_mail_gateway,
    test_milestones,
    test_reports,
    test_security,
    test_settings,
    test_severity,
    test_tours,
)
