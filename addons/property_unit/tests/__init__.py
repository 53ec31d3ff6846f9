from . import (
    test_import,
    test_ownership,
    test_ownership_race,
    test_portal_access,
    test_portal_pages,
    test_property_unit,
    test_res_partner,
    test_security,
    test_tours,
)
