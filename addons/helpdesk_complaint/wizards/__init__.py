from . import complaint_extension_refusal
