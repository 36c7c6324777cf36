"""Addresses of the Community."""

from django.urls import include, path

from pico.engines.questionnaires.urls import pages

from .terms import SURVEY
from .views import (
    blog,
    directory,
    following,
    forum,
    linking,
    moderation,
    networks,
    practices,
    writing,
)
from .views.documents import archives, arriving, drive, folders, many, records

app_name = "community"

DOCUMENTS = "documenti/"
FOLDER = f"{DOCUMENTS}cartelle/<int:pk>/"
DOCUMENT = f"{DOCUMENTS}<int:pk>/"
VERSION = f"{DOCUMENT}versioni/<int:major>.<int:minor>/"
NETWORK = "reti/<slug:slug>/"

document_urls = [
    path(DOCUMENTS, folders.home, name="documents"),
    path(f"{DOCUMENTS}recenti/", folders.recent, name="documents_recent"),
    path(f"{DOCUMENTS}preferiti/", folders.starred, name="documents_starred"),
    path(f"{DOCUMENTS}cestino/", folders.trash_list, name="documents_trash"),
    path(f"{DOCUMENTS}sul-tuo-computer/", drive.help_page, name="dav_help"),
    path(f"{DOCUMENTS}zip/", many.zip_chosen, name="documents_zip"),
    path(f"{DOCUMENTS}archivi/<int:pk>/", archives.archive, name="archive"),
    path(
        f"{DOCUMENTS}archivi/<int:pk>/scarica/",
        archives.download_archive,
        name="archive_download",
    ),
    path(f"{DOCUMENTS}sposta/", many.move, name="documents_move"),
    path(f"{DOCUMENTS}copia/", many.copy, name="documents_copy"),
    path(f"{DOCUMENTS}elimina/", many.put_away, name="documents_put_away"),
    path(f"{DOCUMENTS}cartelle/nuova/", folders.create, name="folder_first"),
    path(FOLDER, folders.folder_page, name="folder"),
    path(f"{DOCUMENTS}cartelle/<int:parent>/nuova/", folders.create, name="folder_create"),
    path(f"{FOLDER}aggiungi/", arriving.add, name="folder_add"),
    path(f"{FOLDER}modifica/", folders.edit, name="folder_edit"),
    path(f"{FOLDER}livello/", folders.change_level, name="folder_level"),
    path(f"{FOLDER}sposta/", many.move_folder, name="folder_move"),
    path(f"{FOLDER}elimina/", folders.trash, name="folder_trash"),
    path(f"{FOLDER}ripristina/", folders.restore, name="folder_restore"),
    path(f"{FOLDER}stella/", folders.star, name="folder_star"),
    path(f"{FOLDER}storia/", folders.story, name="folder_story"),
    path(f"{FOLDER}zip/", many.zip_folder, name="folder_zip"),
    path(DOCUMENT, records.detail, name="document"),
    path(f"{DOCUMENT}versioni/", records.versions, name="document_versions"),
    path(f"{DOCUMENT}storia/", records.story, name="document_story"),
    path(f"{DOCUMENT}scarica/", records.download, name="document_download"),
    path(VERSION, records.detail, name="document_version"),
    path(f"{VERSION}scarica/", records.download_version, name="document_version_download"),
    path(f"{VERSION}pagine/<int:page>.png", records.preview, name="document_preview"),
    path(f"{DOCUMENT}nuova-versione/", arriving.add_version, name="document_add_version"),
    path(f"{DOCUMENT}modifica/", records.describe, name="document_describe"),
    path(f"{DOCUMENT}livello/", records.change_level, name="document_level"),
    path(f"{DOCUMENT}validita/", records.change_validity, name="document_validity"),
    path(f"{DOCUMENT}stella/", records.star, name="document_star"),
    path(f"{DOCUMENT}ripristina/", records.restore, name="document_restore"),
]

