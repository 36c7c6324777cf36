"""Make sure that the S3 bucket of the stored files exists; waits for a storage that is starting."""

import os
import time

import boto3
from botocore.config import Config
from botocore.exceptions import BotoCoreError, ClientError

PATIENCE = 60  # seconds
ALREADY = {"BucketAlreadyOwnedByYou", "BucketAlreadyExists"}


def client():
    return boto3.client(
        "s3",
        endpoint_url=os.environ.get("S3_ENDPOINT") or None,
        region_name=os.environ.get("S3_REGION") or "us-east-1",
        aws_access_key_id=os.environ["S3_ACCESS_KEY"],
        aws_secret_access_key=os.environ["S3_SECRET_KEY"],
        config=Config(
            connect_timeout=5, retries={"max_attempts": 1}, s3={"addressing_style": "path"}
        ),
    )


def make(bucket: str) -> str:
    """Create the bucket; one that is already there is left as it is."""
    storage = client()
    try:
        storage.head_bucket(Bucket=bucket)
    except ClientError:
        try:
            storage.create_bucket(Bucket=bucket)
        except ClientError as error:
            if error.response["Error"]["Code"] not in ALREADY:
                raise
    return f"Bucket {bucket}: pronto."


def main() -> None:
    bucket = os.environ.get("S3_BUCKET")
    if not bucket:
        return print("Nessun bucket: i file restano nella cartella VAR.")
    until = time.monotonic() + PATIENCE
    while True:
        try:
            return print(make(bucket))
        except BotoCoreError:
            if time.monotonic() > until:
                raise
            time.sleep(1)


if __name__ == "__main__":
    main()
