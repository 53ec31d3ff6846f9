from . import partner_identity, res_partner
