"""Who composes the bulletins of a space, who publishes them, who keeps the series."""

from enum import StrEnum

from pico.core.access.policy import any_of
from pico.portal.newsletter.permissions import acts_for_its_space, runs_a_site, writes_for_a_site


class BulletinsPermission(StrEnum):
    SEE_DESK = "bulletins.desk.see"
    COMPOSE = "bulletins.bulletin.compose"  # subject: a space, or what belongs to one
    PUBLISH = "bulletins.bulletin.publish"
    MANAGE_SERIES = "bulletins.series.manage"


POLICY = {
    BulletinsPermission.SEE_DESK: any_of(writes_for_a_site),
    BulletinsPermission.COMPOSE: any_of((writes_for_a_site, acts_for_its_space)),
    BulletinsPermission.PUBLISH: any_of((runs_a_site, acts_for_its_space)),
    BulletinsPermission.MANAGE_SERIES: any_of((runs_a_site, acts_for_its_space)),
}
