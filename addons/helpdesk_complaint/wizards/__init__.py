from . import complaint_hand_in_accept, complaint_hand_in_refuse
