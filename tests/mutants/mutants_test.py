#!/usr/bin/python3
"""What tools/test --mutants does to a source: which faults it finds in which places, what is written for them, and that a test notices one."""
import os
import pathlib
import subprocess
import sys
import tempfile
import unittest

sys.dont_write_bytecode = True
HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))
import mutants  # noqa: E402
import units as tests  # noqa: E402
from cpp import Source  # noqa: E402
from faults import find_faults, with_faults  # noqa: E402


def edits(body: str, kind: str = "") -> list[str]:
    """The faults of a function's body."""
    return [f.edit for f in find_faults("a.cpp", "void f() {\n" + body + "\n}\n") if kind in ("", f.kind)]


class Tokens(unittest.TestCase):
    def test_comments_strings_and_directives_are_no_code(self):
        text = '#include <a>  // 1\n#define X 2 \\\n  3\nint a = 4;  // 5\n/* 6 */ auto b = R"x(7 ")" 8)x"; auto c = "9\\" 9";\nchar d = \'\\\'\';\n'
        self.assertEqual([t.text for t in Source(text).tokens if t.kind == "number"], ["4"])
        self.assertEqual([t.kind for t in Source(text).tokens if t.kind in ("string", "char")], ["string", "string", "char"])

    def test_numbers_with_separators_and_exponents_are_one(self):
        self.assertEqual([t.text for t in Source("1'000 0xFFu 1e-3 .5f 2.5E+7 10ms").tokens], ["1'000", "0xFFu", "1e-3", ".5f", "2.5E+7", "10ms"])

    def test_what_a_brace_holds(self):
        for text, held in [
            ("namespace a::b {}", "namespace"), ("namespace {}", "namespace"), ("struct A {};", "class"), ("class A final : public B<int> {};", "class"),
            ("enum class A : int {};", "enum"), ("void f() {}", "block"), ("int A::f() const {}", "block"), ("A::A() : a_(1), b_{2} {}", "values block"),
            ("auto f() -> std::vector<int> {}", "block"), ("A a{};", "values"), ("A a = {};", "values"), ("auto a = A{};", "values"),
            ("struct A a = {{1}, {2}};", "values values values"), ("void f() { if (a) {} else {} }", "block block block"),
            ("void f() { g([&](int a) {}); }", "block block"), ("void f() { g([&] {}); }", "block block"), ("void f() { return {a, {b}}; }", "block values values"),
            ("void f(struct A* a) {}", "block"), ("int a[] = {};", "values"), ("void f() { for (int i : {1, 2}) {} }", "block values block"),
        ]:
            s = Source(text)
            self.assertEqual(" ".join(s.holds[k] for k in sorted(s.holds)), held, text)

    def test_angle_brackets_are_told_by_their_blanks(self):
        s = Source("a < b; std::vector<std::pair<int, A>> c; d > e; template <class T> T g();")
        pairs = [(s.tokens[i - 1].text, s.tokens[s.match[i] + 1].text) for i, t in enumerate(s.tokens) if t.text == "<" and s.match[i] > 0]
        self.assertEqual(pairs, [("vector", "c"), ("pair", ">"), ("template", "T")])


