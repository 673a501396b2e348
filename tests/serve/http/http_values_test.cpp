// Requests and answers as values, to the last byte: what http_test.cpp says in the large.
#include <gtest/gtest.h>

#include "pipeline/serve/http/http.h"

namespace banthuek::serve {
namespace http_values_test {

TEST(PercentDecode, TakesHexDigitsOfBothCasesAndNothingElse) {
  struct Case {
    const char *text, *plain;  // null: refused
  };
  for (const Case& c :
       {Case{"%41%5a%7A", "AZz"}, {"%4a%4F", "JO"}, {"%2f", "/"},        {"%4", nullptr},    {"%", nullptr},   {"a%4g", nullptr}, {"%g4", nullptr},
        {"%/1", nullptr},         {"%:1", nullptr}, {"%@1", nullptr},    {"%G1", nullptr},   {"%`1", nullptr}, {"%1:", nullptr},  {"%00", nullptr},
        {"a%00b", nullptr},       {"%ff", nullptr}, {"%e0%b8", nullptr}, {"%E0%B8%81", "ก"}, {"", ""},         {"%41", "A"},      {"%90", nullptr},
        {"%39%30", "90"},         {"%61%66", "af"}, {"%af", nullptr},    {"%c3%A9", "é"},    {"%C3%a9", "é"}})
    EXPECT_EQ(http::percent_decode(c.text, http::Plus::kIsPlus), c.plain ? std::optional<std::string>(c.plain) : std::nullopt) << c.text;
  EXPECT_EQ(http::percent_decode("a+b%2B", http::Plus::kIsSpace), "a b+");
  EXPECT_EQ(http::percent_decode("a+b%2B", http::Plus::kIsPlus), "a+b+");
}

TEST(PercentEncode, LeavesTheUnreservedAndNothingElse) {
  EXPECT_EQ(http::percent_encode("AZaz09-._~"), "AZaz09-._~");
  EXPECT_EQ(http::percent_encode("@[`{/:"), "%40%5B%60%7B%2F%3A");
  EXPECT_EQ(http::percent_encode(" &=+ก\"<"), "%20%26%3D%2B%E0%B8%81%22%3C");
  std::string all;
  for (int byte = 1; byte < 128; ++byte) all += static_cast<char>(byte);
  EXPECT_EQ(http::percent_decode(http::percent_encode(all), http::Plus::kIsSpace), all);
}

TEST(Find, GivesTheFirstOfTheName) {
  const http::Pairs pairs = {{"a", "1"}, {"a", "2"}, {"b", ""}};
  EXPECT_EQ(http::find(pairs, "a"), "1");
  EXPECT_EQ(http::find(pairs, "A"), std::nullopt);
  EXPECT_EQ(http::value_or(pairs, "b", "x"), "");
  EXPECT_EQ(http::value_or(pairs, "c", "x"), "x");
}

TEST(Query, LeavesOutEmptyPartsAndSplitsAtTheFirstEquals) {
  const http::Pairs expected = {{"a", "1"}, {"b", "2=3"}, {"", "x"}, {"c", ""}};
  EXPECT_EQ(http::parse_query("&a=1&&b=2=3&=x&c&"), expected);
  EXPECT_EQ(http::parse_query(""), http::Pairs{});
  EXPECT_EQ(http::parse_query("%zz=1"), std::nullopt);
  EXPECT_EQ(http::join_query({{"a b", "1"}, {"c", "&"}}), "a%20b=1&c=%26");
  EXPECT_EQ(http::join_query({}), "");
}

TEST(Cookies, KeepTheirValuesAsTheyAre) {
  const http::Pairs expected = {{"a", " 1 "}, {"b", ""}, {"c", "%41"}};
  EXPECT_EQ(http::parse_cookies("   a= 1 ;b=;c=%41"), expected);
  EXPECT_EQ(http::parse_cookies("a=\xff; b=1"), (http::Pairs{{"b", "1"}}));
  EXPECT_EQ(http::parse_cookies("==; a"), http::Pairs{});
}

TEST(Segments, AreWhatStandsBetweenSlashes) {
  EXPECT_EQ(http::segments("/"), std::vector<std::string>{});
  EXPECT_EQ(http::segments("/a"), std::vector<std::string>{"a"});
  EXPECT_EQ(http::segments("/a/b/"), (std::vector<std::string>{"a", "b"}));
  EXPECT_EQ(http::segments("/a//b"), (std::vector<std::string>{"a", "", "b"}));
}

TEST(SafePath, StopsAtTheQueryAndRefusesControlCharacters) {
  EXPECT_EQ(http::safe_path("/a?b#c"), "/a");
  EXPECT_EQ(http::safe_path("/a#b?c"), "/a");
  EXPECT_EQ(http::safe_path("/a%20b"), "/a b");
  EXPECT_EQ(http::safe_path("/...%21"), "/...!");
  for (const char* bad : {"/%1f", "/%7f", "/%0a", "/a%5Cb", "/a/..", "/a/%2e", "?a", "a", "/%2e%2e"})
    EXPECT_EQ(http::safe_path(bad), std::nullopt) << bad;
  EXPECT_EQ(http::safe_path("/%7e"), "/~");
}

TEST(Answers, AreMadeWithTheirStatusAndType) {
  const http::Response away = http::redirect("/x");
  EXPECT_EQ(away.status, 303);
  EXPECT_EQ(away.headers, (http::Pairs{{"Location", "/x"}}));
  const http::Response json = http::json_answer("{}", 202);
  EXPECT_EQ(json.status, 202);
  EXPECT_EQ(json.type, "application/json; charset=utf-8");
  EXPECT_EQ(json.body, "{}");
  EXPECT_EQ(http::json_answer("").status, 200);
}

TEST(SitePrefix, IsAPlainAbsolutePath) {
  for (const auto& [text, prefix] : std::vector<std::pair<const char*, std::optional<std::string>>>{{"", ""},
                                                                                                    {"/", ""},
                                                                                                    {"/banthuek", "/banthuek"},
                                                                                                    {"/a/b-c_d.e~1/", "/a/b-c_d.e~1"},
                                                                                                    {"banthuek", std::nullopt},
                                                                                                    {"//evil.example", std::nullopt},
                                                                                                    {"/a//b", std::nullopt},
                                                                                                    {"/../a", std::nullopt},
                                                                                                    {"/a\"onx", std::nullopt},
                                                                                                    {"/a b", std::nullopt},
                                                                                                    {"https://x/", std::nullopt}})
    EXPECT_EQ(http::site_prefix(text), prefix) << text;
}

TEST(Below, CutsThePrefixOffWhereItStands) {
  for (const auto& [target, prefix, rest] : std::vector<std::tuple<const char*, const char*, const char*>>{{"/b/search?q=1", "/b", "/search?q=1"},
                                                                                                           {"/b", "/b", "/"},
                                                                                                           {"/b?x=1", "/b", "/?x=1"},
                                                                                                           {"/bad", "/b", "/bad"},
                                                                                                           {"/search", "/b", "/search"},
                                                                                                           {"/c/x", "/b", "/c/x"},
                                                                                                           {"/b/x", "", "/b/x"}})
    EXPECT_EQ(http::below(target, prefix), rest) << target;
}

TEST(HostInAddress, HasItsColonsInBrackets) {
  EXPECT_EQ(http::host_in_address("::1"), "[::1]");
  EXPECT_EQ(http::host_in_address("[::1]"), "[::1]");
  EXPECT_EQ(http::host_in_address("127.0.0.1"), "127.0.0.1");
  EXPECT_EQ(http::host_in_address("localhost"), "localhost");
}

}  // namespace http_values_test
}  // namespace banthuek::serve
