"""Refresh the front-end files of other people from npm, and list them with their checksums.

Run it as `uv run scripts/vendor.py`; it needs npm. The application itself never does: the files
stand in the repository under static/vendor/, and a test holds them to static/vendor/manifest.json.
"""

import hashlib
import json
import re
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import tinycss2

VENDOR = Path(__file__).resolve().parent.parent / "static" / "vendor"
SVG = "http://www.w3.org/2000/svg"
SOURCE_MAP = re.compile(rb"\n?(//|/\*)# sourceMappingURL=[^\n]*\n?$")

TABLER_CLASSES = frozenset(
    {"btn", "btn-danger", "btn-primary", "card", "card-title", "form-control", "icon", "table"}
    | {"active", "disabled", "small", "tag", "visually-hidden"}
)
FONT_SCRIPTS = ("latin", "latin-ext", "greek", "cyrillic")
SVG_STYLE = re.compile(r'style="((?:[a-z-]+:[^;"{}]+;)+)"')
FONT_SOURCES = re.compile(r"  src: url\('../font/bpmn.eot.*?  font-weight", re.DOTALL)
PLOTLY_RULE = re.compile(r"""[{,]"([^"]+)":(?:'([^']*)'|"([^"]*)")""")


@dataclass(frozen=True, slots=True)
class Package:
    """One npm package: which of its files we keep, and under what name in our folder.

    `derive` gets the package's folder and ours, and writes there what is made from the package.
    """

    folder: str
    npm: str
    version: str
    files: dict[str, str] = field(default_factory=dict)
    derive: Callable[[Path, Path], None] | None = None


def _inter_files(weights: tuple[str, ...]) -> dict[str, str]:
    names = [f"inter-{script}-{weight}.woff2" for script in FONT_SCRIPTS for weight in weights]
    return {f"files/{name}": name for name in names} | {"LICENSE": "LICENSE"}


def write_sprite(source: Path, target: Path) -> None:
    """One SVG with a symbol per icon of icons.txt, drawn in the colour of the text around it."""
    ElementTree.register_namespace("", SVG)
    root = ElementTree.Element(f"{{{SVG}}}svg")
    for name in (Path(__file__).parent / "icons.txt").read_text().split():
        drawing = source / "icons" / "outline" / f"{name}.svg"
        icon = ElementTree.parse(drawing).getroot()  # noqa: S314 - npm's own file
        kept = {key: icon.attrib[key] for key in ("viewBox", "fill", "stroke", "stroke-width")}
        symbol = ElementTree.SubElement(root, f"{{{SVG}}}symbol", {"id": name, **kept})
        symbol.set("stroke-linecap", "round")
        symbol.set("stroke-linejoin", "round")
        symbol.extend(icon)
    ElementTree.indent(root, "")
    (target / "sprite.svg").write_text(ElementTree.tostring(root, encoding="unicode") + "\n")


def write_plotly_styles(source: Path, target: Path) -> None:
    """The style sheet that plotly.js carries inside and would inject, which our policy refuses."""
    script = (source / "plotly-cartesian.min.js").read_text()
    table = script[(start := script.index('{"X,X div":')) : script.index("}", start)]
    sheet = "".join(
        f"{selector.replace('X', '.js-plotly-plot .plotly').replace('Y', '.plotly-notifier')}"
        f" {{ {single or double} }}\n"
        for selector, single, double in PLOTLY_RULE.findall(table)
    )
    (target / "plotly.css").write_text(sheet)


def write_tabler(source: Path, target: Path) -> None:
    """Of Tabler's 600 kB, the rules for plain elements and for the few classes we use. The rest is
    not only weight: every change of a large drawing would be held against its 277 `:has()`, and
    against what follows anything at all (`legend+*`)."""
    sheet = (source / "dist" / "css" / "tabler.min.css").read_text()
    licence = sheet[: sheet.index("*/") + 2]
    rules = tinycss2.parse_stylesheet(sheet, skip_comments=True, skip_whitespace=True)
    kept = "".join(_kept_rules(rules))
    (target / "tabler.min.css").write_text(f"{licence}\n{kept}\n")


def _kept_rules(rules: list[Any]) -> Iterator[str]:
    for rule in rules:
        if rule.type == "qualified-rule":
            selectors = ",".join(filter(_is_ours, _split(rule.prelude)))
            if selectors:
                yield f"{selectors}{{{tinycss2.serialize(rule.content)}}}\n"
        elif rule.type == "at-rule" and rule.at_keyword in ("media", "supports"):
            inside = "".join(_kept_rules(tinycss2.parse_rule_list(rule.content)))
            if inside:
                yield f"@{rule.at_keyword} {tinycss2.serialize(rule.prelude)}{{{inside}}}\n"


def _split(prelude: list[Any]) -> list[str]:
    """The selectors of a list; commas inside brackets are tokens of their own."""
    selectors: list[list[Any]] = [[]]
    for token in prelude:
        if token.type == "literal" and token.value == ",":
            selectors.append([])
        else:
            selectors[-1].append(token)
    return [tinycss2.serialize(one).strip() for one in selectors]


def _is_ours(selector: str) -> bool:
    classes = set(re.findall(r"\.(-?[A-Za-z_][\w-]*)", selector))
    foreign = any(part in selector for part in (":has(", "#", "[class", "+"))
    return classes <= TABLER_CLASSES and not foreign


