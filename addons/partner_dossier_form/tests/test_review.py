from base64 import b64decode

from odoo.exceptions import AccessError, UserError, ValidationError

from .common import JPEG, NUMBER, PHONE, WHY, FormCase


class TestReview(FormCase):
    """D-11: an officer compares field by field, and takes over what is accepted."""

    def setUp(self):
        super().setUp()
        self.enterContext(self.enter_registry_test_mode())

    def rows(self, form):
        told = form.compare(WHY)
        return {
            it["name"]: (it["now"], it["given"], it["proposal"]) for it in told["rows"]
        }

    def test_what_is_empty_is_proposed_and_what_differs_is_asked(self):
        self.customer.write({"phone": "138-0215-7741", "street": "1 Old Road"})
        self.dossier.write({"income_band_entry": "a", "housing": "owned"})
        form = self.told_form(
            {
                "phone": PHONE,
                "street": "2 New Road",
                "income_band": "b",
                "housing": "owned",
                "occupation": "Architect",
                "birth_date": "1978-05-12",
            }
        )
        self.assertEqual(
            self.rows(form),
            {
                "phone": ("138-0215-7741", PHONE, "same"),
                "street": ("1 Old Road", "2 New Road", "ask"),
                "income_band": ("Under 100,000 a Year", "100,000 to 200,000", "ask"),
                "housing": ("Own Home", "Own Home", "same"),
                "occupation": ("", "Architect", "accept"),
                "birth_date": ("", "1978-05-12", "accept"),
            },
        )

    def test_reading_it_is_logged_for_the_form_its_files_and_the_dossier(self):
        form = self.told_form(
            {"birth_date": "1978-05-12"}, [("card.jpg", JPEG, self.no_paper)]
        )
        told = form.compare("He came by")
        [file] = told["files"]
        self.assertEqual(file["name"], "card.jpg")
        log = self.env["confidential.access.log"].search(
            [("channel", "=", "consult"), ("user_id", "=", self.officer.id)]
        )
        self.assertEqual(
            set(log.mapped("res_model")),
            {
                "partner.dossier",
                "partner.dossier.form",
                "partner.dossier.form.file",
            },
        )
        self.assertEqual(set(log.mapped("purpose")), {"He came by"})

    def test_without_a_purpose_nothing_is_shown(self):
        form = self.told_form()
        with self.assertRaisesRegex(AccessError, "what you need it for"):
            form.compare(" ")

    def test_accepted_answers_go_through_their_doors(self):
        form = self.told_form(
            {
                "phone": PHONE,
                "street": "2 New Road",
                "birth_date": "1978-05-12",
                "education": "bachelor",
                "identity_number": NUMBER,
            },
            [("card.jpg", JPEG, self.no_paper), ("more.jpg", JPEG, self.no_paper)],
        )
        kept, left = form.file_ids
        form.decide(["phone", "birth_date", "education", "identity_number"], kept.ids)
        self.assertEqual(self.customer.phone, PHONE)
        self.assertFalse(self.customer.street)
        dossier = self.dossier.sudo()
        self.assertEqual(str(dossier.birth_date), "1978-05-12")
        self.assertEqual(dossier.education, "bachelor")
        paper = self.env["partner.identity"].search(
            [("partner_id", "=", self.customer.id)]
        )
        self.assertEqual((paper.number, paper.kind), (NUMBER, "id_card"))
        self.assertEqual((kept.state, left.state), ("accepted", "refused"))
        self.assertEqual(form.state, "decided")
        self.assertEqual(form.decided_by_id, self.officer)
        self.assertEqual(form.decisions["street"], "refused")
        self.assertEqual(form.decisions["phone"], "accepted")
        self.assertFalse(form.activity_ids)
        received = kept.paper_id
        self.assertEqual(
            (received.dossier_id, received.status), (self.dossier, "received")
        )
        self.assertEqual(b64decode(received.sudo().scan), JPEG)
        self.assertFalse(left.paper_id)
        entered = self.env["confidential.access.log"].search(
            [("channel", "=", "enter"), ("user_id", "=", self.officer.id)]
        )
        self.assertEqual(
            set(entered.mapped("res_model")) - {form._name},
            {"partner.dossier", "partner.dossier.paper", "partner.identity"},
        )

    def test_whom_to_call_becomes_a_member_of_the_dossier(self):
        """D-06"""
        first = {"emergency_name": "Song Wei", "emergency_phone": "139 1111 2222"}
        self.told_form(first).decide(list(first))
        member = self.dossier.member_ids
        self.assertEqual((member.role, member.name), ("emergency", "Song Wei"))
        again = self.told_form({**first, "emergency_phone": "139 3333 4444"})
        rows = self.rows(again)
        self.assertEqual(rows["emergency_name"][2], "same")
        self.assertEqual(rows["emergency_phone"][:1], ("139 1111 2222",))
        again.decide(["emergency_phone"])
        self.assertEqual(self.dossier.member_ids.phone, "139 3333 4444")
        self.told_form({"emergency_name": "Li Na"}).decide(["emergency_name"])
        self.assertEqual(
            set(self.dossier.member_ids.mapped("name")), {"Song Wei", "Li Na"}
        )

    def test_a_known_identity_number_is_the_same_and_a_new_one_is_asked(self):
        self.told_form({"identity_number": NUMBER}).decide(["identity_number"])
        again = self.told_form({"identity_number": NUMBER})
        shown = self.rows(again)["identity_number"]
        self.assertEqual(shown, ("**************002X", NUMBER, "same"))
        other = self.told_form({"identity_number": "440524188001010014"})
        self.assertEqual(self.rows(other)["identity_number"][2], "ask")

    def test_somebody_elses_number_refuses_the_whole(self):
        self.env["partner.identity"].create(
            {
                "partner_id": self.env["res.partner"].create({"name": "Li Na"}).id,
                "site_id": self.garden.id,
                "number_entry": NUMBER,
            }
        )
        form = self.told_form({"identity_number": NUMBER, "phone": PHONE})
        with self.assertRaises(ValidationError) as caught, self.env.cr.savepoint():
            form.decide(["identity_number", "phone"])
        self.assertNotIn(NUMBER, str(caught.exception))
        form.invalidate_recordset()
        self.customer.invalidate_recordset()
        self.assertEqual(form.state, "submitted")
        self.assertFalse(self.customer.phone)

    def test_it_is_compared_once(self):
        form = self.told_form()
        form.decide(["phone"])
        with self.assertRaisesRegex(UserError, "has compared"):
            form.with_user(self.custodian).decide(["occupation"])
        self.assertFalse(self.dossier.occupation)
        for step in (form.action_compare, form.action_withdraw, form.action_send):
            with self.assertRaises(UserError):
                step()

    def test_a_company_tells_of_itself(self):
        """D-16"""
        self.dossier.sudo().party_type = "company"
        industry = self.env["res.partner.industry"].create({"name": "Trade"})
        form = self.told_form(
            {
                "proprietor": "Hengtai Group",
                "staff_count": "42",
                "assets": "38000000",
                "industry_id": str(industry.id),
                "first_trade_on": "2016-05-20",
                "occupation": "not asked of a company",
            }
        )
        self.assertEqual(self.rows(form)["industry_id"], ("", "Trade", "accept"))
        form.decide(list(form.sudo().answers))
        dossier = self.dossier
        self.assertEqual(dossier.staff_count, 42)
        self.assertEqual(dossier.assets, 38000000)
        self.assertEqual(dossier.industry_id, industry)
        self.assertEqual(str(dossier.first_trade_on), "2016-05-20")
        self.assertFalse(dossier.occupation)
        again = self.told_form({"staff_count": "42", "assets": "38000000.00"})
        self.assertEqual({row[2] for row in self.rows(again).values()}, {"same"})

    def test_consulting_it_shows_the_answers_one_by_one(self):
        form = self.told_form({"housing": "rented", "phone": PHONE})
        form.decide([])
        values = form.action_consult("Who told us that?")["values"]
        self.assertEqual(
            [(it["label"], it["value"]) for it in values],
            [("Phone", PHONE), ("Housing Situation", "Rented")],
        )

    def test_somebody_new_gets_a_dossier_when_accepted(self):
        form = self.told_form(
            {"name": "Li Na", "phone": "139 1111 2222"},
            dossier_id=False,
            recipient="Ms Li",
        )
        self.assertTrue(form.compare(WHY)["is_new"])
        form.decide(["name", "phone"])
        dossier = form.dossier_id
        self.assertEqual(dossier.partner_id.name, "Li Na")
        self.assertEqual(dossier.partner_id.phone, "139 1111 2222")
        self.assertEqual(
            (dossier.site_id, dossier.party_type), (self.garden, "household")
        )

    def test_who_is_known_without_a_dossier_here_gets_one(self):
        known = self.env["res.partner"].create(
            {"name": "Li Na", "phone": "139 1111 2222", "company_id": self.company.id}
        )
        form = self.told_form(
            {"phone": "13911112222", "clubs": "Chess"},
            dossier_id=False,
            recipient="Ms Li",
        )
        form.decide(["clubs"], partner_id=known.id)
        self.assertEqual(form.dossier_id.partner_id, known)
        self.assertEqual(form.dossier_id.clubs, "Chess")

    def test_known_people_are_proposed_with_the_reason(self):
        self.customer.phone = "+86 138 0215 7741"
        self.told_form({"identity_number": NUMBER}).decide(["identity_number"])
        neighbour = self.env["res.partner"].create(
            {"name": "Li Na", "phone": "138-0215-7741", "company_id": self.company.id}
        )
        form = self.told_form(
            {
                "name": "song jianping",
                "unit": "2-0801",
                "phone": PHONE,
                "identity_number": NUMBER,
            },
            dossier_id=False,
            recipient="Mr Song",
        )
        matches = form.compare(WHY)["matches"]
        self.assertEqual(
            [(it["partner_id"], it["why"]) for it in matches],
            [
                (
                    self.customer.id,
                    "the same identity number · the same phone"
                    " · the same name at the same unit",
                ),
                (neighbour.id, "the same phone"),
            ],
        )
        with self.assertRaisesRegex(UserError, "customers proposed"):
            form.decide(["phone"], partner_id=self.env.user.partner_id.id)
        told = form.compare(WHY, self.customer.id)
        now = {it["name"]: (it["now"], it["proposal"]) for it in told["rows"]}
        self.assertEqual(now["phone"], ("+86 138 0215 7741", "same"))
        self.assertEqual(now["unit"], ("2-0801", "told"))
        self.assertEqual(now["identity_number"][1], "same")
        told = form.compare(WHY, neighbour.id)
        self.assertEqual(told["rows"][0]["now"], "Li Na")
        form.decide(["phone"], partner_id=self.customer.id)
        self.assertEqual(form.dossier_id, self.dossier)

    def test_a_list_of_eighty_forms_takes_the_queries_of_one(self):
        forms = self.Form.create(
            [
                {"recipient": f"P{n}", "site_id": self.garden.id, "lang": "en_US"}
                for n in range(80)
            ]
        )
        shown = ["display_name", "recipient", "dossier_id", "state", "file_count"]

        def queries(some):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            some.with_user(self.officer).read([*shown, "is_open"])
            return self.cr.sql_log_count - before

        queries(forms[:1])
        self.assertEqual(queries(forms), queries(forms[:1]))
