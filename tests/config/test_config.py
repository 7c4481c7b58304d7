"""What the operator writes is taken, or refused with every fault at once."""

import itertools
import re
import tomllib
from dataclasses import FrozenInstanceError, fields
from datetime import time, timedelta
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.config import ConfigFaults, Fault, Settings, Window, load
from bot.config.settings import SECTIONS
from bot.features.moderation.checks.registry import CHECKS

EXAMPLE = Path(__file__).parents[2] / "config.example.toml"
TOKEN = "123456789:AAbbCCddEEffGGhhIIjjKKllMMnnOOpp-_q"


def faults_of(text: str, tmp_path: Path, **environ: str) -> tuple[Fault, ...]:
    """Return the faults of a configuration, which must have some."""
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(ConfigFaults) as raised:
        load(file, environ)
    return raised.value.faults


def loaded(text: str, tmp_path: Path, **environ: str) -> Settings:
    """Return the settings of a configuration without faults."""
    file = tmp_path / "config.toml"
    file.write_text(text, encoding="utf-8")
    return load(file, environ)


def fault_of(text: str, tmp_path: Path, **environ: str) -> Fault:
    """Return the one fault of a configuration."""
    (fault,) = faults_of(text, tmp_path, **environ)
    return fault


class TestExample:
    def test_loads_as_the_defaults(self) -> None:
        """The example, unchanged, means the same as no file at all."""
        assert load(EXAMPLE, {}) == Settings()

    def test_names_every_key(self) -> None:
        """Every key of every section stands in the example, and no other."""
        expected = {
            name: {item.name for item in fields(schema)} for name, schema in SECTIONS.items()
        } | {
            f"checks.{name}": {item.name for item in fields(terms)}
            for name, (terms, _) in CHECKS.items()
        }
        document = tomllib.loads(EXAMPLE.read_text(encoding="utf-8"))
        sections = document | {
            f"checks.{name}": table for name, table in document.pop("checks").items()
        }

        actual = {name: set(table) for name, table in sections.items() if name != "checks"}

        assert expected == actual

    def test_explains_every_key(self) -> None:
        """A comment precedes each key or the group of keys that it stands in."""
        lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
        bare = [
            line
            for before, line in itertools.pairwise(lines)
            if re.match(r"[a-z_]+ = ", line) and (before.startswith("[") or not before)
        ]

        assert bare == []

    def test_names_every_variable(self) -> None:
        """The variables of the environment are explained in the example as well."""
        expected = {
            "HEARTH_TOKEN",
            "HEARTH_API_URL",
            "HEARTH_DATABASE_URL",
            "HEARTH_CONFIG",
            "HEARTH_WEBHOOK_SECRET",
            "HEARTH_KEY",
        }

        actual = set(re.findall(r"HEARTH_[A-Z_]+", EXAMPLE.read_text(encoding="utf-8")))

        assert expected == actual


