from contextlib import contextmanager

from psycopg2 import IntegrityError

from odoo.exceptions import AccessError, UserError, ValidationError
from odoo.tests import Form
from odoo.tools import mute_logger

from .common import NUMBER, DossierCase

OTHER = "11010519491231002X"


class TestIdentityLookup(DossierCase):
    """D-05, D-08: whose number is it, and that it is one customer's."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.neighbour = cls.env["res.partner"].create({"name": "Li Na"})

    def paper_of(self, customer, number=NUMBER, user=None, **values):
        return self.Identity.with_user(user or self.reader).create(
            {
                "partner_id": customer.id,
                "site_id": self.garden.id,
                "number_entry": number,
                **values,
            }
        )

    def look_up(self, number=NUMBER, purpose="A found wallet", user=None):
        wizard = self.env["partner.identity.lookup"].with_user(user or self.reader)
        with Form(wizard) as form:
            form.number = number
            form.purpose = purpose
        self.assertFalse(form.record.number)
        return form.record

    @contextmanager
    def refused_by_the_database(self):
        """As what else people do at the same moment is."""
        with (
            mute_logger("odoo.sql_db"),
            self.assertRaises(IntegrityError) as caught,
            self.env.cr.savepoint(),
        ):
            yield
            self.env.flush_all()
        sentence = str(self.Identity._sql_error_to_message(caught.exception))
        self.assertIn("Another customer's paper", sentence)

    def entries(self):
        log = self.env["confidential.access.log"].search([("channel", "=", "lookup")])
        return [(it.reason, it.result, it.user_id, it.purpose) for it in log]

    # -- the look-up --

    def test_the_whole_number_finds_its_customer_and_that_is_logged(self):
        found = self.look_up(" 310104 19780512 3450")
        self.assertEqual(found.paper_ids, self.paper)
        self.assertEqual(
            self.entries(), [("allowed", "allowed", self.reader, "A found wallet")]
        )

    def test_an_unknown_number_is_logged_as_well_without_it(self):
        found = self.look_up(OTHER)
        self.assertFalse(found.paper_ids)
        self.assertTrue(found.is_asked)
        self.assertEqual(
            self.entries(),
            [("unknown_number", "refused", self.reader, "A found wallet")],
        )
        stored = self.env.cr
        self.env.flush_all()
        stored.execute("SELECT l::text FROM confidential_access_log l")
        self.assertNotIn(OTHER, str(stored.fetchall()))

    def test_it_finds_nothing_of_other_sites(self):
        found = self.look_up(user=self.elsewhere)
        self.assertFalse(found.paper_ids)
        self.assertEqual([it[0] for it in self.entries()], ["unknown_number"])

    def test_part_of_a_number_finds_nothing(self):
        self.assertFalse(self.look_up(NUMBER[:-1]).paper_ids)

    def test_access_cards_are_not_found_without_an_approval(self):
        self.card.sudo().number = "IC 0417"
        self.assertFalse(self.look_up("IC0417").paper_ids)

    def test_it_takes_a_purpose_and_a_site_and_the_right(self):
        with self.assertRaisesRegex(UserError, "what you need it for"):
            self.look_up(purpose=" x ")
        nowhere = self.make_user(
            "dossier-nowhere", "confidential_access.confidential_access_group_reader"
        )
        with self.assertRaisesRegex(UserError, "no site"):
            self.look_up(user=nowhere)
        for user in (self.employee, self.administrator, self.portal):
            with self.assertRaises(AccessError):
                self.Identity.with_user(user).look_up(NUMBER, "A found wallet")
        self.assertFalse(self.entries())

    def test_nobody_reads_the_key(self):
        parameters = self.env["ir.config_parameter"].with_user(self.administrator)
        name = "partner_dossier.identity_key"
        self.assertFalse(parameters.search([("key", "=", name)]))
        with self.assertRaises(AccessError):
            parameters.get_param(name)
        self.assertTrue(parameters.sudo().get_param(name))

    def test_nobody_reads_or_searches_the_fingerprint(self):
        mine = self.paper.with_user(self.reader)
        with self.assertRaises(AccessError):
            mine.number_hash  # noqa: B018
        with self.assertRaises(AccessError):
            mine.search([("number_hash", "=", self.paper.sudo().number_hash)])

    # -- one number, one customer --

    def test_another_customers_number_is_refused_with_their_name_to_who_may_see(self):
        with self.assertRaises(ValidationError) as caught:
            self.paper_of(self.neighbour)
        self.assertIn("Song Jianping", str(caught.exception))
        self.assertNotIn(NUMBER, str(caught.exception))

    def test_it_names_nobody_to_who_may_not_see_them(self):
        with self.assertRaises(ValidationError) as caught:
            self.paper_of(self.neighbour, user=self.elsewhere, site_id=self.tower.id)
        self.assertIn("Another customer", str(caught.exception))
        self.assertNotIn("Song", str(caught.exception))

    def test_two_of_one_batch_are_refused(self):
        with self.assertRaises(ValidationError):
            self.Identity.create(
                [
                    {
                        "partner_id": customer.id,
                        "site_id": self.garden.id,
                        "number_entry": OTHER,
                    }
                    for customer in (self.customer, self.neighbour)
                ]
            )

    def test_the_same_customer_has_it_at_another_site(self):
        again = self.paper_of(self.customer, user=self.elsewhere, site_id=self.tower.id)
        self.assertEqual(again.sudo().number_hash, self.paper.sudo().number_hash)

    def test_another_company_keeps_its_own(self):
        hillside = self.env["res.company"].create({"name": "Hillside Property"})
        there = self.env["service.site"].create(
            {"name": "There", "code": "HS", "company_id": hillside.id}
        )
        self.assertTrue(
            self.paper_of(self.neighbour, user=self.env.user, site_id=there.id)
        )

    def test_an_archived_paper_gives_the_number_free_and_comes_back_only_alone(self):
        self.paper.active = False
        self.paper_of(self.neighbour)
        with self.refused_by_the_database():
            self.paper.active = True

    def test_another_kind_of_paper_has_numbers_of_its_own(self):
        passport = self.paper_of(self.neighbour, kind="passport")
        with self.refused_by_the_database():
            passport.kind = "id_card"

    # -- genuine --

    def test_a_mistyped_number_is_refused_with_one_sentence(self):
        for number, sentence in (
            ("310104197805123456", "last sign"),
            ("31010419780512345A", "17 digits"),
            ("110105202302300024", "no calendar"),
            ("110105299901010022", "still to come"),
        ):
            with self.subTest(sentence), self.assertRaises(ValidationError) as caught:
                self.paper_of(self.neighbour, number=number)
            self.assertIn(sentence, str(caught.exception))
            self.assertNotIn(number, str(caught.exception))

    def test_it_is_said_while_it_is_typed(self):
        form = Form(self.Identity.with_user(self.reader))
        with self.assertLogs("odoo.tests.form", "WARNING") as log:
            form.number_entry = "310104197805123456"
        self.assertIn("last sign", str(log.output))

    def test_the_dialog_is_for_who_reads_identity_papers(self):
        """D-08: and what one has asked is nobody else's."""
        model = self.env["partner.identity.lookup"]
        asked = self.look_up()
        for user in (self.employee, self.administrator, self.portal, self.visitor):
            self.assertFalse(model.with_user(user).has_access("create"), user.login)
            self.assertFalse(asked.with_user(user).has_access("read"), user.login)
        self.assertFalse(asked.with_user(self.manager).has_access("read"))
        self.assertFalse(asked.with_user(self.reader).has_access("unlink"))

    def test_entering_eighty_numbers_checks_them_in_one_query(self):
        people = self.env["res.partner"].create([{"name": f"P{n}"} for n in range(80)])
        papers = self.Identity.create(
            [
                {"partner_id": it.id, "site_id": self.garden.id, "kind": "passport"}
                for it in people
            ]
        )
        self.env.flush_all()
        entered = {paper: f"E{paper.id:08d}" for paper in papers}
        with self.assertQueryCount(2):
            papers._check_number_of_one(entered)
