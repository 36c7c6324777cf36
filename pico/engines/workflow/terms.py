"""The words of the engine: codes of refusals, and the target of a step that changes no state."""

WRONG_STATE = "wrong_state"
NOT_PERMITTED = "not_permitted"
CHANGED_MEANWHILE = "changed_meanwhile"
MISSING = "missing_"  # followed by the name of the first field that is missing

STAY = ""  # the target of a step that leaves the state as it is
