from . import res_users, service_site, service_site_member