class Faults(unittest.TestCase):
    def test_conditions(self):
        self.assertEqual(edits("if (a) b();", "condition"), ["if (a) is turned"])
        self.assertEqual(edits("if (int n = g(); n > 1) b();", "condition"), ["if (n > 1) is turned"])
        self.assertEqual(edits("if (const auto a = g()) b();", "condition"), [])
        self.assertEqual(edits("if constexpr (a) b();", "condition"), [])
        self.assertEqual(edits("int x = a || b ? c : d;", "condition"), ["a || b ? is turned"])

    def test_guards(self):
        for jump in ("return;", "return 1;", "continue;", "break;", 'throw Error("x");', "{ return; }"):
            self.assertEqual(len(edits(f"if (a) {jump}", "guard")), 1, jump)
        for other in ("if (a) b();", "if (a) return; else b();", "if (a) { b(); return; }"):
            self.assertEqual(edits(other, "guard"), [], other)

    def test_operands(self):
        self.assertEqual(edits("return a && b(1, 2) && c;", "operand"), ["&& b(1, 2) is left out", "&& a is left out", "&& c is left out"])
        self.assertEqual(edits("return a && b || c;", "operand"), ["&& b is left out", "&& a is left out", "|| c is left out", "|| a && b is left out"])
        self.assertEqual(edits("for (auto&& a : b) c();", "operand"), [])

    def test_comparisons_and_arithmetic(self):
        self.assertEqual(edits("return a < b;"), ["< becomes <="])
        self.assertEqual(edits("return a - b * c;"), ["- becomes +", "* becomes /"])
        self.assertEqual(edits("std::vector<int> a; A* b; return -c;"), [])
        self.assertEqual(edits('g(a + "b" + c);', "arithmetic"), [])

    def test_constants(self):
        self.assertEqual(edits("return 0x1F;"), ["0x1F becomes 0x20"])
        self.assertEqual(edits("return a[1];"), ["1 becomes 2"])
        self.assertEqual(edits("return 0.5f;"), ["0.5f becomes 0.75f"])
        self.assertEqual(edits("return 0.0;"), ["0.0 becomes 1.0"])
        self.assertEqual(edits("return true;"), ["true becomes false"])
        self.assertEqual(edits("return std::min(a, b);"), ["std::min becomes std::max"])
        self.assertEqual(edits("return g(1, 1);"), ["1 becomes 2", "1 becomes 2 (2)"])
        self.assertEqual(edits("int a[3]; std::array<int, 4> b; switch (c) { case 5: break; } static_assert(d == 6); using E = F<7>;"), [])
        self.assertEqual([f.edit for f in find_faults("a.h", "enum A { kA = 1 };\ntemplate <int N = 2>\nstruct B {\n  int a = 0;\n  int b = 3;\n  virtual int f() = 0;\n};\n")],
                         ["3 becomes 4"])

    def test_statements(self):
        for statement in ("g();", "a.b(1).c();", "a->b[2].c<int>();", "a = 1;", "a.b += c;", "*a = b;", "++a;", "a++;", "out << b;", "std::sort(a, b);", "this->g();"):
            self.assertEqual(edits(statement, "statement"), [statement + " is left out"])
        for other in ("int a = 1;", "A a(1);", "A a{1};", "A* a = b;", "return a;", "auto a = b;", "std::vector<int> a(3);", "break;", "a.reserve(3);", "delete a;",
                      "using A = B;", "const A& a = b();", "static A a;", "(void)a;"):
            self.assertEqual(edits(other, "statement"), [], other)
        self.assertEqual([f.edit for f in find_faults("a.h", "struct A {\n  A(int);\n  void f();\n};\nint g(int);\nint h = g(a);\n")], [])
        self.assertEqual(edits("switch (a) {\n  case kB:\n    g();\n}", "statement"), ["g(); is left out"])
        self.assertEqual(edits("if (a) g(); else h();", "statement"), ["g(); is left out", "h(); is left out"])

    def test_messages_and_logging_are_left_alone(self):
        for statement in ('throw Error("page " + std::to_string(a + 1));', "spdlog::info(1);", "std::cerr << 2;", "log(LogLevel::kInfo, a < 3);"):
            self.assertEqual(edits(statement), [], statement)
        self.assertEqual(edits('if (a < 3) throw Error("x" + g(a + 4));'), ["if (a < 3) is turned", "if (a < 3) throw is left out", "< becomes <=", "3 becomes 4"])

    def test_what_the_preprocessor_may_leave_out_is_left_alone(self):
        self.assertEqual(edits("\n#ifdef X\ng(1);\n#endif\nh(2);", "constant"), ["2 becomes 3"])

    def test_constants_of_the_compiler_become_such_of_the_program(self):
        for text, with_it in [
            ("constexpr int kA = 1;", "const int kA = (1 + ::banthuek_fault::on(7));"),
            ("inline constexpr double kA = 0.5;", "inline const double kA = (::banthuek_fault::on(7) ? 0.75 : 0.5);"),
            ("struct A {\n  static constexpr int kA = 1;\n};", "struct A {\n  static inline const int kA = (1 + ::banthuek_fault::on(7));\n};"),
            ("constexpr const char* kA[] = {b + 1};", " const char* kA[] = {b + (1 + ::banthuek_fault::on(7))};"),
            ("constexpr int f(int a) { return a ? 1 : 0; }", "inline int f(int a) { return a ? (1 + ::banthuek_fault::on(7)) : 0; }"),
        ]:
            fault = next(f for f in find_faults("a.h", text) if f.kind == "constant")
            fault.id = 7
            self.assertEqual(with_faults(text, [fault], "fault.h"), '#include "fault.h"\n#line 1\n' + with_it)


