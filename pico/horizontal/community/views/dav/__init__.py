"""Documents opened from Windows, macOS, Linux and office programs (WebDAV, RFC 4918).

`wsgidav` speaks the protocol; what it shows and does are the queries and actions of the pages.
"""
