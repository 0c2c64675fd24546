"""`Store`: everything that llmdesk remembers, behind one face.

Owns the composition: which rows change together, when they are on the disk, who may be writing.
The SQL is in `conversations` and `runs`, the file in `database`.
"""

from __future__ import annotations

import sqlite3
import time
import zlib
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from llmdesk.cancel import CancelToken
from llmdesk.engine.types import Role
from llmdesk.errors import UserError
from llmdesk.store import (
    attachments,
    conversations,
    deletions,
    erasing,
    restoring,
    runs,
    whole,
)
from llmdesk.store.database import Database
from llmdesk.store.folders import Folders
from llmdesk.store.items import Items
from llmdesk.store.types import (
    Attachment,
    Backup,
    BranchMessage,
    Compacted,
    Conversation,
    Holding,
    Outcome,
    Run,
    RunBegun,
    RunHeading,
    RunKind,
    SearchHit,
    StoredMessage,
    TakenIn,
    WholeConversation,
)


class Store:
    """Conversations and runs in one SQLite file.

    Usable from any thread, and from several processes at once. What a method has changed is on
    the disk when it returns. Every method raises `StoreError` when that cannot be done, and for
    ids of things that were deleted. All times are seconds since the epoch.
    """

    def __init__(
        self,
        path: Path,
        backups: Path,
        *,
        clock: Callable[[], float] = time.time,
        busy_timeout_s: float = 5.0,
    ) -> None:
        """Open, check, back up and migrate; what a dead process left streaming becomes stopped."""
        self._clock = clock
        self._traces = True  # of what was deleted, in the write-ahead log of a process that was killed
        self._database = Database(path, backups, clock, busy_timeout_s, on_open=_stop_abandoned)
        self.folders = Folders(self._database)
        self.items = Items(self._database, clock)

    @property
    def notices(self) -> tuple[UserError, ...]:
        """What the user should be told about the opening, such as a damaged file that was set aside."""
        return self._database.notices

    def close(self) -> None:
        """Close the database; later calls raise `StoreError`, a second close does nothing."""
        self._database.close()

    # -- conversations ----------------------------------------------------------------------
    def create_conversation(
        self, title: str = "", preset: Mapping[str, object] | None = None
    ) -> Conversation:
        """A new, empty conversation; without a title it gets automatic ones. `preset`: how it is answered."""
        return self._database.write(lambda db: conversations.create(db, title, self._clock(), preset))

    def conversation(self, conversation_id: int) -> Conversation:
        return self._database.read(lambda db: conversations.conversation(db, conversation_id))

    def conversations(self, search: str = "", limit: int = 200, offset: int = 0) -> list[Conversation]:
        """Newest first; with `search`, those with all its words in the title or in one message."""
        return self._database.read(lambda db: conversations.listing(db, search, limit, offset))

    def rename_conversation(self, conversation_id: int, title: str, *, automatic: bool = False) -> None:
        """Set the title; an automatic one does nothing where the user gave one."""
        self._database.write(lambda db: conversations.rename(db, conversation_id, title, automatic))

    def duplicate_conversation(self, conversation_id: int, title: str) -> int:
        """A copy with everything in it, called `title`; its id."""
        return self._database.write(lambda db: whole.duplicate(db, conversation_id, title, self._clock()))

    def set_preset(self, conversation_id: int, preset: Mapping[str, object] | None) -> None:
        """How the conversation is answered from now on; None: as the settings say."""
        self._database.write(lambda db: conversations.set_preset(db, conversation_id, preset))

    def delete_conversation(self, conversation_id: int) -> None:
        """Hide the conversation until it is restored or purged."""
        self._database.write(lambda db: conversations.mark_deleted(db, conversation_id, self._clock()))

    def restore_conversation(self, conversation_id: int) -> None:
        self._database.write(lambda db: conversations.mark_deleted(db, conversation_id, None))

    def purge_deleted(self, older_than_s: float = 0) -> int:
        """Really delete what was deleted that long ago, messages too, from the index and the backups; how
        many conversations.

        One that still streams an answer waits for the next purge, and so does what another process reads
        just then. Runs that were deleted go from the backups with it.
        """

        def purge(db: sqlite3.Connection) -> int:
            before = self._clock() - older_than_s
            gone, messages = conversations.to_purge(db, before), deletions.expired(db, before)
            erasing.remember(db, [*gone, *messages])
            deletions.erase(db, [number for _, number, _ in messages])
            if gone:
                conversations.erase(db, [number for _, number, _ in gone])
            return len(gone)

        count = self._database.write(purge) if self._database.read(self._has_to_purge(older_than_s)) else 0
        gone = self._database.read(erasing.pending)
        if gone:
            self._database.erase_in_backups(gone)
            self._database.write(lambda db: erasing.done(db, gone))
        if gone or self._traces:
            self._traces = not self._database.wipe_traces()
        return count

    def _has_to_purge(self, older_than_s: float) -> Callable[[sqlite3.Connection], bool]:
        """Looked for without writing: it is asked every minute."""
        before = self._clock() - older_than_s
        return lambda db: bool(conversations.to_purge(db, before) or deletions.expired(db, before))

    def delete_everything(self) -> None:
        """Delete all conversations, runs and drafts, the index, the backups, the files set aside."""
        self._database.write(conversations.delete_all)
        self._database.wipe_traces(vacuum=True)
        self._database.delete_copies()

    def compact(self, cancel: CancelToken) -> Compacted:
        """Make the file as small as what is in it. Raises `Cancelled` too: nothing has changed then."""
        return self._database.compact(cancel)

    # -- whole conversations ------------------------------------------------------------------
    def conversation_ids(self) -> list[int]:
        """All conversations that are not deleted, newest first."""
        return self._database.read(whole.ids)

    def whole_conversation(self, conversation_id: int) -> WholeConversation:
        """All of a conversation, with every branch and the texts of its attachments."""

        def read(db: sqlite3.Connection) -> tuple[WholeConversation, dict[str, bytes]]:
            return whole.whole(db, conversation_id), attachments.bodies(db, conversation_id)

        chat, texts = self._database.read(read)
        return replace(chat, texts={digest: zlib.decompress(body) for digest, body in texts.items()})

    def take_in(self, conversation: WholeConversation) -> TakenIn:
        """Put in a conversation that came from elsewhere, at once or not at all.

        One that is here already is not put in twice: it gets the messages that it lacks.
        """
        kept = replace(conversation, texts=attachments.compressed(conversation.texts))
        return self._database.write(lambda db: whole.take_in(db, kept))

    def copy_branch(self, message_id: int, title: str, *, versions: bool) -> Conversation:
        """A new conversation with the messages up to this one, as they are; with `versions` also all others
        of that conversation but those that follow it."""
        return self._database.write(
            lambda db: whole.copy_branch(db, message_id, title, self._clock(), versions=versions)
        )

    # -- drafts -----------------------------------------------------------------------------
    def save_draft(self, conversation_id: int | None, text: str, known: str | None = None) -> str | None:
        """Keep what was typed and not sent; None is the chat that does not exist yet. `known`: see `keep`."""
        return self._database.write(lambda db: conversations.save_draft(db, conversation_id, text, known))

    def draft(self, conversation_id: int | None) -> str:
        return self._database.read(lambda db: conversations.draft(db, conversation_id))

    # -- what a tool keeps for its tab ----------------------------------------------------------
    def keep(self, name: str, value: str, known: str | None = None) -> str | None:
        """Remember a text under a name of the tool's ("sentiment.draft"); "delete everything" forgets it.

        With `known` only over that text, or over none: else nothing changes, and what is there comes back.
        """
        return self._database.write(lambda db: conversations.save_property(db, name, value, known))

    def kept(self, name: str) -> str:
        """What `keep` was given last; "" for nothing."""
        return self._database.read(lambda db: conversations.property_of(db, name))

    # -- messages ---------------------------------------------------------------------------
    def add_message(
        self,
        conversation_id: int,
        parent_id: int | None,
        role: Role,
        content: str,
        given: Sequence[Attachment] = (),
        texts: Mapping[str, bytes] | None = None,
    ) -> StoredMessage:
        """Add a message under `parent_id` and make it the leaf. `given` goes with it; `texts` has those of
        their texts, by their hashes, that may not be here yet."""
        kept = attachments.compressed(texts or {})

        def add(db: sqlite3.Connection) -> StoredMessage:
            now = self._clock()
            made = conversations.insert_message(db, conversation_id, parent_id, role, content, now)
            attachments.put(db, conversation_id, made.id, given, kept)
            return conversations.message(db, made.id)

        return self._database.write(add)

    def attached_text(self, digest: str) -> bytes:
        """The text of an attachment."""
        return zlib.decompress(self._database.read(lambda db: attachments.body(db, digest)))

    def begin_answer(self, conversation_id: int, parent_id: int, model: str) -> StoredMessage:
        """Add an empty answer that streams, and make it the leaf.

        It is this process's: should the process die, the next to open the store finds it stopped.
        """
        return self._database.write(
            lambda db: conversations.insert_message(
                db,
                conversation_id,
                parent_id,
                "assistant",
                "",
                self._clock(),
                state="streaming",
                model=model,
                owner=self._database.session_id,
            )
        )

    def checkpoint(self, message_id: int, content: str, thoughts: str | None = None) -> None:
        """Keep what an answer has so far; it cannot be searched before it is finished."""
        self._database.write(lambda db: conversations.checkpoint(db, message_id, content, thoughts))

    def finish_message(
        self,
        message_id: int,
        content: str,
        state: Outcome,
        detail: Mapping[str, object],
        thoughts: str | None = None,
    ) -> StoredMessage:
        """`thoughts`: those before the answer; None: they are not told apart (see `StoredMessage`)."""
        return self._database.write(
            lambda db: conversations.finish(db, message_id, content, state, detail, self._clock(), thoughts)
        )

    def add_detail(self, message_id: int, detail: Mapping[str, object]) -> StoredMessage:
        """Keep what was found out about an answer after it was finished."""
        return self._database.write(lambda db: conversations.add_detail(db, message_id, detail))

    def message(self, message_id: int) -> StoredMessage:
        return self._database.read(lambda db: conversations.message(db, message_id))

    def branch(self, conversation_id: int, leaf_id: int | None = None) -> list[BranchMessage]:
        """The messages from the root to `leaf_id`, or to the conversation's leaf."""
        return self._database.read(lambda db: conversations.branch(db, conversation_id, leaf_id))

    def add_edited(self, message_id: int, content: str) -> StoredMessage:
        """What the user made of an answer, as a version beside it, marked "edited"; it becomes the leaf."""
        return self._database.write(
            lambda db: conversations.add_edited(db, message_id, content, self._clock())
        )

    def delete_messages(self, message_id: int, *, and_after: bool) -> int:
        """Delete a message, or it and all that follows it; the number with which `restore_messages` takes it
        back, until it is purged.

        Where only the message goes, what follows it stays and follows who is above. Other versions stay.
        """
        return self._database.write(
            lambda db: deletions.delete(db, message_id, self._clock(), and_after=and_after)
        )

    def restore_messages(self, deletion_id: int) -> int:
        """Take a deletion back, exactly, whatever was deleted or added since; the conversation's id, which
        comes back with it. What was asked since goes on showing."""
        return self._database.write(lambda db: deletions.restore(db, deletion_id))

    def select_version(self, message_id: int, step: int) -> list[BranchMessage]:
        """Go `step` versions on at the place of `message_id` (not past the ends); the new branch.

        The newest descendant of the version becomes the leaf.
        """
        conversation_id = self._database.write(lambda db: conversations.select_version(db, message_id, step))
        return self.branch(conversation_id)

    def show_message(self, message_id: int) -> list[BranchMessage]:
        """Show a branch with this message: the one that is shown, or one of another version; that branch."""
        conversation_id = self._database.write(lambda db: conversations.show_message(db, message_id))
        return self.branch(conversation_id)

    def search(self, text: str, limit: int = 50) -> list[SearchHit]:
        """Where all words of `text` are, as beginnings of words; titles first, then newest first."""
        return self._database.read(lambda db: conversations.search(db, text, limit))

    # -- runs -------------------------------------------------------------------------------
    def add_run(
        self,
        kind: RunKind,
        inputs: Mapping[str, object],
        options: Mapping[str, object],
        *,
        title: str = "",
        model: str = "",
    ) -> Run:
        """Keep what a tool is about to do; the run is this process's until it is finished."""
        return self._database.write(
            lambda db: runs.add(
                db, kind, title, model, inputs, options, self._clock(), self._database.session_id
            )
        )

    def update_run(self, run_id: int, result: Mapping[str, object]) -> None:
        """Keep what a run under way has so far: it is there after a crash."""
        self._database.write(lambda db: runs.update(db, run_id, result, self._clock()))

    def finish_run(
        self,
        run_id: int,
        result: Mapping[str, object] | None,
        state: Outcome,
        detail: Mapping[str, object] | None = None,
    ) -> Run:
        """End a run; `result` None: it has none, or keeps the one that it has."""
        return self._database.write(
            lambda db: runs.finish(db, run_id, result, state, detail or {}, self._clock())
        )

    def runs(self, kind: RunKind, limit: int = 200, offset: int = 0) -> list[Run]:
        """Newest first."""
        return self._database.read(lambda db: runs.listing(db, kind, limit, offset))

    def runs_begun(self, kind: RunKind, model: str, sha256: str) -> list[RunBegun]:
        """What runs of this model over a text with this hash were begun with, newest first."""
        return self._database.read(lambda db: runs.begun(db, kind, model, sha256))

    def run_headings(self, *kinds: RunKind, limit: int = 500) -> list[RunHeading]:
        """What a list of past runs of these kinds shows, newest first."""
        return self._database.read(lambda db: runs.headings(db, kinds, limit))

    def run(self, run_id: int) -> Run:
        return self._database.read(lambda db: runs.get(db, run_id))

    def delete_run(self, run_id: int) -> None:
        """Delete a run; the next purge erases it from the backups too."""
        self._database.write(lambda db: erasing.remember(db, runs.delete(db, run_id)))

    def restore_run(self, run: Run) -> None:
        """Put a run back that was deleted."""
        self._database.write(lambda db: runs.restore(db, run))

    # -- backups ----------------------------------------------------------------------------
    def backups(self) -> list[Backup]:
        """The backups that can be restored, newest first."""
        return self._database.backups.all()

    def holding(self, backup: Path) -> Holding:
        """What is in a backup; `StoreError` where it cannot be used."""
        return self._database.holding(backup)

    def raise_if_shared(self) -> None:
        """Raises `StoreError` where another llmdesk has this open: no backup can be restored then."""
        self._database.raise_if_shared()

    def restore_backup(self, backup: Path) -> None:
        """Go back to `backup`; what is here now is backed up first, so this can be undone.

        Ids that were handed out before mean nothing afterwards. Raises `StoreError` where nothing changed,
        so too while another llmdesk has this open.
        """
        self._database.restore(backup, _settle)


def _settle(db: sqlite3.Connection, before: sqlite3.Connection) -> None:
    """What a restored backup needs before it is used; `before` is what was there."""
    restoring.keep_what_lives(db, before)
    _stop_abandoned(db, ())


def _stop_abandoned(db: sqlite3.Connection, living: Collection[str]) -> None:
    conversations.stop_abandoned(db, living)
    runs.stop_abandoned(db, living)
