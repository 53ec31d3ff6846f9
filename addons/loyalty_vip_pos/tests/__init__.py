from . import test_not_at_pos
