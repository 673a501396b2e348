#include "extractors/compare.h"

#include <gtest/gtest.h>

namespace banthuek {
namespace {

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

}  // namespace
}  // namespace banthuek