network_urls = [
    path("reti/", networks.network_list, name="networks"),
    path("reti/nuova/", networks.create, name="network_create"),
    path("reti/persone-da-invitare/", networks.candidates, name="network_candidates"),
    path("reti/<int:pk>/", networks.by_key, name="network_by_key"),
    path(NETWORK, networks.network, name="network"),
    path(f"{NETWORK}persone/", networks.people, name="network_people"),
    path(f"{NETWORK}persone/invita/", networks.invite, name="network_invite"),
    path(f"{NETWORK}persone/<int:pk>/risposta/", networks.answer, name="network_answer"),
    path(f"{NETWORK}persone/<int:pk>/", networks.change_place, name="network_place"),
    path(f"{NETWORK}incontri/", networks.calendar, name="network_meetings"),
    path(f"{NETWORK}incontri/nuovo/", networks.set_meeting, name="network_meeting_new"),
    path(f"{NETWORK}incontri/<int:pk>/", networks.set_meeting, name="network_meeting"),
    path(
        f"{NETWORK}incontri/<int:pk>/annulla/",
        networks.cancel_meeting,
        name="network_meeting_cancel",
    ),
    path(
        f"{NETWORK}incontri/<int:pk>/incontro.ics",
        networks.calendar_file,
        name="network_meeting_file",
    ),
    path(f"{NETWORK}calendario.ics", networks.calendar_file, name="network_calendar"),
    path(f"{NETWORK}collega/", linking.link_to_network, name="network_link"),
    path(f"{NETWORK}scollega/", linking.unlink_from_network, name="network_unlink"),
    path(f"{NETWORK}storia/", networks.story, name="network_story"),
    path(f"{NETWORK}modifica/", networks.edit, name="network_edit"),
    path(f"{NETWORK}lettera/", networks.letter, name="network_letter"),
    path(f"{NETWORK}entra/", networks.join, name="network_join"),
    path(f"{NETWORK}esci/", networks.leave, name="network_leave"),
    path("reti/<slug:network>/cartelle/nuova/", folders.create, name="network_folder"),
]

