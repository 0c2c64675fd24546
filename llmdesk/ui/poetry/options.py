"""What the user chooses for a poem: language, form, topic, mood, first letters, drafts, seed.

Owns these fields and their words. Must not start anything.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import QLocale, Qt, Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from llmdesk.errors import fill, in_one_line
from llmdesk.tools.poetry.recognized import Heard
from llmdesk.tools.poetry.types import Book, Form, Language, PoemOptions
from llmdesk.ui.language import Retranslating
from llmdesk.ui.look.sizes import scaled
from llmdesk.ui.poetry.poem_face import poem_font
from llmdesk.ui.poetry.rhyme_choice import RhymeChoice
from llmdesk.ui.theme import SPACE, Theme
from llmdesk.ui.widgets.choice_box import Choice, ChoiceBox
from llmdesk.ui.widgets.plain_label import plain_label

_MAX_TOPIC = 2_000
_MAX_SEED = 2_147_483_647
_TRY_WIDTH = 260  # pixels of a topic on the button
_TIMES = (60.0, 300.0)  # seconds that may be given to a poem
_BY_ITSELF = ""  # instead of a form: the one that a pasted poem has
_BETWEEN = 6  # fields: all of them are in sight in a low window


class PoemOptionsPanel(Retranslating, QWidget):
    """`options()` says what was chosen. `changed` for every change, `submitted` for Enter in a field."""

    changed = Signal()
    form_changed = Signal()
    submitted = Signal()

    def __init__(self, theme: Theme, forms: Sequence[Form], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._theme = theme
        self._forms = tuple(forms)
        self._last: dict[Language, str] = {}  # the form chosen last in each language
        self._checking, self._by_itself = False, True
        self._heard: Form | None = None
        self._written_in: Language = "en"  # before a poem of another language was checked
        self._language, self._form, self._drafts = ChoiceBox(), ChoiceBox(), ChoiceBox()
        self._rhymes = RhymeChoice()
        self._topic = QLineEdit(maxLength=_MAX_TOPIC)
        self._mood, self._acrostic = QLineEdit(maxLength=200), QLineEdit(maxLength=60)
        self._seed = QLineEdit()
        self._seed.setValidator(QIntValidator(0, _MAX_SEED, self))
        self._explanation = plain_label("small", wrap=True)
        self._example_title, self._example = plain_label("muted"), plain_label("muted", wrap=True)
        self._example_heading = plain_label("small")
        self._try = QPushButton()
        self.example = QWidget()  # its owner shows it where the poem will stand
        self._labels: dict[QWidget, QLabel] = {}
        self._arrange()
        self._connect()
        if QLocale().language() == QLocale.Language.Chinese:
            self._written_in = "zh"
        self._fill(self._written_in, "")
        self._retint()
        self._retranslate()

    def _arrange(self) -> None:
        fields = (
            self._language,
            self._form,
            self._rhymes,
            self._topic,
            self._mood,
            self._acrostic,
            self._drafts,
            self._seed,
        )
        for field in fields:
            field.setParent(self)  # before the labels, which have the same accessible names
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(_BETWEEN)
        column.addLayout(self._field(self._language))
        column.addLayout(self._field(self._form))
        column.addWidget(self._explanation)
        for field in (self._rhymes, self._topic, self._mood, self._acrostic):
            column.addLayout(self._field(field))
        chance = QHBoxLayout()
        chance.setSpacing(SPACE)
        chance.addLayout(self._field(self._drafts), 3)
        chance.addLayout(self._field(self._seed), 2)
        column.addLayout(chance)
        about = QVBoxLayout(self.example)
        about.setContentsMargins(0, 0, 0, 0)
        about.setSpacing(SPACE)
        about.addStretch(1)
        for part in (self._example_heading, self._example_title, self._example):
            part.setAlignment(Qt.AlignmentFlag.AlignHCenter)
            about.addWidget(part)
        about.addSpacing(SPACE)
        about.addWidget(self._try, 0, Qt.AlignmentFlag.AlignHCenter)
        about.addStretch(2)

    def _field(self, field: QWidget) -> QVBoxLayout:
        """A field with its label above it."""
        label = self._labels[field] = plain_label("small")
        label.setBuddy(field)
        field.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        pair = QVBoxLayout()
        pair.setSpacing(2)
        pair.addWidget(label)
        pair.addWidget(field)
        return pair

    def _connect(self) -> None:
        self._try.clicked.connect(self._on_try)
        self._topic.textChanged.connect(self._name_try)
        self._language.chosen.connect(self._on_language)
        self._form.chosen.connect(self._on_form)
        self._rhymes.chosen.connect(self._on_rhymes)
        self._drafts.chosen.connect(self.changed)
        for field in (self._topic, self._mood, self._acrostic, self._seed):
            field.textChanged.connect(self.changed)
            field.returnPressed.connect(self.submitted)
        self._theme.changed.connect(self._retint)

    # -- what is chosen -----------------------------------------------------------------------------
    @property
    def language(self) -> Language:
        choice = self._language.current
        return "zh" if choice is not None and choice.data == "zh" else "en"

    @property
    def form(self) -> Form:
        """The form chosen last, also while that of a pasted poem is found without it."""
        return next(form for form in self._forms if form.name == self._last[self.language])

    @property
    def recognizes(self) -> bool:
        """Whether a pasted poem is held against the form that it has."""
        return self._checking and self._by_itself

    def show_heard(self, heard: Heard) -> None:
        """The form that the pasted poem has, if any. Others of its language are offered."""
        self._heard = heard.form if heard.named else None
        self._fill(heard.form.language, self._last.get(heard.form.language, ""))

    def options(self) -> PoemOptions:
        drafts, seed = self._drafts.current, self._seed.text()
        return PoemOptions(
            form=self.form.name,
            topic=self._topic.text().strip(),
            mood=self._mood.text().strip(),
            acrostic=self._acrostic.text().strip(),
            drafts=drafts.data if drafts is not None and isinstance(drafts.data, int) else 1,
            seconds=drafts.data if drafts is not None and isinstance(drafts.data, float) else None,
            seed=int(seed) if seed.isdigit() else None,
            rhymes=self._rhymes.writing if self.form.by_rhyme_book else None,
        )

    @property
    def checked_by(self) -> Book | None:
        """The rhyme book that a pasted poem is held against; None: the one that it fits best."""
        return self._rhymes.checking

    def show_options(self, options: PoemOptions) -> None:
        """Fill the fields, as from a poem of the history. An unknown form leaves the form as it is."""
        form = next((form for form in self._forms if form.name == options.form), self.form)
        self._written_in = form.language
        self._fill(form.language, form.name)
        self._topic.setText(options.topic)
        self._mood.setText(options.mood)
        self._acrostic.setText(options.acrostic)
        self._drafts.set_current(options.seconds if options.seconds in _TIMES else options.drafts)
        self._rhymes.set_writing(options.rhymes)
        self._seed.setText("" if options.seed is None else str(options.seed))
        self.form_changed.emit()

    def set_topic(self, topic: str) -> None:
        self._topic.setText(topic[:_MAX_TOPIC])

    def _on_try(self) -> None:
        """One click to a first poem: about what is typed, else about what the field suggests."""
        if not self._topic.text().strip():
            self.set_topic(self._topic.placeholderText())
        self.submitted.emit()

    def _name_try(self) -> None:
        topic = self._topic.text().strip() or self._topic.placeholderText()
        shown = self.fontMetrics().elidedText(topic, Qt.TextElideMode.ElideRight, scaled(_TRY_WIDTH))
        words = fill(self.tr("Write one about “{topic}”"), {"topic": shown})
        self._try.setText(words.replace("&", "&&"))
        self._try.setAccessibleName(words)

    def focus_topic(self) -> None:
        self._topic.setFocus()
        self._topic.selectAll()

    def set_checking(self, checking: bool) -> None:
        """A poem that is only checked needs its form, and nothing of what to write about."""
        if checking and not self._checking:
            self._written_in = self.language
        language = self.language if checking else self._written_in
        self._checking = checking
        self._fill(language, self._last.get(language, ""))

    def _show_fields(self) -> None:
        form = self._heard if self.recognizes and self._heard is not None else self.form
        for field, label in self._labels.items():
            wanted = field in (self._language, self._form) or not self._checking
            if field is self._rhymes:
                wanted = form.by_rhyme_book
            elif field is self._acrostic and form.tune:  # its tune sets the first characters
                wanted = False
            field.setVisible(wanted)
            label.setVisible(wanted)
        self._rhymes.set_checks(self._checking)

    # -- inside -------------------------------------------------------------------------------------
    def _on_language(self, data: object) -> None:
        language: Language = "zh" if data == "zh" else "en"
        if self._checking:
            self._by_itself = False  # who wants another language than the poem's chooses the form
        self._fill(language, self._last.get(language, ""))
        self.form_changed.emit()
        self.changed.emit()

    def _on_form(self, data: object) -> None:
        if self._checking:
            self._by_itself = data == _BY_ITSELF
        if isinstance(data, Form):
            self._last[data.language] = data.name
        self._explain()
        self.form_changed.emit()
        self.changed.emit()

    def _on_rhymes(self, _data: object) -> None:
        self.form_changed.emit()
        self.changed.emit()

    def _fill(self, language: Language, name: str) -> None:
        self._language.set_choices((Choice("English", "en"), Choice("中文", "zh")), language)
        ours = [form for form in self._forms if form.language == language]
        chosen = next((form for form in ours if form.name == name), ours[0])
        self._last[language] = chosen.name
        choices = [Choice(self._title(form), form) for form in ours]
        if self._checking:
            choices.insert(0, Choice(self.tr("Recognized by itself"), _BY_ITSELF))
        self._form.set_choices(choices, _BY_ITSELF if self.recognizes else chosen)
        self._explain()

    @property
    def _in_chinese(self) -> bool:
        return QLocale().language() == QLocale.Language.Chinese

    def _title(self, form: Form) -> str:
        """How it is listed; how a Chinese name sounds is in the tool tip."""
        if self._in_chinese or form.title == form.title_zh:
            return form.title_zh
        return f"{form.title_zh} · {form.title.split(' (')[0]}" if form.language == "zh" else form.title

    def _explain(self) -> None:
        form = self.form
        if self.recognizes:
            self._explain_heard()
        else:
            self._explanation.setText(form.explanation_zh if self._in_chinese else form.explanation)
            self._form.setToolTip(form.title_zh if self._in_chinese else form.title)
        self._example_title.setText(form.example_title)
        self._example_title.setVisible(bool(form.example_title))
        self._example.setText("\n".join(form.example))
        chinese = form.language == "zh"
        self._labels[self._acrostic].setText(
            self.tr("First characters") if chinese else self.tr("First letters")
        )
        self._acrostic.setPlaceholderText(
            self.tr("one for each line (藏头)")
            if chinese
            else self.tr("the word the first letters of the lines spell")
        )
        self._show_fields()

    def _explain_heard(self) -> None:
        heard = self._heard
        self._form.setToolTip("")
        if heard is None:
            self._explanation.setText(self.tr("The form of a poem that you paste is told here."))
            return
        title, about = (
            (heard.title_zh, heard.explanation_zh)
            if self._in_chinese
            else (self._title(heard), heard.explanation)
        )
        self._explanation.setText(in_one_line((fill(self.tr("{form}."), {"form": title}), about)))

    def _retint(self) -> None:
        for label in (self._example_title, self._example):
            label.setFont(poem_font(self._theme, 1.2))

    def _retranslate(self) -> None:
        names: Mapping[QWidget, str] = {
            self._language: self.tr("Language"),
            self._form: self.tr("Form"),
            self._rhymes: self.tr("Rhyme book"),
            self._topic: self.tr("Topic"),
            self._mood: self.tr("Mood"),
            self._acrostic: self.tr("First letters"),
            self._drafts: self.tr("Drafts"),
            self._seed: self.tr("Seed"),
        }
        for field, name in names.items():
            field.setAccessibleName(name)
            self._labels[field].setText(name)
        self._example_heading.setText(self.tr("Example"))
        self._topic.setPlaceholderText(self.tr("the first snow on the harbour"))
        self._rhymes.retranslate()
        self._name_try()
        self._mood.setPlaceholderText(self.tr("calm, hopeful"))
        self._seed.setPlaceholderText(self.tr("random"))
        self._seed.setToolTip(self.tr("The same seed, model and options give the same poem."))
        chosen = self._drafts.current
        drafts = (self.tr("One draft"), self.tr("Best of two"), self.tr("Best of three"))
        choices = [Choice(text, count) for count, text in enumerate(drafts, start=1)]
        choices += [
            Choice(self.tr("Best of one minute"), _TIMES[0]),
            Choice(self.tr("Best of five minutes"), _TIMES[1]),
        ]
        self._drafts.set_choices(choices, chosen.data if chosen is not None else 1)
        self._fill(self.language, self.form.name)
        self.setTabOrder(self._topic, self._mood)
        self._labels[self._topic].setAlignment(Qt.AlignmentFlag.AlignLeft)
