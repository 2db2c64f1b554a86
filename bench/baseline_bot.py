"""The bot that ours is measured beside: plain python-telegram-bot, a ConversationHandler in memory, its default client.

Run as a program: `python -m bench.baseline_bot BASE_URL TOKEN`. It leads through the same six steps as a report of
new members, with texts and buttons of the same size, and keeps nothing.
"""

from __future__ import annotations

import sys

from telegram import InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.ext import Application, CommandHandler, ContextTypes, ConversationHandler, MessageHandler, filters

GROUP, FORM, COUNT, DAY, REVIEW = range(5)
Context = ContextTypes.DEFAULT_TYPE
GROUPS = (
    "Đoàn viên",
    "Tuyên truyền",
    "Chăm lo",
    "Đối thoại, hội nghị",
    "Thỏa ước, tư vấn",
    "Tài chính",
    "Tổ chức",
    "Khác",
)
FORMS = (
    "Kết nạp đoàn viên mới",
    "Đoàn viên giảm",
    "Đoàn viên chuyển đi",
    "Đoàn viên chuyển đến",
    "Số đoàn viên, CNVCLĐ hiện có",
    "Giới thiệu đoàn viên ưu tú",
    "Quản lý, cấp thẻ đoàn viên",
)


def _keyboard(*labels: str) -> InlineKeyboardMarkup:
    rows = [[InlineKeyboardButton(label, callback_data=f"a:1:1:{place}")] for place, label in enumerate(labels)]
    return InlineKeyboardMarkup([*rows, [InlineKeyboardButton("Để sau", callback_data="a:1:1:!later")]])


def _message(update: Update) -> Message:
    assert update.message is not None
    return update.message


async def begin(update: Update, _context: Context) -> int:
    await _message(update).reply_text("Đồng chí muốn báo cáo nội dung nào?", reply_markup=_keyboard(*GROUPS))
    return GROUP


async def group(update: Update, _context: Context) -> int:
    await _message(update).reply_text("Đồng chí muốn báo cáo nội dung nào?", reply_markup=_keyboard(*FORMS))
    return FORM


async def form(update: Update, _context: Context) -> int:
    text = "Đợt này đơn vị kết nạp bao nhiêu đoàn viên mới?\nVí dụ: 5, hoặc: 5 người, nữ 2."
    await _message(update).reply_text(text, reply_markup=_keyboard())
    return COUNT


async def count(update: Update, context: Context) -> int:
    assert context.user_data is not None
    context.user_data["count"] = _message(update).text
    text = "Ngày kết nạp là ngày nào?\nVí dụ: 12/3 hoặc hôm qua."
    await _message(update).reply_text(text, reply_markup=_keyboard("Hôm nay", "Hôm qua"))
    return DAY


async def day(update: Update, context: Context) -> int:
    assert context.user_data is not None
    text = f"Xin đồng chí kiểm tra trước khi gửi:\nSố đoàn viên kết nạp: {context.user_data['count']}\nNgày: hôm nay"
    await _message(update).reply_text(text, reply_markup=_keyboard("1. Đúng, gửi", "2. Sửa", "3. Thêm chi tiết"))
    return REVIEW


async def review(update: Update, _context: Context) -> int:
    text = "Đã nhận báo cáo số 0147 lúc 08:42 ngày 13/03/2026.\nLũy kế năm nay: 11 người.\nCảm ơn đồng chí."
    await _message(update).reply_text(text, reply_markup=_keyboard("1. Báo cáo nội dung khác", "2. Tiến độ"))
    return ConversationHandler.END


def main() -> None:
    base_url, token = sys.argv[1:]
    words = filters.TEXT & ~filters.COMMAND
    application = Application.builder().token(token).base_url(base_url).build()
    application.add_handler(
        ConversationHandler(
            entry_points=[CommandHandler("baocao", begin)],
            states={
                GROUP: [MessageHandler(words, group)],
                FORM: [MessageHandler(words, form)],
                COUNT: [MessageHandler(words, count)],
                DAY: [MessageHandler(words, day)],
                REVIEW: [MessageHandler(words, review)],
            },
            fallbacks=[],
        )
    )
    application.run_polling(allowed_updates=["message", "callback_query"])


if __name__ == "__main__":
    main()
