from odoo.tests import TransactionCase, new_test_user, tagged

USER = "property_unit.property_unit_group_user"
OFFICER = "property_unit.property_unit_group_officer"
MANAGER = "service_site.service_site_group_manager"


@tagged("post_install", "-at_install")
class UnitCase(TransactionCase):
    """Two sites with a building 3 each, another company, a user per role."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        china = cls.env.ref("base.cn")
        cls.env["res.lang"]._activate_lang("en_US")
        cls.company, cls.other_company = cls.env["res.company"].create(
            [
                {"name": name, "country_id": china.id}
                for name in ("Jade Property", "River Property")
            ]
        )
        context = {"allowed_company_ids": cls.company.ids, "lang": "en_US"}
        cls.env = cls.env(context=context)
        cls.Unit = cls.env["property.unit"]
        cls.Party = cls.env["property.unit.party"]
        cls.gh, cls.bj = cls.env["service.site"].create(
            [cls.site_values("GH", "Garden House"), cls.site_values("BJ", "Bund")]
        )
        cls.river = cls.env["service.site"].create(
            {**cls.site_values("HZ", "River Side"), "company_id": cls.other_company.id}
        )
        cls.gh_3, cls.bj_3, cls.river_3 = cls.env["property.building"].create(
            [
                {"name": f"{site.name} 3", "code": "3", "site_id": site.id}
                for site in (cls.gh, cls.bj, cls.river)
            ]
        )
        cls.flat = cls.unit("3-1201")
        cls.next_door = cls.unit("3-1202")
        cls.set_up_people()

    @staticmethod
    def site_values(code, name):
        return {"code": code, "name": name, "tz": "Asia/Shanghai"}

    @classmethod
    def set_up_people(cls):
        cls.reader = cls.member("Reader", USER, cls.gh)
        cls.officer = cls.member("Officer", OFFICER, cls.gh)
        cls.bj_officer = cls.member("Other Officer", OFFICER, cls.bj)
        cls.manager = cls.person("Manager", MANAGER)
        cls.employee = cls.person("Employee", "base.group_user")
        cls.portal = cls.person("Portal", "base.group_portal")
        cls.stranger = cls.person("Stranger", MANAGER, cls.other_company)
        cls.wang, cls.li, cls.zhou = cls.env["res.partner"].create(
            [
                {"name": "Wang Fang", "phone": "138 0160 1201"},
                {"name": "Li Na", "phone": "138 0160 1202"},
                {"name": "Zhou Bin"},
            ]
        )

    @classmethod
    def person(cls, name, groups, company=None, **values):
        company = company or cls.company
        return new_test_user(
            cls.env,
            f"unit-{name.lower().replace(' ', '-')}",
            groups if groups.startswith("base.") else f"base.group_user,{groups}",
            name=name,
            company_id=company.id,
            company_ids=[(6, 0, company.ids)],
            **{"tz": "Asia/Shanghai", **values},
        )

    @classmethod
    def customer(cls, who, **values):
        """The portal user of a contact."""
        values = {"partner_id": who.id, "lang": "en_US", **values}
        return cls.person(who.name, "base.group_portal", **values)

    @classmethod
    def member(cls, name, groups, site):
        user = cls.person(name, groups)
        cls.env["service.site.member"].create(
            {"site_id": site.id, "user_id": user.id, "date_from": "2020-01-01"}
        )
        return user

    @classmethod
    def unit(cls, code, building=None, **values):
        building = building or cls.gh_3
        return cls.env["property.unit"].create(
            {"code": code, "building_id": building.id, **values}
        )

    @classmethod
    def party(cls, who, role="owner", since="2024-01-01", until=False, **values):
        """Make somebody a party of the flat 3-1201, unless told otherwise."""
        return cls.env["property.unit.party"].create(
            {
                "unit_id": cls.flat.id,
                "partner_id": who.id,
                "role": role,
                "date_from": since,
                "date_to": until,
                **values,
            }
        )

    def history(self, unit=None):
        """Who, role, from, until, share; the earliest first."""
        parties = (unit or self.flat).party_ids.sorted(lambda it: (it.date_from, it.id))
        return [
            (
                it.partner_id.name,
                it.role,
                str(it.date_from),
                it.date_to and str(it.date_to),
                it.share,
            )
            for it in parties
        ]
