"""Figures of a province by adding up every fact of its unions: what /tiendo would do without sums kept by day.

A few indicators of each kind, for a province whose unions did not move: as simple and quick as it can be.
"""

from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import text

from storage.database import Tx

STARTS = "2021-01-01"
"""A union founded since the plan began starts with no members."""

Value = tuple[int, int | None]
"""A number, or a share's two numbers."""

FLOWS = text("""
    SELECT measure, SUM(number) AS total FROM facts
    WHERE superseded_at IS NULL AND counts_for = :year AND day <= :day
        AND measure IN ('admissions', 'losses', 'hardship', 'hardship-visited')
    GROUP BY measure
""")
LEVEL = text("""
    WITH units_now AS (
        SELECT unit_id, MIN(first_day) AS founded FROM unit_versions WHERE first_day <= :day GROUP BY unit_id
        HAVING SUM("end" IS NULL OR "end" > :day) > 0
    ), said AS (
        SELECT unit_id, number, day, known_at, report_id FROM facts
        WHERE superseded_at IS NULL AND measure = :level AND day <= :day AND unit_id IN (SELECT unit_id FROM units_now)
        UNION ALL
        SELECT unit_id, 0, DATE(founded, '-1 day'), NULL, NULL FROM units_now WHERE :moves = 1 AND founded >= :starts
    ), stated AS (
        SELECT unit_id, number, day,
            ROW_NUMBER() OVER (PARTITION BY unit_id ORDER BY day DESC, known_at DESC, report_id DESC) AS place
        FROM said
    ), moved AS (
        SELECT stated.unit_id, SUM(
            CASE WHEN facts.measure IN ('admissions', 'transfers-in', 'reorganised-in') THEN facts.number
            ELSE -facts.number END
        ) AS number
        FROM stated JOIN facts ON facts.unit_id = stated.unit_id AND facts.day > stated.day AND facts.day <= :day
        WHERE stated.place = 1 AND :moves = 1 AND facts.superseded_at IS NULL AND facts.measure IN (
            'admissions', 'transfers-in', 'reorganised-in', 'losses', 'transfers-out', 'reorganised-out'
        )
        GROUP BY stated.unit_id
    )
    SELECT SUM(stated.number) + COALESCE(SUM(moved.number), 0)
    FROM stated LEFT JOIN moved ON moved.unit_id = stated.unit_id WHERE stated.place = 1
""")
BRIEFED = text("""
    SELECT SUM(number) FROM (
        SELECT number,
            ROW_NUMBER() OVER (PARTITION BY unit_id ORDER BY day DESC, known_at DESC, report_id DESC) AS place
        FROM facts WHERE superseded_at IS NULL AND measure = 'briefed' AND counts_for = :year AND day <= :day
    ) AS stated WHERE place = 1
""")
DIALOGUES = text("""
    SELECT kind, SUM(CASE WHEN best = 'yes' THEN 1 ELSE 0 END), SUM(CASE WHEN best = 'not_applicable' THEN 0 ELSE 1 END)
    FROM (
        SELECT unit_versions.unit_id, kind, CASE
            WHEN SUM(CASE WHEN answer = 'yes' THEN 1 ELSE 0 END) > 0 THEN 'yes'
            WHEN SUM(CASE WHEN answer = 'not_applicable' THEN 1 ELSE 0 END) > 0 THEN 'not_applicable'
        END AS best
        FROM unit_versions LEFT JOIN facts ON facts.unit_id = unit_versions.unit_id AND superseded_at IS NULL
            AND measure = 'dialogue' AND counts_for = :year AND day <= :day
        WHERE kind IN ('dnnn', 'nnn') GROUP BY unit_versions.unit_id, kind
    ) AS answers GROUP BY kind
""")


async def added_up(tx: Tx, first_day: date, day: date) -> dict[str, Value]:
    """The value of some indicators for the year that began on `first_day`."""
    asked = {"year": day.year, "day": day.isoformat()}
    flows: dict[str, int] = {row.measure: int(row.total) for row in await tx.execute(FLOWS, asked)}
    members = await _level(tx, "members", day)
    before = await _level(tx, "members", first_day - timedelta(days=1))
    workers = await _level(tx, "workers", day)
    briefed = int((await tx.execute(BRIEFED, asked)).scalar_one())
    dialogues = {kind: (int(yes), int(asked_of)) for kind, yes, asked_of in await tx.execute(DIALOGUES, asked)}
    return {
        "tuyen-truyen": (briefed, None),
        "doi-thoai-dnnn": dialogues["dnnn"],
        "doi-thoai-nnn": dialogues["nnn"],
        "tham-hoi": (flows["hardship-visited"], flows["hardship"]),
        "doan-vien-moi": (flows["admissions"], None),
        "doan-vien-giam": (flows["losses"], None),
        "doan-vien-tang": (members - before, None),
        "tong-dv-tinh": (members, None),
        "nld-la-dv": (members, workers),
    }


async def _level(tx: Tx, level: str, day: date) -> int:
    asked = {"level": level, "day": day.isoformat(), "moves": int(level == "members"), "starts": STARTS}
    return int((await tx.execute(LEVEL, asked)).scalar_one())
