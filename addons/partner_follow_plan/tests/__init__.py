from . import test_follow_plan, test_security
