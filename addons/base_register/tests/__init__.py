from . import (
    test_register_draw,
    test_register_race,
    test_register_seal,
    test_register_seal_mixin,
    test_register_seal_race,
    test_security,
)
