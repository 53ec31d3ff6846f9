from . import (
    complaint_code,
    complaint_mail,
    helpdesk_ticket,
    helpdesk_ticket_category,
    helpdesk_ticket_team,
    mail_alias,
    mail_thread,
    res_company,
    res_config_settings,
    res_partner,
    service_site,
    service_site_member,
)
