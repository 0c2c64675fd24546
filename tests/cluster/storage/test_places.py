"""Addresses of objects, and that no credential gets into one or out of one."""

from __future__ import annotations

from pathlib import Path

import pytest

from llmdesk.cli.shell import argument_types
from llmdesk.cluster.storage.failures import StorageError, without_secrets
from llmdesk.cluster.storage.places import place_of


def test_an_address_has_a_bucket_and_a_path() -> None:
    place = place_of("s3://Bucket/a//b/c.csv/?region=eu-west-1")
    assert (place.bucket, place.path, place.name) == ("Bucket", "Bucket/a/b/c.csv", "c.csv")
    assert str(place) == "s3://Bucket/a/b/c.csv"
    assert dict(place.settings) == {"region": "eu-west-1"}
    assert place == place_of("s3://Bucket/a/b/c.csv")
    assert place.within(place_of("s3://Bucket/a/"))
    assert not place_of("s3://Bucket/ab").within(place_of("s3://Bucket/a"))
    assert place_of("gcs://b/x").scheme == "gs"
    assert place_of("gs://anonymous@b/x").anonymous


@pytest.mark.parametrize(
    "address",
    [
        "s3://key:hidden@bucket/x.csv",
        "s3://hidden@bucket/x.csv",
        "s3://bucket/x.csv?secret_key=hidden",
        "s3://bucket/x.csv?access_key=hidden&region=x",
        "s3://bucket:99999/hidden.csv",
        "s3://bucket/../hidden.csv",
        "s3:///hidden.csv",
        "https://bucket/hidden.csv?X-Amz-Signature=hidden",
        "hdfs://bucket/hidden.csv",
    ],
)
def test_what_is_no_address_or_holds_a_credential_is_refused_without_repeating_it(address: str) -> None:
    with pytest.raises(StorageError) as caught:
        place_of(address)
    assert "hidden" not in str(caught.value)


def test_what_a_store_says_is_told_without_credentials(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "a-secret")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLE")
    said = without_secrets(OSError("The key AKIAEXAMPLE, signed with a-secret, is unknown."))
    assert said == "The key …, signed with …, is unknown."


def test_a_path_stays_a_path() -> None:
    for text in ("in.csv", "C:/x.csv", "a://b", "./s3:/x"):
        assert argument_types.place(text) == Path(text)
