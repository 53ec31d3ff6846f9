from . import (
    test_arrival,
    test_floor_pin,
    test_floor_pin_race,
    test_reception,
    test_reception_security,
    test_rota,
    test_rota_race,
    test_security,
    test_tours,
)