class TestValues:
    def test_reads_each_kind(self, tmp_path: Path) -> None:
        """Durations, times of day, zones, tables and lists become values of their own types."""
        settings = loaded(
            """
            [community]
            zone = "Europe/Berlin"
            language = "en"
            [checkins]
            cutoff = 04:00:00
            card_at = "8:30"
            card_late = "90m"
            windows = [{ from = "06:00", to = "10:00" }, { from = "22:00", to = "02:00" }]
            bonuses = { "2" = 1, "10" = 7 }
            [points]
            curve = "list"
            levels = [10, 30]
            level_names = { "0" = "新芽" }
            [limits]
            chat_per_second = 2
            """,
            tmp_path,
        )

        assert ZoneInfo("Europe/Berlin") == settings.community.zone
        assert time(4, 0) == settings.checkins.cutoff
        assert time(8, 30) == settings.checkins.card_at
        assert timedelta(minutes=90) == settings.checkins.card_late
        assert (Window(time(6), time(10)), Window(time(22), time(2))) == settings.checkins.windows
        assert settings.checkins.bonuses == ((2, 1), (10, 7))
        assert settings.points.levels == (10, 30)
        assert settings.points.level_names == ((0, "新芽"),)
        assert settings.limits.chat_per_second == pytest.approx(2.0)

    def test_environment_overrides_the_file(self, tmp_path: Path) -> None:
        """Deployment decides where Telegram and the database are, whatever the file says."""
        settings = loaded(
            '[bot]\napi_url = "https://one.example"\n[database]\nurl = "nonsense"',
            tmp_path,
            HEARTH_API_URL="http://127.0.0.1:8081/",
            HEARTH_DATABASE_URL="postgresql+asyncpg://hearth@localhost/hearth",
            HEARTH_TOKEN=TOKEN,
        )

        assert settings.bot.api_url == "http://127.0.0.1:8081"
        assert settings.database.url == "postgresql+asyncpg://hearth@localhost/hearth"
        assert settings.token == TOKEN

    def test_environment_names_the_file(self, tmp_path: Path) -> None:
        """HEARTH_CONFIG says where the file is; a path given by hand goes before it."""
        named, given_by_hand = tmp_path / "a.toml", tmp_path / "b.toml"
        named.write_text("[web]\nport = 1", encoding="utf-8")
        given_by_hand.write_text("[web]\nport = 2", encoding="utf-8")
        environ = {"HEARTH_CONFIG": str(named)}

        assert load(None, environ).web.port == 1
        assert load(given_by_hand, environ).web.port == 2

    def test_settings_are_frozen(self) -> None:
        """Nothing changes a setting while the bot runs."""
        settings = Settings()

        with pytest.raises(FrozenInstanceError):
            settings.web = settings.web  # type: ignore[misc]

    def test_secrets_do_not_show(self, tmp_path: Path) -> None:
        """Printing the settings tells neither the token, nor the secret, nor the password."""
        settings = loaded(
            "",
            tmp_path,
            HEARTH_TOKEN=TOKEN,
            HEARTH_WEBHOOK_SECRET="open-sesame-1",
            HEARTH_DATABASE_URL="postgresql+asyncpg://hearth:hunter2@db/hearth",
        )

        shown = repr(settings) + settings.database.shown_url

        assert TOKEN not in shown
        assert "open-sesame-1" not in shown
        assert "hunter2" not in shown
        assert settings.database.shown_url == "postgresql+asyncpg://hearth:***@db/hearth"


