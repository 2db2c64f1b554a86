"""What an officer is told about data before anything is kept, and the answer to it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from domain.reading import Option
from handlers.house import House
from handlers.questions import YesNo
from handlers.saying import lines
from locales import _, current

VERSION = "2026-11-22"
"""The day on which the notice got its present words; kept with every consent. Change it whenever they change."""


@dataclass(frozen=True, kw_only=True)
class Agreement(YesNo):
    """Yes and no, in words that say to what."""

    yes: Markup
    no: Markup

    def options(self) -> Sequence[Option]:
        """See `Question.options`."""
        return (Option("yes", str(self.yes)), Option("no", str(self.no)))


def notice(house: House) -> Markup:
    """What is kept, who sees it, how long, which rights there are, and whom to ask (Law 91/2025/QH15, art. 9)."""
    return lines(
        [
            _(
                "<b>About your data.</b> This assistant keeps your name, your office, the address of this chat and the "
                "figures that you send, to sum up {plan}.",
                plan=house.plan.name.say(current()),
            ),
            _("Your union and the unions above it see the figures and who sent them."),
            _(
                "Drafts are kept for 7 days. Your name is kept until you ask for it to be erased. Figures belong to "
                "the office and stay."
            ),
            _(
                "You can see, change or erase what is kept about you at any time: /dulieucuatoi, /suathongtin, "
                "/xoadulieu."
            ),
            _("Please report figures only, never other people's names, papers or illnesses."),
            _("Questions about data: {contact}.", contact=house.contact),
        ]
    )


def ask_consent(house: House, invited: Markup) -> Agreement:
    """The question whether the person agrees, below who invites to what."""
    return Agreement(
        text=lines([invited, notice(house), _("Do you agree? If you do not, nothing is kept.")]),
        yes=_("I agree"),
        no=_("I do not agree"),
    )
