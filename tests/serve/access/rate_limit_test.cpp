// Rates and sessions at the very edge of their bounds, by a clock that the test sets.
#include "pipeline/serve/access/rate_limit.h"

#include <gtest/gtest.h>

namespace banthuek::serve {
namespace rate_limit_test {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const access::Time kStart = access::Time{} + minutes(600);

TEST(Sessions, EndAfterTheirLongestTimeThoughTheyAreUsed) {
  access::Sessions sessions(minutes(10), minutes(25));
  const std::string token = sessions.begin("malee", access::Role::kReader, kStart, "stamp");
  for (const int at : {9, 18, 25}) ASSERT_TRUE(sessions.get(token, kStart + minutes(at))) << at;
  EXPECT_EQ(sessions.get(token, kStart + minutes(25))->credential, "stamp");
  EXPECT_FALSE(sessions.get(token, kStart + minutes(26)));
}

TEST(RateLimit, RefillsByItsRateAndNeverOverItsBurst) {
  access::RateLimit limit(2, 30);  // one in two seconds
  const auto takes = [&](access::Time now) {
    int count = 0;
    while (limit.take("a", now)) ++count;
    return count;
  };
  EXPECT_EQ(takes(kStart), 2);
  EXPECT_EQ(takes(kStart + milliseconds(1999)), 0);
  EXPECT_EQ(takes(kStart + milliseconds(2001)), 1);
  EXPECT_EQ(takes(kStart + milliseconds(3990)), 0);
  EXPECT_EQ(takes(kStart + milliseconds(4010)), 1);
  EXPECT_EQ(takes(kStart + minutes(60)), 2);
}

TEST(RateLimit, BelowNoughtIsNone) {
  access::RateLimit limit(1, -1);
  EXPECT_TRUE(limit.take("a", kStart) && limit.take("a", kStart));
}

// 50,000 keys are kept; then those go that are full again.
TEST(RateLimit, ForgetsWhoHasWaitedLongEnoughFirst) {
  access::RateLimit limit(1, 1);
  for (int i = 0; i < 49'999; ++i) ASSERT_TRUE(limit.take(std::to_string(i), kStart));
  EXPECT_TRUE(limit.take("late", kStart + seconds(59)));
  EXPECT_TRUE(limit.take("new", kStart + seconds(61)));
  EXPECT_FALSE(limit.take("late", kStart + seconds(61))) << "it is not full yet, so it is not forgotten";
  EXPECT_TRUE(limit.take("0", kStart + seconds(61)));
}

TEST(RateLimit, StartsAnewWhereNobodyHasWaited) {
  access::RateLimit limit(1, 1);
  for (int i = 0; i < 49'999; ++i) ASSERT_TRUE(limit.take(std::to_string(i), kStart));
  EXPECT_FALSE(limit.take("0", kStart)) << "49,999 are kept";
  EXPECT_TRUE(limit.take("last", kStart));
  EXPECT_TRUE(limit.take("0", kStart)) << "and 50,000 no more";
}

TEST(Sessions, LastAsLongAsTheyAreUsed) {
  access::Sessions sessions(minutes(10));
  const std::string token = sessions.begin("malee", access::Role::kAdmin, kStart);
  EXPECT_EQ(token.size(), 43u);
  const auto session = sessions.get(token, kStart + minutes(10));
  ASSERT_TRUE(session) << "ten minutes are not over ten minutes";
  EXPECT_EQ(session->name, "malee");
  EXPECT_EQ(session->role, access::Role::kAdmin);
  EXPECT_EQ(session->csrf.size(), 43u);
  EXPECT_NE(session->csrf, token);
  EXPECT_EQ(sessions.get(token, kStart + minutes(20))->csrf, session->csrf);
  EXPECT_FALSE(sessions.get(token, kStart + minutes(30) + milliseconds(1)));
  EXPECT_FALSE(sessions.get(token, kStart + minutes(20))) << "once over, it does not come back";
}

TEST(Sessions, OfOnePersonEndTogether) {
  access::Sessions sessions(minutes(10));
  const std::string a = sessions.begin("malee", access::Role::kReader, kStart), b = sessions.begin("malee", access::Role::kReader, kStart),
                    other = sessions.begin("somchai", access::Role::kReader, kStart);
  EXPECT_NE(a, b);
  EXPECT_NE(sessions.get(a, kStart)->csrf, sessions.get(b, kStart)->csrf);
  sessions.end_all_of("malee");
  EXPECT_FALSE(sessions.get(a, kStart));
  EXPECT_FALSE(sessions.get(b, kStart));
  EXPECT_TRUE(sessions.get(other, kStart));
  sessions.end("guess");
  EXPECT_TRUE(sessions.get(other, kStart));
}

TEST(Sessions, ThatAreOverMakeRoomForNewOnes) {
  access::Sessions sessions(minutes(10));
  const std::string old = sessions.begin("malee", access::Role::kReader, kStart);
  sessions.begin("somchai", access::Role::kReader, kStart + minutes(11));
  EXPECT_FALSE(sessions.get(old, kStart)) << "it was taken out when the other began";
  const std::string young = sessions.begin("malee", access::Role::kReader, kStart + minutes(11));
  sessions.begin("somchai", access::Role::kReader, kStart + minutes(21));
  EXPECT_TRUE(sessions.get(young, kStart + minutes(21)));
}

// Ten thousand are kept; then the one goes that was used longest ago.
TEST(Sessions, AreOnlySoMany) {
  access::Sessions sessions(minutes(10));
  const std::string oldest = sessions.begin("a", access::Role::kReader, kStart),
                    older = sessions.begin("b", access::Role::kReader, kStart + milliseconds(1));
  for (int i = 2; i < 10'000; ++i) sessions.begin("c", access::Role::kReader, kStart + milliseconds(2));
  EXPECT_TRUE(sessions.get(oldest, kStart + milliseconds(3))) << "and with that it is the newest";
  sessions.begin("d", access::Role::kReader, kStart + milliseconds(4));
  EXPECT_FALSE(sessions.get(older, kStart + milliseconds(4)));
  EXPECT_TRUE(sessions.get(oldest, kStart + milliseconds(4)));
}

TEST(Roles, HaveNames) {
  for (const access::Role role : {access::Role::kReader, access::Role::kEditor, access::Role::kAdmin})
    EXPECT_EQ(access::role_named(access::name_of(role)), role);
  EXPECT_STREQ(access::name_of(access::Role::kNobody), "");
  EXPECT_STREQ(access::name_of(access::Role::kReader), "reader");
  EXPECT_EQ(access::role_named("admin"), access::Role::kAdmin);
  EXPECT_EQ(access::role_named(""), std::nullopt);
  EXPECT_EQ(access::role_named("Admin"), std::nullopt);
}

TEST(Rights, OfEditorsAndAdministratorsAreTheSameWhereNamesAreMasked) {
  for (const access::Role role : {access::Role::kNobody, access::Role::kReader, access::Role::kEditor, access::Role::kAdmin})
    for (const access::Action action :
         {access::Action::kSeePublic, access::Action::kRead, access::Action::kCorrect, access::Action::kImport, access::Action::kAdminister})
      EXPECT_EQ(access::allowed(role, action, access::Names::kMasked), access::allowed(role, action, access::Names::kShown));
  EXPECT_FALSE(access::allowed(access::Role::kNobody, access::Action::kTakeFiles, access::Names::kMasked));
  EXPECT_TRUE(access::allowed(access::Role::kAdmin, access::Action::kTakeFiles, access::Names::kMasked));
}

}  // namespace rate_limit_test
}  // namespace banthuek::serve
