from . import test_follow_data, test_security
