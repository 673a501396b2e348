// Paths of fields to their places: field_at of corrections.h.
#include "extractors/types/field_path.h"

#include <gtest/gtest.h>

#include <set>

#include "pipeline/store/corrections.h"
#include "tests/store/samples.h"

namespace banthuek {
namespace field_path_test {

TEST(FieldPath, FindsWhatForEachFieldNames) {
  Document document = full_document();
  std::set<const MaybeField*> places;
  for_each_field(std::as_const(document), [&](std::string_view path, const Field& f) {
    if (path.ends_with("period/raw")) return;
    const MaybeField* place = field_at(document, path);
    ASSERT_TRUE(place && *place) << path;
    EXPECT_EQ(&**place, &f) << path;
    EXPECT_TRUE(places.insert(place).second) << path;
  });
  EXPECT_EQ(places.size(), 70u);
}

TEST(FieldPath, FindsThePlacesOfValuesThatAreNotThere) {
  Document document;
  document.memo.emplace();
  document.ita_result.emplace();
  document.measures.resize(1);
  document.measures[0].period.emplace();
  for (const char* path : {"title", "organisation/name", "memo/date", "ita_result/score", "measures/0/status", "measures/0/period/start"}) {
    const MaybeField* place = field_at(document, path);
    ASSERT_TRUE(place) << path;
    EXPECT_FALSE(*place) << path;
  }
}

TEST(FieldPath, NamesNothingWhereAnyPartIsWrong) {
  Document document = full_document();
  for (const char* path : {"",
                           "titles",
                           "titl",
                           "/title",
                           "title/",
                           "fiscal_year/",
                           "organisation",
                           "organisation/",
                           "organisation/names",
                           "organisation/name/",
                           "memo",
                           "memo/from",
                           "ita_result/title",
                           "measures",
                           "measures/",
                           "measures/0",
                           "measures/0/",
                           "measures/x/title",
                           "measures//title",
                           "measures/-1/title",
                           "measures/2/title",
                           "measures/0x/title",
                           "measures/0 /title",
                           "measures/0/period",
                           "measures/0/period/",
                           "measures/0/period/raw",
                           "measures/0/period/startx",
                           "measures/0/start",
                           "measures/99999999999999999999/title",
                           "measure/0/title",
                           "signatures/2/name",
                           "signatures/0/code",
                           "oit_items/2/code",
                           "oit_items/0/name",
                           "scores/2/iit",
                           "scores/0/score",
                           "findings/0/code"})
    EXPECT_EQ(field_at(document, path), nullptr) << path;
  document.memo.reset();
  document.ita_result.reset();
  document.measures[0].period.reset();
  for (const char* path : {"memo/date", "ita_result/score", "measures/0/period/start"}) EXPECT_EQ(field_at(document, path), nullptr) << path;
}

}  // namespace field_path_test
}  // namespace banthuek
