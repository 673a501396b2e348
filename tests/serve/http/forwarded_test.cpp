// Whom proxies say that they ask for.
#include "pipeline/serve/http/forwarded.h"

#include <gtest/gtest.h>

namespace banthuek::serve::http {
namespace forwarded_test {

std::string said(const Pairs& headers) {
  const Visitor visitor = visitor_of(headers, [](const std::string& address) { return address == "192.0.2.20" || address == "2001:db8::20"; });
  return visitor.address + (visitor.https ? " https" : "");
}

TEST(Visitor, IsTheLastWhoIsNoProxy) {
  EXPECT_EQ(said({}), "");
  EXPECT_EQ(said({{"x-forwarded-for", "192.0.2.1, 192.0.2.9"}}), "192.0.2.9");
  EXPECT_EQ(said({{"x-forwarded-for", "192.0.2.1"}, {"x-forwarded-for", "192.0.2.9, 192.0.2.20"}, {"x-forwarded-proto", "https"}}),
            "192.0.2.9 https");
  EXPECT_EQ(said({{"x-forwarded-for", "[2001:db8::7]:4711"}}), "2001:db8::7");
  EXPECT_EQ(said({{"x-forwarded-for", "192.0.2.7:4711"}}), "192.0.2.7");
  EXPECT_EQ(said({{"x-forwarded-for", "192.0.2.20"}}), "192.0.2.20") << "only proxies: the farthest that is known";
}

TEST(Visitor, IsReadOutOfTheStandardsHeaderToo) {
  EXPECT_EQ(said({{"forwarded", "for=192.0.2.1;proto=http, for=192.0.2.9;by=192.0.2.20;proto=https"}}), "192.0.2.9 https");
  EXPECT_EQ(said({{"forwarded", "For=\"[2001:db8::7]:4711\" ; Proto=HTTPS"}}), "2001:db8::7 https");
  EXPECT_EQ(said({{"forwarded", "for=192.0.2.9"}, {"forwarded", "for=\"192.0.2.20:80\""}}), "192.0.2.9");
  EXPECT_EQ(said({{"forwarded", "for=\"a, for=192.0.2.1\", for=192.0.2.9"}}), "192.0.2.9") << "a comma in quotes parts nothing";
  EXPECT_EQ(said({{"forwarded", R"(for="192.0.2.8\", for=192.0.2.1")"}}), "") << "nor a quote that is written with a stroke";
}

// Proxies add to the line as the visitor wrote it: what is left open in it hides nobody.
TEST(Visitor, HidesBehindNoOpenQuote) {
  EXPECT_EQ(said({{"x-forwarded-for", "\", 192.0.2.9"}}), "192.0.2.9");
  EXPECT_EQ(said({{"x-forwarded-for", "\"192.0.2.1\", 192.0.2.9"}}), "192.0.2.9");
  EXPECT_EQ(said({{"forwarded", "for=\", for=192.0.2.9;proto=https"}}), "192.0.2.9 https");
  EXPECT_EQ(said({{"forwarded", "for=\"\\, for=192.0.2.9"}}), "192.0.2.9");
  EXPECT_EQ(said({{"forwarded", "for=\", for=\"[2001:db8::7]:4711\""}}), "2001:db8::7");
}

TEST(Visitor, ThatIsNotSaidIsNobody) {
  for (const char* value : {"for=unknown", "for=_hidden", "for=192.0.2.1, for=unknown", "proto=https, by=192.0.2.20;x", "", ";;,", "for", "for=<b>"})
    EXPECT_EQ(said({{"forwarded", value}}).substr(0, 1), "") << value;
  EXPECT_EQ(said({{"forwarded", "for=192.0.2.1, for=unknown, for=192.0.2.20"}}), "192.0.2.20") << "what that proxy was asked by it does not say";
  EXPECT_EQ(said({{"x-forwarded-for", "<script>"}}), "");
}

// A proxy that adds to one header passes the other on as a visitor wrote it.
TEST(Visitor, OfTwoHeadersThatDifferIsNeither) {
  EXPECT_EQ(said({{"forwarded", "for=192.0.2.1;proto=https"}, {"x-forwarded-for", "192.0.2.9"}, {"x-forwarded-proto", "https"}}), "");
  EXPECT_EQ(said({{"forwarded", "for=192.0.2.9"}, {"x-forwarded-for", "192.0.2.1, 192.0.2.9"}, {"x-forwarded-proto", "https"}}), "192.0.2.9 https");
}

}  // namespace forwarded_test
}  // namespace banthuek::serve::http
