"""Whether answers that nobody was asked for one by one are a filled form: every mistake, with what was expected."""

from domain.validity.answers import judged_answers
from domain.validity.mistakes import Mistake, Occasion, Wrong, shown

__all__ = ["Mistake", "Occasion", "Wrong", "judged_answers", "shown"]
