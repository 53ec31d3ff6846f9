from . import complaint_day_mixin, complaint_turn_mixin

# isort: split
from . import (
    complaint_clock_mixin,
    complaint_closing_mixin,
    complaint_code,
    complaint_coding_mixin,
    complaint_decision,
    complaint_extension,
    complaint_hand_in_settings,
    complaint_hand_in_website_mixin,
    complaint_handling_mixin,
    complaint_intake_mixin,
    complaint_mail,
    complaint_milestone,
    complaint_portal_mixin,
    complaint_severity_mixin,
    complaint_step,
)

# isort: split
from . import (
    complaint_hand_in,
    helpdesk_ticket,
    helpdesk_ticket_category,
    helpdesk_ticket_stage,
    helpdesk_ticket_team,
    mail_alias,
    mail_thread,
    res_company,
    res_config_settings,
    res_partner,
    service_site,
    service_site_member,
)
