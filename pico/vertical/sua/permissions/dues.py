"""Who may do what with what the enti owe their SUA."""

from enum import StrEnum

from pico.core.access.policy import Policy, any_of

from .facts import is_of_its_sua, watches_the_sua, works_for_an_ente, works_for_the_sua


class DuePermission(StrEnum):
    LIST = "sua.due.list"
    # Asked of the due
    COLLECT = "sua.due.collect"  # officers of the SUA: ask for it, note that it came
    CORRECT = "sua.due.correct"  # change the amount, give it up


DUES: Policy = {
    DuePermission.LIST: any_of(works_for_the_sua, works_for_an_ente, watches_the_sua),
    DuePermission.COLLECT: any_of((works_for_the_sua, is_of_its_sua)),
    DuePermission.CORRECT: any_of((works_for_the_sua, is_of_its_sua)),
}
