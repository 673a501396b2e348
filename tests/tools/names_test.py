#!/usr/bin/python3
"""No name of HOUSE.md's left column is left in the code: neither of a type or function nor of a file.

Comments and strings are prose and may use the words. The table is data: a new entry is a line.
"""
import pathlib
import re
import sys

ROOT = pathlib.Path(__file__).resolve().parents[2]
# Identifiers as regular expressions, and what stands for them now.
NAMES = {
    r"Desk|DeskOptions": "Site, SiteOptions", r"Visit": "RequestContext", r"Door": "AccessMode", r"Archive": "StorePool",
    r"Wanted": "SearchRequest", r"Answer": "SearchResponse", r"Likeness": "Similarity", r"Found": "Match", r"look_at": "score_candidate",
    r"Ending": "TaskResult", r"Again": "Retry", r"Known": "KnownInputs", r"Settled": "StoredOutcome", r"What": "StepKind",
    r"Archive(Job|Reader|Member|Kind)": "Container...", r"OfficeQueue": "ConversionQueue", r"OfficeConversion": "LibreofficeConversion",
    r"ImportRecords": "ImportStore", r"ImportAccount": "ImportTally", r"twins?": "duplicates", r"[Ll]onely": "exclusive", r"complaints": "worker_log",
    r"Given": "Declared", r"Quote": "Excerpt", r"Flow|FlowPart": "ReadingOrder, OrderedPart", r"Tilt": "Skew", r"Chain": "LetterRun",
    r"LetterModel": "CharacterModel", r"k(Least|Fewest)[A-Z]?\w*": "kMin...", r"kMost(?!ly|Of)(?:[A-Z]\w*)?": "kMax...",
}
FILES = ("office_queue office_cage archive_job import_records import_account settings ink ink_ops tilt upside body chain strays dirt mark marks quote given "
"flow questions sql_door desk limits likeness alike find lost_am layer_judge number_script letter_model second_look").split()
NO_CODE = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"|(?<![0-9a-fA-F])\'(?:\\.|[^\'\\\n])*\'', re.S)


def sources():
    for folder in ("extractors", "pipeline", "tools"):
        yield from sorted((ROOT / folder).rglob("*.h"))
        yield from sorted((ROOT / folder).rglob("*.cpp"))


def definitions(code):
    """Names that a text of C++ defines or declares: types, aliases, enumerators' types, functions and variables by their use."""
    return set(re.findall(r"[A-Za-z_]\w*", code))


def main():
    failures = []
    patterns = [(re.compile(rf"(?:{old})\Z"), new) for old, new in NAMES.items()]
    for path in sources():
        name = path.relative_to(ROOT)
        if path.stem in FILES:
            failures.append(f"{name}: a file's name of the left column")
        for word in sorted(definitions(NO_CODE.sub(" ", path.read_text(encoding="utf-8")))):
            for pattern, new in patterns:
                if pattern.match(word):
                    failures.append(f"{name}: {word} is named {new} in HOUSE.md")
    for failure in failures:
        print(failure)
    return 1 if failures else 0


if __name__ == "__main__":
    sys.exit(main())
