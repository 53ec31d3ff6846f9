from freezegun import freeze_time

from odoo.exceptions import AccessError, ValidationError

from .common import NUMBER, WHY, DoorCase


class TestDoor(DoorCase):
    """D-08, A-10: who may read what, and that each reading is on record."""

    def consult(self, user, level, purpose=WHY):
        return self.cards[level].with_user(user).action_consult(purpose)

    def test_a_reader_reads_what_is_confidential_and_it_is_logged(self):
        shown = self.consult(self.reader, "confidential")
        values = {line["name"]: line["value"] for line in shown["values"]}
        self.assertEqual(values["number"], NUMBER)
        self.assertEqual(shown["reader"], self.reader.name)
        entry = self.entries()[0]
        self.assertEqual(entry.user_id, self.reader)
        self.assertEqual(entry.purpose, WHY)
        self.assertEqual((entry.channel, entry.result), ("consult", "allowed"))
        self.assertEqual(entry.res_id, self.cards["confidential"].id)
        self.assertEqual(entry.reference, self.cards["confidential"].display_name)
        self.assertEqual(shown["files"][0]["url"], f"/confidential/{entry.id}/scan")

    def test_no_value_ever_stands_in_the_log(self):
        self.consult(self.reader, "confidential")
        self.cards["confidential"].with_user(self.reader).enter({"number": "4401"})
        self.env.flush_all()
        self.cr.execute(
            "SELECT string_agg(log::text, '') FROM confidential_access_log log"
        )
        [[written]] = self.cr.fetchall()
        self.assertIn(WHY, written)
        self.assertNotIn(NUMBER, written)
        self.assertNotIn("4401", written)

    def test_who_is_not_cleared_is_refused_and_that_is_logged(self):
        card = self.cards["confidential"]
        for user in (self.clerk, self.employee, self.administrator):
            with (
                self.subTest(user=user.login),
                self.refused("another site"),
            ):
                card.with_user(user).action_consult(WHY)
            entry = self.entries(user_id=user.id)[0]
            self.assertEqual((entry.result, entry.reason), ("refused", "not_seen"))

    def test_a_record_at_ones_site_still_takes_the_clearance(self):
        """D-08: role and site, both."""
        rules = self.env["ir.rule"].search(
            [("model_id.model", "=", self.Card._name), ("name", "=", "level")]
        )
        rules.active = False  # as if an addon had forgotten it
        with self.refused("“Reader”"):
            self.consult(self.clerk, "confidential")
        self.assertEqual(self.entries()[0].reason, "not_cleared")

    def test_a_clerk_reads_what_is_internal_at_the_own_site_only(self):
        self.assertTrue(self.consult(self.clerk, "internal")["values"])
        with self.refused("another site"):
            self.consult(self.elsewhere, "internal")

    def test_a_purpose_is_asked_for_unless_it_is_public(self):
        for purpose in (None, "", "  x  ", "abc"):
            with self.subTest(purpose=purpose), self.refused("4 characters"):
                self.consult(self.clerk, "internal", purpose)
        self.assertTrue(self.consult(self.clerk, "internal", " abcd ")["values"])
        self.assertEqual(self.entries()[0].purpose, "abcd")
        self.assertTrue(self.consult(self.clerk, "public", None)["values"])

    def test_an_access_card_takes_an_approval(self):
        """D-08: the clearance alone does not open it."""
        for user in (self.reader, self.manager, self.head):
            with self.refused("approval of the site's manager"):
                self.consult(user, "access_card")
            self.assertEqual(self.entries()[0].reason, "no_grant")

    def test_the_door_says_beforehand_what_it_takes(self):
        def door(user, level):
            return self.cards[level].with_user(user).action_door()["params"]

        self.assertTrue(door(self.reader, "confidential")["is_open"])
        closed = door(self.reader, "access_card")
        self.assertFalse(closed["is_open"])
        self.assertTrue(closed["by_grant"])
        self.assertIn("ask for it", closed["message"])
        self.granted()
        self.assertTrue(door(self.reader, "access_card")["is_open"])
        with self.assertRaises(AccessError):
            door(self.employee, "access_card")
        # looking at the door is no reading
        self.assertFalse(self.entries(res_model=self.Card._name))

    def test_what_is_entered_is_stored_unread_and_logged(self):
        card = self.cards["confidential"].with_user(self.reader)
        card.enter({"number": "440106199001011234"})
        self.assertEqual(card.sudo().number, "440106199001011234")
        self.assertEqual(self.entries()[0].channel, "enter")
        with self.assertRaises(AccessError):
            card.with_user(self.clerk).enter({"number": "1"})
        with self.assertRaises(ValueError):
            card.enter({"level": "public"})
        with self.assertRaises(AccessError):
            card.write({"number": "1"})

    def test_a_file_opens_for_its_reader_and_for_a_while(self):
        with freeze_time("2026-11-02 08:00:00"):
            self.consult(self.reader, "confidential")
            entry = self.entries()[0]
        mine = entry.with_user(self.reader)
        with freeze_time("2026-11-02 08:10:00"):
            self.assertTrue(mine.open_file("scan").scan)
            self.assertEqual(self.entries()[0].channel, "file")
            self.assertEqual(self.entries()[0].field_name, "scan")
            for user in (self.manager, self.administrator):
                with self.assertRaises(AccessError):
                    entry.with_user(user).open_file("scan")
            for name in ("number", "level", "create_uid", "nothing"):
                with self.assertRaises(AccessError):
                    mine.open_file(name)
            with self.assertRaises(AccessError):  # not of a reading
                self.entries()[0].with_user(self.reader).open_file("scan")
        with freeze_time("2026-11-02 08:10:01"), self.refused("10 minutes"):
            mine.open_file("scan")
        self.assertEqual(self.entries()[0].reason, "too_late")

    def test_a_file_closes_when_the_reader_loses_the_site(self):
        self.consult(self.reader, "confidential")
        entry = self.entries()[0]
        self.reader.sudo().site_member_ids.unlink()
        with self.refused("another site"):
            entry.with_user(self.reader).open_file("scan")

    def test_the_file_of_an_access_card_opens_after_its_one_reading(self):
        self.granted()
        self.consult(self.reader, "access_card")
        entry = self.entries()[0].with_user(self.reader)
        self.assertTrue(entry.open_file("scan").scan)
        self.assertTrue(entry.open_file("scan").scan)

    def test_a_level_is_raised_by_who_may_write_and_lowered_by_the_manager(self):
        """A-10, D-08: nobody opens a record to others, or to oneself, by its level."""
        card = self.cards["internal"].with_user(self.clerk)
        card.action_set_level("confidential", "It holds an identity number")
        card = card.sudo()
        self.assertEqual(card.level, "confidential")
        with self.assertRaisesRegex(AccessError, "manager"):
            card.with_user(self.reader).action_set_level("internal", WHY)
        card.with_user(self.manager).action_set_level("internal", WHY)
        self.assertEqual(card.level, "internal")
        self.assertEqual(self.entries()[0].channel, "level")
        with self.assertRaises(ValidationError):
            card.with_user(self.manager).action_set_level("secret", WHY)

    def test_a_manager_does_not_open_an_access_card_by_lowering_its_level(self):
        """D-08: never oneself, by no way round."""
        with self.refused("approval of the site's manager"):
            self.card.with_user(self.manager).action_set_level("public", WHY)
        self.assertEqual(self.card.level, "access_card")
        self.granted(self.manager)
        self.card.with_user(self.manager).action_set_level("confidential", WHY)
        self.assertEqual(self.card.level, "confidential")

    def test_level_and_site_are_not_written(self):
        for values in ({"level": "public"}, {"site_id": self.tower.id}):
            for user in (self.reader, self.head):
                with self.assertRaises(AccessError):
                    self.card.with_user(user).write(values)
