"""The bot's own account: name, descriptions, commands, menu and default rights."""

import re
from typing import Any

from bot.rehearsal import render
from bot.rehearsal.calling import Call, method
from bot.rehearsal.errors import bad
from bot.rehearsal.render import Json
from bot.rehearsal.state import ADMIN_RIGHTS

_SCOPES = {
    "default": (),
    "all_private_chats": (),
    "all_group_chats": (),
    "all_chat_administrators": (),
    "chat": ("chat_id",),
    "chat_administrators": ("chat_id",),
    "chat_member": ("chat_id", "user_id"),
}


@method
def get_me(call: Call) -> Any:
    """Who the bot is."""
    return render.me(call.world.bot)


@method
def log_out(call: Call) -> Any:
    """Leave the cloud server; nothing to leave here."""
    del call
    return True


@method
def close(call: Call) -> Any:
    """Close the bot's instance before moving it; nothing to close here."""
    del call
    return True


def _language(call: Call) -> str:
    code: str = call.get("language_code") or ""
    if code and not re.fullmatch(r"[a-z]{2}", code):
        raise bad("invalid language code specified")
    return code


def _named(call: Call, kept: dict[str, str], name: str) -> bool:
    value = call.get(name) or ""
    if value:
        kept[_language(call)] = value
    else:
        kept.pop(_language(call), None)
    call.world.changed()
    return True


def _read(call: Call, kept: dict[str, str], otherwise: str = "") -> str:
    return kept.get(_language(call), kept.get("", otherwise))


@method
def set_my_name(call: Call) -> Any:
    """Take another name."""
    return _named(call, call.world.bot.names, "name")


@method
def get_my_name(call: Call) -> Any:
    """The bot's name in a language."""
    return {"name": _read(call, call.world.bot.names, call.world.bot.first_name)}


@method
def set_my_description(call: Call) -> Any:
    """Describe the bot for an empty chat."""
    return _named(call, call.world.bot.descriptions, "description")


@method
def get_my_description(call: Call) -> Any:
    """The description in a language."""
    return {"description": _read(call, call.world.bot.descriptions)}


@method
def set_my_short_description(call: Call) -> Any:
    """Describe the bot for its profile."""
    return _named(call, call.world.bot.short_descriptions, "short_description")


@method
def get_my_short_description(call: Call) -> Any:
    """The short description in a language."""
    return {"short_description": _read(call, call.world.bot.short_descriptions)}


def _scope(call: Call) -> str:
    """A key for a scope and a language."""
    scope = call.get("scope") or {"type": "default"}
    kind = scope.get("type") if isinstance(scope, dict) else None
    if kind not in _SCOPES:
        raise bad("can't parse BotCommandScope: Unsupported type specified")
    parts = [str(kind)]
    for name in _SCOPES[kind]:
        if not scope.get(name):
            raise bad(f"can't parse BotCommandScope: Can't find field \"{name}\"")
        parts.append(str(scope[name]))
    if "chat_id" in _SCOPES[kind]:
        call.params["chat_id"] = scope["chat_id"]
        call.chat()
    return ":".join((*parts, _language(call)))


@method
def set_my_commands(call: Call) -> Any:
    """Set the list of commands for a scope and a language."""
    commands = call.params["commands"]
    key = _scope(call)
    if not isinstance(commands, list):
        raise bad("can't parse commands JSON object")
    if len(commands) > 100:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    kept: list[dict[str, str]] = []
    for item in commands:
        if not isinstance(item, dict) or not {"command", "description"} <= item.keys():
            raise bad("can't parse BotCommand: Object expected")
        command = str(item["command"]).removeprefix("/")
        if not re.fullmatch(r"[a-z0-9_]{1,32}", command):
            raise bad("BOT_COMMAND_INVALID")
        if not 1 <= len(str(item["description"])) <= 256:
            raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
        kept.append({"command": command, "description": str(item["description"])})
    call.world.bot.commands[key] = kept
    call.world.changed()
    return True


@method
def get_my_commands(call: Call) -> Any:
    """The list of commands for a scope and a language."""
    return call.world.bot.commands.get(_scope(call), [])


@method
def delete_my_commands(call: Call) -> Any:
    """Forget the list of commands for a scope and a language."""
    call.world.bot.commands.pop(_scope(call), None)
    call.world.changed()
    return True


@method
def set_chat_menu_button(call: Call) -> Any:
    """Set the menu button of one DM, or of all."""
    key = str(call.chat().id) if "chat_id" in call.params else ""
    button: Json = call.get("menu_button") or {"type": "default"}
    if not isinstance(button, dict) or button.get("type") not in {
        "commands",
        "web_app",
        "default",
    }:
        raise bad("can't parse MenuButton: Unsupported type specified")
    call.world.bot.menus[key] = button
    call.world.changed()
    return True


@method
def get_chat_menu_button(call: Call) -> Any:
    """The menu button of one DM, or of all."""
    key = str(call.chat().id) if "chat_id" in call.params else ""
    menus = call.world.bot.menus
    return menus.get(key) or menus.get("") or {"type": "commands"}


@method
def set_my_default_administrator_rights(call: Call) -> Any:
    """The rights suggested when the bot is added."""
    key = "channels" if call.get("for_channels") else "groups"
    asked = call.get("rights") or {}
    if not isinstance(asked, dict):
        raise bad("can't parse administrator rights JSON object")
    call.world.bot.default_rights[key] = {n: bool(asked.get(n, False)) for n in ADMIN_RIGHTS}
    call.world.changed()
    return True


@method
def get_my_default_administrator_rights(call: Call) -> Any:
    """The rights suggested when the bot is added."""
    key = "channels" if call.get("for_channels") else "groups"
    given = call.world.bot.default_rights.get(key, {})
    return {"is_anonymous": False} | {name: given.get(name, False) for name in ADMIN_RIGHTS}
