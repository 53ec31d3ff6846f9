from . import (
    test_filing,
    test_leaks,
    test_movements,
    test_retention,
    test_security,
    test_settings,
    test_uninstall,
    test_versions,
)
