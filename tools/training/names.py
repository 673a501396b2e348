"""Thai given names and surnames out of public packages that invent people: Debian's python3-fake-factory and php-faker, npm's @faker-js/faker.

`load(npm)` -> (given names, surnames), each sorted; npm: the folder that holds node_modules, or None. A package that is not there is left out: the caller
says how many names there were. They are lists of names as such, of nobody; no name of a document is among them but by chance.
"""
import json
import pathlib
import re
import subprocess

PACKAGE = "@faker-js/faker@10.6.0"
PYTHON = pathlib.Path("/usr/lib/python3/dist-packages/faker/providers/person/th_TH/__init__.py")
PHP = pathlib.Path("/usr/share/php/Faker/Provider/th_TH/Person.php")
THAI = re.compile(r"[\u0e01-\u0e4e]{2,15}")
NOBLE = ("หม่อม", "หลวง")  # stands before a name, and is none
LISTS = re.compile(r"(\w*[nN]ames?\w*)\s*=\s*(?:\(|\[|array\()(.*?)(?:\)|\])", re.S)  # of Python and of PHP


def listed(path, given, family):
    """Adds what a source file of Python or PHP lists under first and last names."""
    if not path.exists():
        return
    for name, body in LISTS.findall(path.read_text(encoding="utf8")):
        kind = family if name.lower().startswith("last") else given if name.lower().startswith("first") else None
        if kind is not None:
            kind |= set(THAI.findall(body))


def from_npm(npm, given, family):
    locale = npm and npm / "node_modules" / PACKAGE.rsplit("@", 1)[0] / "dist" / "locale" / "th.js"
    if not locale or not locale.exists():
        return
    code = "import(process.argv[1]).then(m => console.log(JSON.stringify(m.faker.rawDefinitions.person)))"
    person = json.loads(subprocess.run(["node", "-e", code, str(locale.resolve())], capture_output=True, check=True).stdout)
    for kind, key in ((given, "first_name"), (family, "last_name")):
        kind |= {name for names in person[key].values() for name in names if THAI.fullmatch(name)}


def load(npm=None):
    given, family = set(), set()
    for path in (PYTHON, PHP):
        listed(path, given, family)
    from_npm(npm, given, family)
    return sorted(name for name in given if not name.startswith(NOBLE)), sorted(family)
