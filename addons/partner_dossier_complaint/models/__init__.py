from . import partner_dossier
