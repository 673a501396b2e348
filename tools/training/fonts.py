#!/usr/bin/python3
"""Collects the fonts that training lines are drawn with into one folder, and says what each can draw.

usage: fonts.py FOLDER [--npm FOLDER]     copies Debian's Thai fonts, those of npm's @fontsource packages under --npm (woff made ttf),
                                          and ../shared/fonts where that is there; writes FOLDER/fonts.json
       fonts.py --npm-packages             names the packages

fonts.json: [{"family", "style" ("regular", "bold", "italic", "bolditalic", a weight), "files": [names, Thai first]}]. A font of npm comes as two files,
Thai and Latin; fonts that lack a character borrow it from the next file and at last from the fallback fonts ("family": "fallback").
HELD_OUT families are never trained on: they are for measuring; HELD_OUT_GAZETTE, the nearest free kin of Angsana, measures gazettes' faces.
Packages in UNPACKED are fetched with apt-get and unpacked beside the fonts, not installed: the system would show Thai text elsewhere in them.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys

from fontTools.ttLib import TTFont

HELD_OUT = {"niramit", "umpush"}
HELD_OUT_GAZETTE = {"freeserif"}
# Close to what offices print: the Sarabun kin and the plain faces come more often than display faces (weights used by pictures.py).
WEIGHTS = {"thsarabunnew": 9, "thsarabunit๙": 9, "thsarabun": 5, "sarabun": 8, "laksaman": 4, "garuda": 2, "norasi": 3, "kinnari": 3, "loma": 2, "waree": 1.5,
           "arundinasans": 2, "arundinaserif": 2, "krub": 1.5, "k2d": 1.5, "notosansthai": 1.5, "notoloopedthai": 2, "notoserifthai": 1.5,
           "noto-sans-thai-looped": 2, "ibm-plex-sans-thai-looped": 2, "taviraj": 1.5, "trirong": 1.5, "tlwgtypewriter": 1.5, "tlwgtypist": 1, "tlwgmono": 0.7,
           "purisa": 0.2, "sawasdee": 0.6, "charm": 0.5, "srisakdi": 0.3, "mali": 0.5, "tlwgtypo": 1, "umpush": 2, "niramit": 2}
STYLES = {"": 1.0, "bold": 0.45, "italic": 0.12, "bolditalic": 0.08}
NPM = ["sarabun", "niramit", "krub", "k2d", "kodchasan", "bai-jamjuree", "chakra-petch", "fahkwang", "mali", "thasadith", "charm", "srisakdi", "taviraj", "trirong",
       "pridi", "maitree", "noto-sans-thai-looped", "ibm-plex-sans-thai-looped", "athiti", "mitr", "prompt", "kanit", "noto-serif-thai", "noto-sans-thai", "ibm-plex-sans-thai", "anuphan", "koho", "sriracha", "itim", "charmonman",
       "chonburi", "pattaya"]
FALLBACK = ["LiberationSans-Regular.ttf", "LiberationSerif-Regular.ttf", "DejaVuSans.ttf", "NotoSansSymbols2-Regular.ttf", "NotoSansSymbols-Regular.ttf", "NotoSansMath-Regular.ttf"]
DEBIAN = pathlib.Path("/usr/share/fonts")
UNPACKED = ["fonts-freefont-ttf"]
HERE = pathlib.Path(__file__).resolve().parent
SHARED = HERE.parents[2] / "shared" / "fonts"


def npm_folder():
    """Where tools/setup puts npm's packages, or None."""
    places = [pathlib.Path(p) for p in (os.environ.get("BANTHUEK_NPM", ""), HERE / "npm", HERE.parents[1] / "node_modules" / "..") if p]
    return next((p for p in places if (p / "node_modules" / "@fontsource").exists()), None)


def unpacked(folder):
    """[folder] with the packages of UNPACKED in it; [] where they cannot be had."""
    if folder.exists():
        return [folder]
    part = folder.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir()
    try:
        quiet = {"cwd": part, "check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run(["apt-get", "download", *UNPACKED], **quiet)
        for package in part.glob("*.deb"):
            subprocess.run(["dpkg-deb", "--extract", package.name, "."], **quiet)
    except (OSError, subprocess.CalledProcessError):
        print(f"fonts.py: {' '.join(UNPACKED)} cannot be fetched; goes on without", file=sys.stderr)
        return []
    part.rename(folder)
    return [folder]


def family_of(path):
    return re.sub("-.*|(?<=FreeSerif)(Bold|Italic).*", "", path.stem).lower()


def style_of(name):
    low = name.lower()
    bold, italic = "bold" in low, "italic" in low or "oblique" in low
    return ("bold" if bold else "") + ("italic" if italic else "") or "regular"


def collect(folder, npm):
    folder.mkdir(parents=True, exist_ok=True)
    fonts = []
    places = [DEBIAN, *unpacked(folder / "debian")]

    def add(path, family, style):
        shutil.copyfile(path, folder / path.name.replace(" ", "_"))
        fonts.append({"family": family, "style": style, "files": [path.name.replace(" ", "_")]})

    def debian(*patterns):
        return sorted(path for place in places for pattern in patterns for path in place.glob(f"**/{pattern}"))

    for path in debian("tlwg/*.ttf", "arundina/*.ttf", "freefont/FreeSerif*.ttf"):
        add(path, family_of(path), style_of(path.stem))
    for path in debian("Noto*Thai*-Regular.ttf", "Noto*Thai*-Bold.ttf"):
        if "UI" not in path.name:
            add(path, family_of(path), style_of(path.stem))
    if SHARED.exists():
        for path in sorted(SHARED.glob("*.ttf")):
            add(path, path.stem.split(" ")[0].lower(), style_of(path.stem))
    for family in NPM:
        files = npm / "node_modules" / "@fontsource" / family / "files" if npm else None
        if not files or not files.exists():
            continue
        for weight in ("300", "400", "600", "700"):
            for slope in ("normal", "italic"):
                if slope == "italic" and weight in ("300", "600"):
                    continue
                made = []
                for script in ("thai", "latin"):
                    source = files / f"{family}-{script}-{weight}-{slope}.woff"
                    if source.exists():
                        font = TTFont(source)
                        font.flavor = None
                        font.save(folder / f"{source.stem}.ttf")
                        made.append(f"{source.stem}.ttf")
                if len(made) == 2:
                    fonts.append({"family": family, "style": weight + slope, "files": made})
    for name in FALLBACK:
        for path in debian(name)[:1]:
            add(path, "fallback", "regular")
    usable = []
    for font in fonts:
        covered = set().union(*(TTFont(folder / f).getBestCmap() for f in font["files"]))
        style = STYLES[("bold" if re.search("bold|600|700", font["style"]) else "") + ("italic" if "italic" in font["style"] else "")]
        if font["family"] == "fallback" or all(ord(c) in covered for c in "กฎฐำๆฯ๐๔๖๗๘๙ฬฤ"):
            usable.append(font | {"weight": style * WEIGHTS.get(font["family"], 0.4)})
    (folder / "fonts.json").write_text(json.dumps(usable, ensure_ascii=False, indent=0), encoding="utf8")
    return usable


def main(argv):
    if len(argv) < 2:
        print(__doc__)
        return 2
    if argv[1] == "--npm-packages":
        print(*(f"@fontsource/{family}" for family in NPM))
        return 0
    npm = pathlib.Path(argv[argv.index("--npm") + 1]) if "--npm" in argv else None
    fonts = collect(pathlib.Path(argv[1]), npm)
    print(f"{len(fonts)} fonts of {len({f['family'] for f in fonts})} families")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
