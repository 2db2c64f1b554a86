"""How people ask about progress: patterns over words without their diacritics, which `questions` cuts away."""

from __future__ import annotations

from domain.reading.lexicon import word_list
from domain.reading.phrases import phrase

SPELLED = word_list(
    "dạ vâng thưa chào ơi em anh chị mình tôi bác chú đồng chí trợ lý ạ xin làm ơn cho hỏi biết muốn nhờ giúp hộ với "
    "xem coi lại thử qua về tiến độ tình hình thực hiện chung kết quả số liệu thống kê theo dõi kiểm tra báo cáo cập "
    "nhật đến tới đâu mức nào chỗ rồi vậy thế nhỉ nhé đã đang được đc dc mới có còn thiếu đạt là bao nhiêu mấy người "
    "phần trăm cuộc lượt suất vụ việc đơn vị cơ sở nơi như ra sao thì ntn triển khai hoàn thành xong đủ kịp nộp gửi "
    "chưa chỉ tiêu kế hoạch hết những các hiện ai huyện xã phường công đoàn cđcs trường ty doanh nghiệp không ko bị tổ "
    "chức ký chậm thấp kém yếu tốt cao nhất nhiều ít dẫn đầu cũng rõ nhớ nắm hiểu chắc cách nhập ghi điền gõ trả lời "
    "chọn bấm viết sửa xóa xoá này ở đây gì nghĩa nghị nhánh viên năm tháng quý công tác của cuối giữa khoảng ngày hôm "
    "vừa họp mở diễn bắt ben bên nay nó đó kia"
)
"""Words of the patterns; one that has other diacritics is another word: "đến đầu năm" asks nothing."""

_WHO = r"em|anh|chi(?! (?:tieu|doan|nhanh))|minh|toi(?! (?:dau|muc|cho)(?!\S))|bac|chu|dong chi|tro ly|bot"
_POLITE = (
    f"(?:the )?con|da|vang|a|thua|chao|oi|xin|lam on|(?:nho )?(?:{_WHO})|cho (?:(?:{_WHO}) )?(?:hoi(?! nghi)|biet)"
    "|muon (?:hoi(?! nghi)|biet)|xin hoi(?! nghi)"
)
_THING = "don vi|chi tieu|noi|cho|huyen|xa|phuong|cong doan|cong doan co so|cdcs|co so|truong|cong ty|doanh nghiep"
_RANK = "cham(?: tien do)?|thap|kem|yeu|tot|cao|nhieu|it|dan dau"
_DONE = "da|chua|con|dang|bi|khong|ko|thuc hien|lam|bao cao|dat|xong|ky|co|to chuc|hoan thanh|nop|gui|thieu|so lieu|roi"
_COUNTED = "nguoi|phan tram|cuoc|luot|suat|vu(?! viec)"
_DONE_BY = "(?:don vi|co so|noi|cdcs)(?: (?:da|chua|co))*"
_END = "(?: (?:roi|r|vay|the|a|nhi|nhe|hả|oi|em|anh|chi(?! tieu)))*"
_ACTING = "lam|nhap|ghi|dien|go|tra loi|gui|nop|bao cao|bao|chon|bam|viet|sua|xoa"
_DOING = "da|dang|hien|thuc hien|lam|trien khai|hoan thanh"


def _several(words: str) -> str:
    return rf"(?:{words})(?!\S)(?: (?:{words})(?!\S))*"


POLITE = phrase(f"^{_several(_POLITE)}")
AFTERWARDS = phrase("(?:a|nhe|vay|voi|(?:duoc|dc) (?:khong|ko)|giup(?: (?:em|anh|chi|toi|minh))?)$")