class TestFaults:
    def test_names_all_at_once(self, tmp_path: Path) -> None:
        """Faults of several sections and of the environment are told together."""
        faults = faults_of(
            '[web]\nport = "eighty"\n[checkins]\ncutof = "25:00"\ncard_at = "25:00"\n[wbe]\nx = 1',
            tmp_path,
            HEARTH_TOKEN="not a token",
        )

        assert {
            "web.port",
            "checkins.cutof",
            "checkins.card_at",
            "wbe",
            "HEARTH_TOKEN",
        } == {fault.key for fault in faults}

    def test_tells_what_where_and_the_remedy(self, tmp_path: Path) -> None:
        """A fault holds the key, what was found, what was expected and what to do."""
        expected = Fault(
            key="checkins.cutoff",
            found='"25:00"',
            expected="a time of day to the minute",
            remedy='Write it as "08:00".',
        )

        actual = fault_of('[checkins]\ncutoff = "25:00"', tmp_path)

        assert expected == actual
        assert (
            str(actual) == 'checkins.cutoff: found "25:00", expected a time of day to the minute. '
            'Write it as "08:00".'
        )

    @pytest.mark.parametrize(
        ("text", "key", "remedy"),
        [
            ("[checkins]\ncutof = 1", "checkins.cutof", "cutoff"),
            ("[chekins]\ncutoff = 1", "chekins", "checkins"),
            ('[updates]\nmode = "webhok"', "updates.mode", "webhook"),
            ('[community]\nzone = "shanghai"', "community.zone", "Asia/Shanghai"),
            ('[community]\nzone = "Asia/Shanghi"', "community.zone", "Asia/Shanghai"),
            ('[database]\nurl = "postgres://db/x"', "database.url", "postgresql+asyncpg://"),
            ('[database]\nurl = "sqlite:///x"', "database.url", "sqlite+aiosqlite:///"),
            ('[retention]\nupdates = "1h"', "retention.updates", "2d"),
            ('[retention]\nupdates = "soon"', "retention.updates", "3d"),
            ("web = 8080", "web", "[web]"),
        ],
    )
    def test_suggests_what_was_meant(
        self, text: str, key: str, remedy: str, tmp_path: Path
    ) -> None:
        """A slip of the pen is answered with what was probably meant."""
        fault = fault_of(text, tmp_path)

        assert key == fault.key
        assert remedy in fault.remedy

    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("[updates]\nbatch = 101", "updates.batch"),
            ("[updates]\nbatch = true", "updates.batch"),
            ("[web]\nport = 1.5", "web.port"),
            ('[checkins]\nenabled = "yes"', "checkins.enabled"),
            ('[checkins]\nwords = ["签到", 3]', "checkins.words[1]"),
            ('[checkins]\nwords = "签到"', "checkins.words"),
            ('[checkins]\nbonuses = { "1" = 5 }', "checkins.bonuses.1"),
            ('[checkins]\nbonuses = { "7" = 5, "3" = 1 }', "checkins.bonuses.3"),
            ('[checkins]\nbonuses = { "3" = -1 }', "checkins.bonuses.3"),
            ('[checkins]\nwindows = [{ from = "6" }]', "checkins.windows[0]"),
            ("[checkins]\ncutoff = 04:00:30", "checkins.cutoff"),
            ('[points]\ncurve = "list"\nlevels = [10, 10]', "points.levels[1]"),
            ("[limits]\nchat_per_second = 0", "limits.chat_per_second"),
            ("[limits]\nchat_per_second = nan", "limits.chat_per_second"),
            ('[bot]\napi_url = "api.telegram.org"', "bot.api_url"),
            ('[updates]\nwebhook_path = "telegram"', "updates.webhook_path"),
        ],
    )
    def test_refuses_what_does_not_fit(self, text: str, key: str, tmp_path: Path) -> None:
        """A value out of bounds or of another type is a fault of its own key and place."""
        assert key == fault_of(text, tmp_path).key

    def test_names_the_bad_pattern(self, tmp_path: Path) -> None:
        """A pattern that RE2 cannot compile is told by its place and RE2's own reason."""
        fault = fault_of("[checks.patterns]\npatterns = ['ok', '(?=x)']", tmp_path)

        assert fault.key == "checks.patterns.patterns[1]"
        assert "RE2 says" in fault.remedy

    def test_names_the_place_of_a_syntax_error(self, tmp_path: Path) -> None:
        """What TOML cannot read is told with its line and column."""
        fault = fault_of("[web]\nport = = 3", tmp_path)

        assert fault.key.endswith("config.toml:2:8")
        assert "line 2, column 8" in fault.remedy

    def test_names_a_file_that_is_not_there(self, tmp_path: Path) -> None:
        """A file that was named and does not exist is a fault, not an empty configuration."""
        with pytest.raises(ConfigFaults, match="no such file"):
            load(None, {"HEARTH_CONFIG": str(tmp_path / "none.toml")})

    def test_names_a_file_that_is_no_text(self, tmp_path: Path) -> None:
        """A file of another encoding is told to be saved as UTF-8."""
        file = tmp_path / "config.toml"
        file.write_bytes("[community]\nname = '热'".encode("gb18030"))

        with pytest.raises(ConfigFaults, match="UTF-8"):
            load(file, {})

    @pytest.mark.parametrize("where", ["", "[bot]\n", "[web]\n"])
    def test_takes_no_token_from_the_file(self, where: str, tmp_path: Path) -> None:
        """A token in the file is refused without being shown, wherever it stands."""
        fault = fault_of(f'{where}token = "{TOKEN}"', tmp_path)

        assert "HEARTH_TOKEN" in fault.remedy
        assert TOKEN not in str(fault)

    def test_shows_no_secret(self, tmp_path: Path) -> None:
        """Neither a token under a wrong name nor a password in an address is shown."""
        faults = faults_of(
            f'[bot]\ntokn = "{TOKEN}"\n[database]\nurl = "mysql://me:hunter2@db/x"', tmp_path
        )

        shown = " ".join(map(str, faults))

        assert TOKEN not in shown
        assert "hunter2" not in shown

    def test_names_the_variable_that_overrides(self, tmp_path: Path) -> None:
        """A fault of the environment is told by the variable's name, not by the key's."""
        assert fault_of("", tmp_path, HEARTH_API_URL="ftp://x").key == "HEARTH_API_URL"


