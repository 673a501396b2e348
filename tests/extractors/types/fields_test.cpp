#include "extractors/types/fields.h"

#include <gtest/gtest.h>

#include "extractors/types/field_path.h"
#include "tests/extractors/full_document.h"

namespace banthuek {
namespace fields_test {

const Document kFull = test::full_document();

TEST(Weights, AreHeaviestOnDigits) {
  struct Case {
    const char* field;
    double weight;
  };
  for (const Case& c : {Case{"ita_result/score", 3},
                        {"measures/0/status", 3},
                        {"memo/date", 3},
                        {"fiscal_year", 3},
                        {"scores/0/total", 3},
                        {"scores/0/iit", 3},
                        {"scores/0/eit", 3},
                        {"scores/0/oit", 3},
                        {"ita_result/change", 3},
                        {"measures/0/period/start", 3},
                        {"measures/0/period/end", 3},
                        {"ita_result/grade", 3},
                        {"memo/reference", 2},
                        {"memo/telephone", 2},
                        {"measures/0/no", 2},
                        {"measures/0/period/raw", 2},
                        {"oit_items/0/code", 2},
                        {"scores/0/level", 2},
                        {"measures/0/period/frequency", 2},
                        {"measures/0/group", 2},
                        {"organisation/name", 1.5},
                        {"organisation/province", 1.5},
                        {"organisation/district", 1.5},
                        {"signatures/0/name", 1.5},
                        {"memo/to", 1.5},
                        {"title", 1},
                        {"measures/0/title", 1},
                        {"organisation/type", 1},
                        {"signatures/0/position", 1}})
    EXPECT_EQ(field_info(kFull, c.field)->risk, c.weight) << c.field;
}

TEST(Persons, AreSignersNames) {
  EXPECT_TRUE(is_person(kFull, "signatures/0/name"));
  EXPECT_TRUE(is_person(kFull, "signatures/12/name"));
  EXPECT_TRUE(is_person(kFull, "records/0/who"));
  for (const char* field : {"records/0/course", "records/1/who", "signatures/0/position", "organisation/name", "signatures", "name", ""})
    EXPECT_FALSE(is_person(kFull, field)) << field;
}

TEST(FieldInfo, IsKnownOfEveryValueAndOfNothingElse) {
  for_each_field(test::full_document(), [](std::string_view path, const Field&) {
    ASSERT_TRUE(field_info(kFull, path)) << path;
    EXPECT_EQ(path.substr(path.rfind('/') + 1), field_info(kFull, path)->key);
  });
  for (const char* path : {"", "/", "memo", "memo/", "memo/date/", "memo/date/x", "measures", "measures/0", "measures/x/no", "measures//no", "no",
                           "organisation", "organisation/dla_code", "findings", "measures/0/period", "title/0", "records/1/cost", "records/0/price"})
    EXPECT_FALSE(field_info(kFull, path)) << path;
}

TEST(FieldInfo, SaysWhatAValueIs) {
  struct Case {
    const char* path;
    FieldKind kind;
    bool is_number;
  };
  for (const Case& c : {Case{"title", FieldKind::kText, false},
                        {"fiscal_year", FieldKind::kYear, true},
                        {"ita_result/fiscal_year", FieldKind::kYear, true},
                        {"ita_result/score", FieldKind::kScore, true},
                        {"ita_result/change", FieldKind::kChange, true},
                        {"scores/4/total", FieldKind::kScore, true},
                        {"memo/date", FieldKind::kDate, false},
                        {"measures/7/period/start", FieldKind::kDate, false},
                        {"measures/7/period/end", FieldKind::kDate, false},
                        {"measures/7/period/frequency", FieldKind::kFrequency, false},
                        {"records/0/cost", FieldKind::kNumber, true},
                        {"records/0/day", FieldKind::kDate, false},
                        {"measures/7/status", FieldKind::kStatus, false}}) {
    EXPECT_EQ(field_info(kFull, c.path)->kind, c.kind) << c.path;
    EXPECT_EQ(field_info(kFull, c.path)->is_number(), c.is_number) << c.path;
  }
}

// A place that a document has under every path that is walked, but the text of a period, which is not one that may be absent.
TEST(FieldAt, FindsWhatIsWalked) {
  Document d = test::full_document();
  for_each_field(d, [&](std::string_view path, Field& field) {
    MaybeField* at = field_at(d, path);
    if (path.ends_with("period/raw"))
      EXPECT_EQ(at, nullptr);
    else
      EXPECT_TRUE(at && &**at == &field) << path;
  });
  for (const char* path : {"", "memo", "memo/x", "measures/9/title", "measures/-1/title", "measures/0", "organisation/dla_code", "title/x"})
    EXPECT_EQ(field_at(d, path), nullptr) << path;
  EXPECT_NE(field_at(d, "memo/to"), nullptr);
  d.memo.reset();
  EXPECT_EQ(field_at(d, "memo/to"), nullptr);
}

}  // namespace fields_test
}  // namespace banthuek
