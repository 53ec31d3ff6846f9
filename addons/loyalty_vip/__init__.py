from . import models, report, wizards
from .hooks import leave_programs_in_use
