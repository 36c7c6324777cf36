"""Settings shared by every environment; what differs is in dev, test and production."""

from pathlib import Path

from csp.constants import NONCE, NONE, SELF

from config import env, identity_providers
from config.modules import MODULES

BASE_DIR = Path(__file__).resolve().parents[2]
VAR_DIR = env.path("VAR", BASE_DIR / "var")
VERSION = "0.1.0"

CORE = [
    "pico.core.foundation",
    "pico.core.ui",
    "pico.core.access",
    "pico.core.audit",
    "pico.core.jobs",
    "pico.core.generations",
    "pico.core.announcements",
    "pico.core.codes",
    "pico.core.enti",
    "pico.core.people",
    "pico.core.modules",
    "pico.core.notices",
    "pico.core.files",
    "pico.core.search",
    "pico.core.adhesion",
    "pico.core.mail_in",
    "pico.core.api",
]

ENGINES = [
    "pico.engines.questionnaires",
    "pico.engines.workflow",
    "pico.engines.deadlines",
]

PORTAL = [
    "pico.portal",
    "pico.portal.sites",
    "pico.portal.pages",
    "pico.portal.editor",
    "pico.portal.languages",
    "pico.portal.sharing",
    "pico.portal.freshness",
    "pico.portal.harvest",
    "pico.portal.promotion",
    "pico.portal.redirects",
    "pico.portal.cache",
    "pico.portal.feedback",
    "pico.portal.newsletter",
    "pico.portal.bulletins",
]

INSTALLED_APPS = [
    *CORE,
    *ENGINES,
    *MODULES,
    *PORTAL,
    "wagtail.contrib.redirects",
    "wagtail.contrib.typed_table_block",
    "wagtail.users",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "huey.contrib.djhuey",
]

MIDDLEWARE = [
    "pico.core.generations.hand.take_in_hand",
    "pico.portal.feedback.middleware.count_visits",
    "pico.portal.cache.middleware.keep_pages",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "pico.core.api.middleware.speak_problems",
    "pico.core.enti.middleware.find_space",
    "pico.portal.sites.tongues.find_language",
    "pico.core.ui.middleware.leave_the_page",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "pico.core.people.middleware.close_idle_sessions",
    "pico.core.people.middleware.find_actor",
    "pico.core.people.middleware.keep_the_ente",
    "pico.core.enti.middleware.guard_spaces",
    "pico.core.people.middleware.ask_second_factor",
    "pico.core.modules.gate.close_inactive_modules",
    "pico.portal.sites.middleware.find_site",
    "pico.portal.redirects.middleware.follow_old_addresses",
    "pico.portal.sites.middleware.keep_to_the_site",
    "pico.core.ui.middleware.show_refusals",
]

ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "pico.portal.context.shell",
            ],
            "builtins": ["pico.core.ui.templatetags.ui"],
        },
    }
]
FORM_RENDERER = "pico.core.ui.forms.Renderer"

# Sign-in ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "people.Person"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "first_name", "last_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 12},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]
PASSWORD_RESET_TIMEOUT = 60 * 60 * 2
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "portal:desk"

SESSION_IDLE_MINUTES = env.number("SESSION_IDLE_MINUTES", 30)
SIGN_IN_LOG_MONTHS = env.number("SIGN_IN_LOG_MONTHS", 24)
# A TOTP app or a passkey is asked of whoever runs the platform, UPI or a Province.
ADMINISTRATORS_NEED_SECOND_FACTOR = env.flag("ADMINISTRATORS_NEED_SECOND_FACTOR", False)

ACCOUNT_ADAPTER = "pico.core.people.sign_in.AccountAdapter"
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
# The e-mail is verified at registration: an account that is not verified may not sign in at all.
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Pi.Co.] "
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_REAUTHENTICATION_TIMEOUT = 300
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_USER_DISPLAY = str
ACCOUNT_FORMS = {
    "login": "pico.core.people.forms.SignInForm",
    "add_email": "pico.core.people.forms.NewAddressForm",
    "reset_password": "pico.core.people.forms.ForgottenPasswordForm",
}
ACCOUNT_RATE_LIMITS = {
    "login_failed": "20/m/ip,5/5m/key",
    "reset_password": "20/h/ip,5/h/key",
    "rate_page": "20/m/ip",  # pico/portal/feedback
    "access_help": "5/h/ip,5/h/key",  # pico/horizontal/helpdesk: the form without login
}
ALLAUTH_TRUSTED_PROXY_COUNT = env.number("TRUSTED_PROXIES", 0)

MFA_ADAPTER = "pico.core.people.sign_in.SecondFactorAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_FORMS = {
    "activate_totp": "pico.core.people.forms.AppForm",
    "add_webauthn": "pico.core.people.forms.PasskeyForm",
    "edit_webauthn": "pico.core.people.forms.PasskeyNameForm",
}
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "Pi.Co."
MFA_TOTP_TOLERANCE = 1
MFA_ALLOW_UNVERIFIED_EMAIL = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"
USERSESSIONS_TRACK_ACTIVITY = False

