#include "pipeline/source/archive.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>

namespace banthuek {
namespace {

// A file in memory, as the reader gets it.
class Memory {
 public:
  explicit Memory(const std::string& bytes) : descriptor_(memfd_create("test", MFD_CLOEXEC)) {
    EXPECT_EQ(write(descriptor_, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  }
  ~Memory() { close(descriptor_); }
  int descriptor() const { return descriptor_; }

 private:
  int descriptor_;
};

std::string tar_member(const std::string& name, const std::string& content, char type = '0', const std::string& link = "") {
  std::string head(512, '\0');
  const auto put = [&](std::size_t at, const std::string& text) { head.replace(at, text.size(), text); };
  char size[13];
  std::snprintf(size, sizeof size, "%011zo", content.size());
  put(0, name), put(100, "0000644"), put(124, size), put(136, "00000000000"), put(148, "        "), put(156, std::string(1, type)), put(157, link);
  put(257, std::string("ustar\0"
                       "00",
                       8));
  unsigned sum = 0;
  for (const char c : head) sum += static_cast<unsigned char>(c);
  char check[8];
  std::snprintf(check, sizeof check, "%06o", sum);
  put(148, check);
  head[154] = '\0';
  std::string body = content;
  body.resize((body.size() + 511) / 512 * 512);
  return head + body;
}

std::string end_of_tar() { return std::string(1024, '\0'); }

std::string content_of_member(ArchiveReader& reader) {
  std::string out;
  reader.unpack([&](std::span<const std::byte> piece) { out.append(reinterpret_cast<const char*>(piece.data()), piece.size()); });
  return out;
}

TEST(Archive, GivesItsFilesInOrderWhateverTheirNames) {
  const Memory file(tar_member("a/", "", '5') + tar_member("../../etc/passwd", "one") + tar_member("/abs", "two") + end_of_tar());
  ArchiveReader reader(file.descriptor(), "x.tar");
  auto member = reader.next();
  ASSERT_TRUE(member);
  EXPECT_EQ(member->name, "../../etc/passwd");
  EXPECT_EQ(content_of_member(reader), "one");
  member = reader.next();
  ASSERT_TRUE(member);
  EXPECT_EQ(member->name, "/abs");
  EXPECT_EQ(content_of_member(reader), "two");
  EXPECT_FALSE(reader.next());
}

TEST(Archive, ReportsLinksAndDoesNotFollowThem) {
  const Memory file(tar_member("link", "", '2', "/etc/passwd") + tar_member("hard", "", '1', "other") + end_of_tar());
  ArchiveReader reader(file.descriptor(), "x.tar");
  for (int i = 0; i < 2; ++i) {
    const auto member = reader.next();
    ASSERT_TRUE(member);
    ASSERT_TRUE(member->trouble);
    EXPECT_EQ(member->trouble->kind, ErrorKind::kUnsupported);
  }
}

TEST(Archive, ThatBreaksOffKeepsWhatCameBefore) {
  const std::string whole = tar_member("a", "one") + tar_member("b", std::string(5000, 'x'));
  const Memory file(whole.substr(0, whole.size() - 3000));
  ArchiveReader reader(file.descriptor(), "x.tar");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of_member(reader), "one");
  ASSERT_TRUE(reader.next());
  EXPECT_THROW(content_of_member(reader), Error);
}

TEST(Archive, OfNothingIsDamaged) {
  const Memory file("this is no archive at all, but text that goes on for a while\n");
  EXPECT_THROW(
      {
        ArchiveReader reader(file.descriptor(), "x.zip");
        reader.next();
      },
      Error);
}

TEST(Archive, BombIsStoppedByWhatItUnpacksTo) {
  const std::string make =
      "python3 -c \"import zipfile,sys; z=zipfile.ZipFile(sys.argv[1],'w',zipfile.ZIP_DEFLATED); "
      "z.writestr('zeros', b'\\0'*(200<<20)); z.writestr('good', 'text')\" ";
  char path[] = "/tmp/banthuek-bomb-XXXXXX";
  const int descriptor = mkstemp(path);
  ASSERT_GE(descriptor, 0);
  if (std::system((make + path + " 2>/dev/null").c_str()) != 0) GTEST_SKIP() << "SKIPPED: python3 is not installed";
  ArchiveReader reader(descriptor, "bomb.zip");
  ASSERT_TRUE(reader.next());
  long long seen = 0;
  try {
    reader.unpack([&](std::span<const std::byte> piece) { seen += static_cast<long long>(piece.size()); });
    FAIL() << "unpacked";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kTooLarge);
    EXPECT_STREQ(e.what(), "bomb.zip!zeros: the file unpacks to over a limit (an archive bomb?); give the file itself");
  }
  EXPECT_LT(seen, 80LL << 20);
  close(descriptor);
  unlink(path);
}

TEST(ArchiveKind, IsToldByTheFirstBytes) {
  const auto kind = [](const std::string& s) { return archive_kind(std::as_bytes(std::span(s))); };
  const auto zip = [](const std::string& name) {
    return std::string("PK\x03\x04", 4) + std::string(22, '\0') + static_cast<char>(name.size()) + std::string(3, '\0') + name;
  };
  EXPECT_EQ(kind(zip("scans/1.pdf")), ArchiveKind::kZip);
  EXPECT_EQ(kind(zip("[Content_Types].xml")), ArchiveKind::kOffice);
  EXPECT_EQ(kind(zip("mimetype")), ArchiveKind::kOffice);
  EXPECT_EQ(kind(tar_member("a", "b")), ArchiveKind::kTar);
  EXPECT_EQ(kind("%PDF-1.4"), ArchiveKind::kNone);
  EXPECT_EQ(kind("PK"), ArchiveKind::kNone);
}

}  // namespace
}  // namespace banthuek
