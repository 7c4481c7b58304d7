"""What is only seen when the real program is killed, restarted and left alone for long."""

import pytest

pytest.register_assert_rewrite("tests.endurance.kills")
