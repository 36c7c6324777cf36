"""What the groups of a site may do in its tree and in its media, by Wagtail's own names."""

FAMILY = "sites"  # of what is kept until the site of a space changes (`core/generations`)

EDITOR_RIGHTS = ("add", "change", "publish")
APPROVER_RIGHTS = ("add", "change", "publish", "lock", "unlock", "bulk_delete")
MEDIA_RIGHTS = (
    ("wagtailimages", "add_image"),
    ("wagtailimages", "change_image"),
    ("wagtailimages", "choose_image"),
    ("wagtaildocs", "add_document"),
    ("wagtaildocs", "change_document"),
    ("wagtaildocs", "choose_document"),
)
