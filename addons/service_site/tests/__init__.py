from . import (
    test_access_cache,
    test_security,
    test_service_site,
    test_service_site_member,
    test_settings,
    test_tours,
)
