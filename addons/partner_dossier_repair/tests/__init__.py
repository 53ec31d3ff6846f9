from . import test_security, test_serials, test_tours
