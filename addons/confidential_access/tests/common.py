import base64
from contextlib import contextmanager

from odoo.exceptions import AccessError
from odoo.tests import TransactionCase, new_test_user, tagged

from . import sample

READER = "confidential_access.confidential_access_group_reader"
AUDITOR = "confidential_access.confidential_access_group_auditor"
NUMBER = "310104197805123456"
SCAN = b"\x89scan of the card of 3-1201"
WHY = "The owner asks which cards are his"


class PeopleCase(TransactionCase):
    """Sites and their people, in the ``company`` that a subclass makes first."""

    @classmethod
    def make_site(cls, code, **values):
        return cls.env["service.site"].create(
            {
                "name": f"Site {code}",
                "code": code,
                "company_id": cls.company.id,
                "tz": "Asia/Shanghai",
                **values,
            }
        )

    @classmethod
    def make_user(cls, login, groups="", site=None, role="officer"):
        """A user of the company, and at a site what ``role`` says."""
        if not groups.startswith("base."):
            groups = ",".join(filter(None, ("base.group_user", groups)))
        user = new_test_user(
            cls.env,
            login,
            groups,
            company_id=cls.company.id,
            company_ids=[cls.company.id],
            tz="Asia/Shanghai",
        )
        if site:
            cls.env["service.site.member"].create(
                {
                    "user_id": user.id,
                    "site_id": site.id,
                    "role": role,
                    "date_from": "2020-01-01",
                }
            )
        return user


@tagged("post_install", "-at_install")
class DoorCase(PeopleCase):
    """A branch with two sites, a person per role, a card at each level."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        # cleaned up in the transaction of the class, before that is rolled back
        cls.addClassCleanup(sample.unload, cls.cr, cls.registry)
        sample.load(cls.cr, cls.registry)
        cls.Card = cls.env[sample.CARD]
        cls.Log = cls.env["confidential.access.log"]
        cls.Grant = cls.env["confidential.grant"]
        cls._open_samples()
        cls.company, cls.other_company = cls.env["res.company"].create(
            [{"name": "Riverside Property"}, {"name": "Hillside Property"}]
        )
        cls.branch = cls.make_site("NB")
        cls.garden = cls.make_site("GH", parent_id=cls.branch.id)
        cls.tower = cls.make_site("XT", parent_id=cls.branch.id)

        cls.employee = cls.make_user("door-employee")
        cls.clerk = cls.make_user("door-clerk", site=cls.garden)
        cls.reader = cls.make_user("door-reader", READER, site=cls.garden)
        cls.elsewhere = cls.make_user("door-elsewhere", READER, site=cls.tower)
        cls.manager = cls.make_user(
            "door-manager", READER, site=cls.garden, role="site_manager"
        )
        cls.head = cls.make_user(
            "door-head", READER, site=cls.branch, role="site_manager"
        )
        cls.auditor = cls.make_user("door-auditor", AUDITOR, site=cls.garden)
        cls.administrator = cls.make_user(
            "door-admin",
            "base.group_system,service_site.service_site_group_manager",
        )
        cls.customer = cls.make_user("door-customer", "base.group_portal")
        cls.visitor = cls.make_user("door-visitor", "base.group_public")

        cls.cards = {
            level: cls.make_card(level)
            for level in ("public", "internal", "confidential", "access_card")
        }
        cls.card = cls.cards["access_card"]

    @classmethod
    def _open_samples(cls):
        """What an addon ships for its model: access rows, and a rule on the level."""
        model = cls.env["ir.model"]._get
        cls.env["ir.model.access"].create(
            [
                {
                    "name": name,
                    "model_id": model(name).id,
                    "group_id": cls.env.ref("base.group_user").id,
                    "perm_read": True,
                    "perm_write": True,
                    "perm_create": True,
                    "perm_unlink": True,
                }
                for name in sample.NAMES
            ]
        )
        cls.env["ir.rule"].create(
            [
                {
                    "name": name,
                    "model_id": model(sample.CARD).id,
                    "domain_force": domain,
                }
                for name, domain in (
                    ("company", "[('company_id', 'in', company_ids)]"),
                    ("site", "[('site_id', 'in', user.site_ids.ids)]"),
                    (
                        "level",
                        f"[(1, '=', 1)] if user.has_group('{READER}') else"
                        " [('level', 'in', ('public', 'internal'))]",
                    ),
                )
            ]
        )

    @classmethod
    def make_card(cls, level, site=None):
        return cls.Card.create(
            {
                "level": level,
                "site_id": (site or cls.garden).id,
                "number": NUMBER,
                "issued_on": "2026-01-31",
                "scan": base64.b64encode(SCAN),
            }
        )

    def setUp(self):
        super().setUp()
        # A refusal is logged in a transaction of its own: here, in a savepoint.
        self.enterContext(self.enter_registry_test_mode())

    @contextmanager
    def refused(self, words):
        """A refusal with these words; what it logs stays, as it does in a request."""
        try:
            yield
        except AccessError as error:
            self.assertRegex(str(error), words)
        else:
            self.fail("nobody was refused")

    def entries(self, **found):
        """What the access log says, the latest first."""
        domain = [(name, "=", value) for name, value in found.items()]
        return self.Log.search(domain)

    def granted(self, user=None, card=None):
        """An approval that waits to be used."""
        card = (card or self.card).with_user(user or self.reader)
        grant = card.action_request_grant(WHY)
        grant.with_user(self.head).action_grant()
        return grant.sudo()
