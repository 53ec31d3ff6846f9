from . import (
    complaint_extension_refusal,
    complaint_hand_in_accept,
    complaint_hand_in_refuse,
)