PROGRAM = """
#include <algorithm>
#include <string>
#include <vector>
constexpr int kTop = 3;
bool both(bool a, bool b, bool c) { return a && b && c; }
bool any(bool a, bool b) { return a || b; }
int sign(int n) {
  if (n == 0) return 0;
  int out = 1;
  if (n < 0) out = -1;
  return out;
}
int most(const std::vector<int>& of) {
  int out = 0;
  for (std::size_t i = 0; i + 1 <= of.size(); ++i) out = std::max(out, of[i] * 2 / 2);
  return std::min(out, kTop);
}
std::string word(bool yes) {
  std::string out;
  if (yes)
    out.append("yes");
  else
    out = "no";
  return out.empty() ? "none" : out;
}
int idle(int n) {
  int unused = 4;
  unused = n;
  return n;
}
"""
MAIN = """
int main() {
  bool right = both(true, true, true) && !both(false, true, true) && !both(true, false, true) && !both(true, true, false);
  right = right && any(true, false) && any(false, true) && !any(false, false);
  right = right && sign(0) == 0 && sign(5) == 1 && sign(-1) == -1 && sign(1) == 1;
  right = right && most({1, 2}) == 2 && most({2, 1}) == 2 && most({9}) == 3 && most({}) == 0 && most({0}) == 0;
  right = right && word(true) == "yes" && word(false) == "no" && idle(2) == 2;
  return right ? 0 : 1;
}
"""


class Program(unittest.TestCase):
    def test_each_fault_is_noticed_but_those_that_change_nothing(self):
        faults = find_faults("a.cpp", PROGRAM)
        for number, fault in enumerate(faults, 1):
            fault.id = number
        with tempfile.TemporaryDirectory() as folder:
            source, program = pathlib.Path(folder, "a.cpp"), pathlib.Path(folder, "a")
            source.write_text(with_faults(PROGRAM, faults, str(HERE / "fault.h")) + MAIN)
            subprocess.run(["c++", "-std=c++20", "-Wall", "-Wextra", "-Werror", "-o", program, source, HERE / "fault.cpp"], check=True)

            def run(**environment):
                return subprocess.run([program], env={**os.environ, **environment}).returncode == 0

            self.assertTrue(run())
            marks = pathlib.Path(folder, "marks")
            marks.write_bytes(bytes(len(faults) + 1))
            self.assertTrue(run(BANTHUEK_MUTANT_TRACE=str(marks)))
            self.assertEqual(marks.read_bytes(), bytes(1) + bytes([1]) * len(faults))
            unnoticed = [f.edit for f in faults if run(BANTHUEK_MUTANT=str(f.id))]
        self.assertGreater(len(faults), 30)
        # An `n` of 0 does not get as far as `n < 0`.
        self.assertEqual(unnoticed, ["< becomes <=", "0 becomes 1", "4 becomes 5", "unused = n; is left out"])


