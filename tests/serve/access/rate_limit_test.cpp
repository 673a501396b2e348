// Rates and sessions at the very edge of their bounds, by a clock that the test sets.
#include "pipeline/serve/access/rate_limit.h"

#include <gtest/gtest.h>

namespace banthuek::serve::access {
namespace {

using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

const Time kStart = Time{} + minutes(600);

TEST(RateLimit, RefillsByItsRateAndNeverOverItsBurst) {
  RateLimit limit(2, 30);  // one in two seconds
  const auto takes = [&](Time now) {
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
  RateLimit limit(1, -1);
  EXPECT_TRUE(limit.take("a", kStart) && limit.take("a", kStart));
}

// 50,000 keys are kept; then those go that are full again.
TEST(RateLimit, ForgetsWhoHasWaitedLongEnoughFirst) {
  RateLimit limit(1, 1);
  for (int i = 0; i < 49'999; ++i) ASSERT_TRUE(limit.take(std::to_string(i), kStart));
  EXPECT_TRUE(limit.take("late", kStart + seconds(59)));
  EXPECT_TRUE(limit.take("new", kStart + seconds(61)));
  EXPECT_FALSE(limit.take("late", kStart + seconds(61))) << "it is not full yet, so it is not forgotten";
  EXPECT_TRUE(limit.take("0", kStart + seconds(61)));
}

TEST(RateLimit, StartsAnewWhereNobodyHasWaited) {
  RateLimit limit(1, 1);
  for (int i = 0; i < 49'999; ++i) ASSERT_TRUE(limit.take(std::to_string(i), kStart));
  EXPECT_FALSE(limit.take("0", kStart)) << "49,999 are kept";
  EXPECT_TRUE(limit.take("last", kStart));
  EXPECT_TRUE(limit.take("0", kStart)) << "and 50,000 no more";
}

TEST(Sessions, LastAsLongAsTheyAreUsed) {
  Sessions sessions(minutes(10));
  const std::string token = sessions.begin("malee", Role::kAdmin, kStart);
  EXPECT_EQ(token.size(), 43u);
  const auto session = sessions.get(token, kStart + minutes(10));
  ASSERT_TRUE(session) << "ten minutes are not over ten minutes";
  EXPECT_EQ(session->name, "malee");
  EXPECT_EQ(session->role, Role::kAdmin);
  EXPECT_EQ(session->csrf.size(), 43u);
  EXPECT_NE(session->csrf, token);
  EXPECT_EQ(sessions.get(token, kStart + minutes(20))->csrf, session->csrf);
  EXPECT_FALSE(sessions.get(token, kStart + minutes(30) + milliseconds(1)));
  EXPECT_FALSE(sessions.get(token, kStart + minutes(20))) << "once over, it does not come back";
}

TEST(Sessions, OfOnePersonEndTogether) {
  Sessions sessions(minutes(10));
  const std::string a = sessions.begin("malee", Role::kReader, kStart), b = sessions.begin("malee", Role::kReader, kStart),
                    other = sessions.begin("somchai", Role::kReader, kStart);
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
  Sessions sessions(minutes(10));
  const std::string old = sessions.begin("malee", Role::kReader, kStart);
  sessions.begin("somchai", Role::kReader, kStart + minutes(11));
  EXPECT_FALSE(sessions.get(old, kStart)) << "it was taken out when the other began";
  const std::string young = sessions.begin("malee", Role::kReader, kStart + minutes(11));
  sessions.begin("somchai", Role::kReader, kStart + minutes(21));
  EXPECT_TRUE(sessions.get(young, kStart + minutes(21)));
}

// Ten thousand are kept; then the one goes that was used longest ago.
TEST(Sessions, AreOnlySoMany) {
  Sessions sessions(minutes(10));
  const std::string oldest = sessions.begin("a", Role::kReader, kStart), older = sessions.begin("b", Role::kReader, kStart + milliseconds(1));
  for (int i = 2; i < 10'000; ++i) sessions.begin("c", Role::kReader, kStart + milliseconds(2));
  EXPECT_TRUE(sessions.get(oldest, kStart + milliseconds(3))) << "and with that it is the newest";
  sessions.begin("d", Role::kReader, kStart + milliseconds(4));
  EXPECT_FALSE(sessions.get(older, kStart + milliseconds(4)));
  EXPECT_TRUE(sessions.get(oldest, kStart + milliseconds(4)));
}

TEST(Roles, HaveNames) {
  for (const Role role : {Role::kReader, Role::kEditor, Role::kAdmin}) EXPECT_EQ(role_named(name_of(role)), role);
  EXPECT_STREQ(name_of(Role::kNobody), "");
  EXPECT_STREQ(name_of(Role::kReader), "reader");
  EXPECT_EQ(role_named("admin"), Role::kAdmin);
  EXPECT_EQ(role_named(""), std::nullopt);
  EXPECT_EQ(role_named("Admin"), std::nullopt);
}

TEST(Rights, OfEditorsAndAdministratorsAreTheSameWhereNamesAreMasked) {
  for (const Role role : {Role::kNobody, Role::kReader, Role::kEditor, Role::kAdmin})
    for (const Action action : {Action::kSeePublic, Action::kRead, Action::kCorrect, Action::kImport, Action::kAdminister})
      EXPECT_EQ(allowed(role, action, Names::kMasked), allowed(role, action, Names::kShown));
  EXPECT_FALSE(allowed(Role::kNobody, Action::kTakeFiles, Names::kMasked));
  EXPECT_TRUE(allowed(Role::kAdmin, Action::kTakeFiles, Names::kMasked));
}

}  // namespace
}  // namespace banthuek::serve::access
