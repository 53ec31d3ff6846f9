from . import partner_follow_contact, partner_follow_plan, res_partner
