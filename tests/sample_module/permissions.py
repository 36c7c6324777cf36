from pico.core.access.facts import has_role, is_known, is_member
from pico.core.access.policy import any_of
from pico.core.access.terms import Role

WRITE, DECIDE, JOIN = "sample.dossier.write", "sample.dossier.decide", "sample.track.join"

POLICY = {
    WRITE: any_of(is_known),
    DECIDE: any_of(has_role(Role.PROVINCE_ADMIN)),
    JOIN: any_of(is_member),
}
