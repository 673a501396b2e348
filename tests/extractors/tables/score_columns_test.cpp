#include "extractors/tables/score_columns.h"

#include <gtest/gtest.h>

#include <cmath>

#include "tests/extractors/builders.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::tables {
namespace score_columns_test {

using test::table;
using Rows = std::vector<std::vector<std::string>>;

const schema::SchemaLayout& layout() {
  for (const schema::SchemaLayout& l : test::schemas().layouts)
    if (l.table.records == "scores") return l;
  throw std::logic_error("no layout of scores");
}

// "role,role,.../header rows", "?" behind it where nothing says which of IIT and EIT is which; or "none".
std::string shown(const std::optional<ScoreColumns>& map) {
  if (!map) return "none";
  std::string out;
  for (const std::string& role : map->roles) out += (&role == &map->roles.front() ? "" : ",") + role;
  return out + "/" + std::to_string(map->header_rows) + (map->parts_named ? "" : "?");
}

std::string mapped(const Rows& rows, const ScoreColumns* known = nullptr) { return shown(find_score_columns(table(rows), test::schemas(), known)); }

// Three bodies: parts of 100, and their weighted totals.
const Rows kWeighted{{"๑", "เทศบาลตำบลก", "๘๐.๐๐", "๙๐.๐๐", "๗๐.๐๐", "๗๙.๐๐", "B"},
                     {"๒", "อบต.ขขข", "๖๐.๐๐", "๗๐.๐๐", "๙๐.๐๐", "๗๕.๐๐", "B"},
                     {"๓", "เทศบาลเมืองค", "๙๐.๕๐", "๘๐.๒๕", "๘๗.๓๐", "๘๖.๑๕", "A"}};

TEST(FindScoreColumns, KnowsColumnsWithoutHeadingsByTheirSums) {
  EXPECT_EQ(mapped(kWeighted), ",organisation,iit,eit,oit,total,level/0");
  Rows plain{{"โรงเรียนก", "A", "๒๗.๕๐", "๒๕.๒๐", "๓๘.๑๐", "๙๐.๘๐"}, {"โรงเรียนข", "B", "๒๒.๑๐", "๒๖.๔๐", "๓๑.๒๕", "๗๙.๗๕"}};
  EXPECT_EQ(mapped(plain), "organisation,level,iit,eit,oit,total/0");
  for (auto& row : plain) std::swap(row[2], row[4]);  // the OIT first: only it goes above 30
  EXPECT_EQ(mapped(plain), "organisation,level,oit,eit,iit,total/0?");
  for (auto& row : plain) std::swap(row[2], row[5]), std::swap(row[3], row[5]);
  EXPECT_EQ(mapped({{"โรงเรียนก", "๙๐.๘๐", "๒๗.๕๐", "๒๕.๒๐", "๓๘.๑๐"}, {"โรงเรียนข", "๗๙.๗๕", "๒๒.๑๐", "๒๖.๔๐", "๓๑.๒๕"}}),
            "organisation,total,iit,eit,oit/0");
}

TEST(FindScoreColumns, BelievesNoHeadingThatTheSumsContradict) {
  Rows rows = kWeighted;
  rows.insert(rows.begin(), {"ที่", "หน่วยงาน", "คะแนนรวม", "EIT", "OIT", "IIT", "ระดับ"});
  ScoreColumns headed;
  headed.roles = {"no", "organisation", "total", "eit", "oit", "iit", "level"};
  headed.header_rows = 1;
  EXPECT_EQ(mapped(rows, &headed), "no,organisation,iit,eit,oit,total,level/1");
  headed.roles = {"no", "organisation", "eit", "iit", "oit", "total", "level"};  // but of IIT and EIT the headings alone know
  EXPECT_EQ(mapped(rows, &headed), "no,organisation,eit,iit,oit,total,level/1");
}

TEST(FindScoreColumns, TakesNoNamesOfAnotherGrid) {
  ScoreColumns shifted;  // of the page before, a column more on its left
  shifted.roles = {"no", "", "organisation", "iit", "eit", "oit", "total"};
  EXPECT_EQ(mapped(kWeighted, &shifted), "no,organisation,iit,eit,oit,total,level/0");
}

TEST(FindScoreColumns, LeavesOutMeansAndFullMarksThatProveNothing) {
  Rows rows = kWeighted;
  for (const char* name : {"คะแนนเฉลี่ย", "ค่าเฉลี่ยจังหวัดน่าน", "คะแนนสูงสุด", "คะแนนเต็ม"})
    rows.push_back({"", name, "๖๐.๐๐", "๖๑.๐๐", "๖๒.๐๐", "๙๙.๐๐", "-"});
  EXPECT_EQ(mapped(rows), ",organisation,iit,eit,oit,total,level/0");
}

TEST(FindScoreColumns, KnowsATotalWithoutPartsByTheLevelsBesideIt) {
  const Rows rows{{"๑", "เทศบาลตำบลก", "๙๖.๐๐", "AA"},
                  {"๒", "เทศบาลตำบลข", "๘๖.๒๐", "A"},
                  {"๓", "เทศบาลตำบลค", "๗๖.๐๐", "B"},
                  {"๔", "เทศบาลตำบลง", "๕๑.๐๐", "E"}};
  EXPECT_EQ(mapped(rows), ",organisation,total,level/0");
  Rows two = rows;  // two columns that the levels may be of
  for (auto& row : two) row.insert(row.begin() + 2, row[2]);
  EXPECT_EQ(mapped(two), "none");
  EXPECT_EQ(mapped({rows.begin(), rows.begin() + 3}), "none");
}

TEST(FindScoreColumns, IsNoneOfOtherTables) {
  Rows rows = kWeighted;
  for (auto& row : rows) row[5] = "๕๐.๐๐";  // nothing adds up
  for (auto& row : rows) row.pop_back();
  EXPECT_EQ(mapped(rows), "none");
  rows = kWeighted;
  for (auto& row : rows) row[1] = "นายทดสอบ ระบบดี";  // examined persons, no bodies
  EXPECT_EQ(mapped(rows), "none");
  EXPECT_EQ(mapped({kWeighted[0]}), "none");  // one row proves nothing
}

TEST(FindTransposedScores, HasABodyInEachColumn) {
  const auto map = find_transposed_scores(table({{"แบบวัด", "เทศบาลตำบลก", "โรงเรียนข"},
                                                 {"IIT", "๘๐.๐๐", "๖๐.๐๐"},
                                                 {"EIT", "๙๐.๐๐", "๗๐.๐๐"},
                                                 {"OIT", "๗๐.๐๐", "๙๐.๐๐"},
                                                 {"คะแนนรวม", "๗๙.๐๐", "๗๕.๐๐"},
                                                 {"ระดับ", "B", "B"}}),
                                          layout(), test::schemas().vocabulary);
  ASSERT_TRUE(map);
  EXPECT_EQ(map->row_roles, (std::vector<std::string>{"organisation", "iit", "eit", "oit", "total", "level"}));
  EXPECT_EQ(map->roles, (std::vector<std::string>{"", "organisation", "organisation"}));
  EXPECT_FALSE(find_transposed_scores(
      table({{"แบบวัด", "น้ำหนัก", "คะแนน"}, {"IIT", "๓๐", "๘๐.๐๐"}, {"EIT", "๓๐", "๙๐.๐๐"}, {"OIT", "๔๐", "๗๐.๐๐"}, {"คะแนนรวม", "๑๐๐", "๗๙.๐๐"}}),
      layout(), test::schemas().vocabulary));  // one office's: no body names the columns
}

TEST(AddsUp, AllowsForRoundingAndKnowsWhatThePartsMayBe) {
  struct Case {
    ScoreNumbers row;
    ScoreSum sum;
    bool adds;
  };
  for (const Case& c : {Case{{27.84, 25.9, 38.25, 91.99}, ScoreSum::kPlain, true}, Case{{27.84, 25.9, 38.25, 92.01}, ScoreSum::kPlain, true},
                        Case{{27.84, 25.9, 38.25, 92.02}, ScoreSum::kPlain, false}, Case{{37.84, 15.9, 38.25, 91.99}, ScoreSum::kPlain, false},
                        Case{{80, 90, 70, 79}, ScoreSum::kWeighted, true}, Case{{80, 90, 70, 79.1}, ScoreSum::kWeighted, false},
                        Case{{80.3, 90.1, 70.2, 79.2}, ScoreSum::kWeighted, true}, Case{{80, 90, 70, 79}, ScoreSum::kUnknown, false},
                        Case{{NAN, 90, 70, 79}, ScoreSum::kWeighted, false},
                        // To one decimal all four must be, for the wider allowance.
                        Case{{27.5, 25.2, 38.1, 90.9}, ScoreSum::kPlain, true}, Case{{27.5, 25.2, 38.1, 91.0}, ScoreSum::kPlain, false},
                        Case{{27.5, 25.2, 38.1, 90.85}, ScoreSum::kPlain, false}, Case{{27.55, 25.2, 38.1, 90.8}, ScoreSum::kPlain, false},
                        Case{{27.5, 25.25, 38.1, 90.8}, ScoreSum::kPlain, false}, Case{{27.5, 25.2, 38.15, 90.8}, ScoreSum::kPlain, false},
                        Case{{80.3, 90.1, 70.2, 79.25}, ScoreSum::kWeighted, false}, Case{{80.3, 90.1, 70.2, 79.15}, ScoreSum::kWeighted, false},
                        // No part goes over its weight, and a total of nothing is none.
                        Case{{30, 30, 40, 100}, ScoreSum::kPlain, true}, Case{{30.02, 29.98, 40, 100}, ScoreSum::kPlain, false},
                        Case{{29.98, 30.02, 40, 100}, ScoreSum::kPlain, false}, Case{{29.99, 29.99, 40.02, 100}, ScoreSum::kPlain, false},
                        Case{{0, 0, 0, 0}, ScoreSum::kPlain, false}, Case{{0, 0, 0, 0}, ScoreSum::kWeighted, false}})
    EXPECT_EQ(adds_up(c.row, c.sum), c.adds) << c.row.iit << " " << c.row.total;
}

// Of columns of the page before: whether a table without headings goes on with them.
TEST(HoldsScores, WhereMostCellsOfEachColumnAreOfItsKind) {
  struct Case {
    Rows rows;
    bool holds;
    const char* what;
  };
  const std::vector<std::string> good{"เทศบาลตำบลก", "๘๐.๐๐", "๗๙.๐๐", "B"};
  const auto rows = [&](std::size_t count, std::size_t column, const std::vector<std::string>& texts) {
    Rows out(count, good);
    for (std::size_t r = 0; r < texts.size(); ++r) out[r][column] = texts[r];
    return out;
  };
  ScoreColumns columns;
  columns.roles = {"organisation", "iit", "total", "level"};
  for (const Case& c :
       {Case{{good}, true, "all are"}, Case{rows(5, 1, {"ก", "ข"}), true, "three numbers of five"},
        Case{rows(5, 1, {"ก", "ข", "ค"}), false, "two numbers of five"},
        Case{rows(5, 1, {"", "", "", "ก"}), false, "what is empty counts for nothing"}, Case{rows(2, 1, {"", ""}), true, "a column may be empty"},
        Case{rows(2, 1, {"-", "-"}), true, "or hold dashes"}, Case{{{"เทศบาลตำบลก", "", "", "B"}}, false, "but one must have a number"},
        Case{{{"เทศบาลตำบลก", "-", "-", "-"}}, true, "a body that was not assessed"}, Case{rows(5, 0, {"80", "90"}), true, "three names of five"},
        Case{rows(5, 0, {"80", "90", "70"}), false, "numbers are no names"},
        Case{rows(5, 0, {"ABC", "ABC", "ABC"}), false, "nor is what is not Thai"},
        Case{rows(2, 0, {"", ""}), false, "without names it is another table"}, Case{rows(5, 3, {"ดีเยี่ยม", "ดีเยี่ยม", "ดีเยี่ยม"}), false, "no levels"},
        Case{rows(5, 3, {"-", "-", "-", "-", "-"}), true, "no level yet"}, Case{{{"เทศบาลตำบลก", "๘๐.๐๐", "๗๙.๐๐"}}, false, "a column less"}})
    EXPECT_EQ(holds_scores(table(c.rows), columns, test::schemas().vocabulary), c.holds) << c.what;
  columns.header_rows = 1;
  EXPECT_TRUE(holds_scores(table({{"x", "x", "x", "x"}, good}), columns, test::schemas().vocabulary)) << "below the headings";
  EXPECT_FALSE(holds_scores(table({good}), columns, test::schemas().vocabulary)) << "headings alone";
}

TEST(ScoreLevel, IsOfTheClosedList) {
  for (const auto& [text, level] : {std::pair{"AA", "AA"},
                                    {"aA", "AA"},
                                    {"c", "C"},
                                    {"฿", "B"},
                                    {"A.", "A"},
                                    {"ผ่าน ดี", "ผ่านดี"},
                                    {"ต้องปรับปรุง\nโดยด่วน", "ต้องปรับปรุงโดยด่วน"},
                                    {"ปรับปรุง", "ปรับปรุง"},
                                    {"ดีมาก", "none"},
                                    {"G", "none"},
                                    {"", "none"}})
    EXPECT_EQ(score_level(text, test::schemas().vocabulary).value_or("none"), level) << text;
}

}  // namespace score_columns_test
}  // namespace banthuek::tables
