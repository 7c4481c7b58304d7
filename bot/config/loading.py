"""From a file and an environment to settings, or to every fault at once."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import fields
from pathlib import Path
from typing import Any

from bot.config.addresses import without_password
from bot.config.checks import SECTION as CHECKS
from bot.config.checks import drawn_checks
from bot.config.contradictions import contradictions
from bot.config.faults import LOOKS_SECRET, ConfigFaults, Fault, show
from bot.config.kinds import Kind, Unfit, nearest
from bot.config.onboarding import beside
from bot.config.profile import SECTION as PROFILE
from bot.config.profile import drawn_profile
from bot.config.schedule import beside as schedule_beside
from bot.config.settings import SECTIONS, Settings
from bot.kit.sealing import is_key

_DEFAULT_FILE = Path("config.toml")
_OVERRIDES = {"HEARTH_API_URL": ("bot", "api_url"), "HEARTH_DATABASE_URL": ("database", "url")}
_SECRET_NAMES = {
    "token": "HEARTH_TOKEN",
    "webhook_secret": "HEARTH_WEBHOOK_SECRET",
    "seal_key": "HEARTH_KEY",
}
# Keys that have gone, and where to.
_MOVED = {
    ("moderation", "words"): "Write it as `words` below [checks.words].",
    ("moderation", "patterns"): "Write it as `patterns` below [checks.patterns].",
}


def load(path: Path | None, environ: Mapping[str, str]) -> Settings:
    """Read the settings.

    The file is `path`, else what HEARTH_CONFIG names, else config.toml where the program was
    started; only that last one may be missing. An empty variable counts as none.

    Raises:
        ConfigFaults: with every fault of the file and the environment.
    """
    faults: list[Fault] = []
    named = environ.get("HEARTH_CONFIG", "")
    file = path or (Path(named) if named else None)
    document = _read(file, faults)
    _refuse_secrets(document, faults)
    overridden = {key: name for name, key in _OVERRIDES.items() if environ.get(name)}
    for (section, key), name in overridden.items():
        table = document.setdefault(section, {})
        if isinstance(table, dict):
            table[key] = environ[name]
    sections = {*SECTIONS, CHECKS, PROFILE}
    for name in document.keys() - sections:
        known = nearest(name, dict.fromkeys(sections))
        faults.append(Fault(name, show(document[name]), "a section that is known", known))
    drawn = {
        name: _section(name, schema, document.get(name, {}), overridden, faults)
        for name, schema in SECTIONS.items()
    }
    folder = (file or _DEFAULT_FILE).parent
    drawn["onboarding"] = beside(drawn["onboarding"], folder)
    drawn["schedule"] = schedule_beside(drawn["schedule"], folder)
    settings = Settings(
        token=_token(environ, faults),
        webhook_secret=_webhook_secret(environ, faults),
        seal_keys=_seal_keys(environ, faults),
        file=file or (_DEFAULT_FILE if _DEFAULT_FILE.exists() else None),
        profile=drawn_profile(document.get(PROFILE, []), faults),
        checks=drawn_checks(document.get(CHECKS, {}), folder, faults),
        **drawn,
    )
    spoiled = {re.split(r"\[", fault.key)[0] for fault in faults}
    faults += [
        fault
        for keys, fault in contradictions(settings)
        if not any(key == bad or bad.startswith(f"{key}.") for key in keys for bad in spoiled)
    ]
    if faults:
        raise ConfigFaults(tuple(faults))
    return settings


def _read(chosen: Path | None, faults: list[Fault]) -> dict[str, Any]:
    if chosen is None and not _DEFAULT_FILE.exists():
        return {}
    file = chosen or _DEFAULT_FILE
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except FileNotFoundError:
        remedy = "Copy config.example.toml there, or name another with HEARTH_CONFIG."
        faults.append(Fault(str(file), "no such file", "a configuration in TOML", remedy))
    except UnicodeDecodeError:
        remedy = "Save the file as UTF-8."
        faults.append(Fault(str(file), "bytes that are not UTF-8", "a text in UTF-8", remedy))
    except OSError as error:
        why = error.strerror or type(error).__name__
        remedy = "Give the program a file that it may read."
        faults.append(Fault(str(file), why.lower(), "a configuration in TOML", remedy))
    except tomllib.TOMLDecodeError as error:
        faults.append(_syntax(file, str(error)))
    return {}


def _syntax(file: Path, said: str) -> Fault:
    place = re.search(r"\(at (?:line (\d+), column (\d+)|end of document)\)$", said)
    why = said[: place.start()].strip() if place else said
    at = f":{place[1]}:{place[2]}" if place and place[1] else ""
    return Fault(
        f"{file}{at}",
        f"what TOML cannot read ({LOOKS_SECRET.sub('***', why)})",
        "well-formed TOML",
        f"Look at line {place[1]}, column {place[2]}."
        if place and place[1]
        else "Look at the end of the file: something is left open.",
    )


def _refuse_secrets(document: dict[str, Any], faults: list[Fault]) -> None:
    """Take secrets out of the document, with a fault for each, before anything can show them."""
    checks = document.get(CHECKS)
    tables = {"": document} | {f"{name}.": document.get(name) for name in (*SECTIONS, CHECKS)}
    if isinstance(checks, dict):
        tables |= {f"{CHECKS}.{name}.": table for name, table in checks.items()}
    for where, table in tables.items():
        if not isinstance(table, dict):
            continue
        for key in [key for key in table if key in _SECRET_NAMES]:
            del table[key]
            faults.append(
                Fault(
                    f"{where}{key}",
                    "a secret in the file",
                    "secrets in the environment alone",
                    f"Remove it here and set {_SECRET_NAMES[key]} instead.",
                )
            )


def _section(
    section: str,
    schema: type,
    table: object,
    overridden: Mapping[tuple[str, str], str],
    faults: list[Fault],
) -> Any:
    if not isinstance(table, dict):
        remedy = f"Write [{section}] on a line of its own and the keys below it."
        faults.append(Fault(section, show(table), "a section", remedy))
        return schema()
    known: dict[str, Kind[Any]] = {item.name: item.metadata["kind"] for item in fields(schema)}
    values: dict[str, Any] = {}
    for key, value in table.items():
        shown_key = overridden.get((section, key), f"{section}.{key}")
        if key not in known:
            remedy = _MOVED.get((section, key)) or nearest(key, known)
            faults.append(Fault(shown_key, _shown(value), "a key that is known", remedy))
            continue
        kind = known[key]
        try:
            values[key] = kind.draw(value)
        except Unfit as unfit:
            found = unfit.found if unfit.at else value
            remedy = unfit.remedy or kind.remedy
            faults.append(Fault(shown_key + unfit.at, _shown(found), kind.expected, remedy))
    return schema(**values)


def _shown(value: object) -> str:
    return without_password(show(without_password(value) if isinstance(value, str) else value))


def _token(environ: Mapping[str, str], faults: list[Fault]) -> str | None:
    token = environ.get("HEARTH_TOKEN", "").strip()
    if not token:
        return None
    if not re.fullmatch(r"[0-9]+:[A-Za-z0-9_-]+", token):
        faults.append(
            Fault(
                "HEARTH_TOKEN",
                "something else",
                "a token such as 123456:ABC-DEF",
                "Copy it whole from @BotFather, without spaces or quotes.",
            )
        )
        return None
    return token


def _webhook_secret(environ: Mapping[str, str], faults: list[Fault]) -> str | None:
    secret = environ.get("HEARTH_WEBHOOK_SECRET", "").strip()
    if not secret:
        return None
    if not re.fullmatch(r"[A-Za-z0-9_-]{8,256}", secret):
        faults.append(
            Fault(
                "HEARTH_WEBHOOK_SECRET",
                "something else",
                "8 to 256 letters, digits, - and _",
                "Telegram takes no other characters: choose another secret.",
            )
        )
        return None
    return secret


def _seal_keys(environ: Mapping[str, str], faults: list[Fault]) -> tuple[str, ...]:
    keys = tuple(each for each in re.split(r"[\s,]+", environ.get("HEARTH_KEY", "")) if each)
    if all(map(is_key, keys)):
        return keys
    faults.append(
        Fault(
            "HEARTH_KEY",
            "something else",
            "32 bytes in URL-safe base64; several keys with commas between, the newest first",
            "Make one with: python -c 'from cryptography.fernet import Fernet; "
            "print(Fernet.generate_key().decode())'",
        )
    )
    return ()