HOW_TO = (
    phrase(r"(?:khong|ko|k|chua) (?:\S+ )?(?:biet|ro|nho|nam|hieu|chac).*"),
    phrase(r"(?:bao nhieu|the nao|ra sao|nao|may) (?:cung|thi).*"),
    phrase(r"^cach .*"),
    phrase(rf"^(?:{_ACTING})(?: \S+){{0,3}} (?:the nao|sao|ra sao|ntn|nhu nao)"),
    phrase(r"(?:nhap|ghi|dien|gui|nop|bao cao) (?:nhu )?(?:the nao|sao|ra sao|ntn|nao)"),
    phrase(r"(?:cau|cai|muc|o|phan) (?:nay|day|do).*"),
    phrase(r"(?:la|nghia la) gi.*"),
)
"""Questions about the bot, and answers that say that one does not know."""

HEADS = (
    phrase(
        rf"^(?:(?:cho (?:(?:{_WHO}) )?|muon |de )?(?:xem|coi|biet|theo doi|kiem tra|bao cao|cap nhat|hoi)"
        rf"(?: (?:giup|lai|thu|qua|ve|{_WHO}))* )?"
        "(?:tien do|tiendo|td|tinh hinh|muc do hoan thanh)(?: (?:thuc hien|chung|cong tac|ve|cua|ket qua))*"
    ),
)
"""What begins a question of which the subject may be left out: one's own union."""

LOOKING = (
    phrase(
        rf"^(?:cho (?:(?:{_WHO}) )?|muon |de )?(?:xem|coi)"
        rf"(?: (?:giup|lai|thu|qua|ve|so lieu|ket qua(?: thuc hien)?|cong tac|{_WHO}))*"
    ),
)
"""What begins a question only where a subject follows."""

FIGURES_OF = phrase("^(?:ket qua|so lieu|thong ke)(?: (?:thuc hien|cong tac|ve|cua))*")
"""What begins a question where a subject follows and no number, which would be a report."""

NAMED_BESIDE = phrase("tien do|tinh hinh")
"""What may stand beside the subject of what has been found to be a question."""

WHICH = phrase(
    rf"^(?:(?:nhung|cac|con|co|hien|xem) )*(?:(?:{_THING}) nao|ai(?= (?:chua|con|dang|cham|da) \S))"
    rf"(?: (?:{_DONE}|{_RANK}|nhat))*"
)
"""Which unions are behind, or have not answered."""
RANKED = phrase(rf"(?:{_RANK})(?: nhat)?{_END}$")

HOW_FAR = phrase(
    rf"(?:(?:{_DOING}|duoc|dat) )*(?:(?:den|toi) dau(?! (?:nam|thang|quy|nhiem|qua|bung|lung))"
    rf"|(?:den|toi) (?:muc|cho) nao){_END}"
)

HOW_MUCH = (
    phrase(
        r"(?:(?:da|con|hien|dang|co|duoc|dc|dat|thieu|la|lam|tong|(?<!vien )moi) )*"
        rf"(?:bao nhieu(?: (?:{_COUNTED}))?(?: {_DONE_BY})?|may (?:{_COUNTED}|{_DONE_BY})){_END}"
    ),
    phrase(rf"(?:(?:{_DOING}) )*(?:nhu )?(?:the nao|ra sao|ntn|nhu nao|thi sao|sao (?:roi|r)){_END}"),
    phrase(
        r"(?:(?:da|co) )*(?:dat|xong|du|kip|hoan thanh|bao cao|nop|gui)"
        rf"(?: (?:xong|het|du|chi tieu|ke hoach|bao cao))* chua{_END}$"
    ),
    phrase(r"(?:con )?thieu (?:gi|nhieu khong|nhieu ko)$"),
)
"""What makes a question only with a subject: "bao nhieu" alone asks nothing."""

NO_SUBJECT = word_list(
    "đã và ở của là thì còn có cái này đây đó nó gì em anh chị tôi mình bên bao nhiêu nữ người không chưa ko k hôm nay "
    "hiện rồi thế vậy nào đâu dạ vâng thưa ơi nhé nha ạ"
)
"""Words that name nothing one could ask about."""

UNTOLD = word_list(
    "không chưa ko k có được tổ chức họp làm mở diễn đầu thúc xong rồi vừa mới khoảng ngày hôm cuối giữa thì là "
    "qua lúc tuần học niên khóa nk cho cả nhé nha"
)
"""Words that tell something of a period, or belong to it, instead of being asked about."""
