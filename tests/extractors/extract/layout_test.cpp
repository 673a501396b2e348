// A layout that no seed has, from the TOML in schemas/README.md alone: other order, other headings, ten columns.
#include <gtest/gtest.h>

#include "extractors/extract/extract.h"
#include "extractors/schema/schema_load.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"
#include "tests/source_dir.h"

namespace banthuek {
namespace layout_test {

std::vector<schema::SchemaText> source_texts() {
  std::vector<schema::SchemaText> texts;
  for (const char* part : {"layouts", "vocabularies"})
    for (const auto& entry : std::filesystem::directory_iterator(test::source_dir() / "schemas" / part))
      if (entry.path().extension() != ".md")
        texts.push_back({std::string(part) + "/" + entry.path().filename().string(), test::read_file(entry.path())});
  return texts;
}

std::string layout_of_readme() {
  const std::string readme = test::read_file(test::source_dir() / "schemas" / "README.md");
  const std::string mark = "<!-- landscape.toml -->\n```toml\n";
  const std::size_t begin = readme.find(mark) + mark.size();
  return readme.substr(begin, readme.find("```", begin) - begin);
}

constexpr const char* kPage =
    "แผนขับเคลื่อนความโปร่งใส ประจำปีงบประมาณ พ.ศ. ๒๕๖๗\n"
    "เทศบาลตำบลทุ่งสมมุติ\n\n"
    "รหัส\tผู้รับมอบหมาย\tแผนงาน/มาตรการขับเคลื่อน\tเริ่มต้น-สิ้นสุด\tสิ่งที่จะทำ\tคืบหน้าเพียงใด\tสิ่งที่เกิดขึ้นจริง\tสิ่งที่ควรทำต่อ\tวงเงิน\tผู้ตรวจ\n"
    "๑\tกองคลัง\tเปิดเผยการจัดซื้อ\tต.ค. ๖๖ - มี.ค. ๖๗\tลงเว็บไซต์\tอยู่ระหว่างดำเนินการ\tลงแล้วสามเดือน\tทำต่อ\t๕๐๐\tหน่วยตรวจ\n"
    "๒\tสำนักปลัด\tไม่รับของขวัญ\tไตรมาสที่ ๒\tประกาศ\tดำเนินการแล้ว\tประกาศแล้ว\t-\t-\tหน่วยตรวจ\n";

TEST(Layout, OfTheReadmeNeedsNoCode) {
  std::vector<schema::SchemaText> texts = source_texts();
  texts.push_back({"layouts/landscape.toml", layout_of_readme()});
  const auto documents = extract::extract(test::pages_of(kPage), schema::load_schemas(texts));
  ASSERT_EQ(documents.size(), 1u);
  const auto& measures = documents[0].measures;
  ASSERT_EQ(measures.size(), 2u);
  EXPECT_EQ(test::field_at(measures, "0/no").value, "1");
  EXPECT_EQ(test::field_at(measures, "0/title").value, "เปิดเผยการจัดซื้อ");
  EXPECT_EQ(test::field_at(measures, "0/responsible").value, "กองคลัง");
  EXPECT_EQ(test::field_at(measures, "0/status").value, "in_progress");
  EXPECT_EQ(test::field_at(measures, "0/period/start").value, "2023-10");
  EXPECT_EQ(test::field_at(measures, "0/result").value, "ลงแล้วสามเดือน");
  EXPECT_EQ(test::field_at(measures, "0/title").rule, "landscape_table/title@1");
  EXPECT_EQ(test::field_at(measures, "1/period/end").value, "2024-03-31");
  EXPECT_EQ(test::field_at(measures, "1/status").value, "done");
  EXPECT_FALSE(measures[1].recommendation);
}

struct Broken {
  const char* toml;
  const char* message;
};

class BrokenLayout : public testing::TestWithParam<Broken> {};

TEST_P(BrokenLayout, StopsWithFileLineCaretReasonAndMend) {
  const std::vector<schema::SchemaText> texts{{"layouts/new.toml", GetParam().toml}};
  try {
    schema::load_schemas(texts);
    FAIL() << "was taken";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kSchema);
    EXPECT_STREQ(e.what(), GetParam().message);
  }
}

INSTANTIATE_TEST_SUITE_P(
    Schemas, BrokenLayout,
    testing::Values(
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\nvershion = 1\n",
               "layouts/new.toml:4: unknown key 'vershion'; perhaps 'version'\n  vershion = 1\n  ^"},
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\n[[rule]]\nfinds = \"memo.dat\"\n",
               "layouts/new.toml:5: unknown target 'memo.dat'; perhaps 'memo.date'\n  finds = \"memo.dat\"\n          ^"},
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\n[[rule]]\nfinds = \"memo.date\"\npattern = '('\n",
               "layouts/new.toml:6: pattern is no RE2: missing ): (; see RE2's syntax page\n  pattern = '('\n            ^"},
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\n[[rule]]\nfinds = \"memo.date\"\npattern = 'x'\n",
               "layouts/new.toml:4: rule for 'memo.date' has no sample; add matches = [\"...\"] with a text that it must match\n  [[rule]]\n  ^"},
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\n[[rule]]\nfinds = \"memo.date\"\npattern = 'x'\nmatches = [\"y\"]\nrejects = [\"z\"]\n",
               "layouts/new.toml:7: 'y' is not matched by its rule for 'memo.date'; mend the pattern or the sample\n  matches = [\"y\"]\n  ^"},
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\n[[rule]]\nfinds = \"memo.date\"\npattern = 'x'\nmatches = [\"x\"]\nrejects = [\"xx\"]\n",
               "layouts/new.toml:8: 'xx' is matched by the rule for 'memo.date' that rejects it; narrow the pattern\n  rejects = [\"xx\"]\n  ^"},
        Broken{"[layout]\nname = \"a\"\nabout = \"b\"\n[table]\nrecords = \"measures\"\n[[column]]\nholds = \"title\"\nheadings = "
               "[\"กิจกรรม\"]\n[[column]]\n"
               "holds = \"method\"\nheadings = [\"กิจกรรม\"]\n",
               "layouts/new.toml:9: heading 'กิจกรรม' of 'method' is taken by 'title'; it stands under two columns, or a word of the other is in it\n "
               " [[column]]\n  ^"},
        Broken{"x = \n",
               "layouts/new.toml:1: no TOML: Error while parsing key-value pair: expected value, saw '\\n'; see toml.io\n  x = \n      ^"}));

TEST(Vocabularies, AreInTheFormThatTextHasInside) {
  for (const schema::SchemaText& text : source_texts()) {
    if (text.file.ends_with(".tsv")) {
      EXPECT_EQ(text::to_internal(text.text), text.text) << text.file;
    }
  }
}

TEST(Vocabularies, HoldEveryLocalGovernment) { EXPECT_EQ(test::schemas().vocabulary.offices.size(), 7850u); }

}  // namespace layout_test
}  // namespace banthuek
