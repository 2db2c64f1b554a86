"""The habits of the sample's superior unions and of the province, by form."""

from __future__ import annotations

from bot.sample.drawing import any_of, by_kind, last_year, number, one_of, paper, part, people, some_of
from bot.sample.habits import ACCOUNTS, GRADING, HALF_YEARLY, JANUARY, TET, YEARS_END
from bot.sample.routine import Routine
from bot.sample.routines_of_members import MILLION
from bot.sample.routines_of_unions import FAIR, GOOD

ABOVE = ("cttt", "tinh")

OF_SUPERIORS = (
    # About the unions below.
    Routine(
        form="cong-nhan-xep-loai",
        share={"*": 0.96},
        season=GRADING,
        answers={
            "year": last_year,
            "grade": by_kind({"hcsn": one_of(GOOD), "dnnn": one_of(GOOD), "cttt": one_of(GOOD), "*": one_of(FAIR)}),
            "decision": paper("QĐ-LĐLĐ"),
        },
    ),
    # Members, and enterprises without a union.
    Routine(
        form="dn-nnn-co-cd",
        in_quarters=True,
        answers={
            "active": part("workers", 0.04, 0.08),
            "eligible": part("active", 0.15, 0.3),
            "with-union": part("eligible", 0.5, 0.9),
            "employed": part("active", 8, 15),
            "data-from": any_of("survey", "tax", "insurance"),
        },
    ),
    Routine(
        form="tap-hop-nld",
        in_quarters=True,
        answers={"unorganised": part("workers", 0.2, 0.6), "joined": part("unorganised", 0.2, 0.6)},
    ),
    Routine(form="hd-ban-chi-dao", times=2, answers={"committee-size": number(7, 11), "meetings": number(1, 2)}),
    Routine(form="hd-cap-the", kinds=("cttt",), share={"*": 0.6}, answers={"new-cards": number(5, 60)}),
    Routine(
        form="tong-dv-nganh-tw",
        in_quarters=True,
        answers={"central-members": number(7550, 7700), "central-workers": number(8100, 8300)},
    ),
    # Briefings, training, news.
    Routine(form="tuyen-truyen", kinds=ABOVE, times=2, answers={"attended": people("workers", 0.02, 0.06)}),
    Routine(form="hd-tap-huan", times=3, answers={"classes": number(1, 2), "officers": people("members", 0.01, 0.04)}),
    Routine(form="hd-tin-bai", kinds=ABOVE, times=6, answers={"items": number(1, 5)}),
    # Welfare.
    Routine(form="van-the", kinds=ABOVE, times=2, answers={"attended": people("workers", 0.02, 0.08)}),
    Routine(
        form="qua-tang",
        kinds=ABOVE,
        times=3,
        season=TET,
        answers={"gifts": number(10, 80), "cost": part("gifts", 0.5 * MILLION, MILLION, step=10_000)},
    ),
    Routine(
        form="phuc-loi",
        kinds=ABOVE,
        season=HALF_YEARLY,
        answers={
            "beneficiaries": part("members", 0.1, 0.3),
            "value": part("beneficiaries", 0.05 * MILLION, 0.2 * MILLION, step=10_000),
            "agreements": number(1, 4),
        },
    ),
    Routine(
        form="hd-xa-hoi",
        kinds=ABOVE,
        share={"*": 0.8},
        answers={
            "content": any_of("Trao Mái ấm công đoàn", "Ủng hộ đồng bào vùng bão lũ"),
            "cost": part("members", 10_000, 40_000, step=10_000),
        },
    ),
    # Policy, supervision, legal advice.
    Routine(
        form="tham-gia-chinh-sach",
        kinds=ABOVE,
        answers={
            "status": one_of({"joined": 0.9, "not-yet": 0.1}),
            "documents": number(2, 8),
            "vocational": some_of("documents", 0.3),
        },
    ),
    Routine(form="hd-giam-sat", kinds=ABOVE, times=2, answers={"units": number(1, 5)}),
    Routine(form="hd-phan-bien", answers={"draft": any_of("Dự thảo Luật Công đoàn", "Dự thảo quy chế của tỉnh")}),
    Routine(form="hd-thuong-luong", kinds=("cttt",), share={"*": 0.3}, answers={"session": number(1, 3)}),
    Routine(form="hd-tu-van", times=2, answers={"advised": number(5, 60)}),
    Routine(
        form="hd-to-tu-van",
        share={"*": 0.7},
        season=JANUARY,
        answers={"team-size": number(3, 7), "decision": paper("QĐ-LĐLĐ")},
    ),
    # Finance.
    Routine(
        form="thu-kpcd",
        in_quarters=True,
        answers={
            "due": by_kind(
                {
                    "cttt": part("workers", 1.2 * MILLION, 1.6 * MILLION, step=1000),
                    "tinh": number(2000 * MILLION, 3000 * MILLION),
                }
            ),
            "collected": part("due", 0.82, 0.99, step=1000),
        },
    ),
    Routine(form="cong-khai-tc", kinds=ABOVE, season=ACCOUNTS, answers={"year": last_year, "status": any_of("both")}),
    Routine(
        form="kiem-tra-tc",
        season=YEARS_END,
        answers={"status": one_of({"done": 0.9, "not-yet": 0.1}), "checked-year": last_year},
    ),
    Routine(
        form="quyet-toan-tc",
        season=ACCOUNTS,
        answers={"year": last_year, "status": one_of({"done": 0.95, "not-yet": 0.05})},
    ),
    # Organisation.
    Routine(form="hd-kien-toan", kinds=ABOVE, share={"*": 0.4}, answers={"added": number(1, 3)}),
    Routine(
        form="xep-loai",
        kinds=("cttt",),
        season=JANUARY,
        early=0.8,
        answers={"year": last_year, "grade": one_of({"excellent": 0.5, "good": 0.5})},
    ),
    Routine(
        form="hd-kiem-tra",
        kinds=("cttt",),
        times=2,
        season=YEARS_END,
        answers={"conclusion": any_of("Chấp hành đúng quy định", "Còn chậm nộp báo cáo, đã nhắc nhở")},
    ),
    Routine(
        form="doi-moi-dvsn",
        season=YEARS_END,
        answers={"text": any_of("Nhà Văn hóa Lao động tự chủ một phần chi thường xuyên")},
    ),
    # Plans, movements, praise.
    Routine(form="hd-ke-hoach", times=3, answers={"decision": paper("KH-LĐLĐ")}),
    Routine(
        form="hd-quy-che",
        share={"*": 0.5},
        answers={
            "partner": any_of("Bảo hiểm xã hội", "Ủy ban nhân dân", "Liên minh Hợp tác xã"),
            "content": any_of("Phối hợp chăm lo, bảo vệ người lao động"),
        },
    ),
    Routine(form="hd-thi-dua", kinds=ABOVE, times=2, answers={"registered": part("members", 0.2, 0.8)}),
    Routine(form="hd-khen-thuong", kinds=ABOVE, season=YEARS_END, answers={"persons": number(5, 40)}),
    Routine(
        form="hd-mo-hinh",
        kinds=ABOVE,
        share={"*": 0.5},
        answers={"content": any_of("Chuyến xe công đoàn", "Chợ Tết công đoàn")},
    ),
    Routine(
        form="hd-khac",
        kinds=ABOVE,
        share={"*": 0.5},
        answers={"content": any_of("Tọa đàm kỷ niệm ngày thành lập Công đoàn Việt Nam")},
    ),
)