def write_modeler(source: Path, target: Path) -> None:
    """The modeler and its icon font, without what our policy refuses: style attributes in the
    icons that it draws, which become attributes of SVG, and fonts in formats nobody asks for."""
    script = (source / "dist" / "bpmn-modeler.production.min.js").read_text()
    script = SVG_STYLE.sub(_as_attributes, script)
    (target / "bpmn-modeler.min.js").write_bytes(SOURCE_MAP.sub(b"\n", script.encode()))
    sheet = (source / "dist" / "assets" / "bpmn-font" / "css" / "bpmn.css").read_text()
    faces = "  src: url('bpmn.woff2') format('woff2');\n  font-weight"
    sheet = FONT_SOURCES.sub(faces, sheet)
    (target / "bpmn-font.css").write_text(sheet)


def _as_attributes(found: re.Match[str]) -> str:
    pairs = (rule.partition(":") for rule in found[1].strip(";").split(";"))
    return " ".join(f'{name}="{value}"' for name, _, value in pairs)


PACKAGES = (
    Package(
        folder="htmx",
        npm="htmx.org",
        version="2.0.11",
        files={"dist/htmx.min.js": "htmx.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        folder="tabler",
        npm="@tabler/core",
        version="1.6.1",
        derive=write_tabler,  # its licence stands in its first lines
    ),
    Package(
        folder="tabler-icons",
        npm="@tabler/icons",
        version="3.51.0",
        files={"LICENSE": "LICENSE"},
        derive=write_sprite,
    ),
    Package(
        folder="plotly",
        npm="plotly.js-cartesian-dist-min",
        version="4.1.1",
        files={"plotly-cartesian.min.js": "plotly-cartesian.min.js", "LICENSE": "LICENSE"},
        derive=write_plotly_styles,
    ),
    Package(
        folder="bpmn-js",
        npm="bpmn-js",
        version="18.31.1",
        files={
            "dist/bpmn-navigated-viewer.production.min.js": "bpmn-navigated-viewer.min.js",
            "dist/assets/bpmn-js.css": "bpmn-js.css",
            "dist/assets/diagram-js.css": "diagram-js.css",
            "dist/assets/bpmn-font/font/bpmn.woff2": "bpmn.woff2",
            "LICENSE": "LICENSE",
        },
        derive=write_modeler,
    ),
    Package(
        folder="sortablejs",
        npm="sortablejs",
        version="1.15.7",
        files={"Sortable.min.js": "sortable.min.js", "LICENSE": "LICENSE"},
    ),
    Package(
        folder="inter",
        npm="@fontsource-variable/inter",
        version="5.3.0",
        files=_inter_files(("wght-normal", "wght-italic")),
    ),
    # Whole faces as TrueType: matplotlib reads nothing else, and names need more than one script.
    Package(
        folder="inter-print",
        npm="@expo-google-fonts/inter",
        version="0.4.2",
        files={
            "400Regular/Inter_400Regular.ttf": "inter-400.ttf",
            "400Regular_Italic/Inter_400Regular_Italic.ttf": "inter-400-italic.ttf",
            "500Medium/Inter_500Medium.ttf": "inter-500.ttf",
            "600SemiBold/Inter_600SemiBold.ttf": "inter-600.ttf",
            "LICENSE_FONT": "LICENSE",
        },
    ),
)


def fetch(package: Package, into: Path) -> Path:
    """Download and unpack the package; return the folder that holds its files."""
    subprocess.run(
        ["npm", "pack", f"{package.npm}@{package.version}", "--silent"],
        cwd=into,
        check=True,
        stdout=subprocess.DEVNULL,
    )
    (archive,) = into.glob("*.tgz")
    with tarfile.open(archive) as tar:
        tar.extractall(into, filter="data")
    return into / "package"


def install(package: Package, source: Path) -> dict[str, object]:
    """Copy the kept files into static/vendor/ and return the package's entry in the manifest."""
    target = VENDOR / package.folder
    shutil.rmtree(target, ignore_errors=True)
    target.mkdir(parents=True)
    for theirs, ours in package.files.items():
        # A source map would be a second copy of everything; browsers would ask for it in vain.
        (target / ours).write_bytes(SOURCE_MAP.sub(b"\n", (source / theirs).read_bytes()))
    if package.derive:
        package.derive(source, target)
    return {
        "name": package.npm,
        "version": package.version,
        "licence": json.loads((source / "package.json").read_text())["license"],
        "files": dict(checksums(target)),
    }


def checksums(folder: Path) -> Iterator[tuple[str, str]]:
    """Each file below static/vendor/ with the SHA-256 of its bytes."""
    for file in sorted(folder.iterdir()):
        yield f"{folder.name}/{file.name}", hashlib.sha256(file.read_bytes()).hexdigest()


def main() -> None:
    entries = []
    for package in PACKAGES:
        with tempfile.TemporaryDirectory() as folder:
            entries.append(install(package, fetch(package, Path(folder))))
        print(f"{package.npm} {package.version}")
    (VENDOR / "manifest.json").write_text(json.dumps(entries, indent=2) + "\n")


if __name__ == "__main__":
    main()
