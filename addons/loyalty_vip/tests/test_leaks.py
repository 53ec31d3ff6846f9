from odoo.addons.confidential_access.tests.leaks import LeakCase, Secret

from .common import SALES, LoyaltyVipCase

READER = "confidential_access.confidential_access_group_reader"
PHONE = "13977778888"
ADDRESS = "江湾路 99 号 1201 室"


class TestLeaks(LeakCase, LoyaltyVipCase):
    """L-13: no channel gives away what a member told."""

    @classmethod
    def setUpClass(cls):
        super().setUpClass()
        cls.card = cls.give_card(phone_entry=PHONE, address_entry=ADDRESS)
        cls.reader = cls.member("Reader", cls.jw, "officer", f"{SALES},{READER}")

    def secrets(self):
        form = self.card.vip_registration_id
        yield Secret(record=form, field="phone", value=PHONE)
        yield Secret(record=form, field="address", value=ADDRESS)
        yield Secret(record=form, field="birth_date", value="1990-05-20")

    def people(self):
        return (self.cashier, self.manager, self.reader, self.other_cashier)

    def test_nothing_leaks(self):
        self._test_nothing_leaks()