class Running(unittest.TestCase):
    def outcome(self, script, seconds=5, **variables):
        return tests.run([self.script(script)], variables, tests.Limits(seconds, seconds)).how

    def script(self, text):
        return tests.Unit("script", "", ["/bin/sh", "-c", text], "/")

    def test_what_a_test_said_is_told_by_its_end(self):
        self.assertEqual(self.outcome("exit 0"), "passed")
        self.assertEqual(self.outcome("exit 1"), "failed")
        self.assertEqual(self.outcome("exit 77"), "skipped")
        self.assertEqual(self.outcome("kill -SEGV $$"), "crashed")
        self.assertEqual(self.outcome("exit $BANTHUEK_MUTANT", BANTHUEK_MUTANT="3"), "failed")

    def test_a_loop_without_end_is_ended(self):
        self.assertEqual(self.outcome("while :; do :; done", 0.4), "time")

    def test_what_waits_for_something_that_does_not_come_is_ended(self):
        self.assertEqual(self.outcome("sleep 60", 0.4), "time")

    def test_a_machine_that_is_busy_with_other_things_is_no_reason_to_end_it(self):
        run = tests.run([self.script("for i in 1 2 3 4 5 6; do sleep 0.5; : $((1 + 1)); done")], {}, tests.Limits(1, 2))
        self.assertEqual(run.how, "passed")

    def test_what_fails_once_only_has_noticed_nothing(self):
        with tempfile.TemporaryDirectory() as folder:
            once = self.script(f"test -e {folder}/been || {{ touch {folder}/been; exit 1; }}")
            self.assertEqual(tests.notices([once], {}).how, "passed")
            self.assertEqual(tests.notices([self.script("exit 1")], {}).how, "failed")

    def test_the_failed_case_is_told_from_what_was_said(self):
        units = [tests.Unit("a_test", case, ["a_test"], "/") for case in ("A.B", "A.C", "All/Table.Row/3")]
        said = "[  FAILED  ] All/Table.Row/3, where GetParam() = 4 (0 ms)\n[  FAILED  ] 1 test, listed below:\n"
        self.assertEqual(tests.failed_case(said, units).case, "All/Table.Row/3")
        self.assertIsNone(tests.failed_case("Segmentation fault", units))

    def test_what_it_writes_goes_to_a_folder_of_its_own(self):
        run = tests.run([self.script("echo $TMPDIR; touch $TMPDIR/a")], {}, tests.Limits(5, 5))
        self.assertTrue(run.passed)
        self.assertFalse(pathlib.Path(run.output.strip()).exists())

    def test_what_it_started_is_ended_with_it(self):
        run = tests.run([self.script("sleep 60 >/dev/null 2>&1 & echo $!")], {}, tests.Limits(5, 5))
        self.assertTrue(run.passed)
        stat = pathlib.Path(f"/proc/{run.output.strip()}/stat")
        self.assertTrue(not stat.exists() or stat.read_text().rpartition(")")[2].split()[0] in "ZX")


class Drawing(unittest.TestCase):
    def test_the_same_seed_draws_the_same(self):
        def drawn(seed):
            draw = mutants.Draw(find_faults("a.cpp", PROGRAM), seed, "a")
            return [f.edit for f in iter(draw.next, None)]

        self.assertEqual(drawn(1), drawn(1))
        self.assertNotEqual(drawn(1), drawn(2))

    def test_one_fault_a_line(self):
        draw = mutants.Draw(find_faults("a.cpp", PROGRAM), 1, "a")
        lines = [f.line for f in iter(draw.next, None)]
        self.assertEqual(len(lines), len(set(lines)))

    def test_no_folder_gets_only_a_few(self):
        self.assertEqual(mutants.shares({"a": 900, "b": 100, "c": 3}, 60), {"a": 49, "b": 8, "c": 3})
        self.assertEqual(sum(mutants.shares({"a": 900, "b": 100, "c": 300}, 200).values()), 200)
        self.assertEqual(mutants.shares({"a": 2, "b": 1}, 10), {"a": 2, "b": 1})


