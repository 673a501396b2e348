"""The small faults that can be put into a C++ source, each behind a switch: `on(id)` of fault.h, which is false but in the process that is
told to have this fault.

find_faults() lists those of a source, with_faults() writes the source with some of them. No line is added or moved, so that what the
compiler says of a line is said of the same line of the original. See README.md for the kinds.
"""
import pathlib
import re
from dataclasses import dataclass, field

from cpp import ASSIGNMENTS, KEYWORDS, Source

# What is said to people, and what changes nothing but speed.
NOT_IN = re.compile(r"\b(throw|static_assert|spdlog|LogLevel|fprintf|cerr|clog|perror|assert|alignas|using|typedef|__attribute__|reserve|shrink_to_fit)\b")
INTEGER = re.compile(r"(0[xX][0-9a-fA-F']+|[0-9][0-9']*)([uU]?[lLzZ]{0,2})\Z")
DECIMAL = re.compile(r"([0-9']*\.[0-9']*(?:[eE][-+]?[0-9]+)?|[0-9']+[eE][-+]?[0-9]+)([fFlL]?)\Z")
COMPARISONS = {"<": "<=", "<=": "<", ">": ">=", ">=": ">", "==": "!=", "!=": "=="}
ARITHMETIC = {"+": "-", "-": "+", "*": "/", "/": "*"}
PROXIES = {"<": "Less", "<=": "LessEqual", ">": "Greater", ">=": "GreaterEqual", "==": "Equal", "!=": "NotEqual",
           "+": "Plus", "-": "Minus", "*": "Times", "/": "Over"}
# The operators of fault.h that stand on both sides of the proxy: of the same precedence as the one that they stand for.
CARRIERS = {"<": ("<=", ">="), "<=": ("<=", ">="), ">": ("<=", ">="), ">=": ("<=", ">="), "==": ("==", "=="), "!=": ("==", "=="),
            "+": ("+", "+"), "-": ("+", "+"), "*": ("*", "*"), "/": ("*", "*")}
JUMPS = ("return", "continue", "break", "throw", "goto")
NUMBER = "@"  # stands for the fault's number in what is put in
ON = f"::banthuek_fault::on({NUMBER})"


@dataclass
class Fault:
    file: str
    line: int
    kind: str  # condition, guard, operand, comparison, arithmetic, extreme, constant, truth, statement
    edit: str  # as a person would write it: `< becomes <=`
    text: str  # the line of the source, blanks made one
    # What is put in: (from, to, text, rank). Where two are put in at one place, the lower rank goes first.
    # NUMBER stands for the number of the fault; what replaces a part of the source holds no other @.
    changes: list[tuple[int, int, str, int]] = field(default_factory=list, repr=False)
    id: int = 0
    seeds: list[int] = field(default_factory=list, repr=False)  # that drew it

    @property
    def folder(self) -> str:
        return str(pathlib.PurePosixPath(self.file).parent)

    @property
    def key(self) -> tuple[str, str, str]:
        """What names the fault when lines and files have moved: the file's name, the line's text, the edit."""
        return pathlib.PurePosixPath(self.file).name, self.text, self.edit


