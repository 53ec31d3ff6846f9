from collections import Counter
from itertools import accumulate, chain

from odoo.tests import BaseCase, tagged
from odoo.tests.common import get_db_name

from . import race, seal_race


@tagged("post_install", "-at_install")
class TestRegisterSealRace(BaseCase):
    """Real transactions in processes of their own, on registers that come and go.

    Without a transaction here, for which the new tables would have to wait.
    """

    def race(self, work, **size):
        return race.run_program(seal_race, database=get_db_name(), work=work, size=size)

    def assert_sealed_once(self, outcome):
        """No entry is left out of the batches, and none is in two."""
        times = Counter(chain.from_iterable(outcome["batches"]))
        self.assertEqual(sorted(times), outcome["entries"])
        self.assertEqual(set(times.values()), {1})
        self.assertFalse(outcome["unsealed"])
        self.assertFalse(outcome["findings"])
        last = len(outcome["batches"])
        self.assertEqual(outcome["positions"], list(range(1, last + 1)))

    def test_an_entry_that_commits_late_is_in_the_next_batch(self):
        """Its number is lower than those of the batch before."""
        outcome = self.race("commit_late")
        early, late = outcome["made"]
        self.assertLess(early, late)
        self.assertEqual(outcome["batches"], [[late], [early]])
        self.assert_sealed_once(outcome)

    def test_entries_made_while_two_processes_seal_are_sealed_once(self):
        """Also one that commits late: a busy machine may need another try to see it."""
        for _attempt in range(5):
            outcome = self.race("race_inserts", procs=6, n=20, rollback_every=7)
            errors = outcome["race"]["errors"]
            self.assertEqual([e for e in errors if "SerializationFailure" not in e], [])
            made = outcome["race"]["numbers"]["entries"]
            self.assertEqual(sorted(made), outcome["entries"])
            self.assertGreater(len(made), 150)
            self.assert_sealed_once(outcome)
            highest = accumulate(map(max, outcome["batches"]), max)
            after = zip(outcome["batches"][1:], highest, strict=False)
            if any(min(batch) < before for batch, before in after):
                return
        self.fail("no entry committed late: the race proves nothing")

    def test_of_two_who_seal_an_entry_one_wins(self):
        """And the other one reads why; nobody overwrites the seal."""
        outcome = self.race("race_approvals", procs=2, n=15, rollback_every=10**6)
        numbers = outcome["race"]["numbers"]
        self.assertEqual(
            {visit: [approver] for visit, approver in outcome["approvers"].items()},
            {visit: numbers.get(visit) for visit in outcome["approvers"]},
        )
        self.assertEqual(outcome["race"]["committed"], 15)
        errors = outcome["race"]["errors"]
        self.assertGreaterEqual(len(errors), 14)
        for error in errors:
            self.assertIn("The entries of “Test Visits” are sealed", error)
