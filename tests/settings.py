"""The product's own settings, kept away from any real database and made quick."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path

# Each test process has a home of its own, gone when the process ends.
_home = tempfile.TemporaryDirectory(prefix="mithaq-tests-")
os.environ["MITHAQ_HOME"] = _home.name
for _name in [name for name in os.environ if name.startswith("MITHAQ_")]:
    if _name not in {"MITHAQ_HOME", "MITHAQ_FULL"}:
        del os.environ[_name]

from mithaq.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
MEDIA_ROOT = Path(_home.name) / "attachments"
# Static files are looked up when they are asked for, not listed anew for every test's client.
WHITENOISE_AUTOREFRESH = True
