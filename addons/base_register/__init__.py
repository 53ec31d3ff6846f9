from . import models
from .guard import drop_function


def uninstall_hook(env):
    """Take the trigger function along, which no table owns."""
    drop_function(env.cr)
