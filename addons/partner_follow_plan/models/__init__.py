from . import partner_follow_contact, partner_follow_interval, partner_follow_plan