class Choosing(unittest.TestCase):
    def test_the_program_named_like_the_folder_comes_first(self):
        for folder, home in (("extractors/document", "extractors_document_test"), ("pipeline/serve/pages", "serve_test")):
            fault = find_faults(folder + "/a.cpp", "void f() {\n  g(1);\n}\n")[0]
            fault.id = 1
            units = [tests.Unit(name, "A.B", [], "/", seconds=seconds, reached=frozenset([1])) for name, seconds in (("base_test", 1), (home, 9))]
            self.assertEqual([g[0].name for g in mutants.groups_for(fault, units)], [home, "base_test"])

    def test_a_quick_look_takes_the_cheapest_cases(self):
        groups = [[tests.Unit("a_test", str(s), [], "/", seconds=s) for s in (3, 1, 2)], [tests.Unit("b.sh", "", [], "/", seconds=4)]]
        self.assertEqual([[u.seconds for u in g] for g in mutants.cheapest(groups, 3.5)], [[1, 2]])
        self.assertEqual([[u.seconds for u in g] for g in mutants.cheapest(groups, 10)], [[1, 2, 3], [4]])


class Report(unittest.TestCase):
    def result(self, folder, noticed, judged=None, **more):
        return {"id": 1, "folder": folder, "file": folder + "/a.cpp", "line": 3, "edit": "1 becomes 2", "text": "f(1);", "reached": 2, "noticed": noticed,
                "judged": judged, **more}

    def test_each_folder_must_have_enough(self):
        results = [self.result("extractors", "failed")] * 19 + [self.result("extractors", None)] + [self.result("pipeline/a", "time")] * 7
        self.assertTrue(mutants.report(results, 80)[1])
        self.assertTrue(mutants.report([*results, self.result("pipeline/a", None)], 80)[1])
        self.assertFalse(mutants.report([*results, *[self.result("pipeline/a", None)] * 2], 80)[1])
        self.assertTrue(mutants.report([*results, *[self.result("pipeline/a", None, "only speed")] * 2], 80)[1])

    def test_of_a_few_faults_only_the_whole_is_held_to_it(self):
        results = [self.result("extractors", "failed")] * 7
        self.assertTrue(mutants.report([*results, self.result("pipeline/a", None)], 80)[1])
        self.assertFalse(mutants.report([*results, *[self.result("pipeline/a", None)] * 2], 80)[1])

    def test_survivors_stand_with_their_place(self):
        text = mutants.report([self.result("pipeline/a", None), self.result("pipeline/a", None, "logging only")], 80)[0]
        self.assertIn("pipeline/a/a.cpp:3: 1 becomes 2  [1, reached by 2 tests]\n    f(1);", text)
        self.assertEqual(text.count("1 becomes 2"), 1)

    def test_what_is_judged_is_in_the_sources(self):
        sources = {p.name: p for top in mutants.TOPS for p in (mutants.ROOT / top).rglob("*") if p.suffix in (".cpp", ".h")}
        judged = mutants.read_judged()
        found = {f.key for name in {key[0] for key in judged} if name in sources
                 for f in find_faults(name, sources[name].read_text(encoding="utf-8"))}
        self.assertEqual([key for key in judged if key not in found], [])
        self.assertEqual([key for key, reason in judged.items() if len(reason) < 10], [])

    def test_what_is_judged_is_known_again_after_a_move(self):
        fault = next(f for f in find_faults("some/other/place/a.cpp", "\n\nvoid f() {\n  g(1,   2);\n}\n") if f.kind == "constant")
        self.assertEqual(fault.key, ("a.cpp", "g(1, 2);", "1 becomes 2"))


if __name__ == "__main__":
    unittest.main()
