"""Just enough of C++ to find expressions and statements in formatted source, without a compiler.

The source is split into tokens; comments, strings and lines of the preprocessor are stepped over. Brackets are matched, and of
braces it is known what they hold. Whether `<` compares or opens template arguments is told by its blanks: `.clang-format` sets
binary operators between blanks and template arguments without.
"""
import bisect
import re
from dataclasses import dataclass

TOKEN = re.compile(
    r"""
    (?P<space>\s+|//[^\n]*|/\*.*?\*/)
  | (?P<directive>(?:(?<=\n)|\A)[ \t]*\#(?:\\\n|/\*.*?\*/|[^\n])*)
  | (?P<string>(?:u8|u|U|L)?R"(?P<mark>[^(\s]*)\(.*?\)(?P=mark)"\w*|(?:u8|u|U|L)?"(?:\\.|[^"\\\n])*"\w*)
  | (?P<char>(?:u8|u|U|L)?'(?:\\.|[^'\\\n])+')
  | (?P<number>\.?\d(?:[eEpP][+-]|'(?=\w)|[\w.])*)
  | (?P<word>[A-Za-z_]\w*)
  | (?P<mark2><=>|<<=|>>=|\.\.\.|->\*|::|->|\+\+|--|<<|>>|<=|>=|==|!=|&&|\|\||[-+*/%&|^]=|\.\*|.)
    """,
    re.VERBOSE | re.DOTALL,
)
KEYWORDS = frozenset(
    "alignas auto bool break case catch char class co_await co_return co_yield const consteval constexpr constinit continue"
    " default delete do double else enum explicit export extern float for friend goto if inline int long mutable namespace new"
    " noexcept operator private protected public register requires return short signed sizeof static static_assert static_cast"
    " struct switch template this thread_local throw try typedef typeid typename union unsigned using virtual void volatile"
    " wchar_t while and or not dynamic_cast reinterpret_cast const_cast decltype char8_t char16_t char32_t".split())
