from . import test_history, test_security
