"""What can be wrong with an object store, as sentences for the user. None holds a credential."""

from __future__ import annotations

import os

from llmdesk.cluster.failures import ClusterError
from llmdesk.errors import QT_TRANSLATE_NOOP, shown
from llmdesk.outputs import OutputExists
from llmdesk.paths import is_bundle

_SECRETS = ("AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY", "AWS_SESSION_TOKEN")
_CREDENTIALS = QT_TRANSLATE_NOOP(
    "core",
    "Check the address, and the credentials of the environment (AWS_ACCESS_KEY_ID, AWS_PROFILE …, "
    "GOOGLE_APPLICATION_CREDENTIALS).",
)


class StorageError(ClusterError):
    """An object store cannot be reached, or does not do what is asked of it."""


class TakenOver(StorageError):
    """Another job writes the same output."""


def other_scheme(scheme: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "Tables cannot be read or written at such an address."),
        QT_TRANSLATE_NOOP("core", "It begins with {scheme}://."),
        QT_TRANSLATE_NOOP("core", "Give a file, a folder, s3://BUCKET/PATH or gs://BUCKET/PATH."),
        scheme=shown(scheme, 20),
    )


def bad_address() -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "This is not the address of an object."),
        "",
        QT_TRANSLATE_NOOP("core", "Give a file, a folder, s3://BUCKET/PATH or gs://BUCKET/PATH."),
    )


def secret_in_address(settings: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "Credentials do not belong in an address."),
        QT_TRANSLATE_NOOP("core", "Only these may stand behind its question mark: {settings}."),
        QT_TRANSLATE_NOOP(
            "core",
            "Take them out: those of the environment are used (AWS_ACCESS_KEY_ID, AWS_PROFILE …, "
            "GOOGLE_APPLICATION_CREDENTIALS).",
        ),
        settings=settings,
    )


def needs_pyarrow() -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "Object stores cannot be reached from here."),
        "",
        QT_TRANSLATE_NOOP("core", "Nothing can be added to this program. Take files of this computer.")
        if is_bundle()
        else QT_TRANSLATE_NOOP("core", 'Install pyarrow beside llmdesk: pip install "llmdesk[cluster]"'),
    )


def not_reached(place: str, error: BaseException) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "The object store does not do what is asked of it."),
        QT_TRANSLATE_NOOP("core", "{place}: {reason}"),
        _CREDENTIALS,
        place=shown(place, 200),
        reason=without_secrets(error),
    )


def no_tables(place: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "There is no table at this address."),
        "{place}",
        QT_TRANSLATE_NOOP(
            "core", "A folder there may hold CSV and TSV, JSON Lines or Parquet files with the same columns."
        ),
        place=shown(place, 200),
    )


def bad_name(place: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "An object there has a name that no file can have."),
        "{place}",
        QT_TRANSLATE_NOOP("core", "Move it out of the folder that is read."),
        place=shown(place, 200),
    )


def changed(place: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "An object was changed while it was fetched."),
        "{place}",
        QT_TRANSLATE_NOOP("core", "Start again, and do not change the tables until it is finished."),
        place=shown(place, 200),
    )


def no_room(folder: str, needed: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "There is no room to fetch the tables."),
        QT_TRANSLATE_NOOP("core", "They need {needed} in {folder}."),
        QT_TRANSLATE_NOOP("core", "Free some space, or set TMPDIR to a folder with more room."),
        folder=folder,
        needed=needed,
    )


def already_there(place: str) -> OutputExists:
    return OutputExists(
        QT_TRANSLATE_NOOP("core", "An object with this name already exists."),
        "{place}",
        QT_TRANSLATE_NOOP("core", "Choose another name, or allow it to be replaced with --overwrite."),
        place=shown(place, 200),
    )


def output_among_inputs(place: str) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "The output would lie among the files that are read."),
        "{place}",
        QT_TRANSLATE_NOOP(
            "core", "Choose another folder for the output: the next reading would take it for one."
        ),
        place=shown(place, 200),
    )


def taken_over(place: str) -> TakenOver:
    return TakenOver(
        QT_TRANSLATE_NOOP("core", "Another job began to write the same output."),
        "{place}",
        QT_TRANSLATE_NOOP("core", "Choose another name for one of them."),
        place=shown(place, 200),
    )


def not_kept(place: str, kept: str, error: BaseException, *, whole: bool) -> StorageError:
    return StorageError(
        QT_TRANSLATE_NOOP("core", "What is done could not be put into the object store."),
        QT_TRANSLATE_NOOP("core", "{place}: {reason}"),
        QT_TRANSLATE_NOOP("core", "The finished table is on this computer: {kept}")
        if whole
        else QT_TRANSLATE_NOOP(
            "core", "It is kept on this computer, and goes on there with --out {kept} --resume"
        ),
        place=shown(place, 200),
        reason=without_secrets(error),
        kept=kept,
    )


def without_secrets(error: BaseException) -> str:
    """What a store says, without what it must not repeat: some answer with the key that they were given."""
    reason = " ".join(str(error).split())
    for name in _SECRETS:
        value = os.environ.get(name, "")
        if len(value) > 3:
            reason = reason.replace(value, "…")
    return shown(reason, 300)