class TestContradictions:
    @pytest.mark.parametrize(
        ("text", "key"),
        [
            ("[points]\nchat_min = 30", "points.chat_min"),
            ("[points]\nchat_daily_cap = 5", "points.chat_daily_cap"),
            ('[points]\ncurve = "list"', "points.levels"),
            ("[points]\nlevels = [1, 2]", "points.levels"),
            ('[moderation]\nnewcomer_for = "60d"', "moderation.trusted_after"),
            ("[moderation]\nnewcomer_messages = 60", "moderation.trusted_messages"),
            (
                '[retention]\nactivity = "366d"\ndaily_activity = "365d"',
                "retention.daily_activity",
            ),
            ('[updates]\nwebhook_path = "/metrics"', "updates.webhook_path"),
            (
                '[checkins]\nwindows = [{ from = "10:00", to = "06:00" }]',
                "checkins.windows[0]",
            ),
            (
                (
                    '[checkins]\nwindows = [{ from = "06:00", to = "10:00" }, '
                    '{ from = "09:00", to = "11:00" }]'
                ),
                "checkins.windows[1]",
            ),
        ],
    )
    def test_is_refused_in_words(self, text: str, key: str, tmp_path: Path) -> None:
        """Two settings that cannot both be meant are one fault, which names the other."""
        assert key == fault_of(text, tmp_path).key

    def test_webhook_is_plain_http_on_this_machine_alone(self, tmp_path: Path) -> None:
        """A server on the loopback address needs no certificate; any other does."""
        environ = {"HEARTH_WEBHOOK_SECRET": "s" * 32}
        text = '[updates]\nmode = "webhook"\nwebhook_url = "http://{}:8081"'

        for host in ("127.0.0.1", "localhost", "[::1]"):
            settings = loaded(text.format(host), tmp_path, **environ)
            assert settings.updates.webhook_url == f"http://{host}:8081"
        for host in ("hearth.example", "127.0.0.1.example", "localhost.example"):
            assert fault_of(text.format(host), tmp_path, **environ).key == "updates.webhook_url"

    def test_webhook_needs_an_address_and_a_secret(self, tmp_path: Path) -> None:
        """Webhook mode alone is refused: nobody could reach it, and anybody could forge it."""
        faults = faults_of('[updates]\nmode = "webhook"', tmp_path)

        assert {"updates.webhook_url", "HEARTH_WEBHOOK_SECRET"} == {fault.key for fault in faults}

    def test_is_not_told_of_a_key_with_a_fault(self, tmp_path: Path) -> None:
        """A key that could not be read is told once, not again as a contradiction."""
        fault = fault_of('[points]\nchat_max = "many"\nchat_min = 30', tmp_path)

        assert fault.key == "points.chat_max"

    def test_an_evening_window_may_end_at_the_cutoff(self, tmp_path: Path) -> None:
        """A window up to midnight ends where the day does."""
        settings = loaded('[checkins]\nwindows = [{ from = "20:00", to = "00:00" }]', tmp_path)

        assert (Window(time(20), time(0)),) == settings.checkins.windows


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.times(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)


@given(value=VALUES)
def test_no_value_breaks_a_kind(value: Any) -> None:
    """Whatever stands in the file, each key either takes it or calls it unfit."""
    from bot.config.kinds import Unfit

    for schema in SECTIONS.values():
        for item in fields(schema):
            kind = item.metadata["kind"]
            try:
                kind.draw(value)
            except Unfit:
                continue
