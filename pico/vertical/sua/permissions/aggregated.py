"""Who may do what in the track of an ente inside an aggregated tender."""

from enum import StrEnum

from pico.core.access.policy import Policy, any_of

from .facts import answers_for_the_ente, is_of_its_ente, works_for_the_sua
from .tenders import runs_it


class TrackPermission(StrEnum):
    JOIN = "sua.track.join"  # asked of the track: the steps of the ente itself
    ORDER = "sua.track.order"  # derived contracts: the ente, or the SUA for it
    LEAD = "sua.track.lead"  # the SUA's steps


TRACKS: Policy = {
    TrackPermission.JOIN: any_of((answers_for_the_ente, is_of_its_ente)),
    TrackPermission.ORDER: any_of(
        (answers_for_the_ente, is_of_its_ente), (works_for_the_sua, runs_it)
    ),
    TrackPermission.LEAD: any_of((works_for_the_sua, runs_it)),
}
