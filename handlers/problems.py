"""What is said when words could not be taken as an answer: what was wrong, and how to go on."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from markupsafe import Markup

from domain.reading import PersonalData, Problem, find_personal_data
from locales import N_, _, day, number

_SENTENCES: dict[Problem, str] = {
    Problem.EMPTY: N_("Nothing was understood. Please type your answer."),
    Problem.TOO_LONG: N_("That is too long. Please say it in at most 500 characters."),
    Problem.NOT_A_NUMBER: N_(
        "“{words}” was not understood. Please type an exact number, for example 3. If the official figure is not "
        "known yet, choose “Later”: what you have typed is kept."
    ),
    Problem.NOT_WHOLE: N_("“{words}” is not a whole number. Please type a whole number, for example 12."),
    Problem.BAD_GROUPING: N_("The number “{words}” can be read in two ways. Please type it again, for example 1.234."),
    Problem.TOO_LARGE: N_("“{words}” is too large here. Please check the number and type it again."),
    Problem.TOO_SMALL: N_("“{words}” is too small here: it must be at least {limit}. Please check and type it again."),
    Problem.NEGATIVE: N_("A number below 0 makes no sense here. Please type a number from 0 up."),
    Problem.NEGATED: N_("Does “{words}” mean that there were none? Then type 0, or type the right number."),
    Problem.VAGUE: N_("“{words}” is not exact. Please type the exact number."),
    Problem.RANGE: N_("“{words}” is a range. Please type one exact number."),
    Problem.SEVERAL_NUMBERS: N_("“{words}” holds several numbers. Please type only the one that is asked for."),
    Problem.CORRECTED: N_("Which number is right in “{words}”? Please type only that one."),
    Problem.COUNT_OR_DATE: N_("Is “{words}” a date or a number? Please type only the number."),
    Problem.OTHER_WORDS: N_("“{words}” was not understood. Please type only the number, for example 3."),
    Problem.AMBIGUOUS: N_("“{words}” can mean more than one thing. Please choose."),
    Problem.UNSURE_OF_UNIT: N_("Is “{words}” meant in đồng or in thousands of đồng? Please choose or type it in full."),
    Problem.MORE_WOMEN_THAN_PEOPLE: N_(
        "In “{words}” the number of women is larger than the total. Please check and type both again, for example: 5 "
        "people, 2 women."
    ),
    Problem.SUM_DIFFERS: N_("Men and women do not add up to the total in “{words}”. Please check and type it again."),
    Problem.TOTAL_MISSING: N_("“{words}” says how many women, but not how many in all. Please type the total first."),
    Problem.NOT_A_DAY: N_("“{words}” is not a day. Please type a day, for example 12/3 or “yesterday”."),
    Problem.NO_SUCH_DAY: N_("There is no such day as “{words}”. Please check the day and type it again."),
    Problem.SEVERAL_DAYS: N_("“{words}” can mean more than one day. Please choose, or type day/month/year."),
    Problem.LUNAR: N_(
        "“{words}” is a day of the lunar calendar. Please type the day of the solar calendar, such as 12/3."
    ),
    Problem.WEEKDAY_DIFFERS: N_(
        "The weekday and the date in “{words}” do not agree. Please choose or type the date again."
    ),
    Problem.IN_THE_FUTURE: N_("{day} has not come yet. Please type a day up to today."),
    Problem.IN_THE_PAST: N_("{day} is past. Please type a day to come."),
    Problem.TOO_EARLY: N_("{day} is before the union was founded ({earliest}). Please check the day."),
    Problem.NOT_A_YEAR: N_("“{words}” is not a year. Please type a year, for example 2026, or “this year”."),
    Problem.YEAR_OUTSIDE: N_("“{words}” cannot be reported here: please type a year from {earliest} to {latest}."),
    Problem.TOO_PRECISE: N_("“{words}” has too many decimals. Please type at most two, for example 95,55."),
    Problem.ABOVE_ALL: N_("“{words}” is above 100%. If that is right, please choose it, else type it again."),
    Problem.NOT_YES_OR_NO: N_("“{words}” was not understood. Please answer yes or no."),
    Problem.NOT_AN_OPTION: N_("“{words}” is not among the choices. Please choose one, or type its number."),
    Problem.NOT_TOGETHER: N_("“{words}” cannot be chosen together with another choice. Please choose what is right."),
    Problem.NOT_A_PICTURE: N_("Please send a photo, or type “skip”."),
}

_PERSONAL: dict[str, str] = {
    PersonalData.ID_NUMBER: N_(
        "What you sent seems to hold an identity number. It has not been kept; please delete the message on your "
        "phone too. Only the count is needed, no names and no numbers of papers."
    ),
    PersonalData.PHONE_NUMBER: N_(
        "What you sent seems to hold a telephone number. It has not been kept; please delete the message on your "
        "phone too. Only the count is needed, no names and no telephone numbers."
    ),
    PersonalData.ILLNESS: N_(
        "What you sent seems to speak of somebody's illness. It has not been kept; please delete the message on your "
        "phone too. Only the count is needed, nothing about a person's health."
    ),
}

SHOWN = 60
"""So many characters of a person's words are repeated to them at the most."""


_MENTIONED = ("words", "limit", "number", "women", "total", "day", "earliest", "latest")


def explain(problem: Problem, details: Mapping[str, str | int | date], *, only: str | None = None) -> Markup:
    """The sentence for a problem of reading. What it mentions and the reading did not give stays empty.

    `only`: what the words can only mean, though they do not say so.
    """
    if problem is Problem.PERSONAL_DATA:
        return _(_PERSONAL[str(details["kind"])])
    written = dict.fromkeys(_MENTIONED, "") | {name: _written(value) for name, value in details.items()}
    if only is not None:
        return _("Does “{words}” mean {only}? Type “yes”, or the answer in full.", words=written["words"], only=only)
    return _(_SENTENCES[problem], **written)


def _written(value: str | int | date) -> str:
    if isinstance(value, int):
        return number(value)
    if isinstance(value, date):
        return day(value)
    if find_personal_data(value) is not None:
        return "…"
    return value if len(value) <= SHOWN else value[:SHOWN] + "…"
