from . import (
    test_access_log,
    test_attachments,
    test_confidential_mixin,
    test_door,
    test_grants,
    test_leaks,
    test_security,
    test_settings,
)
