"""What is said where the calendar is set."""

from __future__ import annotations

from collections.abc import Sequence

from markupsafe import Markup

from domain.calendar.branch import Setting, SettingKind
from domain.calendar.rounds import round_of
from domain.plan import Level, Plan, ReportingRound
from handlers.saying import lines
from locales import N_, _, current, day, number, plain, short_day
from storage.calendar.settings import NewSetting

CHOICES: tuple[tuple[SettingKind, str, Sequence[str]], ...] = (
    (SettingKind.DUE, N_("Change a due day"), ("hạn", "đổi hạn", "gia hạn")),
    (SettingKind.PAUSE, N_("Pause reminders"), ("tạm ngừng", "ngừng nhắc", "bão", "lũ")),
    (SettingKind.OFF, N_("Days off"), ("nghỉ", "ngày nghỉ")),
    (SettingKind.WORKING, N_("Workdays instead"), ("làm bù", "ngày làm việc")),
    (SettingKind.GREETING, N_("The Tết greeting"), ("chúc tết", "tết")),
)

_LEVELS = {
    Level.GRASSROOTS: N_("grassroots unions"),
    Level.DIRECT_SUPERIOR: N_("direct-superior unions"),
    Level.PROVINCE: N_("the province"),
}


def what_is_set(plan: Plan, unit: str, known: Sequence[Setting]) -> Markup:
    """What holds for the branch beside the calendar of the plan."""
    if not known:
        return _("For <b>{unit}</b> and all below it nothing is set beside the plan.", unit=unit)
    head = _("Set for <b>{unit}</b> and all below it:", unit=unit)
    return lines([head, *(Markup("• {}").format(brief(plan, one)) for one in known)])


def brief(plan: Plan, one: Setting | NewSetting) -> str:
    """A setting in one line, without its reason."""
    days = day(one.first_day) if one.first_day == one.last_day else f"{short_day(one.first_day)}–{day(one.last_day)}"
    match one.kind:
        case SettingKind.DUE:
            said = _due(plan, one)
        case SettingKind.PAUSE:
            said = _("no reminders {days}", days=days)
        case SettingKind.OFF:
            said = _("off {days}", days=days)
        case SettingKind.WORKING:
            said = _("worked on {days}", days=days)
        case SettingKind.GREETING:
            said = _("Tết greeting on {days}", days=days)
    return plain(said)


def _due(plan: Plan, one: Setting | NewSetting) -> Markup:
    whom = _(_LEVELS[one.level or Level.GRASSROOTS])
    if one.days is not None:
        return _("report of each month, {whom}: due {n} days after the cut-off", whom=whom, n=number(one.days))
    asked = round_of(plan, one.round or "")
    name = asked.say(current()) if asked is not None else one.round or ""
    return _("report {round}, {whom}: due {day}", round=name, whom=whom, day=day(one.first_day))


def every_round(kind: ReportingRound) -> str:
    """All rounds of a kind from now on."""
    return str(_("Every month from now on"))


def preview(plan: Plan, unit: str, new: NewSetting, *, units: int, people: int) -> Markup:
    """Whom it touches, before it is confirmed."""
    return lines(
        [
            Markup("<b>{}</b>").format(brief(plan, new)),
            _("Reason: {reason}", reason=new.why),
            _(
                "This touches {units} units ({unit} and all below it) and {people} people who have joined.",
                units=number(units),
                unit=unit,
                people=number(people),
            ),
            *_what_follows(new),
            _("Set it?"),
        ]
    )


def _what_follows(new: NewSetting) -> list[Markup]:
    if new.kind is SettingKind.DUE:
        return [_("Reminders follow the new day by themselves.")]
    if new.kind is SettingKind.PAUSE:
        return [_("Due days stay as they are; nobody is reminded of them in these days.")]
    if new.kind in (SettingKind.OFF, SettingKind.WORKING):
        return [_("Due days that fall on a day off move to the next working day.")]
    return [_("Each person gets it once, and then nothing until Tết is over.")]


def done(plan: Plan, new: NewSetting) -> Markup:
    """That it holds now."""
    return _("✅ Set: {what}", what=brief(plan, new))
