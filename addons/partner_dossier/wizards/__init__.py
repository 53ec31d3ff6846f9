from . import partner_identity_lookup
