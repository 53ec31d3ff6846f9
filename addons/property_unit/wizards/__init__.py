from . import property_unit_transfer, property_unit_transfer_owner
