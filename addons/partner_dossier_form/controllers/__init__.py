from . import dossier_form
