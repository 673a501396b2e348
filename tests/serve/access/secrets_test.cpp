#include "pipeline/serve/access/secrets.h"

#include <gtest/gtest.h>

#include <set>

namespace banthuek::serve::access {
namespace {

constexpr const char* kUrlSafe = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

TEST(Tokens, AreThirtyTwoRandomBytes) {
  std::set<std::string> seen;
  for (int i = 0; i < 100; ++i) {
    const std::string token = random_token();
    EXPECT_EQ(token.size(), 43u);
    EXPECT_EQ(token.find_first_not_of(kUrlSafe), std::string::npos);
    EXPECT_TRUE(seen.insert(token).second);
  }
}

// BLAKE2b with 32 bytes, as b2sum -l 256 gives it, in base64.
TEST(Hashes, AreThoseOfTheStandard) {
  EXPECT_EQ(plain_hash(""), "DldRwCblQ7Loqy6wYJnaodHl30d3j3eH-qtFzfEv46g");
  EXPECT_EQ(plain_hash("abc"), "vd2BPGNCOXIxce8_7phXm5SWTjuxyz5CcmLIwGjVIxk");
  EXPECT_EQ(keyed_hash("", "abc"), plain_hash("abc"));
  EXPECT_NE(keyed_hash("k", "abc"), plain_hash("abc"));
  EXPECT_NE(keyed_hash("k", "abc"), keyed_hash("l", "abc"));
  const std::string longest(64, 'k');
  EXPECT_EQ(keyed_hash(longest + "x", "abc"), keyed_hash(longest, "abc")) << "64 bytes of a key count";
  EXPECT_NE(keyed_hash(longest.substr(1) + "x", "abc"), keyed_hash(longest, "abc"));
}

TEST(SameSecret, IsEqualInAllBytes) {
  EXPECT_TRUE(same_secret("", ""));
  EXPECT_TRUE(same_secret("abc", "abc"));
  EXPECT_FALSE(same_secret("abc", "abd"));
  EXPECT_FALSE(same_secret("abc", "ab"));
  EXPECT_FALSE(same_secret("ab", "abc"));
  EXPECT_FALSE(same_secret("", "a"));
}

TEST(Passwords, AreKeptAsArgon2id) {
  const std::string hash = hash_password("ก long pass word");
  EXPECT_EQ(hash.substr(0, 31), "$argon2id$v=19$m=65536,t=2,p=1$");
  EXPECT_TRUE(password_fits(hash, "ก long pass word"));
  EXPECT_FALSE(password_fits(hash, "ก long pass worD"));
  EXPECT_FALSE(password_fits("no hash", "no hash"));
  EXPECT_FALSE(password_fits("", ""));
}

}  // namespace
}  // namespace banthuek::serve::access
