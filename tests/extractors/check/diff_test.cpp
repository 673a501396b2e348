#include "extractors/check/diff.h"

#include <gtest/gtest.h>

namespace banthuek::check {
namespace diff_test {

Field at(const std::string& value, int y, int page = 1) { return {value, value, {{page, {10, y, 100, 20}}}, 0.9, "a/b@1"}; }

Document three() {
  Document d;
  d.title = at("รายงาน", 10);
  for (int i = 0; i < 3; ++i) {
    Measure m;
    m.no = at(std::to_string(i + 1), 100 + 50 * i);
    m.title = at("มาตรการ " + std::to_string(i + 1), 100 + 50 * i);
    d.measures.push_back(m);
  }
  return d;
}

TEST(Compare, NothingDiffersFromItself) { EXPECT_TRUE(compare(three(), three()).empty()); }

TEST(Compare, ARowMoreLeavesTheOthersAsTheyWere) {
  Document more = three();
  Measure m;
  m.title = at("แทรก", 75);
  more.measures.insert(more.measures.begin() + 1, m);
  const auto changed = compare(three(), more);
  ASSERT_EQ(changed.size(), 1u);
  EXPECT_EQ(changed[0].path, "measures/1/title");
  EXPECT_FALSE(changed[0].before);
  const auto gone = compare(more, three());
  ASSERT_EQ(gone.size(), 1u);
  EXPECT_EQ(gone[0].before->value, "แทรก");
  EXPECT_FALSE(gone[0].after);
}

TEST(Compare, AValueIsComparedInItsRow) {
  Document other = three();
  other.measures[2].title->value = "อื่น";
  other.measures[1].no.reset();
  other.title->rule = "c/d@2";  // another rule, the same value
  const auto changed = compare(three(), other);
  ASSERT_EQ(changed.size(), 2u);
  EXPECT_EQ(changed[0].path, "measures/1/no");
  EXPECT_EQ(changed[1].path, "measures/2/title");
  EXPECT_EQ(changed[1].before->value, "มาตรการ 3");
}

std::string paths(const Document& before, const Document& after) {
  std::string out;
  for (const ChangedValue& c : compare(before, after))
    out += c.path + ":" + (c.before ? c.before->value : "") + ">" + (c.after ? c.after->value : "") + " ";
  return out;
}

TEST(Compare, ARawTextThatDiffersIsAChange) {
  Document other = three();
  other.title->raw = "รายงาน ";
  EXPECT_EQ(paths(three(), other), "title:รายงาน>รายงาน ");
}

TEST(Compare, PairsARowWithTheOneThatSharesMostPlaces) {
  Document before, after;
  const auto signature = [](const char* name, int name_at, const char* position, int position_at) {
    return Signature{at(name, name_at), at(position, position_at), {}, {}};
  };
  before.signatures = {signature("ก", 100, "ข", 500), signature("ค", 100, "ง", 200)};
  after.signatures = {signature("ค", 100, "ง", 200)};
  EXPECT_EQ(paths(before, after), "signatures/0/name:ก> signatures/0/position:ข> ");
}

TEST(Compare, PairsNoRowTwiceNorRowsOfAnotherPageOrList) {
  Document before, after;
  before.scores = {{at("ก", 100), {}, {}, {}, {}, {}}};
  after.scores = {{at("ก", 100), {}, {}, {}, {}, {}}, {at("ข", 105), {}, {}, {}, {}, {}}};
  EXPECT_EQ(paths(before, after), "scores/1/organisation:>ข ");
  after.scores = {{at("ก", 100, 2), {}, {}, {}, {}, {}}};
  EXPECT_EQ(paths(before, after), "scores/0/organisation:>ก scores/0/organisation:ก> ");
  after.scores = {{at("ก", 120), {}, {}, {}, {}, {}}};  // below, not over it
  EXPECT_EQ(paths(before, after), "scores/0/organisation:>ก scores/0/organisation:ก> ");
  after.scores = {{at("ก", 119), {}, {}, {}, {}, {}}};
  EXPECT_EQ(paths(before, after), "");
  Document oit, measure;
  oit.oit_items = {{{}, at("ก", 100)}};
  measure.measures.emplace_back().title = at("ก", 100);
  EXPECT_EQ(paths(oit, measure), "measures/0/title:>ก oit_items/0/title:ก> ");
  after.scores[0].organisation->places.clear();
  EXPECT_EQ(paths(before, after), "scores/0/organisation:>ก scores/0/organisation:ก> ");
}

TEST(Compare, AValueThatWentHasItsPathInTheRowThatStayed) {
  Document before = three(), after = three();
  after.measures.erase(after.measures.begin());
  after.measures[1].no.reset();
  EXPECT_EQ(paths(before, after), "measures/1/no:3> measures/0/no:1> measures/0/title:มาตรการ 1> ");
}

}  // namespace diff_test
}  // namespace banthuek::check
