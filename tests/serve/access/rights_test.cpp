#include <gtest/gtest.h>

#include <filesystem>

#include "extractors/types/error.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/rate_limit.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/access/roles.h"

namespace banthuek::serve {
namespace rights_test {

using std::chrono::minutes;
using std::chrono::seconds;

struct RightCase {
  access::Action action;
  bool nobody, reader, editor, admin;
};

class Rights : public testing::TestWithParam<RightCase> {};

TEST_P(Rights, AreThoseOfTheTable) {
  const RightCase& c = GetParam();
  EXPECT_EQ(access::allowed(access::Role::kNobody, c.action, access::Names::kShown), c.nobody);
  EXPECT_EQ(access::allowed(access::Role::kReader, c.action, access::Names::kShown), c.reader);
  EXPECT_EQ(access::allowed(access::Role::kEditor, c.action, access::Names::kShown), c.editor);
  EXPECT_EQ(access::allowed(access::Role::kAdmin, c.action, access::Names::kShown), c.admin);
}

INSTANTIATE_TEST_SUITE_P(
    OfActions, Rights,
    testing::Values(RightCase{access::Action::kSeePublic, true, true, true, true}, RightCase{access::Action::kRead, false, true, true, true},
                    RightCase{access::Action::kTakeFiles, false, true, true, true}, RightCase{access::Action::kCorrect, false, false, true, true},
                    RightCase{access::Action::kWriteCasework, false, false, true, true}, RightCase{access::Action::kImport, false, false, true, true},
                    RightCase{access::Action::kAdminister, false, false, false, true}));

TEST(MaskedNames, KeepFilesFromReaders) {
  EXPECT_FALSE(access::allowed(access::Role::kReader, access::Action::kTakeFiles, access::Names::kMasked));
  EXPECT_TRUE(access::allowed(access::Role::kEditor, access::Action::kTakeFiles, access::Names::kMasked));
}

TEST(RateLimit, GivesABurstThenRefills) {
  access::RateLimit limit(3, 60);
  const access::Time start{};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", start));
  EXPECT_FALSE(limit.take("a", start));
  EXPECT_TRUE(limit.take("b", start));
  EXPECT_FALSE(limit.take("a", start + std::chrono::milliseconds(900)));
  EXPECT_TRUE(limit.take("a", start + seconds(2)));
}

TEST(RateLimit, OfZeroIsNone) {
  access::RateLimit limit(1, 0);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(limit.take("a", access::Time{}));
}

TEST(Sessions, EndWhenIdleOrEnded) {
  access::Sessions sessions(minutes(10));
  const access::Time start = access::Time{} + minutes(60);
  const std::string token = sessions.begin("malee", access::Role::kEditor, start);
  ASSERT_TRUE(sessions.get(token, start + minutes(9)));
  EXPECT_EQ(sessions.get(token, start + minutes(18))->name, "malee");
  EXPECT_FALSE(sessions.get(token, start + minutes(29)));
  const std::string other = sessions.begin("malee", access::Role::kEditor, start);
  sessions.end(other);
  EXPECT_FALSE(sessions.get(other, start));
  EXPECT_FALSE(sessions.get("guess", start));
}

class AccountsFile : public testing::Test {
 protected:
  void SetUp() override { std::filesystem::create_directories(folder_); }
  void TearDown() override { std::filesystem::remove_all(folder_); }
  std::filesystem::path folder_ = std::filesystem::temp_directory_path() / ("banthuek-accounts-" + std::to_string(::getpid()));
};

TEST_F(AccountsFile, LetsInWhoKnowsThePassword) {
  access::Accounts accounts(folder_ / "a.db", access::Accounts::Make::kYes);
  EXPECT_FALSE(accounts.any());
  accounts.add("malee", access::Role::kEditor, "สวัสดีชาวโลกทุกคน");
  EXPECT_EQ(accounts.sign_in("malee", "สวัสดีชาวโลกทุกคน"), access::Role::kEditor);
  EXPECT_EQ(accounts.sign_in("malee", "wrong password"), std::nullopt);
  EXPECT_EQ(accounts.sign_in("nobody", "wrong password"), std::nullopt);
  accounts.set_password("malee", "another long one");
  EXPECT_EQ(accounts.sign_in("malee", "สวัสดีชาวโลกทุกคน"), std::nullopt);
  accounts.remove("malee");
  EXPECT_FALSE(accounts.any());
}

TEST_F(AccountsFile, RefusesWhatDoesNotDo) {
  access::Accounts accounts(folder_ / "a.db", access::Accounts::Make::kYes);
  EXPECT_THROW(accounts.add("a b", access::Role::kReader, "long enough 123"), Error);
  EXPECT_THROW(accounts.add("malee", access::Role::kReader, "short"), Error);
  accounts.add("malee", access::Role::kReader, "long enough 123");
  EXPECT_THROW(accounts.add("malee", access::Role::kReader, "long enough 123"), Error);
  EXPECT_THROW(accounts.set_role("nobody", access::Role::kAdmin), Error);
}

TEST_F(AccountsFile, ThatIsMissingHasNoAccountsAndIsNotMade) {
  const access::Accounts accounts(folder_ / "b.db", access::Accounts::Make::kNo);
  EXPECT_FALSE(accounts.any());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "b.db-accounts"));
}

TEST_F(AccountsFile, KeepsTheAuditLogNewestFirst) {
  access::Accounts accounts(folder_ / "a.db", access::Accounts::Make::kYes);
  accounts.log().note({"", "malee", "127.0.0.1", "saw", "/documents/1", ""});
  accounts.log().note({"", "malee", "127.0.0.1", "corrected", "1 memo/date", "typo"});
  const auto rows = accounts.log().newest(10);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].action, "corrected");
}

TEST(Verdicts, SettleAValueWhenEnoughPeopleAgree) {
  const std::vector<access::Verdict> one = {{"d", "f", "5", "5", "a", ""}};
  const std::vector<access::Verdict> differ = {{"d", "f", "5", "5", "a", ""}, {"d", "f", "5", "6", "b", ""}};
  const std::vector<access::Verdict> agree = {{"d", "f", "5", "5", "a", ""}, {"d", "f", "5", "5", "b", ""}};
  EXPECT_TRUE(access::settled(one, "5", 1));
  EXPECT_FALSE(access::settled(one, "5", 2));
  EXPECT_FALSE(access::settled(differ, "5", 2));
  EXPECT_TRUE(access::settled(agree, "5", 2));
  EXPECT_FALSE(access::settled(one, "7", 1));  // read anew as something else
}

}  // namespace rights_test
}  // namespace banthuek::serve
