
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include "extractors/types/error.h"
#include "pipeline/base/sha256.h"

namespace banthuek {
namespace content_hash_test {

constexpr const char* kAbc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";

TEST(Sha256, IsSha256OfItsParts) {
  EXPECT_EQ(base::sha256_hex("abc"), kAbc);
  EXPECT_EQ(base::sha256_hex(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  base::Sha256 hash;
  hash.add("a");
  hash.add(std::string_view("bc"));
  EXPECT_EQ(hash.hex(), kAbc);
}

TEST(ContentOfAFile, IsItsHashAndLengthWhereverItStands) {
  const int file = memfd_create("file", MFD_CLOEXEC);
  const std::string million(1'000'000, 'a');
  ASSERT_EQ(write(file, million.data(), million.size()), 1'000'000);
  const base::FileContent content = base::content_of(file, "x");
  EXPECT_EQ(content.sha256, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
  EXPECT_EQ(content.bytes, 1'000'000);
  EXPECT_EQ(lseek(file, 0, SEEK_CUR), 1'000'000);
  close(file);
  try {
    base::content_of(-1, "x");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUnreadable);
    EXPECT_STREQ(e.what(), "x: cannot be read (Bad file descriptor); see to the disk, then `ingest --retry`");
  }
}

}  // namespace content_hash_test
}  // namespace banthuek
