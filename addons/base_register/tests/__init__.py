from . import test_register_draw, test_register_race, test_security
