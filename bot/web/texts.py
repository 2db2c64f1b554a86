"""Every sentence of the page: those that stand in it, and those that its script says later."""

from __future__ import annotations

from locales import N_, _, plain

IN_THE_PAGE = {
    "title": N_("Reporting assistant"),
    "about": N_("For officers of grassroots trade unions who were invited to send their union's figures here."),
    "menu": N_("Options"),
    "account": N_("Account"),
    "leave": N_("Sign out"),
    "no_script": N_("This page needs JavaScript. Please switch it on, or open the page in another browser."),
    "conversation": N_("Conversation"),
    "messages": N_("Messages"),
    "typing": N_("The assistant is answering…"),
    "send_photo": N_("Send a photo"),
    "your_words": N_("Type your answer"),
    "send": N_("Send"),
    "connecting": N_("Connecting…"),
    "opening": N_("Opening…"),
    "get_link": N_("Get a link back here"),
    "link_use": N_("A link of your own leads you back here on any phone or machine."),
    "in_app_warning": N_("This browser may forget you. With a link of your own you come back here at any time."),
    "link_carried": N_("The menu “Open in browser” of this app takes it along, too."),
    "your_link": N_("Your link, only for you:"),
    "keep_link": N_("Keep it where only you can read it."),
    "copy": N_("Copy"),
    "share": N_("Send to another device of mine"),
    "close": N_("Close"),
    "door_title": N_("Welcome"),
    "type_code": N_("Type your code"),
    "go_in": N_("Go in"),
    "short_use": N_("Type this code to the assistant in another app, or on another machine:"),
}

IN_THE_SCRIPT = {
    "assistant_says": N_("The assistant:"),
    "officer_says": N_("You:"),
    "picture": N_("Picture {name}"),
    "document": N_("Document"),
    "unsent": N_("⏳ Not sent yet"),
    "sent": N_("Sent"),
    "refused": N_("Could not be sent."),
    "too_large": N_("{name} is too large: at most 10 MB."),
    "connected": N_("Connected"),
    "disconnected": N_("Not connected"),
    "lost": N_(
        "The connection is lost. What you typed is kept on this phone and sent by itself once there is a network."
    ),
    "interrupted": N_(
        "The system is interrupted for a moment. What you typed is kept on this phone and sent by itself."
    ),
    "back_again": N_("Connected again."),
    "opening": N_("Opening…"),
    "welcome": N_("Welcome"),
    "invitation": N_("An invitation to an office"),
    "return": N_("Back to the conversation"),
    "leaving": N_(
        "You are being signed out; what was said is hidden already. Without a network it is finished later, by itself."
    ),
    "shown_once": N_("A code or a link stood here. It was shown once and is not kept."),
    "went_wrong": N_("That did not work. Please check the network and try again."),
    "go_in": N_("Go in right here"),
    "open_app": N_("Open {app}"),
    "open_and_type": N_("Open {app} and type the short code there"),
    "short_code": N_("Get a short code"),
    "short_minutes": N_("Valid for {minutes} minutes, once. A new one replaces it."),
    "type_code": N_("Type another code"),
    "again": N_("Try again"),
    "to_chat": N_("Back to the conversation"),
    "leave": N_("Sign out"),
    "signed_out": N_("You are signed out. Nothing of the conversation is kept on this phone."),
    "link_days": N_("Valid for {days} days."),
    "file_needs_code": N_(
        "The file opens for the person it was sent to. Type your code: in the chat in which the file came, /taikhoan "
        "gives one."
    ),
    "copied": N_("Copied."),
    "selected": N_("The link is selected. Hold it with a finger to copy it."),
}

# Left in the sentences, for the script to fill.
_BLANKS = {name: f"{{{name}}}" for name in ("app", "name", "minutes", "days")}


def in_the_page() -> dict[str, str]:
    """Return the sentences of the document by their keys, in the language now spoken, not escaped."""
    return {key: plain(_(sentence)) for key, sentence in IN_THE_PAGE.items()}


def in_the_script() -> dict[str, str]:
    """Return the sentences of the script by their keys, in the language now spoken, their `{blanks}` unfilled."""
    return {key: plain(_(sentence, **_BLANKS)) for key, sentence in IN_THE_SCRIPT.items()}
