"""Where bytes rest: whole or not at all, on disk and on S3, with no address of their own."""

import io
import os

import boto3
import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from moto.server import ThreadedMotoServer

from pico.core.files import actions, vault
from pico.core.files.tests import factories as make
from pico.core.testing import cast

CONTENT = bytes(range(256)) * 1200


def test_a_content_rests_once_and_is_readable_by_the_platform_only(vault_folder):
    key = vault.key_of(vault.digest(io.BytesIO(CONTENT)))
    vault.put(io.BytesIO(CONTENT), key)
    vault.put(io.BytesIO(CONTENT), key)
    found = [path for path in vault_folder.rglob("*") if path.is_file()]
    assert [path.read_bytes() for path in found] == [CONTENT]
    assert found[0].stat().st_mode & 0o777 == 0o600


def test_a_save_that_breaks_leaves_nothing_under_the_key(vault_folder, monkeypatch):
    def fail(*args):
        raise OSError("power cut")

    monkeypatch.setattr(os, "replace", fail)
    with pytest.raises(OSError, match="power cut"):
        vault.put(io.BytesIO(CONTENT), "content/ab/cd/abcd")
    assert not vault.storage().exists("content/ab/cd/abcd")


def test_what_a_broken_save_left_is_swept(vault_folder):
    vault.put(io.BytesIO(b"x"), "content/x")
    left = vault_folder / "partial" / "left"
    left.write_bytes(b"half")
    os.utime(left, (0, 0))
    vault.sweep_partial(older_than=1000)
    assert not left.exists()
    assert vault.holds("content/x", 1)


def test_a_half_written_content_is_written_again(vault_folder):
    path = vault_folder / "content" / "x"
    path.parent.mkdir(parents=True)
    path.write_bytes(b"ha")
    vault.put(io.BytesIO(b"half"), "content/x")
    assert path.read_bytes() == b"half"


def test_a_content_has_no_public_address():
    with pytest.raises(NotImplementedError):
        vault.storage().url("content/x")


@pytest.mark.parametrize(("start", "stop"), [(0, None), (5, 10), (300_000, None), (0, 307_200)])
def test_a_part_is_read_as_asked(start, stop):
    vault.put(io.BytesIO(CONTENT), "content/x")
    assert b"".join(vault.pieces("content/x", start, stop)) == CONTENT[start:stop]


# S3, spoken to over loopback ---------------------------------------------------------------------


@pytest.fixture(scope="module")
def s3_server():
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    host, port = server.get_host_and_port()
    yield f"http://{host}:{port}"
    server.stop()


@pytest.fixture
def bucket(s3_server, settings):
    """The vault in a bucket."""
    access = {"aws_access_key_id": "prova", "aws_secret_access_key": "prova"}
    client = boto3.client("s3", endpoint_url=s3_server, region_name="eu-south-1", **access)
    place = {"LocationConstraint": "eu-south-1"}
    client.create_bucket(Bucket="pico", CreateBucketConfiguration=place)
    settings.STORAGES = settings.STORAGES | {
        "files": {
            "BACKEND": "storages.backends.s3.S3Storage",
            "OPTIONS": {
                "bucket_name": "pico",
                "endpoint_url": s3_server,
                "region_name": "eu-south-1",
                "access_key": "prova",
                "secret_key": "prova",
                "default_acl": None,
            },
        }
    }
    yield client
    for one in client.list_objects_v2(Bucket="pico").get("Contents", []):
        client.delete_object(Bucket="pico", Key=one["Key"])
    client.delete_bucket(Bucket="pico")


@pytest.mark.parametrize(("start", "stop"), [(0, None), (5, 10), (300_000, None), (0, 10)])
def test_a_bucket_is_asked_for_the_wanted_part_only(bucket, start, stop):
    vault.put(io.BytesIO(CONTENT), "content/x")
    assert b"".join(vault.pieces("content/x", start, stop)) == CONTENT[start:stop]


def test_a_file_in_a_bucket_is_uploaded_ranged_and_deleted(bucket, people, enti, sign_in):
    file = make.make_file(
        enti[cast.TREVISO], people["treviso.sua"], "platform", content=b"abcdef" * 9
    )
    response = sign_in("brescia.admin").get(
        reverse("files:download", args=[file.pk]), headers={"range": "bytes=6-11"}
    )
    assert response.status_code == 206
    assert b"".join(response.streaming_content) == b"abcdef"
    vault.delete(file.current.key)
    assert not vault.holds(file.current.key, 54)


def test_pieces_in_a_bucket_become_a_file(bucket, actors):
    actor = actors["treviso.sua"]
    content = b"riga\n" * 100
    upload = actions.start_upload(name="a.txt", size=500, actor=actor, now=make.NOW)
    for offset in (0, 200, 400):
        piece = ContentFile(content[offset : offset + 200])
        upload = actions.append_piece(
            upload=upload, offset=offset, content=piece, actor=actor, now=make.NOW
        )
    digest = vault.digest(io.BytesIO(content))
    file = actions.finish_upload(
        upload=upload, sha256=digest, scope="platform", actor=actor, now=make.NOW
    )
    assert b"".join(vault.pieces(file.current.key)) == content
    left = [one["Key"] for one in bucket.list_objects_v2(Bucket="pico")["Contents"]]
    assert left == [file.current.key]
