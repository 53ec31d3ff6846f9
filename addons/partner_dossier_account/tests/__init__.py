from . import test_arrears, test_security
