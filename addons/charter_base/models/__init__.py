from . import charter_guard_mixin  # the others stand on it

# isort: split
from . import charter_deadline_mixin, charter_decision_mixin, charter_rule
