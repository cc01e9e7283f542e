"""A store that speaks S3, behind a wire that a test can cut."""

import json
import logging
import urllib.request
from contextlib import contextmanager
from uuid import uuid4

import boto3
from moto.moto_server.threaded_moto_server import ThreadedMotoServer

from tests.servers.wire import Wire

ANYTHING = "not-looked-at"
EVERYBODY_READS = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject"}
ALL_OF_S3 = {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}


def policy(**statement) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


class Store:
    def __init__(self) -> None:
        logging.getLogger("werkzeug").setLevel(logging.CRITICAL)
        self.server = ThreadedMotoServer("127.0.0.1", 0, verbose=False)
        self.server.start()
        self.wire = Wire(*self.server.get_host_and_port())
        self.url = f"http://127.0.0.1:{self.wire.port}"

    def stop(self) -> None:
        self.wire.cut()
        self.server.stop()

    def client(self, service: str = "s3"):
        host, port = self.server.get_host_and_port()
        keys = {"aws_access_key_id": ANYTHING, "aws_secret_access_key": ANYTHING, "region_name": "us-east-1"}
        return boto3.client(service, endpoint_url=f"http://{host}:{port}", **keys)

    def make_bucket(self) -> str:
        name = f"kept-{uuid4()}"
        self.client().create_bucket(Bucket=name)
        return name

    def keys_in(self, bucket: str) -> list[str]:
        return [found["Key"] for found in self.client().list_objects_v2(Bucket=bucket).get("Contents", [])]

    def show_to_everybody(self, bucket: str) -> None:
        self.client().put_bucket_policy(Bucket=bucket, Policy=policy(**EVERYBODY_READS, Resource=f"arn:aws:s3:::{bucket}/*"))

    @contextmanager
    def looking_at_keys(self):
        """Gives the one pair of keys that is right as long as this lasts."""
        people, name = self.client("iam"), f"app-{uuid4()}"
        people.create_user(UserName=name)
        people.put_user_policy(UserName=name, PolicyName="all", PolicyDocument=policy(**ALL_OF_S3))
        made = people.create_access_key(UserName=name)["AccessKey"]
        self._look_after(b"0")
        yield made["AccessKeyId"], made["SecretAccessKey"]
        self._look_after(b"inf")

    def _look_after(self, requests: bytes) -> None:
        host, port = self.server.get_host_and_port()
        url = f"http://{host}:{port}/moto-api/reset-auth"
        asked = urllib.request.Request(url, requests, {"Content-Type": "text/plain"}, method="POST")
        urllib.request.urlopen(asked).read()
