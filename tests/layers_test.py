#!/usr/bin/python3
"""The floor plan: which folder may use which, and that none uses one above it. `--graph` prints folders in layers and every arrow between them.

LAYERS is the architecture. A folder uses what stands in a row before its own, in its column or in the ground that both share; folders of one row do
not know each other. A unit is a header with its source."""
import collections
import pathlib
import re
import sys
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[1]
SOURCE_ROOTS = ("extractors", "pipeline")
MAX_UNITS = 22  # in a folder of sources
# Their names are for the other tests; beside them there is a test or two.
HOLD_WHAT_TESTS_SHARE = {"small_pdf_test", "world_test", "world_archive_test"}

# (column, rows from the ground up). Columns after the first stand on all columns named in USES.
LAYERS = {
    "extractors": [["types"], ["text"], ["schema"], ["values"], ["tables"], ["document", "check"], ["people", "ita"], ["extract"]],
    "ground": [["base"]],
    "page": [["picture"], ["layout", "write", "pen"], ["recognise", "text_layer"], ["source"], ["read"]],
    "process": [["process"]],
    "record": [["database"], ["index"], ["store"], ["search", "casework"], ["report"]],
    "ingest": [["ingest"]],
    "serve": [["serve/access", "serve/http"], ["serve/view"], ["serve/site", "serve/bundle"], ["serve/pages"], ["serve/audit", "serve/dossiers", "serve/admin"], ["serve/bulk"], ["serve"]],
}
USES = {
    "extractors": [],
    "ground": ["extractors"],
    "page": ["ground", "extractors"],
    "process": ["ground", "extractors"],
    "record": ["ground", "extractors"],
    "ingest": ["page", "process", "record", "ground", "extractors"],
    "serve": ["ingest", "page", "process", "record", "ground", "extractors"],
}
# Seen from serve and ingest only: how the page column and the record column meet.
INCLUDE = re.compile(r'^\s*#include "([^"]+)"', re.M)
NAMESPACE = re.compile(r"^(?:inline )?namespace ([\w:]+) \{", re.M)
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])+\'|^[ \t]*#[^\n]*', re.S | re.M)
SCOPE = re.compile(r"\b(?P<namespace>namespace)(?P<named>\s+[\w:]+)?\s*\{|\b(?:struct|class|enum(?:\s+class)?|union)\s+(?:alignas\([^)]*\)\s*)?(?P<type>[\w:]+(?:<[^{};]*>)?)"
                   r"(?:\s+final)?\s*(?::(?!:)[^{};()]*)?\{|[{}]")


def sources():
    for root in SOURCE_ROOTS:
        for path in sorted((ROOT / root).rglob("*")):
            if path.suffix in (".h", ".cpp"):
                yield path


def unit_of(path):
    return path.relative_to(ROOT).with_suffix("").as_posix()


def folder_of(unit):
    """The folder as LAYERS names it: 'extractors/text/fold' -> 'text', 'pipeline/serve/http/listen' -> 'serve/http'."""
    return "/".join(unit.split("/")[1:-1])


def unit_graph():
    units = {unit_of(p) for p in sources()}
    graph = {u: set() for u in units}
    for path in sources():
        for target in INCLUDE.findall(path.read_text(encoding="utf8")):
            other = target.rsplit(".", 1)[0]
            if other in units and other != unit_of(path):
                graph[unit_of(path)].add(other)
    return graph


def places():
    """folder -> (column, row)"""
    return {folder: (column, row) for column, rows in LAYERS.items() for row, folders in enumerate(rows) for folder in folders}


def may_use(place, other):
    if place[0] == other[0]:
        return other[1] < place[1]
    return other[0] in USES[place[0]]


def folder_arrows(graph):
    arrows = collections.defaultdict(list)
    for unit, others in graph.items():
        for other in others:
            if folder_of(unit) != folder_of(other):
                arrows[folder_of(unit), folder_of(other)].append(f"{unit} -> {other}")
    return arrows


def circles(graph):
    """Strongly connected sets of more than one unit (Tarjan 1972)."""
    index, low, stack, on_stack, found = {}, {}, [], set(), []

    def visit(unit):
        index[unit] = low[unit] = len(index)
        stack.append(unit)
        on_stack.add(unit)
        for other in graph[unit]:
            if other not in index:
                visit(other)
                low[unit] = min(low[unit], low[other])
            elif other in on_stack:
                low[unit] = min(low[unit], index[other])
        if low[unit] == index[unit]:
            circle = []
            while not circle or circle[-1] != unit:
                circle.append(stack.pop())
                on_stack.discard(circle[-1])
            if len(circle) > 1:
                found.append(sorted(circle))

    sys.setrecursionlimit(10000)
    for unit in sorted(graph):
        if unit not in index:
            visit(unit)
    return found


