// Accounts and the audit log in their file beside the archive. Hashing is slow, so few accounts are made.
#include "pipeline/serve/access/accounts.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include "pipeline/database/database.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace accounts_test {

constexpr const char* kPassword = "สวัสดีชาวโลกทุกคน";

TEST(AccountNames, AreShortAndPlain) {
  TemporaryFolder folder;
  access::Accounts accounts(folder / "a.db", access::Accounts::Make::kYes);
  const std::string advice = ": a name has 1 to 64 letters a-z, digits or . _ - @; give another";
  for (const std::string& name : {std::string(), std::string("a b"), std::string("ก"), std::string("a/b"), std::string("a:b"), std::string("<a>"),
                                  std::string("a\nb"), std::string(64, 'a') + "!"})
    EXPECT_EQ(message_of([&] { accounts.add(name, access::Role::kReader, kPassword); }), "user " + name.substr(0, 64) + advice);
  EXPECT_EQ(message_of([&] { accounts.add(std::string(65, 'a'), access::Role::kReader, kPassword); }), "user " + std::string(64, 'a') + advice);
  EXPECT_FALSE(accounts.any());
  // Whether a name does is asked before the password is, and that costs no hashing.
  for (const std::string& name : {std::string("a"), std::string(64, 'a'), std::string("A.b_c-d@9")})
    EXPECT_EQ(message_of([&] { accounts.add(name, access::Role::kReader, "short"); }),
              "password: has 5 characters; give 10 or more (a few words make a good one), at most 1,024 bytes");
}

TEST(AccountPasswords, HaveTenCharactersAndAtMostAThousandBytes) {
  TemporaryFolder folder;
  access::Accounts accounts(folder / "a.db", access::Accounts::Make::kYes);
  const auto refused = [&](const std::string& password) { return message_of([&] { accounts.add("malee", access::Role::kReader, password); }); };
  EXPECT_EQ(refused("123456789").substr(0, 28), "password: has 9 characters; ");
  EXPECT_EQ(refused("กขคงจฉชซญ").substr(0, 28), "password: has 9 characters; ");
  EXPECT_NE(refused(std::string(1025, 'a')), "");
  EXPECT_EQ(refused("กขคงจฉชซญฐ"), "");
  EXPECT_EQ(message_of([&] { accounts.set_password("malee", "123456789"); }).substr(0, 27), "password: has 9 characters;");
  EXPECT_EQ(message_of([&] { accounts.set_password("malee", std::string(1000, 'a') + "four words of no book"); }), "");
  EXPECT_EQ(accounts.sign_in("malee", std::string(1000, 'a') + "four words of no book"), access::Role::kReader);
}

TEST(Accounts, AreAddedChangedAndRemovedByName) {
  TemporaryFolder folder;
  access::Accounts accounts(folder / "a.db", access::Accounts::Make::kYes);
  accounts.add("somchai", access::Role::kReader, kPassword);
  accounts.add("malee", access::Role::kEditor, kPassword);
  EXPECT_EQ(message_of([&] { accounts.add("malee", access::Role::kAdmin, kPassword); }),
            "user malee: is there already; `user password` or `user role` changes it");
  auto all = accounts.all();
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].name, "malee");
  EXPECT_EQ(all[0].role, access::Role::kEditor);
  EXPECT_EQ(all[1].name, "somchai");
  EXPECT_TRUE(RE2::FullMatch(all[0].since, R"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ)"));
  accounts.set_role("somchai", access::Role::kAdmin);
  EXPECT_EQ(accounts.role("somchai"), access::Role::kAdmin);
  EXPECT_EQ(accounts.role("malee"), access::Role::kEditor);
  EXPECT_EQ(accounts.role("nobody"), std::nullopt);
  accounts.remove("somchai");
  EXPECT_EQ(accounts.role("somchai"), std::nullopt);
  EXPECT_EQ(accounts.all().size(), 1u);
  for (const std::string& message :
       {message_of([&] { accounts.remove("somchai"); }), message_of([&] { accounts.set_role("somchai", access::Role::kReader); }),
        message_of([&] { accounts.set_password("somchai", kPassword); })})
    EXPECT_EQ(message, "user somchai: there is no such account; see `banthuek user list`");
}

TEST(Accounts, LieInAFileThatNobodyElseReads) {
  TemporaryFolder folder;
  access::Accounts accounts(folder / "a.db", access::Accounts::Make::kYes);
  using std::filesystem::perms;
  EXPECT_EQ(std::filesystem::status(folder / "a.db-accounts").permissions(), perms::owner_read | perms::owner_write);
  EXPECT_FALSE(std::filesystem::exists(folder / "a.db"));
}

TEST(AccountsThatWereNeverMade, AreEmptyAndTakeNothing) {
  TemporaryFolder folder;
  access::Accounts accounts(folder / "a.db", access::Accounts::Make::kNo);
  EXPECT_TRUE(accounts.all().empty());
  EXPECT_EQ(accounts.role("malee"), std::nullopt);
  EXPECT_EQ(accounts.sign_in("malee", kPassword), std::nullopt);
  EXPECT_FALSE(accounts.any());
  EXPECT_FALSE(accounts.standing("malee"));
  EXPECT_EQ(accounts.display_of("malee"), "malee") << "the name itself";
  accounts.log().note({"", "malee", "", "saw", "", ""});
  EXPECT_TRUE(accounts.log().newest(10).empty());
}

TEST(AuditLog, IsOnlyEverAddedTo) {
  TemporaryFolder folder;
  access::Accounts accounts(folder / "a.db", access::Accounts::Make::kYes);
  for (int i = 1; i <= 3; ++i) accounts.log().note({"ignored", "malee", "192.0.2.7", "saw", "/documents/" + std::to_string(i), "detail"});
  const auto newest = accounts.log().newest(2);
  ASSERT_EQ(newest.size(), 2u);
  EXPECT_EQ(newest[0].subject, "/documents/3");
  EXPECT_EQ(newest[1].subject, "/documents/2");
  EXPECT_EQ(newest[0].who, "malee");
  EXPECT_EQ(newest[0].address, "192.0.2.7");
  EXPECT_EQ(newest[0].action, "saw");
  EXPECT_EQ(newest[0].detail, "detail");
  EXPECT_TRUE(RE2::FullMatch(newest[0].at, R"(20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ)"));
  database::Database db(folder / "a.db-accounts", database::Access::kWrite);
  for (const char* sql : {"DELETE FROM audit", "UPDATE audit SET who = 'somchai'"})
    EXPECT_NE(message_of([&] { db.run(sql); }).find("the audit log is append-only"), std::string::npos) << sql;
  EXPECT_EQ(accounts.log().newest(10).size(), 3u);
}

}  // namespace accounts_test
}  // namespace banthuek::serve
