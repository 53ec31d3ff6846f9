from . import res_users, service_asking_mixin, service_site, service_site_member