def types_of(text):
    """The types that are defined in a text, with their namespaces and classes; not those of a function or of a namespace without a name."""
    scopes = []
    for found in SCOPE.finditer(NO_CODE.sub(" ", text)):
        if found.group() == "}":
            scopes[-1:] = []
        elif found["namespace"]:
            scopes.append((found["named"] or "").strip() or None)
        else:
            if found["type"] and None not in scopes:
                yield "::".join([*scopes, found["type"]])
            scopes.append(found["type"])


def print_graph():
    graph = unit_graph()
    arrows = folder_arrows(graph)
    for column, rows in LAYERS.items():
        print(f"{column}: " + " < ".join(" ".join(row) for row in rows))
    print()
    for folder in places():
        targets = [f"{other} ({len(list_)})" for (here, other), list_ in sorted(arrows.items()) if here == folder]
        print(f"{folder:14} -> {', '.join(targets) or '-'}")
    print(f"\n{len(places())} folders, {len(arrows)} arrows, {len(graph)} units, {len(circles(graph))} circles")


class Layers(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.graph = unit_graph()

    def test_every_folder_has_its_place(self):
        self.assertEqual({folder_of(u) for u in self.graph}, set(places()))

    def test_no_arrow_runs_up(self):
        place = places()
        up = [line for (a, b), lines in folder_arrows(self.graph).items() if not may_use(place[a], place[b]) for line in lines]
        self.assertEqual(up, [])

    def test_no_circle_between_units(self):
        self.assertEqual(circles(self.graph), [])

    def test_no_folder_holds_too_many_units(self):
        count = collections.Counter(folder_of(u) for u in self.graph)
        self.assertEqual({f: n for f, n in count.items() if n > MAX_UNITS}, {})

    def test_each_folder_is_a_namespace(self):
        wrong = []
        for path in sources():
            want = "banthuek::" + folder_of(unit_of(path)).replace("/", "::")
            text = path.read_text(encoding="utf8")
            names = NAMESPACE.findall(text)
            own = "types" in names if want == "banthuek::types" else want in names
            if not own and names:
                wrong.append(f"{unit_of(path)}: {names} without {want}")
        self.assertEqual(wrong, [])

    def test_a_type_is_defined_once(self):
        """tests/tools/odr_test.sh sees two of one name that differ where the linker could take one for the other; here no two are, though nobody else sees them."""
        where = collections.defaultdict(list)
        for path in [*sources(), *sorted((ROOT / "tools" / "banthuek").glob("*.[ch]*"))]:
            for name in types_of(path.read_text(encoding="utf8")):
                where[name].append(str(path.relative_to(ROOT)))
        self.assertGreater(len(where), 400)
        self.assertEqual({name: files for name, files in where.items() if len(files) > 1}, {})

    def test_a_type_is_found_where_it_is_defined(self):
        text = """namespace a::b { struct One { enum class Kind { k1 }; }; class Known; /* struct No { */ enum Two : int { k2 };
            namespace { struct Own {}; } void f() { struct Local {}; const char* s = "struct Text {"; } template <class T> class Three final : public One {}; }"""
        self.assertEqual(list(types_of(text)), ["a::b::One", "a::b::One::Kind", "a::b::Two", "a::b::Three"])

    def test_each_test_file_is_a_namespace(self):
        """Several are compiled as one (tests/CMakeLists.txt): what two of them call the same would meet."""
        wrong = []
        for path in sorted((ROOT / "tests").rglob("*_test.cpp")):
            text = path.read_text(encoding="utf8")
            first = re.search(r"^TEST", text, re.M)
            opened = NAMESPACE.findall(text[: first.start()]) if first else [path.stem]
            if path.stem not in opened and path.stem not in HOLD_WHAT_TESTS_SHARE:
                wrong.append(str(path.relative_to(ROOT)))
        self.assertEqual(wrong, [])

    def test_the_top_of_the_pipeline_shows_folders_alone(self):
        files = {p.name for root in SOURCE_ROOTS for p in (ROOT / root).iterdir() if p.is_file()}
        self.assertEqual(files, {"README.md", "CMakeLists.txt"})

    def test_every_folder_says_what_belongs_there(self):
        missing = [f for f in places() if not any((ROOT / root / f / "README.md").is_file() for root in SOURCE_ROOTS)]
        self.assertEqual(missing, [])

    def test_the_plan_itself_notices_an_arrow_up(self):
        place = places()
        self.assertFalse(may_use(place["types"], place["text"]))
        self.assertFalse(may_use(place["store"], place["picture"]))
        self.assertFalse(may_use(place["document"], place["check"]))
        self.assertTrue(may_use(place["ingest"], place["store"]))
        self.assertEqual(circles({"a": {"b"}, "b": {"c"}, "c": {"a"}, "d": {"a"}}), [["a", "b", "c"]])


if __name__ == "__main__":
    if "--graph" in sys.argv[1:]:
        print_graph()
    else:
        unittest.main()
