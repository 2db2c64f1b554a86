"""The commands an officer can give, by name, by words, or by a button.

A command is a conversation (asks, then acts) or a screen (shows something at once and changes nothing that counts).
Each module of `handlers` that has one registers it here.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Awaitable, Callable, Collection, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import lru_cache

from markupsafe import Markup

from domain.access import Act, Relation
from domain.plan import Form, Plan
from domain.reading import asked_about, fold
from handlers.house import House
from handlers.persons import Person
from handlers.saying import Attachment, Button, Recipe, Rows, Saying, arranged
from handlers.talk import Recorded, Talk
from locales import N_
from storage.database import Tx


@dataclass(slots=True, kw_only=True)
class Look:
    """One showing of a screen: what it may look at, and what it shows.

    `args` are the words after the command's name. `edits` is the message that the screen replaces, where the
    person walked here by a button of it. `session`: see `Incoming`.
    """

    house: House
    person: Person
    now: datetime
    today: date
    tx: Tx
    args: tuple[str, ...]
    edits: str | None
    session: int | None = None
    open: Recorded | None = None
    """The conversation that is open meanwhile; a screen after which it is not asked again sets it to None."""
    notice: str | None = None
    said: list[Saying] = field(default_factory=list)

    @property
    def plan(self) -> Plan:
        """The plan in force."""
        return self.house.plan

    def show(
        self,
        text: Markup,
        buttons: Sequence[tuple[str, str]] = (),
        *,
        unnumbered: Sequence[tuple[str, str]] = (),
        attachment: Attachment | None = None,
        recipe: Recipe | None = None,
        first_number: int = 1,
        once: bool = False,
    ) -> None:
        """Show a text with buttons (label, command line). The numbered ones can be chosen by typing.

        `once`: it holds a secret, see `Saying`.
        """
        row = [Button(label, f"c:{line}", number) for number, (label, line) in enumerate(buttons, first_number)]
        ways: Rows = arranged([Button(label, f"c:{line}") for label, line in unnumbered])
        edits = self.edits if attachment is None and recipe is None and not self.said else None
        rows = arranged(row) + ways
        self.said.append(Saying(text=text, rows=rows, attachment=attachment, recipe=recipe, edits=edits, once=once))


@dataclass(frozen=True, slots=True, kw_only=True)
class Command:
    """One command. `needs` is what the person must be allowed to do to a unit that stands in one of the relations
    `where`; None: open to every officer.

    `name` is typed with a slash, `words` without; `title` is a message id that says what it does, for the menu.
    Exactly one of `converse` and `show` is there. `keeps_drafts`: the conversation can be put aside and taken up later.
    `taken_up_by`: the word (a message id) that takes it up. `takes_words`: further words may follow its own without a
    slash, too, as in "tien do dak ha". `takes_documents`: what it is given is a document that somebody sent, as
    `handlers.incoming.Document.said`, and never typed.
    """

    name: str
    words: tuple[str, ...]
    title: str
    needs: Act | None
    where: tuple[Relation, ...] = tuple(Relation)
    for_strangers: bool = False
    in_menu: bool = True
    keeps_drafts: bool = False
    taken_up_by: str = N_("report")
    takes_words: bool = False
    takes_documents: bool = False
    converse: Callable[[Talk], Awaitable[None]] | None = None
    show: Callable[[Look], Awaitable[None]] | None = None

    def open_to(self, person: Person) -> bool:
        """Whether the person may give this command."""
        if person.officer_id is None:
            return self.for_strangers
        return self.needs is None or bool(person.offices_for(self.needs, self.where))


COMMANDS: dict[str, Command] = {}
_BY_WORDS: dict[str, str] = {}


def register(command: Command) -> None:
    """Make a command known. Raises ValueError where its name or words are taken."""
    names = {fold(words) for words in (command.name, *command.words)}
    if command.name in COMMANDS or not names.isdisjoint(_BY_WORDS):
        raise ValueError(f"the command '{command.name}' or one of its words is taken")
    COMMANDS[command.name] = command
    _BY_WORDS.update(dict.fromkeys(names, command.name))


def command_of_words(text: str) -> str | None:
    """The command whose name or words the whole text is, whatever its diacritics."""
    return _BY_WORDS.get(fold(text).removeprefix("/"))


def command_with_words(text: str) -> str | None:
    """The command line that a text means which asks about progress, or begins with a command's words and goes on."""
    asked = asked_about(text)
    if asked is not None:
        return f"tiendo {asked}".strip()
    words = fold(text).split()
    for length in range(len(words) - 1, 0, -1):
        name = _BY_WORDS.get(" ".join(words[:length]))
        if name is not None and COMMANDS[name].takes_words:
            return " ".join((name, *words[length:]))
    return None


def form_of_words(plan: Plan, text: str, kinds: Collection[str] = ()) -> tuple[str, str] | None:
    """The form that a text opens, and the words left over: "kn 5 nu 2" opens the admissions with "5 nu 2".

    Of several forms called so the one that is asked of unions of `kinds`: a school's conference is another one than
    a company's. Words are left over only where they hold a number; else the text means something else, and it is None.
    """
    words = fold(text).split()
    forms = _forms_by_words(plan)
    for length in range(len(words), 0, -1):
        called = forms.get(" ".join(words[:length]))
        if called is not None:
            rest = " ".join(words[length:])
            own = (form for form in called if not set(kinds).isdisjoint(form.for_kinds))
            return (next(own, called[0]).code, rest) if not rest or any(map(str.isdigit, rest)) else None
    return None


@lru_cache(maxsize=8)
def _forms_by_words(plan: Plan) -> dict[str, list[Form]]:
    """The forms by their folded words and names, in the order of the plan."""
    forms: defaultdict[str, list[Form]] = defaultdict(list)
    for form in plan.forms:
        for phrase in {fold(words) for words in (*form.words, form.name.vi, form.name.en)}:
            forms[phrase].append(form)
    return forms
