"""Addresses of the Community."""

from django.urls import path

from .views import blog, directory, forum, moderation, practices, writing

app_name = "community"

urlpatterns = [
    path("rubrica/", directory.directory, name="directory"),
    # Forum
    path("forum/", forum.forum, name="forum"),
    path("forum/discussioni/", forum.discussion_list, name="discussions"),
    path("forum/seguo/", forum.following, name="following"),
    path("forum/letto/", forum.all_read, name="all-read"),
    path("forum/citabili/", forum.mentions, name="mentions"),
    path("forum/regole/", forum.rules, name="rules"),
    path("forum/categoria/nuova/", writing.open_category, name="open-category"),
    path("forum/categoria/<int:pk>/", forum.category, name="category"),
    path("forum/categoria/<int:pk>/modifica/", writing.change_category, name="change-category"),
    path("forum/categoria/<int:pk>/segui/", writing.follow_category, name="follow-category"),
    path("forum/discussione/nuova/", writing.open_discussion, name="open-discussion"),
    path("forum/discussione/<int:pk>/", forum.discussion, name="discussion"),
    path("forum/discussione/<int:pk>/rispondi/", writing.answer, name="answer"),
    path("forum/discussione/<int:pk>/modifica/", writing.describe, name="describe"),
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
    path("forum/intervento/<int:pk>/segnala/", moderation.report_post, name="report-post"),
    path("forum/allegato/<int:pk>/", forum.attachment, name="attachment"),
    path("moderazione/", moderation.desk, name="desk"),
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
]
