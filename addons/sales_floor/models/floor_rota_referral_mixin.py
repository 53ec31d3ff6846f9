from odoo import models


class FloorRotaReferralMixin(models.AbstractModel):
    """A visitor whom an employee sent comes to the reception (F-16)."""

    _name = "floor.rota.referral.mixin"
    _description = "Rota That Knows Referrals"

    def _referral_of(self, answers):
        """The referral that the desk picked, of this floor."""
        referral = self.env["floor.referral"].browse(answers.get("referral_id") or ())
        return referral.exists().filtered(lambda it: it.site_id == self.site_id)

    def _with_referral(self, answers):
        """What is on the referral, the desk need not ask."""
        referral = self._referral_of(answers).sudo()
        if not referral:
            return answers
        return {
            **answers,
            "visitor_name": answers.get("visitor_name") or referral.name,
            "phone": answers.get("phone") or referral.phone,
        }

    def _arrival_facts(self, answers, ready):
        return super()._arrival_facts(self._with_referral(answers), ready)

    def _referral_state(self, answers):
        """F-16: whether the referral that the desk picked is received as one."""
        referral = self._referral_of(answers)
        if not referral:
            return super()._referral_state(answers)
        return referral._valid_on_arrival(bool(answers.get("introducer_came")))

    def _receive(self, answers, signer, request_uuid=None):
        """F-16: the referral knows its visit; the project manager's PIN signs it."""
        answers = self._with_referral(answers)
        visit = super()._receive(answers, signer, request_uuid)
        self._referral_of(answers)._arrived(
            visit, bool(answers.get("introducer_came")), signer
        )
        return visit
