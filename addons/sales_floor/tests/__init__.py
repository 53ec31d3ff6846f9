from . import test_floor_pin, test_floor_pin_race
