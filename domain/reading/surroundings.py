"""The words that stand around a number in an answer, and what each does to it."""

from __future__ import annotations

from enum import Enum

from domain.reading.lexicon import Lexicon


class Around(Enum):
    """What a word beside a number does. A word that is not listed makes the number asked about."""

    POLITE = "polite"  # changes nothing, stands anywhere
    NOUN = "noun"  # what is counted
    VERB = "verb"  # what was done
    MONEY = "money"  # the unit of an amount
    WOMEN = "women"
    MEN = "men"
    WITHIN = "within"  # "trong đó": the next number is part of the one before
    VAGUE = "vague"
    RANGE = "range"
    NEGATION = "negation"
    CORRECTION = "correction"
    DATE = "date"


_WORDS = {
    Around.POLITE: (
        "dạ vâng ừ ạ à ok oke em thưa là có số được đc chỉ thôi nhé nha đúng đủ tổng cộng gồm tất cả "
        "cả của này đã rồi vừa mới hiện đang luôn đều thì đó"
    ),
    Around.NOUN: (
        "người ng chí đc c đoàn viên đv dv đơn vị thành lao động nlđ nld cnlđ cnvclđ cnvc công nhân cn "
        "chức cán bộ cb giáo gv nhân nv anh chị bạn cháu lượt vụ việc kiến nghị ý suất phần quà cuộc buổi hội "
        "bản điều văn khoản doanh nghiệp dn cđcs ca trường hợp tổ nhóm hồ sơ thẻ cái con gia đình hộ đối thoại "
        "tháng mẫu tờ"
    ),
    Around.VERB: (
        "báo cáo bc xin gửi kết nạp kn thêm tăng giảm phát triển tham dự thăm hỏi tặng chi thu nộp hỗ trợ nghỉ hưu "
        "chuyển đi tổ chức tiền đạt"
    ),
    Around.MONEY: "đồng đ vnđ vnd",
    Around.WOMEN: "nữ gái",
    Around.MEN: "nam trai",
    Around.WITHIN: "trong",
    Around.VAGUE: (
        "khoảng hơn gần chừng tầm trên dưới ít nhất nhiều tối thiểu vài mấy dăm ngót xấp xỉ chắc lẽ nửa mươi hàng quãng"
    ),
    Around.RANGE: "đến tới từ hoặc hay",
    Around.NEGATION: "không ko kg hong hok hông chưa chẳng chả đừng trừ thiếu",
    Around.CORRECTION: "nhầm lộn quên lỗi sửa lại",
    Around.DATE: "ngày hôm thứ",
}

SURROUNDINGS = Lexicon({word: role for role, words in _WORDS.items() for word in words.split()})
