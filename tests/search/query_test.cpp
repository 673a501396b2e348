#include "pipeline/search/query.h"

#include <gtest/gtest.h>

#include "tests/store/samples.h"

namespace banthuek::search {
namespace query_test {

// (a&!"b c"&d*|e) for what a query means.
std::string meaning(const Query& query, const QueryNode& node) {
  if (node.op == QueryNode::Op::kTerm) {
    const QueryTerm& term = query.terms[static_cast<std::size_t>(node.term)];
    return term.form == QueryTerm::Form::kPhrase ? '"' + term.text + '"' : term.form == QueryTerm::Form::kPrefix ? term.text + "*" : term.text;
  }
  if (node.op == QueryNode::Op::kNot) return "!" + meaning(query, node.parts.at(0));
  std::string out;
  for (const QueryNode& part : node.parts) out += (out.empty() ? "(" : node.op == QueryNode::Op::kAnd ? "&" : "|") + meaning(query, part);
  return out + ")";
}

std::string meaning(const std::string& text) {
  const Query query = parse_query(text);
  return meaning(query, query.root);
}

std::string said(const std::string& text) {
  return message_of([&] { parse_query(text); });
}

struct Case {
  const char *query, *meaning;
};
class QueryMeaning : public testing::TestWithParam<Case> {};
TEST_P(QueryMeaning, Is) { EXPECT_EQ(meaning(GetParam().query), GetParam().meaning); }

INSTANTIATE_TEST_SUITE_P(OfWords, QueryMeaning,
                         testing::Values(Case{"งบ", "งบ"}, Case{" งบ  พัสดุ ", "(งบ&พัสดุ)"}, Case{"a\tb\nc\vd\fe\rf", "(a&b&c&d&e&f)"},
                                         Case{"a\x08z", "a\x08z"}, Case{"a\x0Ez", "a\x0Ez"}, Case{"ก\u0E4Dา", "กำ"}, Case{"a . b", "(a&b)"},
                                         Case{"a* b", "(a*&b)"}, Case{"a**", "a**"}, Case{"* a", "a"}, Case{"a*b", "a*b"},
                                         Case{"title:งบ", "title:งบ"}));
INSTANTIATE_TEST_SUITE_P(OfPhrases, QueryMeaning,
                         testing::Values(Case{"\"a b\"", "\"a b\""}, Case{"a\"b c\"d", "(a&\"b c\"&d)"}, Case{"\"...\" a", "a"},
                                         Case{"\"a\"\"b\"", "(\"a\"&\"b\")"}, Case{"\"a AND b\"", "\"a AND b\""}, Case{"\"a*\"", "\"a*\""},
                                         Case{"\"(a\" b", "(\"(a\"&b)"}, Case{"“a b”", "\"a b\""}, Case{"„a b‟ «c d»", "(\"a b\"&\"c d\")"},
                                         Case{"″a b″", "\"a b\""}, Case{"＂a b＂", "\"a b\""}, Case{"‘‘a b’’ ''c d''", "(\"a b\"&\"c d\")"},
                                         Case{"“a b\" -”c d“", "(\"a b\"&!\"c d\")"}, Case{"a’b", "a’b"}, Case{"จอ 24″", "(จอ&24″)"},
                                         Case{"2'' ท่อ 4''", "(2''&ท่อ&4'')"}, Case{"″ปี 2566″ ก", "(\"ปี 2566\"&ก)"}));
INSTANTIATE_TEST_SUITE_P(OfAndOrNot, QueryMeaning,
                         testing::Values(Case{"a AND b", "(a&b)"}, Case{"a OR b", "(a|b)"}, Case{"a OR b c", "(a|(b&c))"},
                                         Case{"a b OR c", "((a&b)|c)"}, Case{"a OR b OR c AND d", "(a|b|(c&d))"}, Case{"a NOT b", "(a&!b)"},
                                         Case{"a AND NOT b", "(a&!b)"}, Case{"NOT a b", "(!a&b)"}, Case{"a NOT NOT b", "(a&!!b)"},
                                         Case{"a and or not b", "(a&and&or&not&b)"}, Case{"(a OR NOT b) c", "((a|!b)&c)"},
                                         Case{"ANDa ORb", "(ANDa&ORb)"}));
INSTANTIATE_TEST_SUITE_P(OfMinus, QueryMeaning,
                         testing::Values(Case{"a -b", "(a&!b)"}, Case{"-a b", "(!a&b)"}, Case{"a - b", "(a&b)"}, Case{"a -", "a"},
                                         Case{"a -\tb", "(a&b)"}, Case{"-\"a b\" c", "(!\"a b\"&c)"}, Case{"-\"...\" a", "a"}, Case{"-... a", "a"},
                                         Case{"a-b", "a-b"}, Case{"c -a*", "(c&!a*)"}));
INSTANTIATE_TEST_SUITE_P(OfBrackets, QueryMeaning,
                         testing::Values(Case{"(a)", "a"}, Case{"((a))", "a"}, Case{"(a OR b) c", "((a|b)&c)"}, Case{"a(b)c", "(a&b&c)"},
                                         Case{"a OR (b c) d", "(a|((b&c)&d))"}, Case{"a NOT (b OR c)", "(a&!(b|c))"},
                                         Case{"(a AND b) OR c", "((a&b)|c)"}, Case{"a (b OR c) NOT d", "(a&(b|c)&!d)"}));

TEST(QueryRefusals, SayWhatToWriteInstead) {
  const std::string none = "query: holds no letter or digit; write a word to look for, as in: banthuek search งบประมาณ",
                    lacks_after = "query: AND, OR, NOT or a bracket lacks a word; write one after it, as in: งบประมาณ OR พัสดุ",
                    lacks_before = "query: AND or OR lacks a word before it; write one, as in: งบประมาณ OR พัสดุ",
                    only_not = "query: says only what must not stand; add a word to look for, as in: งบประมาณ NOT พัสดุ",
                    open = "query: a bracket is opened and not closed; write ) after the words it should hold",
                    closed = "query: a bracket is closed and not opened; write ( before the words it should hold",
                    quote = "query: a quote is opened and not closed; write \"words\" or leave the quote out";
  const std::pair<std::string, std::string> cases[] = {{"", none},
                                                       {"*", none},
                                                       {"-", none},
                                                       {"\"\"", none},
                                                       {"\"-\" ...", none},
                                                       {"a AND", lacks_after},
                                                       {"a OR", lacks_after},
                                                       {"NOT", lacks_after},
                                                       {"a NOT", lacks_after},
                                                       {"()", lacks_after},
                                                       {"a ()", lacks_after},
                                                       {"(", lacks_after},
                                                       {"OR a", lacks_before},
                                                       {"AND a", lacks_before},
                                                       {"a OR OR b", lacks_before},
                                                       {"a OR AND b", lacks_before},
                                                       {"a AND AND b", lacks_before},
                                                       {"(OR a)", lacks_before},
                                                       {"NOT a", only_not},
                                                       {"-a -b", only_not},
                                                       {"NOT (a b)", only_not},
                                                       {"NOT NOT a", only_not},
                                                       {"a OR NOT b", only_not},
                                                       {"NOT b OR a", only_not},
                                                       {"(a OR -b) -c", only_not},
                                                       {"(a", open},
                                                       {"((a)", open},
                                                       {"(a OR b", open},
                                                       {"a)", closed},
                                                       {"(a))", closed},
                                                       {"a) b", closed},
                                                       {"\"a", quote},
                                                       {"a\"", quote},
                                                       {"-\"a", quote},
                                                       {std::string("a\0b", 3), "query: holds a zero byte; leave it out"},
                                                       {"a\xFF", "query: is not UTF-8; type it again, or convert it with iconv -t UTF-8"}};
  for (const auto& [query, message] : cases) EXPECT_EQ(said(query), message) << query;
}

TEST(QueryLimits, AreSixHundredCharactersAndTwentyFourWords) {
  std::string thai;
  for (int i = 0; i < 600; ++i) thai += "ก";
  EXPECT_EQ(said(thai), "");
  EXPECT_EQ(said(thai + "ก"), "query: is 601 characters long, the most is 600; search for a few of its words, or use search --file for many queries");
  std::string words;
  for (int i = 0; i < 24; ++i) words += "a ";
  EXPECT_EQ(said(words), "");
  EXPECT_EQ(said(words + "a"), "query: has more than 24 words; leave the common ones out");
}

TEST(QueryLimits, AreTwoHundredLevelsOfBrackets) {
  EXPECT_EQ(said(std::string(199, '(') + "a" + std::string(199, ')')), "");
  EXPECT_EQ(said(std::string(200, '(') + "a" + std::string(200, ')')), "query: has brackets inside brackets too often; write it with fewer");
  std::string side_by_side;
  for (int i = 0; i < 24; ++i) side_by_side += "((((((((((a))))))))))";
  EXPECT_EQ(said(side_by_side), "") << "those that are closed do not count";
  std::string negated;
  for (int i = 0; i < 20; ++i) negated += "(NOT NOT NOT NOT a)";
  EXPECT_EQ(said(negated + "b"), "");
}

TEST(QueryDates, OfNoMonthAreRefused) {
  struct Month {
    const char *brief, *full;
    int days;
  };
  const Month months[] = {{"ม.ค.", "มกราคม", 31},  {"ก.พ.", "กุมภาพันธ์", 28}, {"มี.ค.", "มีนาคม", 31},    {"เม.ย.", "เมษายน", 30},
                          {"พ.ค.", "พฤษภาคม", 31}, {"มิ.ย.", "มิถุนายน", 30},  {"ก.ค.", "กรกฎาคม", 31},  {"ส.ค.", "สิงหาคม", 31},
                          {"ก.ย.", "กันยายน", 30},  {"ต.ค.", "ตุลาคม", 31},   {"พ.ย.", "พฤศจิกายน", 30}, {"ธ.ค.", "ธันวาคม", 31}};
  for (const Month& month : months)
    for (const std::string name : {month.brief, month.full}) {
      const std::string last = std::to_string(month.days), after = std::to_string(month.days + 1);
      EXPECT_EQ(said("1 " + name + " 2566"), "") << name;
      EXPECT_EQ(said(last + " " + name + " 2566"), "") << name;
      EXPECT_EQ(said(after + " " + name + " 2566"), "query: '" + after + " " + name + " 2566' is no date, as that month has " + last +
                                                        " days; write another day, or \"" + after + " " + name +
                                                        " 2566\" in quotes to find the misprint");
      EXPECT_NE(said("0 " + name + " 2566"), "") << name;
      EXPECT_NE(said("๐" + name), "") << name;
    }
}

TEST(QueryDates, KnowLeapYearsOfBothEras) {
  for (const char* leap :
       {"29 ก.พ. 2567", "29 ก.พ. 2024", "29 ก.พ. 2543", "29 ก.พ. 2000", "29 ก.พ. 2400", "29 ก.พ.", "๒๙ กุมภาพันธ์ พ.ศ. ๒๕๖๗", "29 ก.พ.2567"})
    EXPECT_EQ(said(leap), "") << leap;
  for (const char* none : {"29 ก.พ. 2566", "29 ก.พ. 2023", "29 ก.พ. 2443", "29 ก.พ. 1900", "29 ก.พ. 2401", "29 ก.พ. พ.ศ. 2566"})
    EXPECT_NE(said(none).find("has 28 days"), std::string::npos) << none;
  EXPECT_NE(said("30 ก.พ.").find("'30 ก.พ.' is no date, as that month has 29 days"), std::string::npos);
}

TEST(QueryDates, AreLookedForOutsideQuotesAndBesideOtherWords) {
  EXPECT_EQ(said("\"31 ก.พ. 2566\""), "");
  EXPECT_EQ(said("31 \"ก\" ก.พ."), "") << "parted by a phrase";
  EXPECT_EQ(said("131 ม.ค."), "");
  EXPECT_EQ(said("99 บาท"), "");
  EXPECT_NE(said("ประชุม 1 ม.ค. 2566 ถึง 32 ม.ค. 2566").find("'32 ม.ค. 2566'"), std::string::npos);
  EXPECT_NE(said("a (31 เม.ย.)").find("'31 เม.ย.'"), std::string::npos);
}

}  // namespace query_test
}  // namespace banthuek::search
