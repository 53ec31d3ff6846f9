from . import confidential_grant_refusal
