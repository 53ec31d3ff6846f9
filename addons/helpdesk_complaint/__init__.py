from . import models
from .i18n_foreign import serve_foreign_terms
