#include <gtest/gtest.h>

#include <filesystem>

#include "extractors/types/error.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/rate_limit.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/access/roles.h"

namespace banthuek {
inline namespace types {
namespace {

using std::chrono::minutes;
using std::chrono::seconds;

struct RightCase {
  serve::access::Action action;
  bool nobody, reader, editor, admin;
};

class Rights : public testing::TestWithParam<RightCase> {};

TEST_P(Rights, AreThoseOfTheTable) {
  const RightCase& c = GetParam();
  EXPECT_EQ(serve::access::allowed(serve::access::Role::kNobody, c.action, serve::access::Names::kShown), c.nobody);
  EXPECT_EQ(serve::access::allowed(serve::access::Role::kReader, c.action, serve::access::Names::kShown), c.reader);
  EXPECT_EQ(serve::access::allowed(serve::access::Role::kEditor, c.action, serve::access::Names::kShown), c.editor);
  EXPECT_EQ(serve::access::allowed(serve::access::Role::kAdmin, c.action, serve::access::Names::kShown), c.admin);
}

INSTANTIATE_TEST_SUITE_P(OfActions, Rights,
                         testing::Values(RightCase{serve::access::Action::kSeePublic, true, true, true, true},
                                         RightCase{serve::access::Action::kRead, false, true, true, true},
                                         RightCase{serve::access::Action::kTakeFiles, false, true, true, true},
                                         RightCase{serve::access::Action::kCorrect, false, false, true, true},
                                         RightCase{serve::access::Action::kImport, false, false, true, true},
                                         RightCase{serve::access::Action::kAdminister, false, false, false, true}));

TEST(MaskedNames, KeepFilesFromReaders) {
  EXPECT_FALSE(serve::access::allowed(serve::access::Role::kReader, serve::access::Action::kTakeFiles, serve::access::Names::kMasked));
  EXPECT_TRUE(serve::access::allowed(serve::access::Role::kEditor, serve::access::Action::kTakeFiles, serve::access::Names::kMasked));
}

TEST(serve::access::RateLimit, GivesABurstThenRefills) {
  serve::access::RateLimit limit(3, 60);
  const serve::access::Time start{};
  for (int i = 0; i < 3; ++i) EXPECT_TRUE(limit.take("a", start));
  EXPECT_FALSE(limit.take("a", start));
  EXPECT_TRUE(limit.take("b", start));
  EXPECT_FALSE(limit.take("a", start + std::chrono::milliseconds(900)));
  EXPECT_TRUE(limit.take("a", start + seconds(2)));
}

TEST(serve::access::RateLimit, OfZeroIsNone) {
  serve::access::RateLimit limit(1, 0);
  for (int i = 0; i < 100; ++i) EXPECT_TRUE(limit.take("a", serve::access::Time{}));
}

TEST(serve::access::Sessions, EndWhenIdleOrEnded) {
  serve::access::Sessions sessions(minutes(10));
  const serve::access::Time start = serve::access::Time{} + minutes(60);
  const std::string token = sessions.begin("malee", serve::access::Role::kEditor, start);
  ASSERT_TRUE(sessions.get(token, start + minutes(9)));
  EXPECT_EQ(sessions.get(token, start + minutes(18))->name, "malee");
  EXPECT_FALSE(sessions.get(token, start + minutes(29)));
  const std::string other = sessions.begin("malee", serve::access::Role::kEditor, start);
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
  serve::access::Accounts accounts(folder_ / "a.db", serve::access::Accounts::Make::kYes);
  EXPECT_FALSE(accounts.any());
  accounts.add("malee", serve::access::Role::kEditor, "สวัสดีชาวโลกทุกคน");
  EXPECT_EQ(accounts.sign_in("malee", "สวัสดีชาวโลกทุกคน"), serve::access::Role::kEditor);
  EXPECT_EQ(accounts.sign_in("malee", "wrong password"), std::nullopt);
  EXPECT_EQ(accounts.sign_in("nobody", "wrong password"), std::nullopt);
  accounts.set_password("malee", "another long one");
  EXPECT_EQ(accounts.sign_in("malee", "สวัสดีชาวโลกทุกคน"), std::nullopt);
  accounts.remove("malee");
  EXPECT_FALSE(accounts.any());
}

TEST_F(AccountsFile, RefusesWhatDoesNotDo) {
  serve::access::Accounts accounts(folder_ / "a.db", serve::access::Accounts::Make::kYes);
  EXPECT_THROW(accounts.add("a b", serve::access::Role::kReader, "long enough 123"), Error);
  EXPECT_THROW(accounts.add("malee", serve::access::Role::kReader, "short"), Error);
  accounts.add("malee", serve::access::Role::kReader, "long enough 123");
  EXPECT_THROW(accounts.add("malee", serve::access::Role::kReader, "long enough 123"), Error);
  EXPECT_THROW(accounts.set_role("nobody", serve::access::Role::kAdmin), Error);
}

TEST_F(AccountsFile, ThatIsMissingHasNoAccountsAndIsNotMade) {
  const serve::access::Accounts accounts(folder_ / "b.db", serve::access::Accounts::Make::kNo);
  EXPECT_FALSE(accounts.any());
  EXPECT_FALSE(std::filesystem::exists(folder_ / "b.db-accounts"));
}

TEST_F(AccountsFile, KeepsTheAuditLogNewestFirst) {
  serve::access::Accounts accounts(folder_ / "a.db", serve::access::Accounts::Make::kYes);
  accounts.note({"", "malee", "127.0.0.1", "saw", "/documents/1", ""});
  accounts.note({"", "malee", "127.0.0.1", "corrected", "1 memo/date", "typo"});
  const auto rows = accounts.audit(10);
  ASSERT_EQ(rows.size(), 2u);
  EXPECT_EQ(rows[0].action, "corrected");
}

TEST(Verdicts, SettleAValueWhenEnoughPeopleAgree) {
  const std::vector<serve::access::Verdict> one = {{"d", "f", "5", "5", "a", ""}};
  const std::vector<serve::access::Verdict> differ = {{"d", "f", "5", "5", "a", ""}, {"d", "f", "5", "6", "b", ""}};
  const std::vector<serve::access::Verdict> agree = {{"d", "f", "5", "5", "a", ""}, {"d", "f", "5", "5", "b", ""}};
  EXPECT_TRUE(serve::access::settled(one, "5", 1));
  EXPECT_FALSE(serve::access::settled(one, "5", 2));
  EXPECT_FALSE(serve::access::settled(differ, "5", 2));
  EXPECT_TRUE(serve::access::settled(agree, "5", 2));
  EXPECT_FALSE(serve::access::settled(one, "7", 1));  // read anew as something else
}

}  // namespace
}  // namespace types
}  // namespace banthuek
