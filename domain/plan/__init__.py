"""The plan as data: what is asked, what is measured, what is aimed for. One TOML file per plan."""

from domain.plan.counting import counting_of
from domain.plan.forms import Check, Difference, FactRule, Form, FormOption, Question, QuestionType, TreeEvent, When
from domain.plan.indicators import Formula, FormulaKind, Goal, Indicator, Season
from domain.plan.levels import Level
from domain.plan.loading import PlanError, load_plan, plan_path
from domain.plan.measures import Eligible, Measure, MeasureKind
from domain.plan.model import Activity, Department, FormGroup, Phase, Plan, QuestionSet, UnitKind
from domain.plan.rounds import Every, ReportingRound, RoundDay
from domain.plan.words import Words

__all__ = [
    "Activity",
    "Check",
    "Department",
    "Difference",
    "Eligible",
    "Every",
    "FactRule",
    "Form",
    "FormGroup",
    "FormOption",
    "Formula",
    "FormulaKind",
    "Goal",
    "Indicator",
    "Level",
    "Measure",
    "MeasureKind",
    "Phase",
    "Plan",
    "PlanError",
    "Question",
    "QuestionSet",
    "QuestionType",
    "ReportingRound",
    "RoundDay",
    "Season",
    "TreeEvent",
    "UnitKind",
    "When",
    "Words",
    "counting_of",
    "load_plan",
    "plan_path",
]
