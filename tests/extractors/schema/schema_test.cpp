// What is wrong with a layout or a vocabulary stops the load with file, line, caret, what was found and what to do: each message to the letter.
#include "extractors/schema/schema.h"

#include <gtest/gtest.h>

#include "extractors/schema/schema_load.h"
#include "extractors/types/error.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::schema {
namespace schema_test {

std::string message_of(const std::string& file, const std::string& text) {
  const std::vector<SchemaText> texts{{file, text}};
  try {
    load_schemas(texts);
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kSchema);
    return e.what();
  }
  return "(loads)";
}

struct Case {
  const char *text, *message;
};

void PrintTo(const Case& c, std::ostream* os) { *os << c.text; }

// Behind these three lines; `message` is what follows "layouts/a.toml:".
const std::string kHead = "[layout]\nname = \"a\"\nabout = \"b\"\n";

class LayoutFaults : public testing::TestWithParam<Case> {};

TEST_P(LayoutFaults, AreShownWithTheirPlace) {
  EXPECT_EQ(message_of("layouts/a.toml", kHead + GetParam().text), "layouts/a.toml:" + std::string(GetParam().message));
}

INSTANTIATE_TEST_SUITE_P(OfKeys, LayoutFaults,
                         testing::Values(Case{"[tabel]\n", "4: unknown key 'tabel'; perhaps 'table'\n  [tabel]\n   ^"},
                                         Case{"[table]\nrecords = \"measures\"\nneed = []\n",
                                              "6: unknown key 'need'; perhaps 'needs'\n  need = []\n  ^"},
                                         Case{"[[rule]]\nfind = \"x\"\n", "5: unknown key 'find'; perhaps 'finds'\n  find = \"x\"\n  ^"},
                                         Case{"[[start]]\nheading = []\n", "5: unknown key 'heading'; perhaps 'headings'\n  heading = []\n  ^"},
                                         Case{"[document]\nkinds = \"memo\"\n", "5: unknown key 'kinds'; perhaps 'kind'\n  kinds = \"memo\"\n  ^"},
                                         Case{"[[column]]\nhold = \"no\"\n", "5: unknown key 'hold'; perhaps 'holds'\n  hold = \"no\"\n  ^"},
                                         Case{"[[rule]]\nfinds = \"memo.to\"\npattern = 'x'\nmatches = [{txt = \"x\"}]\n",
                                              "7: unknown key 'txt'; perhaps 'text'\n  matches = [{txt = \"x\"}]\n              ^"}));

INSTANTIATE_TEST_SUITE_P(
    OfTypes, LayoutFaults,
    testing::Values(
        Case{"[[rule]]\nfinds = 1\n", "5: 'finds' is no text in quotes; write it as text in quotes\n  finds = 1\n          ^"},
        Case{"[[rule]]\nfinds = \"memo.to\"\nanchors = \"x\"\n",
             "6: 'anchors' is no list of texts; write it as list of texts\n  anchors = \"x\"\n            ^"},
        Case{"[[rule]]\nfinds = \"memo.to\"\nanchors = [1]\n",
             "6: 'anchors' is no list of texts; write it as list of texts\n  anchors = [1]\n             ^"},
        Case{"[[rule]]\nfinds = \"memo.to\"\nerrors = 1.5\n",
             "6: 'errors' is no whole number; write it as whole number\n  errors = 1.5\n           ^"},
        Case{"[[start]]\nzone = \"x\"\n", "5: 'zone' is no number; write it as number\n  zone = \"x\"\n         ^"},
        Case{"[[start]]\nwhole_line = 1\n", "5: 'whole_line' is neither true nor false; write one\n  whole_line = 1\n               ^"},
        Case{"[[rule]]\nfinds = \"memo.to\"\npattern = 'x'\nmatches = 1\n",
             "7: 'matches' is no list of samples; write it as list of samples\n  matches = 1\n            ^"},
        Case{"[[rule]]\nfinds = \"memo.to\"\npattern = 'x'\nmatches = [1]\n",
             "7: 'matches' is no sample: a text, or {text, value}; write it as sample: a text, or {text, value}\n  matches = [1]\n             ^"},
        Case{"rule = 1\n", "4: unknown key 'rule'; perhaps 'name'\n  rule = 1\n  ^"},
        Case{"[table.x]\n", "4: unknown key 'x'; perhaps 'needs'\n  [table.x]\n         ^"}));

