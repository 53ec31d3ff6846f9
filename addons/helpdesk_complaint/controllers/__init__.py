from . import complaint_form, complaint_portal, ticket_close
