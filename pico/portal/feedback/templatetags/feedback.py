"""The words of the feedback, for the foot of a page."""

from django import template

from .. import terms

register = template.Library()


@register.simple_tag
def feedback_words() -> dict:
    """Questions, scores and reasons, as the model writes them."""
    return {
        "question": terms.QUESTION,
        "liked": terms.LIKED,
        "disliked": terms.DISLIKED,
        "details": terms.DETAILS,
        "scores": range(1, terms.BEST + 1),
        "reasons_liked": terms.REASONS_LIKED,
        "reasons_disliked": terms.REASONS_DISLIKED,
    }