class _Finder:
    def __init__(self, file: str, text: str):
        self.file, self.source = file, Source(text)
        self.found: list[Fault] = []
        self.edits_of_line: dict[tuple[int, str], int] = {}

    def add(self, kind: str, edit: str, at: int, changes: list[tuple[int, int, str, int]]) -> None:
        s = self.source
        start = s.tokens[at].start
        if any(begin <= start < end for begin, end in s.conditional):
            return
        strip = self.without_constexpr(at)
        if strip is None:
            return
        line = s.line_of(start)
        n = self.edits_of_line[line, edit] = self.edits_of_line.get((line, edit), 0) + 1
        self.found.append(Fault(self.file, line, kind, edit if n == 1 else f"{edit} ({n})", s.line_text(line), changes + strip))

    def wrap(self, first: int, last: int, before: str, after: str) -> list[tuple[int, int, str, int]]:
        """Puts in `before` and `after` around tokens; of two that begin at one place the longer goes outside, as of two that end there."""
        start, end = self.source.tokens[first].start, self.source.tokens[last].end
        return [(start, start, before, 1_000_000 - (end - start)), (end, end, after, (end - start) - 1_000_000)]

    def without_constexpr(self, at: int):
        """What makes of the constants and functions that `at` stands in such as are not computed by the compiler. None: cannot be."""
        s, changes, i = self.source, [], at
        while i >= 0:
            begin, end = s.statement(i)
            words = {s.tokens[k].text: k for k in range(begin, min(end, i) + 1) if s.tokens[k].kind == "word" and s.around[k] == s.around[begin]}
            if words.keys() & {"consteval", "constinit", "static_assert", "concept", "requires"}:
                return None
            if "constexpr" in words and not s.is_(words["constexpr"] - 1, "if"):
                token = s.tokens[words["constexpr"]]
                braces = [k for k in range(begin, end + 1) if s.holds.get(k) == "block"]
                is_function = bool(braces) and i >= braces[0] and s.is_(braces[0] - 1, ")", "const", "noexcept", "override")
                inside_class = s.scope(begin) == "class"
                if is_function:
                    new = "inline"
                elif inside_class and "inline" not in words:
                    new = "inline const"
                else:
                    new = "const"
                if new.endswith("const") and ("const" in words):
                    new = new.removesuffix("const")
                changes.append((token.start, token.end, new, 0))
            elif "constexpr" in words:
                if s.around[i] > 0 and s.around[i] == words["constexpr"] + 1:
                    return None
            i = s.around[begin]
        return changes

    def find(self) -> list[Fault]:
        s = self.source
        skipped_until = -1
        for i, token in enumerate(s.tokens):
            if i <= skipped_until:
                continue
            if s.is_(i, "case"):
                while not s.is_(skipped_until, ":"):
                    skipped_until = skipped_until + 1 if skipped_until > i else i + 1
                continue
            if s.is_(i, "template", "operator"):
                if s.is_(i + 1, "<") and s.match[i + 1] > 0:
                    skipped_until = s.match[i + 1]
                continue
            if s.scope(i) == "enum" or s.in_brackets(i, "<"):
                continue
            if s.is_(i, "if"):
                self.condition(i)
            elif token.apart and s.is_(i, "&&", "||"):
                self.operand(i)
            elif token.apart and s.is_(i, *COMPARISONS, *ARITHMETIC):
                self.operator(i)
            elif s.is_(i, "?"):
                self.choice(i)
            elif token.kind == "number":
                self.number(i)
            elif s.is_(i, "true", "false"):
                self.truth(i)
            elif s.is_(i, "min", "max") and s.is_(i - 1, "::") and s.is_(i - 2, "std") and s.is_(i + 1, "(") and not s.is_(i + 2, "{"):
                self.extreme(i)
            if token.kind == "word" or s.is_(i, "++", "--", "*"):
                self.expression_statement(i)
        return self.found

    def silent(self, i: int) -> bool:
        """Does token i stand in a message or in what must be known when it is compiled? A condition is none, whatever it decides about."""
        s = self.source
        begin, end = s.statement(i)
        while s.is_(begin, "if", "for", "while", "else"):
            control = begin + 2 if s.is_(begin + 1, "constexpr") else begin + 1
            if not s.is_(control, "(") or s.is_(begin, "else"):
                begin += 1
            elif i > s.match[control]:
                begin = s.match[control] + 1
            else:
                begin, end = control, s.match[control]
        return bool(NOT_IN.search(" ".join(t.text for t in s.tokens[begin:end + 1] if t.kind == "word")))

    def condition(self, i: int) -> None:
        s = self.source
        if not s.is_(i + 1, "(") or s.match[i + 1] < 0:
            return
        first, last = i + 2, s.match[i + 1] - 1
        for k in range(first, last + 1):
            if s.around[k] == i + 1:
                if s.is_(k, ";"):
                    first = k + 1
        if any(s.around[k] == i + 1 and s.is_(k, "=") for k in range(first, last + 1)):
            return
        shown = s.piece(first, last)
        self.add("condition", f"if ({shown}) is turned", i, self.wrap(first, last, "static_cast<bool>(", ") != " + ON))
        then = last + 2
        jump = then + 1 if s.is_(then, "{") else then
        if s.is_(jump, *JUMPS):
            end = s.statement(jump)[1]
            if jump == then and not s.is_(end + 1, "else") or jump > then and s.match[then] == end + 1 and not s.is_(end + 2, "else"):
                self.add("guard", f"if ({shown}) {s.tokens[jump].text} is left out", i, self.wrap(first, last, "(", ") && !" + ON))

    def extent(self, i: int, step: int, stops: set[str]) -> int:
        """The last token on one side of operator i that belongs to its operand."""
        s, k = self.source, i + step
        closing = (")", "]", "}", ">") if step < 0 else ("(", "[", "{", "<")
        while 0 <= k < len(s.tokens):
            if s.is_(k, *closing) and s.match[k] >= 0 and not s.tokens[k].apart:
                if s.is_(k, "}") and s.holds.get(s.match[k]) != "values" and not s.is_(s.match[k] - 1, ")", "]", "mutable"):
                    break
                k = s.match[k] + step
                continue
            if s.is_(k, "(", "[", "{", ")", "]", "}", ";", ",", "?", ":", "return", "co_return", "else", "throw", *ASSIGNMENTS, *stops):
                break
            k += step
        return k - step

    def operand(self, i: int) -> None:
        s = self.source
        if self.silent(i) or s.is_(i - 1, "auto", ">") and s.tokens[i + 1].kind == "word" and not s.tokens[i - 1].apart and s.is_(i + 2, "=", ":"):
            return
        word, stops = s.tokens[i].text, {"||"} if s.is_(i, "||") else {"||", "&&"}
        first = i + 1
        last = self.extent(i, 1, stops)
        sides = [(first, last)]
        before = self.extent(i, -1, stops)
        if not s.is_(before - 1, word):
            sides.append((before, i - 1))
        for first, last in sides:
            if first > last:
                continue
            shown = s.piece(first, last)
            if word == "&&":
                self.add("operand", f"&& {shown} is left out", i, self.wrap(first, last, f"({ON} || (", "))"))
            else:
                self.add("operand", f"|| {shown} is left out", i, self.wrap(first, last, f"(!{ON} && (", "))"))

    def operator(self, i: int) -> None:
        s, token = self.source, self.source.tokens[i]
        if s.is_(i - 1, "operator", "(", ",", "=", "return") or self.silent(i):
            return
        if token.text in ARITHMETIC:
            begin, end = s.statement(i)
            if token.text == "+" and any(t.kind in ("string", "char") for t in s.tokens[begin:end + 1]):
                return  # texts are joined
            new, kind = ARITHMETIC[token.text], "arithmetic"
        else:
            new, kind = COMPARISONS[token.text], "comparison"
        left, right = CARRIERS[token.text]
        proxy = f"{left} ::banthuek_fault::{PROXIES[token.text]}{{{NUMBER}}} {right}"
        self.add(kind, f"{token.text} becomes {new}", i, [(token.start, token.end, proxy, 0)])

    def choice(self, i: int) -> None:
        if self.silent(i):
            return
        first, last = self.extent(i, -1, set()), i - 1
        if first <= last:
            shown = self.source.piece(first, last)
            self.add("condition", f"{shown} ? is turned", i, self.wrap(first, last, "(static_cast<bool>(", f") != {ON})"))

    def number(self, i: int) -> None:
        s, token = self.source, self.source.tokens[i]
        if self.silent(i):
            return
        if s.is_(i - 1, "[") and s.is_(i + 1, "]") and (s.tokens[i - 3].kind == "word" and s.tokens[i - 2].kind == "word" and not s.is_(i - 3, "return")
                                                        or s.is_(i - 3, ">", "*", "&")):
            return  # the size of an array
        if s.is_(i - 1, "=") and s.is_(i - 2, ")", "const", "override", "noexcept"):
            return  # a pure function
        negative = s.is_(i - 1, "-") and not s.tokens[i - 1].apart
        if whole := INTEGER.match(token.text):
            value = int(whole[1].replace("'", ""), 16 if whole[1][:2] in ("0x", "0X") else 10)
            if value == 0 and s.scope(i) == "class" and s.is_(i - 1, "="):
                return  # what a member holds before it is set
            shown = f"{token.text} becomes {hex(value + 1) if whole[1][:2] in ('0x', '0X') else value + 1}{whole[2]}"
            self.add("constant", shown, i, [(token.start, token.end, f"({token.text} + {ON})", 0)])
        elif decimal := DECIMAL.match(token.text):
            value = float(decimal[1].replace("'", ""))
            if value == 0 and s.scope(i) == "class" and s.is_(i - 1, "="):
                return
            new = f"{value * 1.5 if value else 1.0:g}"
            new += ("" if "." in new or "e" in new else ".0") + decimal[2]
            self.add("constant", f"{'-' if negative else ''}{token.text} becomes {'-' if negative else ''}{new}", i,
                     [(token.start, token.end, f"({ON} ? {new} : {token.text})", 0)])

    def truth(self, i: int) -> None:
        s, token = self.source, self.source.tokens[i]
        if self.silent(i) or s.is_(i - 2, "noexcept", "explicit"):
            return
        if token.text == "false" and s.scope(i) == "class" and s.is_(i - 1, "="):
            return  # what a member holds before it is set
        new = "false" if token.text == "true" else "true"
        self.add("truth", f"{token.text} becomes {new}", i, [(token.start, token.end, f"({token.text} != {ON})", 0)])

    def extreme(self, i: int) -> None:
        s, token = self.source, self.source.tokens[i]
        if self.silent(i):
            return
        new = "max" if token.text == "min" else "min"
        self.add("extreme", f"std::{token.text} becomes std::{new}", i,
                 [(s.tokens[i - 2].start, token.end, f"::banthuek_fault::{token.text.capitalize()}{{{NUMBER}}}", 0)])

    def expression_statement(self, i: int) -> None:
        s = self.source
        if s.scope(i) != "block" or not s.is_(s.around[i], "{"):
            return
        before = i - 1
        if s.is_(before, ")"):
            control = s.match[before] - 1
            if not (s.is_(control, "if", "for", "while") or s.is_(control, "constexpr")):
                return
        elif s.is_(before, "}"):
            if s.holds.get(s.match[before]) != "block":
                return
        elif s.is_(before, ":"):
            k = before - 1
            while k >= 0 and not s.is_(k, ";", "{", "}", "case", "default", "?"):
                k -= 1
            if not s.is_(k, "case", "default"):
                return
        elif not s.is_(before, ";", "{", "else"):
            return
        k, last = i, None
        while s.is_(k, "++", "--", "*"):
            k, last = k + 1, s.tokens[k].text
        if s.tokens[k].text in KEYWORDS and not s.is_(k, "this"):
            return
        while k < len(s.tokens):
            t = s.tokens[k]
            if t.kind == "word":
                if t.text in KEYWORDS and t.text != "this" or last in ("word", ">", ")", "]"):
                    break
                last, k = "word", k + 1
            elif s.is_(k, "(", "[") or s.is_(k, "<") and not t.apart and s.match[k] > 0:
                if last not in ("word", ")", "]", ">"):
                    return
                last, k = {"(": ")", "[": "]", "<": ">"}[t.text], s.match[k] + 1
            elif s.is_(k, "::", ".", "->"):
                last, k = t.text, k + 1
            elif s.is_(k, "++", "--"):
                last, k = "++", k + 1
            else:
                break
        if k >= len(s.tokens):
            return
        prefixed = s.is_(i, "++", "--")
        ends = s.is_(k, ";") and (last in (")", "++") or prefixed and last in ("word", "]"))
        sets = s.is_(k, *ASSIGNMENTS) and last in ("word", "]", ")")
        if not ends and not sets and not (s.is_(k, "<<") and s.tokens[k].apart):
            return
        while k < len(s.tokens) and not s.is_(k, ";"):
            k = s.match[k] if s.is_(k, "(", "[", "{") and s.match[k] > k else k
            if s.is_(k, "}") and s.match[k] < i:
                return
            k += 1
        if k >= len(s.tokens) or s.around[k] != s.around[i] or self.silent(i):
            return
        shown = s.piece(i, k)
        start = s.tokens[i].start
        self.add("statement", f"{shown if len(shown) <= 100 else shown[:97] + '...'} is left out", i,
                 [(start, start, f"if ({ON}) {{}} else ", -1)])


def find_faults(file: str, text: str) -> list[Fault]:
    """Every fault that can be put into the source, in the order of the file. Some of them may not compile."""
    return _Finder(file, text).find()


def with_faults(text: str, faults: list[Fault], header: str) -> str:
    """The source with the faults, each behind its number; `header` is fault.h. Lines keep their numbers for the compiler."""
    changes = sorted({(begin, end, rank, new.replace(NUMBER, str(fault.id))) for fault in faults for begin, end, new, rank in fault.changes},
                     key=lambda c: (c[0], c[1] > c[0], c[2]))
    out, at = [f'#include "{header}"\n#line 1\n'], 0
    for begin, end, _, new in changes:
        out += [text[at:begin], new]
        at = end
    return "".join(out) + text[at:]
