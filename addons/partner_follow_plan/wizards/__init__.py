from . import partner_follow_contacted, partner_follow_hand_over
