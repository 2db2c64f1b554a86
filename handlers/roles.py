"""What offices are called."""

from __future__ import annotations

from markupsafe import Markup

from domain.access import Role
from domain.plan import Plan
from locales import N_, _, current
from storage.chats import Held

_NAMES: dict[Role, str] = {
    Role.CHAIR: N_("Chair"),
    Role.DEPUTY: N_("Deputy chair"),
    Role.SUPERIOR_OFFICER: N_("Officer in charge"),
    Role.SUPERIOR_LEADER: N_("Leader of the direct-superior union"),
    Role.DEPT_OFFICER: N_("Department officer"),
    Role.PROVINCIAL_LEADER: N_("Leader of the provincial federation"),
    Role.AUDITOR: N_("Inspector, reads only"),
    Role.LEGAL_ADVISER: N_("Legal advice team"),
    Role.ADMIN: N_("Administrator of this assistant"),
}


def role_name(role: Role) -> Markup:
    """The office by itself, as in a list to choose from."""
    return _(_NAMES[role])


def office_name(plan: Plan, role: Role, department: str | None, unit_name: str) -> Markup:
    """The office with its unit, and its department where it has one."""
    for known in plan.departments:
        if known.code == department:
            return _("{department} ({unit})", department=known.name.say(current()), unit=unit_name)
    return _("{role}, {unit}", role=role_name(role), unit=unit_name)


def held_name(plan: Plan, held: Held) -> Markup:
    """An office that an officer holds now."""
    return office_name(plan, Role(held.role), held.department, held.unit_name)