ASSIGNMENTS = frozenset(["=", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=", "<<=", ">>="])
OPENING = {"(": ")", "[": "]", "{": "}"}


@dataclass
class Token:
    kind: str  # string, char, number, word, mark
    text: str
    start: int
    end: int
    apart: bool = False  # between blanks on both sides


class Source:
    """The tokens of one file. `match[i]` is the other end of the bracket at i; `around[i]` the bracket that token i stands in (-1: none);
    `holds[i]` what the brace at i holds: "namespace", "class", "enum", "block" or "values"."""

    def __init__(self, text: str):
        self.text = text
        self.line_starts = [0] + [m.end() for m in re.finditer("\n", text)]
        self.lines = text.split("\n")
        self.tokens: list[Token] = []
        self.conditional: list[tuple[int, int]] = []  # of the preprocessor: what is between #if and #endif may not be compiled
        self._split()
        self.match: list[int] = []
        self.around: list[int] = []
        self.holds: dict[int, str] = {}
        self._match()

    def line_of(self, position: int) -> int:
        return bisect.bisect_right(self.line_starts, position)

    def line_text(self, line: int) -> str:
        return " ".join(self.lines[line - 1].split())

    def piece(self, first: int, last: int) -> str:
        """The source from token `first` to token `last`, in one line."""
        return " ".join(self.text[self.tokens[first].start:self.tokens[last].end].split())

    def is_(self, i: int, *texts: str) -> bool:
        return 0 <= i < len(self.tokens) and self.tokens[i].text in texts and self.tokens[i].kind in ("word", "mark")

    def _split(self) -> None:
        opened: list[int] = []
        for found in TOKEN.finditer(self.text):
            kind = found.lastgroup
            kind = "string" if found["string"] is not None else "mark" if kind == "mark2" else kind
            if kind == "space":
                continue
            start, end = found.span()
            if kind == "directive":
                word = found[0].strip().lstrip("#").split()
                if word and word[0].startswith("if"):
                    opened.append(start)
                elif word and word[0] == "endif" and opened:
                    begin = opened.pop()
                    if not opened:
                        self.conditional.append((begin, end))
                continue
            apart = start > 0 and self.text[start - 1].isspace() and end < len(self.text) and self.text[end].isspace()
            if found[0] == ">>" and not apart:  # two closing brackets
                self.tokens += [Token("mark", ">", start, start + 1), Token("mark", ">", start + 1, end)]
            else:
                self.tokens.append(Token(kind, found[0], start, end, apart))

    def _match(self) -> None:
        tokens = self.tokens
        self.match, self.around = [-1] * len(tokens), [-1] * len(tokens)
        stack: list[int] = []
        for i, token in enumerate(tokens):
            text = token.text if token.kind == "mark" else ""
            if text == ">" and not token.apart and stack and tokens[stack[-1]].text == "<":
                self._close(stack.pop(), i)
            elif text in (")", "]", "}"):
                while stack and tokens[stack[-1]].text == "<":
                    stack.pop()
                if stack:
                    self._close(stack.pop(), i)
            elif text == ";":
                while stack and tokens[stack[-1]].text == "<":
                    stack.pop()
            self.around[i] = stack[-1] if stack else -1
            if text in OPENING:
                stack.append(i)
                if text == "{":
                    self.holds[i] = self._what_a_brace_holds(i)
            elif text == "<" and not token.apart and i > 0 and tokens[i - 1].kind == "word" and tokens[i - 1].text != "operator":
                stack.append(i)
        # What stood after a `<` that was not closed stands in what the `<` stands in.
        for i in range(len(tokens)):
            while self.around[i] >= 0 and self.match[self.around[i]] < 0:
                self.around[i] = self.around[self.around[i]]

    def _close(self, begin: int, end: int) -> None:
        self.match[begin], self.match[end] = end, begin

    def head(self, brace: int) -> int:
        """The first token of the declaration or statement that the brace ends."""
        i = brace - 1
        while i >= 0 and not self.is_(i, ";", "{", "}"):
            if self.is_(i, ")", "]", ">") and self.match[i] >= 0:
                i = self.match[i]
            i -= 1
        return i + 1

    def _what_a_brace_holds(self, i: int) -> str:
        tokens, before = self.tokens, i - 1
        first = self.head(i)
        outer, k = [], first  # without what stands in brackets
        while k < i:
            outer.append(k)
            k = self.match[k] if self.match[k] > k else k + 1
        words = {tokens[k].text for k in outer if tokens[k].kind == "word"}
        bracketed = any(self.is_(k, "(") for k in outer)
        if "namespace" in words or self.is_(first, "extern") and tokens[before].kind == "string":
            return "namespace"
        if "enum" in words and not bracketed:
            return "enum"
        if words & {"class", "struct", "union"} and not bracketed and not any(self.is_(k, "=", "return") for k in outer):
            return "class"
        if self.is_(before, ")", "else", "do", "try", "const", "noexcept", "override", "mutable", ":", ";", "{", "}", "]") or before < 0:
            if self.is_(before, "{", ";", "}", ":") and self._inside_values(i):
                return "values"
            return "block"
        for k in range(before, max(first, before - 14), -1):  # a return type that stands behind
            if self.is_(k, "->"):
                return "block" if self.is_(k - 1, ")") else "values"
            if not (tokens[k].kind == "word" or self.is_(k, "::", "<", ">", "*", "&", ",")):
                break
        return "values"

    def _inside_values(self, i: int) -> bool:
        outer = i - 1
        while outer >= 0:
            if self.is_(outer, ")", "]", "}") and self.match[outer] >= 0:
                outer = self.match[outer]
            elif self.is_(outer, "(", "["):
                return True
            elif self.is_(outer, "{"):
                return self.holds.get(outer) == "values"
            outer -= 1
        return False

    def scope(self, i: int) -> str:
        """What the innermost brace around token i holds, whatever other brackets stand between."""
        at = self.around[i]
        while at >= 0 and not self.is_(at, "{"):
            at = self.around[at]
        return self.holds[at] if at >= 0 else "namespace"

    def in_brackets(self, i: int, kind: str) -> bool:
        """Does token i stand in a bracket of the kind, within its brace?"""
        at = self.around[i]
        while at >= 0 and not self.is_(at, "{"):
            if self.is_(at, kind):
                return True
            at = self.around[at]
        return False

    def statement(self, i: int) -> tuple[int, int]:
        """The first and the last token of the statement or declaration that token i stands in; values in braces and arguments belong to it."""
        at = i
        while self.around[at] >= 0 and self.holds.get(self.around[at], "values") == "values":
            at = self.around[at]
        begin = at
        while begin > 0 and not self.is_(begin - 1, ";", "{") and not (self.is_(begin - 1, "}") and self.holds.get(self.match[begin - 1]) != "values"):
            begin -= 1
            if self.is_(begin, ")", "]", "}", ">") and self.match[begin] >= 0:
                begin = self.match[begin]
        end = at
        while end < len(self.tokens) - 1 and not self.is_(end, ";", "}"):
            if self.is_(end, "(", "[", "{", "<") and self.match[end] > end:
                end = self.match[end]
                if self.is_(end, "}") and self.holds.get(self.match[end]) == "block":
                    break
            if not self.is_(end, ";"):
                end += 1
        return begin, end
