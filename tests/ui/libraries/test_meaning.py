"""A library that is found by what its passages mean: chosen in the dialog, embedded behind it, asked."""

from __future__ import annotations

from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from llmdesk.models.library import Library
from llmdesk.paths import Paths
from llmdesk.store.libraries import StoredLibrary
from llmdesk.ui.libraries.chosen import ChosenLibraries
from llmdesk.ui.libraries.dialog import LibrariesDialog
from llmdesk.ui.libraries.keeper import LibraryKeeper
from llmdesk.ui.services import Services
from tests.embedding_models import tiny_bert
from tests.ui.controls import labels


@pytest.fixture
def library(paths: Paths) -> Library:
    """The real one, which looks into the models' folder."""
    return Library([paths.models], include_starter=False)


@pytest.fixture
def model(services: Services) -> Path:
    return tiny_bert(services.paths.models / "tiny-embedder.gguf")


@pytest.fixture
def dialog(qtbot: QtBot, services: Services, model: Path, tmp_path: Path) -> LibrariesDialog:
    """With a library of one document, which is read."""
    keeper = LibraryKeeper(services)
    qtbot.waitUntil(lambda: keeper.loaded)
    dialog = LibrariesDialog(services, keeper)
    keeper.setParent(dialog)
    qtbot.addWidget(dialog)
    dialog.show()
    folder = tmp_path / "letters"
    folder.mkdir()
    (folder / "one.txt").write_text("The roof leaks.")
    dialog.take_paths([folder])
    qtbot.waitUntil(lambda: "updated" in labels(dialog), timeout=20_000)
    return dialog


def names(dialog: LibrariesDialog) -> list[str]:
    models = dialog.details.meaning.models
    return [models.itemText(row) for row in range(models.count())]


def choose(dialog: LibrariesDialog, row: int) -> None:
    """As somebody does it."""
    models = dialog.details.meaning.models
    models.setCurrentIndex(row)
    models.activated.emit(row)


def kept(services: Services) -> StoredLibrary:
    (library,) = services.libraries.all()
    return library


def test_a_model_that_is_chosen_embeds_what_was_read(
    dialog: LibrariesDialog, services: Services, model: Path, qtbot: QtBot
) -> None:
    qtbot.waitUntil(lambda: names(dialog) == ["Words alone", "tiny embedder", "Choose a file…"])
    assert dialog.details.meaning.models.currentText() == "Words alone"
    choose(dialog, 1)
    qtbot.waitUntil(lambda: "100 % embedded" in labels(dialog), timeout=20_000)
    library = kept(services)
    assert (library.embedding, library.embedded) == (str(model), library.passages)
    assert dialog.details.meaning.models.currentText() == "tiny embedder"
    assert services.embedders.get().memory() > 0

    chosen = ChosenLibraries(services)
    chosen.choose([library.id])
    (source,) = chosen.sources(None)
    by_letters = "".join(sorted("The roof leaks."))  # the fake counts letters
    assert [found.passage.start for found in source.find(by_letters, 5)] == [0]
    chosen.deleteLater()

    choose(dialog, 0)
    qtbot.waitUntil(lambda: "embedded" not in labels(dialog), timeout=20_000)
    assert kept(services).embedding == ""
    services.embedders.close()
    assert services.embedders.get().memory() == 0


def test_a_file_that_is_no_embedding_model_is_told_and_not_chosen(
    dialog: LibrariesDialog, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(b"nothing")
    dialog._set_embedding(str(other))
    qtbot.waitUntil(lambda: "is not a GGUF model" in labels(dialog))
    assert kept(services).embedding == ""
    assert dialog.details.meaning.models.currentText() == "Words alone"


def test_a_model_that_is_refused_stops_nothing(
    dialog: LibrariesDialog, services: Services, qtbot: QtBot, tmp_path: Path
) -> None:
    other = tmp_path / "other.gguf"
    other.write_bytes(b"nothing")
    for number in range(30):
        (tmp_path / "letters" / f"{number}.txt").write_text(f"Letter {number}.")
    dialog.keeper._looking.stop()  # which would go on with what was stopped
    dialog.keeper.update(kept(services).id)
    dialog._set_embedding(str(other))
    qtbot.waitUntil(lambda: "is not a GGUF model" in labels(dialog), timeout=20_000)
    qtbot.waitUntil(lambda: "31 documents" in labels(dialog), timeout=20_000)


def test_a_model_that_is_gone_is_told_and_the_library_still_asked(
    dialog: LibrariesDialog, services: Services, model: Path, qtbot: QtBot
) -> None:
    choose(dialog, 1)
    qtbot.waitUntil(lambda: "100 % embedded" in labels(dialog), timeout=20_000)
    model.unlink()
    dialog.keeper.look()
    qtbot.waitUntil(lambda: "does not exist" in labels(dialog), timeout=20_000)
    chosen = ChosenLibraries(services)
    chosen.choose([kept(services).id])
    (source,) = chosen.sources(None)
    assert len(source.find("roof", 5)) == 1
    qtbot.waitUntil(lambda: any("does not exist" in " ".join(each.texts) for each in services.notify.notices))
    chosen.deleteLater()
