"""The platform of the tests without the module named by WITHOUT."""

import os

from config.settings.test import *  # noqa: F403
from config.settings.test import INSTALLED_APPS as EVERYTHING

WITHOUT = os.environ["WITHOUT"]
INSTALLED_APPS = [app for app in EVERYTHING if app != WITHOUT and not app.startswith(f"{WITHOUT}.")]