urlpatterns = [
    path("rubrica/", directory.directory, name="directory"),
    # Surveys
    path("sondaggi/", include(pages(SURVEY, "survey"))),
    # Forum
    path("forum/", forum.forum, name="forum"),
    path("forum/discussioni/", forum.discussion_list, name="discussions"),
    path("forum/seguo/", following.following, name="following"),
    path("forum/letto/", following.all_read, name="all-read"),
    path("forum/citabili/", following.mentions, name="mentions"),
    path("forum/regole/", forum.rules, name="rules"),
    path("forum/categoria/nuova/", writing.open_category, name="open-category"),
    path("forum/categoria/<int:pk>/", forum.category, name="category"),
    path("forum/categoria/<int:pk>/modifica/", writing.change_category, name="change-category"),
    path("forum/categoria/<int:pk>/segui/", writing.follow_category, name="follow-category"),
    path("forum/discussione/nuova/", writing.open_discussion, name="open-discussion"),
    path("forum/discussione/<int:pk>/", forum.discussion, name="discussion"),
    path("forum/discussione/<int:pk>/rispondi/", writing.answer, name="answer"),
    path("forum/discussione/<int:pk>/modifica/", writing.describe, name="describe"),
    path("forum/discussione/<int:pk>/collega/", linking.link_to_discussion, name="link"),
    path("forum/discussione/<int:pk>/scollega/", linking.unlink_from_discussion, name="unlink"),
    path("forum/discussione/<int:pk>/segui/", writing.follow_discussion, name="follow"),
    path("forum/discussione/<int:pk>/accetta/", writing.accept, name="accept"),
    path("forum/discussione/<int:pk>/approva/", moderation.approve, name="approve"),
    path("forum/discussione/<int:pk>/respingi/", moderation.reject, name="reject"),
    path("forum/discussione/<int:pk>/evidenza/", moderation.pin, name="pin"),
    path("forum/discussione/<int:pk>/stato/", moderation.set_state, name="set-state"),
    path("forum/discussione/<int:pk>/nascondi/", moderation.hide, name="hide"),
    path("forum/discussione/<int:pk>/sposta/", moderation.move, name="move"),
    path("forum/discussione/<int:pk>/unisci/", moderation.merge, name="merge"),
    path("forum/discussione/<int:pk>/dividi/", moderation.split, name="split"),
    path("forum/intervento/<int:pk>/", forum.post, name="post"),
    path("forum/intervento/<int:pk>/versioni/", forum.post_story, name="post-story"),
    path("forum/intervento/<int:pk>/modifica/", writing.edit_post, name="edit-post"),
    path("forum/intervento/<int:pk>/elimina/", writing.delete_post, name="delete-post"),
    path("forum/intervento/<int:pk>/reazione/", writing.react, name="react"),
    path(
        "forum/intervento/<int:pk>/segnala/",
        moderation.report_something,
        {"kind": "intervento"},
        name="report-post",
    ),
    path("forum/allegato/<int:pk>/", forum.attachment, name="attachment"),
    path("forum/discussione/<int:pk>/niente-faq/", moderation.dismiss_faq, name="dismiss-faq"),
    path("moderazione/", moderation.desk, name="desk"),
    path("segnala/<slug:kind>/<int:pk>/", moderation.report_something, name="report-something"),
    path("moderazione/segnalazione/<int:pk>/", moderation.report, name="report"),
    path("moderazione/segnalazione/<int:pk>/esame/", moderation.take_report, name="take-report"),
    # Blog
    path("blog/", blog.blog, name="blog"),
    path("blog/miei/", blog.mine, name="mine"),
    path("blog/nuovo/", blog.write, name="write-article"),
    path("blog/articolo/<int:pk>/", blog.article, name="article"),
    path("blog/articolo/<int:pk>/modifica/", blog.change, name="change-article"),
    path("blog/articolo/<int:pk>/pubblica/", blog.publish, name="publish-article"),
    path("blog/articolo/<int:pk>/approva/", blog.approve, name="approve-article"),
    path("blog/articolo/<int:pk>/rimanda/", blog.send_back, name="send-back-article"),
    path("blog/articolo/<int:pk>/ritira/", blog.withdraw, name="withdraw-article"),
    path("blog/articolo/<int:pk>/promuovi/", blog.promote, name="promote-article"),
    path("blog/articolo/<int:pk>/versioni/", blog.versions, name="article-versions"),
    path("blog/articolo/<int:pk>/copertina/", blog.cover, name="article-cover"),
    path("blog/articolo/<int:pk>/apprezza/", blog.like, name="like"),
    path("blog/articolo/<int:pk>/commenta/", blog.comment, name="comment"),
    path("blog/commento/<int:pk>/stato/", blog.comment_state, name="comment-state"),
    # Best practices
    path("buone-pratiche/", practices.practice_list, name="practices"),
    path("buone-pratiche/nuova/", practices.write, name="write-practice"),
    path("buone-pratiche/<int:pk>/", practices.practice, name="practice"),
    path("buone-pratiche/<int:pk>/modifica/", practices.change, name="change-practice"),
    path("buone-pratiche/<int:pk>/valida/", practices.validate, name="validate-practice"),
    path("buone-pratiche/<int:pk>/rimanda/", practices.send_back, name="send-back-practice"),
    path("buone-pratiche/<int:pk>/adotta/", practices.adopt, name="adopt-practice"),
    path("buone-pratiche/allegato/<int:pk>/", practices.file, name="practice-file"),
    *(
        path(
            f"buone-pratiche/<int:pk>/{name}/",
            practices.step,
            {"name": name},
            name=f"practice-{name}",
        )
        for name in practices.STEPS
    ),
    *document_urls,
    *network_urls,
]
