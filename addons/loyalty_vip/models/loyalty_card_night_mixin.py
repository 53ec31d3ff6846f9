from collections import defaultdict
from datetime import timedelta

from odoo import Command, api, fields, models
from odoo.tools import SQL, format_date, split_every

from ..policies import calendar

LIVE = ("active", "lost")
DAY = timedelta(days=1)
BATCH = 1000


class LoyaltyCardNightMixin(models.AbstractModel):
    """What becomes of VIP cards by itself; what members are told (L-05, L-10, L-16)."""

    _name = "loyalty.card.night.mixin"
    _description = "The Night of VIP Cards"

    vip_messages = fields.Boolean(
        string="Wants Messages",
        help="L-16: birthday wishes, new goods and promotions.",
    )
    vip_reminded_on = fields.Date(string="Last Birthday Wish", readonly=True)

    @api.model
    def _cron_vip_night(self):
        """L-05, L-10, L-16: expire cards, let old points lapse, remind of birthdays."""
        self._vip_expire_all()
        self._vip_lapse_all()
        self._vip_remind_all()

    @api.model
    def _vip_stores(self):
        stores = self.env["service.site"].sudo().search([("kind", "=", "store")])
        by_day = defaultdict(list)
        for store in stores:
            by_day[store.local_date()].append(store.id)
        return by_day

    @api.model
    def _vip_expire_all(self):
        self.flush_model(["vip_state", "expiration_date", "vip_site_id"])
        for today, stores in self._vip_stores().items():
            # One statement: a card is either in force or it is not.
            rows = self.env.execute_query(
                SQL(
                    """
                    UPDATE loyalty_card SET vip_state = 'expired', write_date = %s
                     WHERE vip_state IN ('active', 'lost') AND expiration_date < %s
                       AND vip_site_id = ANY(%s)
                    RETURNING id
                    """,
                    fields.Datetime.now(),
                    today,
                    stores,
                )
            )
            if rows:
                self.invalidate_model(["vip_state"])

    @api.private
    def vip_expire(self):
        """L-10: those of these cards that have run out expire."""
        for card in self.sudo().filtered(lambda it: it.vip_state in LIVE):
            if card.expiration_date < card.vip_site_id.local_date():
                card._vip_write({"vip_state": "expired"})
        # The next card is created before what is changed is written.
        self.flush_recordset(["vip_state"])

    @api.model
    def _vip_lapse_all(self):
        self.flush_model()
        self.env["loyalty.history"].flush_model()
        for today, stores in self._vip_stores().items():
            # Those that may have old points left: which, says the rule.
            rows = self.env.execute_query(
                SQL(
                    """
                    SELECT card.id
                      FROM loyalty_card AS card
                      JOIN loyalty_history AS row ON row.card_id = card.id
                     WHERE card.vip_site_id = ANY(%s)
                       AND card.vip_state IN ('active', 'lost') AND card.points > 0
                       AND (card.vip_terms ->> 'months')::int > 0
                     GROUP BY card.id
                    HAVING sum(row.issued) FILTER (WHERE row.vip_day < %s::date
                           - make_interval(months => (card.vip_terms ->> 'months')::int)
                           ) > sum(row.used)
                     ORDER BY card.id
                    """,
                    stores,
                    today,
                )
            )
            for ids in split_every(BATCH, [row[0] for row in rows]):
                self.sudo().browse(ids)._vip_lapse(today)

    @api.model
    def _vip_remind_all(self):
        for today, stores in self._vip_stores().items():
            sites = self.env["service.site"].sudo().browse(stores)
            for company, of_company in sites.grouped("company_id").items():
                day = today + company.vip_remind_days * DAY
                self._vip_birthdays(of_company.ids, day, company)._vip_wish(day)

    @api.model
    def _vip_birthdays(self, stores, day, company):
        """Members of these stores with a birthday on a day, not yet reminded of it."""
        self.flush_model()
        self.env["loyalty.vip.registration"].flush_model(["birth_date"])
        dates = [(day.month, day.day)]
        leap = calendar.birthday_in(
            day.year, fields.Date.to_date("2000-02-29"), company.vip_leap_day
        )
        if leap == day:
            dates.append((2, 29))
        rows = self.env.execute_query(
            SQL(
                """
                SELECT card.id
                  FROM loyalty_vip_registration AS form
                  JOIN loyalty_card AS card ON card.vip_registration_id = form.id
                 WHERE (EXTRACT(MONTH FROM form.birth_date),
                        EXTRACT(DAY FROM form.birth_date)) IN %s
                   AND card.vip_site_id = ANY(%s) AND card.vip_state = 'active'
                   AND card.vip_messages
                   AND (card.vip_reminded_on IS NULL OR card.vip_reminded_on < %s)
                 ORDER BY card.id
                """,
                tuple(dates),
                stores,
                day - 300 * DAY,
            )
        )
        return self.sudo().browse(row[0] for row in rows)

    def _vip_wish(self, day):
        for cards in self.vip_by_language():
            on = format_date(cards.env, day)
            cards.vip_message(
                {
                    card: cards.env._(
                        "%(store)s wishes %(member)s a happy birthday! On %(day)s your"
                        " VIP card gives the birthday discount; please bring your"
                        " identity card.",
                        store=card.vip_site_id.name,
                        member=card.vip_called,
                        day=on,
                    )
                    for card in cards
                }
            )
        self._vip_write({"vip_reminded_on": day})

    @api.private
    def vip_by_language(self):
        """These cards, each in its holder's language, or else in its store's."""
        languages = self.sudo().grouped(
            lambda it: it.partner_id.lang or it.vip_company_id.partner_id.lang
        )
        for language, cards in languages.items():
            yield cards.with_context(lang=language)

    @api.private
    def vip_channel(self):
        """L-16: how a member is reached: ``sms``, else ``email``; False: not at all."""
        self.ensure_one()
        partner = self.sudo().partner_id
        if not self.vip_messages or self.vip_state != "active":
            return False
        if partner.phone and not partner.phone_blacklisted:
            return "sms"
        if partner.email and not partner.is_blacklisted:
            return "email"
        return False

    @api.private
    def vip_message(self, texts):
        """L-16: a message by SMS, else by e-mail; none to who wants none.

        :param texts: by card, what its holder is told
        """
        by_channel = self.sudo().grouped(lambda it: it.vip_channel())
        if cards := by_channel.get("sms"):
            cards._vip_send_sms(texts)
        if cards := by_channel.get("email"):
            cards._vip_send_emails(texts)

    def _vip_send_sms(self, texts):
        # Queued: what is sent while a transaction may be tried again is sent twice.
        self.env["sms.sms"].sudo().create(
            [
                {
                    "body": texts[card],
                    "number": card.partner_id.phone_sanitized or card.partner_id.phone,
                    "partner_id": card.partner_id.id,
                    "mail_message_id": message.id,
                }
                for card, message in self._vip_noted(texts, "sms")
            ]
        )

    def _vip_send_emails(self, texts):
        self.env["mail.mail"].sudo().create(
            [
                {
                    "mail_message_id": message.id,
                    "subject": card.vip_site_id.name,
                    "email_from": card.vip_company_id.email_formatted
                    or message.email_from,
                    "body_html": message.body,
                    "recipient_ids": [Command.link(card.partner_id.id)],
                    "auto_delete": True,
                }
                for card, message in self._vip_noted(texts, "email_outgoing")
            ]
        )
        self.env.ref("mail.ir_cron_mail_scheduler_action").sudo()._trigger()

    def _vip_noted(self, texts, kind):
        """What these members are told, on their cards; with its message for each."""
        bodies = {card.id: texts[card] for card in self}
        return zip(
            self, self._message_log_batch(bodies, message_type=kind), strict=True
        )