INSTANTIATE_TEST_SUITE_P(
    OfWhatIsMissing, LayoutFaults,
    testing::Values(Case{"[[rule]]\npattern = 'x'\n", "4: 'finds' is missing; add it here\n  [[rule]]\n  ^"},
                    Case{"[[rule]]\nfinds = \"memo.to\"\n", "4: rule for 'memo.to' has neither anchors nor pattern; give one\n  [[rule]]\n  ^"},
                    Case{"[[rule]]\nfinds = \"memo.to\"\npattern = 'x'\nmatches = [{value = \"x\"}]\n",
                         "7: 'text' is missing; add it here\n  matches = [{value = \"x\"}]\n             ^"},
                    Case{"[[start]]\nzone = 1\n", "4: [[start]] has no headings, no pattern and no fields; give one of them\n  [[start]]\n  ^"},
                    Case{"[[column]]\nheadings = [\"x\"]\n", "4: 'holds' is missing; add it here\n  [[column]]\n  ^"},
                    Case{"[[column]]\nholds = \"no\"\n", "4: column 'no' has no headings; give at least one\n  [[column]]\n  ^"},
                    Case{"[[column]]\nholds = \"no\"\nheadings = [\"x\"]\n",
                         "1: columns without [table]; say what its rows are: records = \"measures\"\n  [layout]\n  ^"},
                    Case{"[table]\nneeds = []\n", "4: 'records' is missing; add it here\n  [table]\n  ^"}));

INSTANTIATE_TEST_SUITE_P(
    OfWords, LayoutFaults,
    testing::Values(Case{"[[rule]]\nfinds = \"memo.to\"\nplace = \"end\"\n",
                         "6: unknown place 'end'; there are 'beginning', 'anywhere' and 'whole'\n  place = \"end\"\n          ^"},
                    Case{"[[column]]\nholds = \"titel\"\n", "5: unknown field 'titel'; perhaps 'title'\n  holds = \"titel\"\n          ^"},
                    Case{"[[column]]\nholds = \"no\"\ncontent = \"numbers\"\n",
                         "6: unknown content 'numbers'; perhaps 'number'\n  content = \"numbers\"\n            ^"},
                    Case{"[table]\nrecords = \"rows\"\n",
                         "5: unknown records 'rows'; there are 'measures' and 'scores'\n  records = \"rows\"\n            ^"}));

INSTANTIATE_TEST_SUITE_P(
    OfSamples, LayoutFaults,
    testing::Values(
        Case{"[[rule]]\nfinds = \"memo.to\"\npattern = 'x'\nmatches = [\"x\"]\n",
             "4: rule for 'memo.to' rejects nothing; add rejects = [\"...\"] with a text near to it that it must not match\n  [[rule]]\n  ^"},
        Case{"[[rule]]\nfinds = \"memo.to\"\npattern = 'x(?P<value> .)'\nmatches = [{text = \"x y\", value = \"z\"}]\nrejects = [\"a\"]\n",
             "7: 'x y' gives 'y', not 'z'; mend the pattern or the sample\n  matches = [{text = \"x y\", value = \"z\"}]\n  ^"},
        Case{
            "[[rule]]\nfinds = \"memo.to\"\npattern = 'x(?P<value> .)'\nmatches = [\n\"x y\",\n{text = \"x y\", value = \"z\"}]\nrejects = [\"a\"]\n",
            "9: 'x y' gives 'y', not 'z'; mend the pattern or the sample\n  {text = \"x y\", value = \"z\"}]\n  ^"},
        Case{"[table]\nrecords = \"measures\"\n[[column]]\nholds = \"no\"\nheadings = [\"...\"]\n",
             "6: heading '...' of 'no' is taken by 'none'; it stands under two columns, or a word of the other is in it\n  [[column]]\n  ^"},
        Case{"[table]\nrecords = \"measures\"\n[[column]]\nholds = \"no\"\nheadings = [\"ลำดับ\"]\nrejects = [\n\"กองคลัง\", \"ลำดัน\"]\n",
             "10: heading 'ลำดัน' is taken by 'no' that rejects it; remove a word of it\n  \"กองคลัง\", \"ลำดัน\"]\n  ^"}));

TEST(Layout, NeedsItsHead) {
  EXPECT_EQ(message_of("layouts/a.toml", ""), "layouts/a.toml:1: [layout] is missing; begin the file with it\n  \n  ^");
  EXPECT_EQ(message_of("layouts/a.toml", "layout = 1\n"),
            "layouts/a.toml:1: 'layout' is no table, [name]; write it as table, [name]\n  layout = 1\n           ^");
  EXPECT_EQ(message_of("layouts/a.toml", "[layout]\nabout = \"b\"\n"), "layouts/a.toml:1: 'name' is missing; add it here\n  [layout]\n  ^");
  EXPECT_EQ(message_of("layouts/a.toml", "[layout]\nname = \"a\"\n"), "layouts/a.toml:1: 'about' is missing; add it here\n  [layout]\n  ^");
  EXPECT_EQ(message_of("layouts/a.toml", "rule = 1\n" + kHead),
            "layouts/a.toml:1: 'rule' is no list of tables, [[name]]; write it as list of tables, [[name]]\n  rule = 1\n         ^");
  EXPECT_EQ(message_of("layouts/a.toml", "start = [1]\n" + kHead),
            "layouts/a.toml:1: 'start' is no list of tables; write it as list of tables\n  start = [1]\n           ^");
  EXPECT_EQ(message_of("layouts/a.toml", kHead), "(loads)");
}

