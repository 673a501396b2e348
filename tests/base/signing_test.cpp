#include "pipeline/base/signing.h"

#include <gtest/gtest.h>

#include "extractors/types/error.h"

namespace banthuek::base {
namespace signing_test {

// The first pair of RFC 8032, 7.1, and its signature of the empty message.
TEST(Signing, IsEd25519) {
  const std::string secret =
      "-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIJ1hsZ3v/VpguoRK9JLsLMREScVpezJpGXA7rAMcrn9g\n-----END PRIVATE KEY-----\n";
  EXPECT_EQ(sign(secret, "", "a"), "5VZDAMNgrHKQhuLMgG6CioSHfx645dl02HPgZSJJAVVfuIIVkKM7rMYeOXAc+bRr0lv18FlbviRlUUFDjnoQCw==");
}

TEST(Signing, ASignatureFitsItsMessageAndKeyAlone) {
  const KeyPair keys = make_key_pair(), other = make_key_pair();
  const std::string signature = sign(keys.secret, "สาร", "a.key");
  EXPECT_EQ(signature.size(), 88u);
  EXPECT_TRUE(signature_fits(keys.open, "สาร", signature, "a"));
  EXPECT_FALSE(signature_fits(keys.open, "สาร ", signature, "a"));
  EXPECT_FALSE(signature_fits(other.open, "สาร", signature, "a"));
  for (std::size_t i = 0; i < signature.size(); ++i) {
    std::string changed = signature;
    changed[i] = changed[i] == 'A' ? 'B' : 'A';
    if (i < 85) {
      EXPECT_FALSE(signature_fits(keys.open, "สาร", changed, "a")) << i;
    }
  }
  for (const std::string& bad :
       {"*" + signature.substr(1), signature.substr(0, 40) + "=" + signature.substr(41), std::string(88, ' '), "A" + signature})
    EXPECT_FALSE(signature_fits(keys.open, "สาร", bad, "a")) << "no base64, or too long: " << bad;
  for (const char* bad : {"", "x", "AAAA"}) EXPECT_FALSE(signature_fits(keys.open, "สาร", bad, "a"));
}

TEST(Signing, RefusesWhatIsNoKey) {
  const KeyPair keys = make_key_pair();
  for (const std::string& bad : {std::string(), std::string("key"), keys.open, keys.secret.substr(0, 40)}) {
    try {
      sign(bad, "m", "a.key");
      ADD_FAILURE() << bad;
    } catch (const Error& e) {
      EXPECT_STREQ(e.what(), "a.key: is no secret key of Ed25519 without a passphrase; make a pair with: banthuek key NAME");
    }
  }
  EXPECT_THROW(signature_fits(keys.secret, "m", "s", "a.open"), Error);
}

}  // namespace signing_test
}  // namespace banthuek::base
