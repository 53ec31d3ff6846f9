from . import property_building, property_unit, property_unit_party, res_partner
