#include "pipeline/serve/http/http.h"

#include <gtest/gtest.h>

namespace banthuek::serve {
namespace http_test {

struct PathCase {
  const char* target;
  const char* path;  // null: refused
};

class SafePath : public testing::TestWithParam<PathCase> {};

TEST_P(SafePath, LeadsNowhereElse) {
  const auto path = http::safe_path(GetParam().target);
  if (GetParam().path)
    EXPECT_EQ(path, GetParam().path);
  else
    EXPECT_EQ(path, std::nullopt);
}

INSTANTIATE_TEST_SUITE_P(OfTargets, SafePath,
                         testing::Values(PathCase{"/", "/"}, PathCase{"/search?q=a/../b", "/search"}, PathCase{"/a+b", "/a+b"},
                                         PathCase{"/%E0%B8%81", "/ก"}, PathCase{"/static/../../etc/passwd", nullptr},
                                         PathCase{"/static/%2e%2e/x", nullptr}, PathCase{"/static/%2E%2e%2fx", nullptr},
                                         PathCase{"/static/..%5cx", nullptr}, PathCase{"//host/x", nullptr}, PathCase{"/a//b", nullptr},
                                         PathCase{"http://host/x", nullptr}, PathCase{"/a%00b", nullptr}, PathCase{"/a%0d%0ab", nullptr},
                                         PathCase{"/a%c3%28", nullptr}, PathCase{"/a%zz", nullptr}, PathCase{"/a%2", nullptr}, PathCase{"", nullptr},
                                         PathCase{"/./a", nullptr}));

TEST(Query, DecodesPairsInOrder) {
  const auto pairs = http::parse_query("q=%E0%B8%81+b&year=2566&year=2567&empty=&flag");
  ASSERT_TRUE(pairs);
  const http::Pairs expected = {{"q", "ก b"}, {"year", "2566"}, {"year", "2567"}, {"empty", ""}, {"flag", ""}};
  EXPECT_EQ(*pairs, expected);
}

TEST(Query, ThatCannotBeDecodedIsRefused) {
  EXPECT_EQ(http::parse_query("q=%"), std::nullopt);
  EXPECT_EQ(http::parse_query("q=%ff"), std::nullopt);
}

TEST(Query, JoinsToWhatParsesBack) {
  const http::Pairs pairs = {{"q", "a&b=c d\"<ก>"}, {"x", ""}};
  EXPECT_EQ(http::parse_query(http::join_query(pairs)), pairs);
}

TEST(Cookies, LeaveOutWhatIsMalformed) {
  const http::Pairs expected = {{"a", "1"}, {"b", "2=3"}};
  EXPECT_EQ(http::parse_cookies("a=1; junk; =x; b=2=3;;  "), expected);
}

}  // namespace http_test
}  // namespace banthuek::serve
