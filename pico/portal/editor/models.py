"""The step of the review: somebody else of the space's administrators reads and decides."""

from django import forms
from django.utils.translation import gettext_lazy as _
from wagtail.forms import TaskStateCommentForm
from wagtail.models import Task

from pico.portal.sites.hand import in_hand
from pico.portal.sites.permissions import SitePermission

APPROVE_AND_PUBLISH = "approve-publish"


class ReasonForm(TaskStateCommentForm):
    """To reject is to say why: the author reads it."""

    comment = forms.CharField(
        label=_("Motivo"),
        help_text=_("Che cosa va corretto: lo legge chi ha scritto la pagina."),
        widget=forms.Textarea({"rows": 3}),
        error_messages={"required": _("Scrivi il motivo: senza, chi ha scritto non sa che fare.")},
    )


class ReviewTask(Task):
    """Approval by who may approve in the space being edited, never by who asked for it."""

    class Meta:
        verbose_name = _("Revisione")
        verbose_name_plural = _("Revisioni")

    def locked_for_user(self, obj, user) -> bool:
        """What is being read is not changed under the eyes of who reads it."""
        return not _approves()

    def user_can_lock(self, obj, user) -> bool:
        return _approves()

    def user_can_unlock(self, obj, user) -> bool:
        return _approves()

    def user_can_access_editor(self, obj, user) -> bool:
        return _approves()

    def get_actions(self, obj, user):
        """Reject with a reason, approve, or publish too; nobody approves what he sent himself."""
        if not _approves() or asked_by(obj, user):
            return []
        return [
            ("reject", _("Respingi"), True),
            ("approve", _("Approva"), False),
            (APPROVE_AND_PUBLISH, _("Approva e pubblica"), False),
        ]

    def on_action(self, task_state, user, action_name, **kwargs):
        """Approve the version that was read, which may be the reader's own correction."""
        if action_name not in ("approve", APPROVE_AND_PUBLISH):
            return super().on_action(task_state, user, action_name, **kwargs)
        page = task_state.workflow_state.content_object
        task_state.revision = page.get_latest_revision()
        task_state.approve(user=user, **kwargs)
        if action_name == APPROVE_AND_PUBLISH:
            task_state.revision.publish(user=user)
        return None

    def get_form_for_action(self, action):
        return ReasonForm if action == "reject" else TaskStateCommentForm

    @classmethod
    def get_description(cls):
        return _("Un amministratore dello spazio legge e approva, o respinge con un motivo.")


def _approves() -> bool:
    held = in_hand()
    return bool(held and held.actor and held.actor.can(SitePermission.APPROVE, held.site.space))


def asked_by(page, user) -> bool:
    """Say whether the review under way was asked by this person."""
    state = page.current_workflow_state
    return bool(state and state.requested_by_id == user.pk)
