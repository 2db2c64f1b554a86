"""The kinds of questions: how each reads a person's words, keeps the answer, and says it back."""

from handlers.questions.choices import Choice, MultiChoice, YesNo
from handlers.questions.days import Day
from handlers.questions.numbers import Count, CountWithWomen, Money
from handlers.questions.photos import Photo
from handlers.questions.question import Offer, Question
from handlers.questions.texts import Text

__all__ = [
    "Choice",
    "Count",
    "CountWithWomen",
    "Day",
    "Money",
    "MultiChoice",
    "Offer",
    "Photo",
    "Question",
    "Text",
    "YesNo",
]
