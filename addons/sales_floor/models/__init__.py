# isort: skip_file
from . import floor_signed_mixin, floor_rota_decision_mixin  # others stand on them
from . import floor_site_mixin, floor_contact_mixin, floor_period_mixin
from . import floor_evening_mixin, floor_report_figures_mixin, floor_report_file_mixin
from . import floor_attribution_settings, floor_pin_settings, floor_report_settings
from . import floor_reception_mixin, floor_reception_signing_mixin
from . import floor_reception_state_mixin
from . import floor_rota_presence_mixin
from . import floor_visit_call_mixin, floor_visit_change_mixin
from . import floor_visit_entry_mixin, floor_visit_reception_mixin
from . import floor_visit_attribution_mixin, floor_visit_notebook_mixin
from . import floor_case_settings
from . import floor_rota_referral_mixin, floor_visit_referral_mixin
from . import floor_referral_standing_mixin
from . import floor_dispute_opinion_mixin, floor_dispute_line_mixin
from . import floor_incident_penalty_mixin, floor_incident_handling_mixin
from . import floor_attribution_case_mixin
from . import floor_attribution_deal_mixin, floor_attribution_facts_mixin
from . import floor_attribution_sentence_mixin
from . import (
    crm_lead,
    floor_attribution,
    floor_attribution_decision,
    floor_attribution_share,
    floor_call,
    floor_change,
    floor_dispute,
    floor_dispute_party,
    floor_dispute_share,
    floor_dispute_step,
    floor_funnel,
    floor_incident,
    floor_introduction,
    floor_kin,
    floor_minutes,
    floor_minutes_line,
    floor_pin,
    floor_presence,
    floor_reception,
    floor_recognition,
    floor_referral,
    floor_report,
    floor_request,
    floor_rota,
    floor_rota_line,
    floor_turn,
    floor_visit,
    ir_websocket,
    res_company,
    res_config_settings,
    res_partner,
    sale_order,
    sale_order_line,
    service_site,
    service_site_member,
)
