"""The kinds of questions: how each reads a person's words, keeps the answer, and says it back."""

from domain.limits import MOST
from handlers.questions.choices import Choice, MultiChoice, YesNo
from handlers.questions.days import Day
from handlers.questions.distinct import DistinctPeople
from handlers.questions.numbers import Count, CountWithWomen, Money, People, Percent
from handlers.questions.photos import Photo
from handlers.questions.proposed import Proposed
from handlers.questions.question import Offer, Question
from handlers.questions.texts import Text
from handlers.questions.unions_named import OfUnions
from handlers.questions.years import Year

__all__ = [
    "MOST",
    "Choice",
    "Count",
    "CountWithWomen",
    "Day",
    "DistinctPeople",
    "Money",
    "MultiChoice",
    "OfUnions",
    "Offer",
    "People",
    "Percent",
    "Photo",
    "Proposed",
    "Question",
    "Text",
    "Year",
    "YesNo",
]
