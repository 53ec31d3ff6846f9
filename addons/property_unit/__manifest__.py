{
    "name": "Property Units",
    "summary": "Buildings, their units, and who is what of them, from when to when",
    "version": "19.0.1.0.0",
    "license": "AGPL-3",
    "category": "Services",
    "author": "Customer Charter",
    "website": "https://github.com/customer-charter/customer-charter",
    "depends": ["base_import", "phone_validation", "portal", "service_site"],
    "data": [
        # security
        "security/property_unit_groups.xml",
        "security/ir.model.access.csv",
        "security/property_unit_rules.xml",
        # wizards
        "wizards/property_unit_transfer_views.xml",
        # views
        "views/property_unit_party_views.xml",
        "views/property_unit_views.xml",
        "views/property_building_views.xml",
        "views/res_partner_views.xml",
        "views/menus.xml",
        "views/portal_templates.xml",
    ],
    "demo": [
        "demo/res_users.xml",
        "demo/property_building.xml",
        "demo/property_unit.xml",
        "demo/res_partner.xml",
        "demo/property_unit_party.xml",
        "demo/res_users_portal.xml",
    ],
    "assets": {
        "web.assets_tests": ["property_unit/static/tests/tours/**/*"],
    },
}
