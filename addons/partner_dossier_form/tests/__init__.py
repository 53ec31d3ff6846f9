from . import (
    test_customer_form,
    test_form_race,
    test_leaks,
    test_personal_data,
    test_review,
    test_security,
    test_survey,
    test_tours,
)
