"""Files given as answers: stored as attachments, given out by the rule of the answer."""

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _

from pico.core.access import scopes
from pico.core.files.actions import upload_file
from pico.core.files.models import StoredFile
from pico.core.files.serving import send_version
from pico.core.foundation.errors import Refusal

from ..forms.reading import ASKED, name_of
from ..permissions import QuestionnairePermission
from ..queries import answers as queries
from ..terms import Kind
from .finding import find


def take_files(request, questions) -> tuple[dict, dict]:
    """Store the files that came with a page: what to keep as answer, and what was refused."""
    asked = set(request.POST.getlist(ASKED))
    kept: dict = {}
    refused: dict = {}
    for question in questions:
        if question.kind != Kind.FILE or question.code not in asked:
            continue
        upload = request.FILES.get(name_of(question))
        if upload is None:
            if request.POST.get(f"{name_of(question)}__togli"):
                kept[question.code] = None
            continue
        if request.actor.ente_id is None:
            refused[question.code] = _(
                "Un file si consegna operando per un ente: sceglilo in alto."
            )
            continue
        try:
            file = upload_file(
                content=upload.file, name=upload.name, scope=scopes.ente(request.actor.ente_id),
                module="questionnaires", actor=request.actor, now=timezone.now(),
            )  # fmt: skip
        except Refusal as refusal:
            refused[question.code] = refusal.message
        else:
            kept[question.code] = {"id": file.pk, "label": upload.name[:200]}
    return kept, refused


@login_required
def answer_file(request, purpose, pk, answer_pk, file_pk):
    """A file that was given as answer, for who manages the campaign and who answers with it."""
    found = find(request, purpose, pk)
    answer = queries.file_answer(found.campaign, answer_pk, file_pk)
    response = answer.response
    manages = request.actor.can(QuestionnairePermission.DESIGN, found.campaign)
    is_mine = response.invitation is not None and request.actor.can(
        QuestionnairePermission.FILL, response.invitation
    )
    if not (is_mine or (manages and response.is_official)):
        raise Http404
    file = get_object_or_404(StoredFile, pk=file_pk, module="questionnaires", trashed_at=None)
    if file.current is None:
        raise Refusal(_("Il file è ancora in scansione: riprova fra poco."), code="in_scan")
    return send_version(request, file.current)
