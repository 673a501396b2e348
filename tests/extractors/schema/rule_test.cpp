#include "extractors/schema/rule.h"

#include <gtest/gtest.h>

namespace banthuek::schema {
namespace rule_test {

TextRule rule_of(std::vector<std::string> anchors, AnchorPlace place = AnchorPlace::kBeginning, int errors = -1, const char* pattern = nullptr) {
  TextRule rule;
  rule.anchors = std::move(anchors);
  rule.place = place;
  rule.errors = errors;
  if (pattern) rule.pattern = std::make_shared<RE2>(pattern);
  return rule;
}

struct AnchorCase {
  std::vector<std::string> anchors;
  AnchorPlace place;
  int errors;
  const char *text, *anchor;  // the anchor as it stands in the text and its errors, or "none"
};

TEST(FindAnchor, StandsWhereItsRuleSaysAndMayBeMisread) {
  constexpr auto kBeginning = AnchorPlace::kBeginning, kAnywhere = AnchorPlace::kAnywhere, kWhole = AnchorPlace::kWhole;
  for (const AnchorCase& c : {
           AnchorCase{{"เรื่อง"}, kBeginning, -1, "เรื่อง....รายงาน", "เรื่อง 0"},
           {{"เรื่อง"}, kBeginning, -1, "เรื อง รายงาน", "เรื อง 1"},
           {{"เรื่อง"}, kBeginning, 0, "เรือง รายงาน", "none"},
           {{"เรื่อง"}, kBeginning, -1, "เรอง รายงาน", "none"},
           {{"เรื่อง"}, kBeginning, 2, "เรอง รายงาน", "เรอง 2"},
           {{"เรื่อง"}, kBeginning, -1, "ตามเรื่อง", "none"},
           {{"เรื่อง"}, kAnywhere, -1, "ตามเรื่อง ก", "เรื่อง 0"},
           {{"เรื่อง"}, kAnywhere, -1, "ตาม", "none"},
           {{"เรื่อง"}, kWhole, -1, "เรื่อง ก", "เรื่อง ก 1"},
           {{"เรื่อง"}, kWhole, 0, "เรื่อง ก", "none"},
           {{"เรื่อง"}, kWhole, 0, "เรื่อง", "เรื่อง 0"},
           {{"เรียน", "กราบเรียน"}, kBeginning, 1, "กราบเรียน ปลัด", "กราบเรียน 0"},
           {{"abcd", "abce"}, kBeginning, 1, "abce", "abce 0"},  // fewer errors
           {{"ab", "abc"}, kBeginning, 0, "abc", "abc 0"},       // as few: the longer
           {{"abc", "ab"}, kBeginning, 0, "abc", "abc 0"},
           {{}, kBeginning, 0, "abc", "none"},
           {{"ก"}, kBeginning, 1, "", "none"},  // an empty stretch is none
       }) {
    const std::string text = c.text;
    const auto found = find_anchor(rule_of(c.anchors, c.place, c.errors), text);
    EXPECT_EQ(found ? text.substr(found->begin, found->end - found->begin) + " " + std::to_string(found->errors) : "none", c.anchor) << c.text;
  }
}

TEST(Match, WithoutAPatternGivesWhatFollowsTheAnchorWithoutLeaders) {
  const std::string text = "เรือง....รายงาน....";
  const auto m = match(rule_of({"เรื่อง"}), text);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->whole, "เรือง");
  EXPECT_EQ(m->rest, "....รายงาน....");
  EXPECT_EQ(m->value, "รายงาน");
  EXPECT_EQ(m->errors, 1);
  EXPECT_FALSE(match(rule_of({"เรื่อง"}), "เรียน"));
  const std::string bare = "เรื่อง";
  const auto empty = match(rule_of({"เรื่อง"}), bare);
  ASSERT_TRUE(empty);
  EXPECT_EQ(empty->value, "");
  EXPECT_EQ(empty->value.data(), bare.data() + bare.size());
}

TEST(Match, SearchesItsPatternBehindTheAnchor) {
  const TextRule rule = rule_of({"ที่"}, AnchorPlace::kBeginning, 1, R"(^\s*(?P<value>\d+)(?P<tail>x)?)");
  const std::string text = "ที 12y";
  const auto m = match(rule, text);
  ASSERT_TRUE(m);
  EXPECT_EQ(m->whole, " 12");
  EXPECT_EQ(m->value, "12");
  EXPECT_EQ(m->rest, "y");
  EXPECT_EQ(m->errors, 1);
  EXPECT_EQ(m->group.count("tail"), 0u);
  EXPECT_EQ(m->group.at("value"), "12");
  EXPECT_FALSE(match(rule, "ที่ x12"));
  EXPECT_FALSE(match(rule, "อื่น 12"));
}

TEST(Match, OfAPatternAloneIsTheWholeWhereItHasNoValue) {
  const auto m = match(rule_of({}, AnchorPlace::kBeginning, -1, R"(b(c)?)"), "abcd");
  ASSERT_TRUE(m);
  EXPECT_EQ(m->whole, "bc");
  EXPECT_EQ(m->value, "bc");
  EXPECT_EQ(m->rest, "d");
  EXPECT_EQ(m->errors, 0);
  EXPECT_FALSE(match(rule_of({}), "abcd"));
}

std::string all(const TextRule& rule, const std::string& text) {
  std::string out;
  for (const RuleMatch& m : match_all(rule, text)) out += std::string(m.value) + "@" + std::to_string(m.value.data() - text.data()) + " ";
  return out;
}

TEST(MatchAll, GivesThoseThatDoNotOverlapInOrder) {
  EXPECT_EQ(all(rule_of({}, AnchorPlace::kBeginning, -1, "aa|b"), "aaaba"), "aa@0 b@3 ");
  EXPECT_EQ(all(rule_of({}, AnchorPlace::kBeginning, -1, "a*"), "baab"), "aa@1 ");
  EXPECT_EQ(all(rule_of({}, AnchorPlace::kBeginning, -1, "b"), "abab"), "b@1 b@3 ");
  EXPECT_EQ(all(rule_of({"ab"}, AnchorPlace::kAnywhere, 0), "xabyab"), "yab@3 ");
  EXPECT_EQ(all(rule_of({"ab"}, AnchorPlace::kAnywhere, 0), "xyz"), "");
}

}  // namespace rule_test
}  // namespace banthuek::schema
