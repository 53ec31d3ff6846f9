from . import models
from .hooks import keep_programs_out
