from . import floor_signed_mixin  # the others stand on it

# isort: split
from . import (
    floor_presence,
    floor_rota,
    floor_rota_line,
    floor_turn,
    floor_visit,
    service_site,
    service_site_member,
)
