"""A believable life of the Community, made by calling actions only: a second run adds nothing."""

from datetime import datetime

from .demos import documents, networks
