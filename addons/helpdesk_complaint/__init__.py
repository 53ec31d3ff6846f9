from . import models, wizards
from .hooks import date_old_tickets
from .i18n_foreign import serve_foreign_terms
