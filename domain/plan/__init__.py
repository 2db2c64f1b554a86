"""The plan as data: what is asked, what is measured, what is aimed for. One TOML file per plan."""

from domain.plan.forms import Check, FactRule, Form, FormOption, Question, QuestionType, When
from domain.plan.indicators import Formula, FormulaKind, Goal, Indicator, Season
from domain.plan.loading import PlanError, load_plan, plan_path
from domain.plan.measures import Measure, MeasureKind
from domain.plan.model import Department, FormGroup, Level, Phase, Plan, UnitKind
from domain.plan.words import Words

__all__ = [
    "Check",
    "Department",
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
    "QuestionType",
    "Season",
    "UnitKind",
    "When",
    "Words",
    "load_plan",
    "plan_path",
]
