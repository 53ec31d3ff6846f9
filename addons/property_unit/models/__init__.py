# Mixins first: who inherits from one must find it.
from . import (
    property_mine_mixin,
    property_unit_import_mixin,
    property_unit_ownership_mixin,
)

# isort: split
from . import property_building, property_unit, property_unit_party, res_partner
