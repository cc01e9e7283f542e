"""Whether files can be kept is said before anybody uploads one."""

import subprocess
import sys
from io import StringIO

import pytest
from django.core.management import call_command

from config import files
from config.env import WrongSetting
from config.keys import check_keys
from config.local.places import ROOT
from config.local.postgres import free_port
from tests.config.test_production_settings import GOOD
from tests.servers.clamd import Scanner
from tests.servers.store import ANYTHING


@pytest.fixture
def kept_in(settings):
    def set_up(url, bucket, key=ANYTHING, secret=ANYTHING):
        options = {"bucket_name": bucket, "access_key": key, "secret_key": secret, "region_name": "us-east-1", "endpoint_url": url}
        settings.STORAGES = settings.STORAGES | {"default": {"BACKEND": "resumes.s3.S3Files", "OPTIONS": options}}

    return set_up


def said():
    out = StringIO()
    call_command("files_check", stdout=out)
    return out.getvalue()


def refusal(ask):
    with pytest.raises(WrongSetting) as refused:
        ask()
    return str(refused.value)


def test_a_private_bucket_is_fine_and_left_as_it_was(store, kept_in):
    bucket = store.make_bucket()
    kept_in(store.url, bucket)
    files.refuse_wrong_store()
    assert "ok       files are kept in the bucket" in said()
    assert store.keys_in(bucket) == []


def test_a_bucket_that_is_not_there(store, kept_in):
    kept_in(store.url, "kept-nowhere")
    for ask in (files.refuse_wrong_store, files.try_store):
        assert refusal(ask) == "S3_BUCKET names kept-nowhere, which is not at this store, or not in S3_REGION."


def test_keys_that_are_refused(store, kept_in):
    bucket = store.make_bucket()
    with store.looking_at_keys() as right:
        kept_in(store.url, bucket)
        for ask in (files.refuse_wrong_store, files.try_store):
            assert refusal(ask) == f"S3_ACCESS_KEY and S3_SECRET_KEY are refused for the bucket {bucket}."
        kept_in(store.url, bucket, *right)
        files.refuse_wrong_store()


def test_a_store_that_is_away_is_said_to_be_and_stops_no_start(kept_in, caplog):
    kept_in(f"http://127.0.0.1:{free_port()}", "kept")
    assert refusal(files.try_store) == "S3_ENDPOINT_URL leads to no store that answers."
    files.refuse_wrong_store()
    assert "S3_ENDPOINT_URL leads to no store that answers." in caplog.text


def test_a_bucket_that_everybody_reads_is_refused(store, kept_in):
    bucket = store.make_bucket()
    store.show_to_everybody(bucket)
    kept_in(store.url, bucket)
    assert refusal(files.try_store) == f"S3_BUCKET names {bucket}, whose files everybody can read. Make the bucket private."
    assert store.keys_in(bucket) == []


def test_where_somebody_asked_before_it_is_only_noted(store, kept_in, settings, caplog):
    kept_in(store.url, "kept-nowhere")
    assert "names kept-nowhere" in refusal(check_keys)
    settings.KEYS_WERE_CHECKED = True
    check_keys()
    assert "names kept-nowhere" in caplog.text


def test_a_folder_that_takes_files_and_one_that_cannot(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path / "media"
    assert f"ok       files are kept in {tmp_path / 'media'}" in said()
    (tmp_path / "no folder").touch()
    settings.MEDIA_ROOT = tmp_path / "no folder"
    assert "MEDIA_ROOT names" in refusal(files.try_store)


def test_the_scanner_is_asked_too_and_may_still_be_starting(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    assert "no virus scanner is set up" in said()
    scanner = Scanner()
    settings.VIRUS_SCANNER = scanner.url
    assert "ok       the virus scanner answers" in said()
    scanner.close()
    assert "files wait until it does" in said()


def test_the_command_that_goes_before_a_start_ends_with_the_sentence(store):
    environment = GOOD | {"PATH": "/usr/bin:/bin", "S3_ENDPOINT_URL": store.url, "S3_BUCKET": "kept-nowhere"}
    environment |= {"S3_ACCESS_KEY": ANYTHING, "S3_SECRET_KEY": ANYTHING, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "django", "files_check"]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=60)
    assert done.returncode == 1
    assert done.stderr == "S3_BUCKET names kept-nowhere, which is not at this store, or not in S3_REGION.\n"
