import re

from odoo.exceptions import AccessError, UserError
from odoo.tests import HttpCase

from .common import NUMBER, OWNERS, DossierCase

NAME, PHONE, CLUB = "Song Jianping", "13702951846", "Riverside Chess Club"


class TestPersonalData(HttpCase, DossierCase):
    """D-08: a customer reads what is kept, and is erased as far as nothing keeps it."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card.active = False
        cls.keeper = cls.make_user("dossier-keeper", OWNERS, cls.garden)
        building = cls.env["property.building"].create(
            {"name": "Building 3", "code": "3", "site_id": cls.garden.id}
        )
        flat = cls.env["property.unit"].create(
            {"code": "3-1201", "building_id": building.id}
        )
        cls.customer.write({"phone": PHONE, "street": "12 River Road"})
        cls.tenure = cls.env["property.unit.party"].create(
            {
                "unit_id": flat.id,
                "partner_id": cls.customer.id,
                "role": "owner",
                "date_from": "2020-01-01",
            }
        )
        cls.dossier = cls.env["partner.dossier"].create(
            {
                "partner_id": cls.customer.id,
                "site_id": cls.garden.id,
                "unit_party_id": cls.tenure.id,
                "clubs": CLUB,
                "birth_date_entry": "1978-05-12",
            }
        )
        cls.env["partner.dossier.member"].create(
            {
                "dossier_id": cls.dossier.id,
                "role": "emergency",
                "name": "Song Wei",
                "phone": "13911112222",
                "date_from": "2020-01-01",
            }
        )

    # -- the file --

    def give(self, user=None, purpose="She asks what we know"):
        user = user or self.keeper
        copies = self.env["partner.data.copy"].with_user(user)
        action = copies.create(
            {"partner_id": self.customer.id, "purpose": purpose}
        ).action_give()
        self.authenticate(user.login, user.login)
        return self.url_open(action["url"])

    def test_the_file_holds_all_that_is_kept(self):
        response = self.give()
        self.assertEqual(response.status_code, 200)
        self.assertIn("attachment", response.headers["Content-Disposition"])
        self.assertEqual(response.headers["Cache-Control"], "no-store")
        for text in (NAME, PHONE, CLUB, NUMBER, "Song Wei", "3-1201", "05/12/1978"):
            self.assertIn(text, response.text)

    def test_what_it_reads_is_logged_with_the_purpose(self):
        self.give()
        log = self.env["confidential.access.log"].search([("channel", "=", "copy")])
        self.assertEqual(
            set(log.mapped("res_model")), {"partner.dossier", "partner.identity"}
        )
        self.assertEqual(set(log.mapped("purpose")), {"She asks what we know"})
        self.assertEqual(log.user_id, self.keeper)

    def test_where_the_door_stays_closed_it_says_so(self):
        """D-08: access cards take an approval."""
        self.card.active = True
        text = self.give().text
        self.assertIn("approval of the site", text)
        self.assertEqual(text.count(NUMBER), 1)

    def test_without_a_purpose_it_holds_nothing_behind_the_door(self):
        text = self.give(purpose="x").text
        self.assertNotIn(NUMBER, text)
        self.assertIn("Say what you need it for", text)

    def test_it_is_for_who_asked_and_who_may(self):
        copy = (
            self.env["partner.data.copy"]
            .with_user(self.keeper)
            .create({"partner_id": self.customer.id, "purpose": "She asks"})
        )
        with self.assertRaises(AccessError):
            copy.with_user(self.reader).get_file()
        for user in (self.employee, self.reader, self.administrator, self.portal):
            with self.assertRaises(AccessError):
                self.env["partner.data.copy"].with_user(user).create(
                    {"partner_id": self.customer.id, "purpose": "She asks"}
                )
        self.authenticate(self.reader.login, self.reader.login)
        response = self.url_open(f"/dossier/data/{copy.id}")
        self.assertEqual(response.status_code, 403)
        self.assertNotIn(PHONE, response.text)

    # -- erasure --

    def look_up(self):
        wizard = self.env["privacy.lookup.wizard"].create(
            {"name": NAME, "email": "song.jianping@home.example"}
        )
        wizard.action_lookup()
        return wizard

    def readable(self, *texts):
        """In which tables a text is still found, however it got there."""
        self.env.flush_all()
        self.env.cr.execute(
            "SELECT table_name FROM information_schema.tables"
            " WHERE table_schema = 'public' AND table_type = 'BASE TABLE'"
        )
        pattern = "|".join(map(re.escape, texts))
        found = set()
        for (table,) in self.env.cr.fetchall():
            self.env.cr.execute(
                f'SELECT 1 FROM "{table}" it WHERE it::text ~ %s LIMIT 1', [pattern]
            )
            if self.env.cr.fetchone():
                found.add(table)
        return found

    def test_while_the_tenure_lasts_nothing_goes(self):
        wizard = self.look_up()
        wizard.line_ids.action_unlink_all()
        self.assertEqual(self.customer.name, NAME)
        self.assertEqual(self.dossier.clubs, CLUB)
        self.assertEqual(self.paper.sudo().number, NUMBER)
        kept = wizard.line_ids.filtered(lambda it: it.res_model == "partner.dossier")
        self.assertIn("owner or tenant of a unit (D-08)", kept.execution_details)
        self.env.flush_all()
        self.assertIn("owner or tenant of a unit", wizard.log_id.execution_details)

    def test_afterwards_nothing_readable_is_left(self):
        self.tenure.date_to = "2025-12-31"
        secrets = (NAME, PHONE, CLUB, NUMBER, "Song Wei", "13911112222", "1978-05-12")
        self.assertTrue(self.readable(*secrets))
        wizard = self.look_up()
        wizard.line_ids.action_unlink_all()
        self.assertFalse(self.dossier.birth_date_entry)
        self.assertEqual(self.dossier.reference, f"GH-D{self.dossier.number:05d}")
        self.assertFalse(self.paper.active)
        self.assertFalse(self.paper.sudo().number_hash)
        self.assertFalse(self.paper.sudo().scan)
        # Odoo's own look-up keeps what was searched for, for a day
        wizard.unlink()
        self.env["privacy.lookup.wizard.line"].search([]).unlink()
        self.assertFalse(self.readable(*secrets))
        log = self.env["confidential.access.log"].search([("channel", "=", "erase")])
        self.assertLessEqual(
            {"partner.dossier", "partner.identity"}, set(log.mapped("res_model"))
        )

    def hand_in(self, volume=None):
        """A document of the customer in the archive, not filed yet."""
        volume = volume or self.env["archive.volume"].create(
            {"site_id": self.garden.id, "partner_id": self.customer.id}
        )
        return self.env["archive.document"].create(
            {
                "title": "Letter",
                "class_id": self.company.dossier_class("owner").id,
                "volume_id": volume.id,
                "signed_date": "2020-01-05",
                "ink": "black",
            }
        )

    def hold(self, **covers):
        values = {"name": "Suit", "reason": "A suit", "site_id": self.garden.id}
        return self.env["archive.hold"].create({**values, **covers})

    def test_a_hold_keeps_all_of_it_until_it_is_released(self):
        """A-09: be it of a document, of a volume or of the customer."""
        self.tenure.date_to = "2025-12-31"
        document = self.hand_in()
        document.action_check_and_file()
        for covers in (
            {"document_ids": document.ids},
            {"volume_ids": document.volume_id.ids},
            {"partner_ids": self.customer.ids},
        ):
            hold = self.hold(**covers)
            wizard = self.look_up()
            wizard.line_ids.action_unlink_all()
            self.assertEqual(self.customer.name, NAME, covers)
            self.assertEqual(self.dossier.clubs, CLUB)
            self.assertEqual(self.paper.sudo().number, NUMBER)
            for name in ("res.partner", "partner.dossier", "partner.identity"):
                line = wizard.line_ids.filtered(lambda it, n=name: it.res_model == n)
                self.assertIn("a hold covers", line[0].execution_details)
                self.assertIn("(A-09)", line[0].execution_details)
                self.assertFalse(any(line.mapped("is_unlinked")))
            hold.action_release("Settled")
        wizard = self.look_up()
        wizard.line_ids.action_unlink_all()
        self.assertNotEqual(self.customer.name, NAME)
        self.assertFalse(self.dossier.clubs)
        for name in ("archive.document", "archive.volume"):
            line = wizard.line_ids.filtered(lambda it, n=name: it.res_model == n)
            self.assertIn("kept by its schedule", line.execution_details)

    def test_a_hold_of_the_customer_needs_no_document(self):
        """A-09: nor does the one of a volume need a filed one."""
        self.tenure.date_to = "2025-12-31"
        self.assertFalse(self.customer.erasure_basis())
        hold = self.hold(partner_ids=self.customer.ids)
        self.assertIn("a hold covers", self.customer.erasure_basis())
        hold.action_release("Settled")
        self.assertFalse(self.customer.erasure_basis())
        volume = self.hand_in().volume_id
        self.hold(volume_ids=volume.ids)
        self.env["archive.document"].search([("volume_id", "=", volume.id)]).unlink()
        self.assertFalse(self.customer.erasure_basis())
        later = self.hand_in(volume)
        self.assertFalse(later.is_held, "it is, once it is filed")
        self.assertIn("a hold covers", self.customer.erasure_basis())

    def test_the_history_of_the_unit_stays(self):
        """M-13"""
        self.tenure.date_to = "2025-12-31"
        wizard = self.look_up()
        wizard.line_ids.action_unlink_all()
        self.assertEqual(self.tenure.partner_id, self.customer)
        line = wizard.line_ids.filtered(lambda it: it.res_model == self.tenure._name)
        self.assertIn("history of a unit", line.execution_details)

    def test_registers_and_the_archive_stay_with_their_basis(self):
        self.tenure.date_to = "2025-12-31"
        lines = self.env["privacy.lookup.wizard.line"]
        model = self.env["ir.model"]._get
        step = self.env["partner.dossier.step"].search(
            [("dossier_id", "=", self.dossier.id)], limit=1
        )
        line = lines.create(
            {"res_model_id": model("partner.dossier.step").id, "res_id": step.id}
        )
        line.action_unlink()
        self.assertIn("register that nobody changes (A-07)", line.execution_details)
        self.assertFalse(line.is_unlinked)
        self.assertTrue(step.exists())

    def test_a_contact_that_nobody_needs_is_deleted_as_ever(self):
        passer_by = self.env["res.partner"].create({"name": "Passer By"})
        line = self.env["privacy.lookup.wizard.line"].create(
            {
                "res_model_id": self.env["ir.model"]._get_id("res.partner"),
                "res_id": passer_by.id,
            }
        )
        line.action_unlink()
        self.assertFalse(passer_by.exists())
        with self.assertRaises(UserError):
            line.action_unlink()
