"""The storage of locks that `wsgidav` asks for, over the table."""

import time
from typing import Any

from django.utils import timezone
from wsgidav.lock_man.lock_manager import generate_lock_token, normalize_lock_root, validate_lock

from ...actions import locks as actions
from ...models import DavLock


class LockTable:
    """`wsgidav`'s interface of a lock storage; locks are dictionaries there, rows here."""

    def open(self) -> None:
        """Nothing to open: the database is there."""

    def close(self) -> None:
        """Nothing to close."""

    def cleanup(self) -> None:
        """Expired locks are forgotten as new ones are taken."""

    def get(self, token: str) -> dict[str, Any] | None:
        found = _live().filter(token=token).first()
        return _as_wanted(found) if found else None

    def create(self, path: str, lock: dict[str, Any]) -> dict[str, Any]:
        lock["root"] = normalize_lock_root(path)
        validate_lock(lock)
        lock["token"] = generate_lock_token()
        owner = lock["owner"]
        row = actions.take_lock(
            token=lock["token"],
            root=lock["root"],
            person_id=int(lock["principal"]),
            is_exclusive=lock["scope"] == "exclusive",
            is_deep=lock["depth"] == "infinity",
            owner_xml=owner.decode() if isinstance(owner, bytes) else owner or "",
            seconds=float(lock["timeout"]),
            now=timezone.now(),
        )
        lock.update(_as_wanted(row))
        return lock

    def refresh(self, token: str, *, timeout: float) -> dict[str, Any] | None:
        actions.renew_lock(token=token, seconds=timeout, now=timezone.now())
        return self.get(token)

    def delete(self, token: str) -> bool:
        return actions.release_lock(token=token)

    def get_lock_list(
        self, path: str, *, include_root: bool, include_children: bool, token_only: bool
    ) -> list:
        root = normalize_lock_root(path)
        found = _live().filter(root=root) if include_root else _live().none()
        if include_children:
            found = found | _live().filter(root__startswith=f"{root.rstrip('/')}/")
        if token_only:
            return list(found.values_list("token", flat=True))
        return [_as_wanted(row) for row in found]


def _live():
    return DavLock.objects.filter(expires_at__gt=timezone.now())


def locked_roots() -> set[str]:
    """Where locks are now: they are few, and a listing asks for each row."""
    return set(_live().values_list("root", flat=True))


def _as_wanted(row: DavLock) -> dict[str, Any]:
    expire = row.expires_at.timestamp()
    return {
        "token": row.token,
        "root": row.root,
        "type": "write",
        "scope": "exclusive" if row.is_exclusive else "shared",
        "depth": "infinity" if row.is_deep else "0",
        "owner": row.owner_xml.encode(),
        "timeout": max(1, int(expire - time.time())),
        "expire": expire,
        "principal": str(row.person_id),
    }