TEST(Layout, IsKeptAsItIsWritten) {
  const std::vector<SchemaText> texts{{"layouts/a.toml", R"(
[layout]
name = "a"
version = 3
about = "b"

[[start]]
headings = ["x", "y"]
whole_line = false
zone = 1

[[start]]
headings = ["z"]

[[rule]]
finds = "memo.to"
anchors = ["abcd"]
place = "whole"
errors = 0
lines = 4
matches = ["abcd"]
rejects = ["abc"]

[[rule]]
finds = "memo.to"
anchors = ["abcd"]
place = "anywhere"
pattern = 'y'
matches = [{ text = "xabcdy", value = "y" }]
rejects = ["z"]

[[rule]]
finds = "memo.date"
anchors = ["abcd"]
place = "beginning"
matches = ["abcx"]
rejects = ["z"]

[table]
records = "scores"
needs = ["total"]
needs_one_of = ["iit", "eit"]

[[column]]
holds = "total"
headings = ["รวม"]
words = ["ว"]
content = "mark"
rejects = ["กองคลัง"]
weak = true

[[column]]
holds = "iit"
headings = ["ใน"]
)"}};
  const Schemas schemas = load_schemas(texts);
  ASSERT_EQ(schemas.layouts.size(), 1u);
  const SchemaLayout& layout = schemas.layouts[0];
  EXPECT_EQ(layout.name + layout.about + layout.file + std::to_string(layout.version), "ablayouts/a.toml3");
  ASSERT_EQ(layout.starts.size(), 2u);
  EXPECT_EQ(layout.starts[0].headings, (std::vector<std::string>{"x", "y"}));
  EXPECT_FALSE(layout.starts[0].whole_line);
  EXPECT_EQ(layout.starts[0].zone, 1);
  EXPECT_EQ(layout.starts[0].line, 7);
  EXPECT_TRUE(layout.starts[1].whole_line);
  EXPECT_EQ(layout.starts[1].zone, 0.4);
  ASSERT_EQ(layout.rules.size(), 3u);
  const TextRule& rule = layout.rules[0];
  EXPECT_EQ(rule.id, "a/memo.to@3");
  EXPECT_EQ(rule.place, AnchorPlace::kWhole);
  EXPECT_EQ(rule.errors, 0);
  EXPECT_EQ(rule.lines, 4);
  EXPECT_EQ(rule.line, 15);
  EXPECT_EQ(rule.file, "layouts/a.toml");
  EXPECT_FALSE(rule.pattern);
  EXPECT_EQ(rule.rejects.at(0).line, 22);
  EXPECT_FALSE(rule.matches.at(0).value);
  EXPECT_EQ(layout.rules[1].place, AnchorPlace::kAnywhere);
  EXPECT_EQ(layout.rules[1].errors, -1);
  EXPECT_EQ(layout.rules[1].lines, 1);
  EXPECT_EQ(layout.rules[1].matches.at(0).value, "y");
  EXPECT_EQ(layout.rules[2].place, AnchorPlace::kBeginning);
  EXPECT_EQ(layout.table.records, "scores");
  EXPECT_EQ(layout.table.needs, std::vector<std::string>{"total"});
  EXPECT_EQ(layout.table.needs_one_of, (std::vector<std::string>{"iit", "eit"}));
  ASSERT_EQ(layout.columns.size(), 2u);
  EXPECT_TRUE(layout.columns[0].weak);
  EXPECT_FALSE(layout.columns[1].weak);
  EXPECT_EQ(layout.columns[1].content, "");
  EXPECT_EQ(layout.columns[0].content, "mark");
  EXPECT_EQ(std::vector(layout.columns[0].words.begin(), layout.columns[0].words.end()), std::vector<std::string>{"ว"});
  EXPECT_EQ(layout.columns[0].line, 44);
  EXPECT_EQ(schemas.rules("memo.to"), (std::vector<const TextRule*>{&layout.rules[0], &layout.rules[1]}));
  EXPECT_TRUE(schemas.rules("memo.subject").empty());
}

// Every target and every role may be written, and stands in schemas/README.md or in a layout.
TEST(Layout, MayFindEveryTargetAndHoldEveryRole) {
  for (const std::string& target : rule_targets())
    EXPECT_EQ(message_of("layouts/a.toml", kHead + "[[rule]]\nfinds = \"" + target + "\"\npattern = 'x'\nmatches = [\"x\"]\nrejects = [\"y\"]\n"),
              "(loads)");
  for (const std::string& role : column_roles())
    EXPECT_EQ(message_of("layouts/a.toml", kHead + "[table]\nrecords = \"measures\"\n[[column]]\nholds = \"" + role + "\"\nheadings = [\"x\"]\n"),
              "(loads)");
  for (const std::string& target : rule_targets()) EXPECT_FALSE(test::schemas().rules(target).empty()) << target;
  for (const std::string& role : column_roles()) {
    bool held = false;
    for (const SchemaLayout& layout : test::schemas().layouts)
      for (const SchemaColumn& column : layout.columns) held = held || column.role == role;
    EXPECT_TRUE(held) << role;
  }
}

}  // namespace schema_test
}  // namespace banthuek::schema
