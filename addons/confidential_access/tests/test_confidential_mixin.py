from odoo import fields

from . import sample
from .common import DoorCase


class TestConfidentialMixin(DoorCase):
    def test_its_name_tells_nothing(self):
        self.assertEqual(self.card.display_name, f"CARD/{self.card.id:05d}")
        link = self.env[sample.LINK].create({"card_id": self.card.id})
        self.assertEqual(link.card_id.display_name, self.card.display_name)

    def test_it_is_found_by_its_number(self):
        def found(text):
            return [pair[0] for pair in self.Card.name_search(text)]

        self.assertEqual(found(self.card.display_name), [self.card.id])
        self.assertEqual(found(str(self.card.id)), [self.card.id])
        self.assertFalse(found("CARD"))
        self.assertFalse(found("310104"))

    def test_a_model_that_would_leak_is_refused_at_the_start(self):
        number = type(self.Card)._fields["number"]
        self.Card._register_hook()  # as it is, it holds
        for attribute, value in (("groups", None), ("copy", True)):
            kept = getattr(number, attribute)
            setattr(number, attribute, value)
            try:
                with self.assertRaisesRegex(TypeError, "confidential"):
                    self.Card._register_hook()
            finally:
                setattr(number, attribute, kept)

    def test_eighty_confidential_records_are_listed_without_a_query_per_row(self):
        for _ in range(79):
            self.make_card("confidential")
        cards = self.Card.with_user(self.reader)
        shown = {"level": {}, "display_name": {}, "create_date": {}}
        shown["site_id"] = {"fields": {"display_name": {}}}

        def queries(limit):
            self.env.invalidate_all()
            before = self.cr.sql_log_count
            rows = cards.web_search_read([], shown, limit=limit)["records"]
            self.assertEqual(len(rows), limit)
            return self.cr.sql_log_count - before

        queries(2)
        self.assertEqual(queries(80), queries(2))

    def test_a_level_without_a_choice_is_confidential(self):
        card = self.Card.create({"site_id": self.garden.id})
        self.assertEqual(card.level, "confidential")
        self.assertEqual(card.company_id, self.company)

    def test_no_access_is_what_the_house_takes_it_for(self):
        self.assertEqual(fields.NO_ACCESS, ".")