SOCIALACCOUNT_ADAPTER = "pico.core.people.identity.IdentityAdapter"
SOCIALACCOUNT_EMAIL_AUTHENTICATION = False
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_QUERY_EMAIL = False
SOCIALACCOUNT_OPENID_CONNECT_URL_PREFIX = "identita"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": identity_providers.from_environment(),
    }
}

# Rate limits are counted here: with more than one process it must be a shared cache.
# The pages of the public sites are kept apart, in the memory of each process: however many they are,
# they push no count out.
PAGES_CACHE = {
    "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
    "LOCATION": "pages",
    "OPTIONS": {"MAX_ENTRIES": env.number("PAGES_KEPT", 1000)},
}
CACHES = {"default": env.cache("CACHE_URL"), "pages": PAGES_CACHE}
KEEPS_IN_MEMORY = True  # what stands still, once per process: pico/core/generations/hand.py

DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

LANGUAGE_CODE = "it"
LANGUAGES = [("it", "Italiano"), ("en", "English")]
TIME_ZONE = "Europe/Rome"
USE_I18N = True
USE_TZ = True
USE_THOUSAND_SEPARATOR = True

STATIC_URL = "/static/"
STATIC_ROOT = VAR_DIR / "static"
_BUILT = BASE_DIR / "frontend" / "dist"
STATICFILES_DIRS = [_BUILT] if _BUILT.is_dir() else []
MEDIA_URL = "/media/"  # the pictures of the sites, made smaller; nothing else has a public address
MEDIA_ROOT = VAR_DIR / "media"

# Stored files have no address of their own: they leave only through views that ask who is reading.
# `FILES` overrides the limits of pico/core/files/limits.py; without a clamd they stay unverified.
FILES: dict[str, object] = {}
STORAGES: dict[str, dict] = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
    "files": {
        "BACKEND": "pico.core.files.vault.DiskStorage",
        "OPTIONS": {"location": str(VAR_DIR / "files")},
    },
}
# The open data of the Osservatorio: files as received, their tables, what is drawn from them.
OBSERVATORY_LAKE = env.path("OBSERVATORY_LAKE", VAR_DIR / "lake")
# Real open data that the demo shows where they are; what is not there is invented, and says so.
OPEN_DATA = env.path("OPEN_DATA", BASE_DIR.parent / "shared" / "data")
CLAMD_SOCKET = env.text("CLAMD_SOCKET", "")
CLAMD_HOST = env.text("CLAMD_HOST", "")
CLAMD_PORT = env.number("CLAMD_PORT", 3310)

SESSION_COOKIE_AGE = 60 * 60 * 12
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
CSRF_FAILURE_VIEW = "pico.core.ui.views.csrf_failed"

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": [SELF],
        "worker-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF, *identity_providers.origins()],
        "frame-ancestors": [NONE],
    }
}

# The editor of the public sites (pico/portal/sites) ------------------------------------------------

WAGTAIL_SITE_NAME = "Pi.Co."
WAGTAIL_I18N_ENABLED = True
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAILADMIN_LOGIN_URL = "account_login"
WAGTAILADMIN_BASE_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES
# Wagtail mails comments to who once wrote there, whatever he may read today.
WAGTAILADMIN_COMMENTS_ENABLED = False
# Turning the address of a page into a link to it would say the title of another site's draft.
WAGTAILADMIN_EXTERNAL_LINK_CONVERSION = ""
WAGTAIL_AUTOSAVE_INTERVAL = 1000  # milliseconds of rest after a key
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAILIMAGES_IMAGE_MODEL = "sites.SiteImage"
WAGTAILDOCS_DOCUMENT_MODEL = "sites.SiteDocument"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 10 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["gif", "jpg", "jpeg", "png", "webp"]
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
WAGTAIL_ALLOW_UNICODE_SLUGS = False  # addresses in Italian, without accents
WAGTAIL_DATE_FORMAT = "%d/%m/%Y"
WAGTAIL_DATETIME_FORMAT = "%d/%m/%Y %H:%M"
WAGTAILREDIRECTS_AUTO_CREATE = False  # pico.portal.redirects knows where a space answers
WAGTAIL_MODERATION_ENABLED = False
TAGGIT_CASE_INSENSITIVE = True

# What links in e-mails start with.
PUBLIC_URL = env.text("PUBLIC_URL", "http://127.0.0.1:8000")
DEFAULT_FROM_EMAIL = env.text("EMAIL_FROM", "Pi.Co. <non-rispondere@pico.example>")
# Where replies by e-mail come in (`manage.py receive_mail`); without it no letter can be answered.
MAIL_IN_DOMAIN = env.text("MAIL_IN_DOMAIN", "")
# Where newsletters that cannot be delivered come back to (rimbalzi@…, with «+» allowed); may be empty.
NEWSLETTER_BOUNCES = env.text("NEWSLETTER_BOUNCES", "")

DEMO = False
MAIL_DIR = VAR_DIR / "mail"  # where `manage.py catch_mail` puts what it catches
