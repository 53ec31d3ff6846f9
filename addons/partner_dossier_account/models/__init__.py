from . import partner_dossier, res_company, res_config_settings
