"""The language of the window, changed while it runs.

Owns the translators. Qt sends every widget a `LanguageChange`, in which each sets its texts again
(`Retranslating`). Must not hold any text.
"""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import QCoreApplication, QEvent, QLibraryInfo, QLocale, QTranslator

from llmdesk.paths import resource

# What the settings may say besides "system", each by its own name.
LANGUAGES: Final = {"en": "English", "zh_CN": "简体中文"}


class Language:
    """Installs the translators of one language in place of those before."""

    def __init__(self, app: QCoreApplication, wanted: str = "system") -> None:
        self._app = app
        self._system = QLocale.system()
        self._translators: list[QTranslator] = []
        self._current = "en"
        self.apply(wanted)

    @property
    def current(self) -> str:
        """A key of `LANGUAGES`."""
        return self._current

    def apply(self, wanted: str) -> None:
        """`wanted` is a key of `LANGUAGES`, or "system"."""
        code = wanted if wanted in LANGUAGES else self._of_the_system()
        if code == self._current and self._translators:
            return
        self._current = code
        QLocale.setDefault(self._system if self._system.name().startswith(code) else QLocale(code))
        for translator in self._translators:
            self._app.removeTranslator(translator)
        self._translators = []
        qt_folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        for name, folder in (
            (f"qtbase_{code}", qt_folder),
            (f"llmdesk_{code}", str(resource("i18n"))),
        ):
            translator = QTranslator(self._app)
            if translator.load(name, folder):
                self._app.installTranslator(translator)
                self._translators.append(translator)

    def _of_the_system(self) -> str:
        """Chinese in any script reads the simplified one better than English."""
        for name in self._system.uiLanguages():
            if name.startswith("zh"):
                return "zh_CN"
            if name.startswith("en"):
                return "en"
        return "en"


class Retranslating:
    """A widget that sets its texts in `_retranslate`, and does so again in another language: a base beside
    that of Qt, before it."""

    def changeEvent(self, event: QEvent) -> None:
        if event.type() == QEvent.Type.LanguageChange:
            self._retranslate()
        super().changeEvent(event)  # type: ignore[misc]  # the widget's

    def _retranslate(self) -> None:
        raise NotImplementedError
