#include "pipeline/source/container.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdio>
#include <cstring>
#include <vector>

#include "tests/source/tar.h"

namespace banthuek::source {
namespace container_test {

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

std::string le(unsigned value, int bytes) {
  std::string out;
  for (int i = 0; i < bytes; ++i) out += static_cast<char>(value >> (8 * i));
  return out;
}

unsigned crc32_of(const std::string& bytes) {
  unsigned crc = ~0u;
  for (const char c : bytes) {
    crc ^= static_cast<unsigned char>(c);
    for (int i = 0; i < 8; ++i) crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320u : 0);
  }
  return ~crc;
}

struct ZipMember {
  std::string name, content;
  unsigned flags = 0;      // 1: encrypted
  unsigned wrong_crc = 0;  // added to the right one
};

// A ZIP of members that are stored as they are.
std::string zip_of(const std::vector<ZipMember>& members) {
  std::string out, directory;
  for (const ZipMember& m : members) {
    const auto size = static_cast<unsigned>(m.content.size()), length = static_cast<unsigned>(m.name.size());
    const std::string head =
        le(m.flags, 2) + le(0, 2) + le(0, 4) + le(crc32_of(m.content) + m.wrong_crc, 4) + le(size, 4) + le(size, 4) + le(length, 2) + le(0, 2);
    directory +=
        "PK\x01\x02" + le(20, 2) + le(20, 2) + head + le(0, 2) + le(0, 2) + le(0, 2) + le(0, 4) + le(static_cast<unsigned>(out.size()), 4) + m.name;
    out += "PK\x03\x04" + le(20, 2) + head + m.name + m.content;
  }
  const auto start = static_cast<unsigned>(out.size()), size = static_cast<unsigned>(directory.size()), count = static_cast<unsigned>(members.size());
  return out + directory + "PK\x05\x06" + le(0, 4) + le(count, 2) + le(count, 2) + le(size, 4) + le(start, 4) + le(0, 2);
}

std::string end_of_tar() { return std::string(1024, '\0'); }

std::string content_of_member(ContainerReader& reader) {
  std::string out;
  reader.unpack([&](std::span<const std::byte> piece) { out.append(reinterpret_cast<const char*>(piece.data()), piece.size()); });
  return out;
}

TEST(Archive, GivesItsFilesInOrderWhateverTheirNames) {
  const Memory file(tar_member("a/", "", '5') + tar_member("../../etc/passwd", "one") + tar_member("/abs", "two") + end_of_tar());
  ContainerReader reader(file.descriptor(), "x.tar");
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

std::vector<std::string> names_in(const std::string& bytes, const std::string& archive) {
  const Memory file(bytes);
  ContainerReader reader(file.descriptor(), archive);
  std::vector<std::string> out;
  while (const auto member = reader.next()) out.push_back(member->name);
  return out;
}

// As Python, Info-ZIP and macOS write them (a flag says UTF-8), and as Thai Windows does (windows-874, no flag).
TEST(Archive, GivesThaiNamesAsText) {
  constexpr unsigned kUtf8 = 1 << 11;
  using Names = std::vector<std::string>;
  EXPECT_EQ(names_in(zip_of({{"แผน/บันทึก ๑.pdf", "a", kUtf8}}), "x.zip"), Names{"แผน/บันทึก ๑.pdf"});
  EXPECT_EQ(names_in(zip_of({{"แผน.pdf", "a"}}), "x.zip"), Names{"แผน.pdf"});
  EXPECT_EQ(names_in(zip_of({{"\xE1\xBC\xB9 \xF1.pdf", "a"}}), "x.zip"), Names{"แผน ๑.pdf"});
  EXPECT_EQ(names_in(tar_member("แผน.pdf", "a") + end_of_tar(), "x.tar"), Names{"แผน.pdf"});
}

TEST(Archive, TellsMembersOfOneNameApart) {
  EXPECT_EQ(names_in(zip_of({{"a.pdf", "1"}, {"a.pdf", "2"}, {"b.pdf", "3"}, {"a.pdf", "4"}}), "x.zip"),
            (std::vector<std::string>{"a.pdf", "a.pdf (2)", "b.pdf", "a.pdf (3)"}));
}

// The gzip file of "text", with a name or without, is that file.
TEST(Archive, OfOneCompressedFileIsThatFile) {
  const std::string text("\x1f\x8b\x08\0\0\0\0\0\0\x03\x2b\x49\xad\x28\x01\0\xc7\xa1\xab\x3f\x04\0\0\0", 24);
  const std::string sum = le(crc32_of("text"), 4);
  const std::string bytes = text.substr(0, 16) + sum + text.substr(20);
  EXPECT_EQ(names_in(bytes, "in/report.pdf.gz"), std::vector<std::string>{"report.pdf"});
  EXPECT_EQ(names_in(bytes, "box.zip!report"), std::vector<std::string>{"report"});
  const Memory file(bytes);
  ContainerReader reader(file.descriptor(), "report.pdf.gz");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of_member(reader), "text");
}

TEST(Archive, ReportsLinksAndDoesNotFollowThem) {
  const Memory file(tar_member("link", "", '2', "/etc/passwd") + tar_member("hard", "", '1', "other") + end_of_tar());
  ContainerReader reader(file.descriptor(), "x.tar");
  for (int i = 0; i < 2; ++i) {
    const auto member = reader.next();
    ASSERT_TRUE(member);
    ASSERT_TRUE(member->trouble);
    EXPECT_EQ(member->trouble->kind, ErrorKind::kUnsupported);
    EXPECT_EQ(std::string(member->trouble->what()), "x.tar!" + member->name + ": this is a link inside the archive; pack the file itself");
  }
}

TEST(Archive, ReportsDevicesAndPipes) {
  const Memory file(tar_member("tty", "", '3') + tar_member("pipe", "", '6') + tar_member("good", "text") + end_of_tar());
  ContainerReader reader(file.descriptor(), "x.tar");
  for (const char* name : {"tty", "pipe"}) {
    const auto member = reader.next();
    ASSERT_TRUE(member && member->trouble);
    EXPECT_EQ(member->trouble->kind, ErrorKind::kUnsupported);
    EXPECT_EQ(std::string(member->trouble->what()), std::string("x.tar!") + name + ": this is no file (a device or a pipe); pack files only");
  }
  const auto member = reader.next();
  ASSERT_TRUE(member);
  EXPECT_FALSE(member->trouble);
}

TEST(Archive, ReportsAnEncryptedMemberAndGivesTheOthers) {
  const Memory file(zip_of({{"secret.pdf", "0123456789abcdef", 1}, {"open.pdf", "two", 0}}));
  ContainerReader reader(file.descriptor(), "x.zip");
  auto member = reader.next();
  ASSERT_TRUE(member);
  EXPECT_EQ(member->name, "secret.pdf");
  ASSERT_TRUE(member->trouble);
  EXPECT_EQ(member->trouble->kind, ErrorKind::kEncrypted);
  EXPECT_STREQ(member->trouble->what(), "x.zip!secret.pdf: the file is encrypted inside the archive; unpack it with its password first");
  member = reader.next();
  ASSERT_TRUE(member);
  EXPECT_FALSE(member->trouble);
  EXPECT_EQ(content_of_member(reader), "two");
  EXPECT_FALSE(reader.next());
}

TEST(Archive, WhoseMemberIsBrokenGivesTheOthers) {
  const Memory file(zip_of({{"broken.pdf", "one", 0, 1}, {"sound.pdf", "two"}}));
  ContainerReader reader(file.descriptor(), "x.zip");
  ASSERT_TRUE(reader.next());
  try {
    content_of_member(reader);
    FAIL() << "unpacked";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDamaged);
    EXPECT_EQ(std::string(e.what()).substr(0, 58), "x.zip!broken.pdf: the file is broken inside the archive (Z");
    EXPECT_TRUE(std::string(e.what()).ends_with("); pack it again")) << e.what();
  }
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of_member(reader), "two");
}

TEST(Archive, IsUnpackedAfterItsNextMemberIsNamed) {
  const Memory file(tar_member("a", "one") + end_of_tar());
  ContainerReader reader(file.descriptor(), "x.tar");
  try {
    content_of_member(reader);
    FAIL() << "unpacked";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kInternal);
    EXPECT_STREQ(e.what(), "x.tar: unpack comes after next");
  }
}

TEST(Archive, IsReadFromItsBeginningWhereverItsDescriptorStands) {
  const Memory file(tar_member("a", "one") + end_of_tar());
  lseek(file.descriptor(), 700, SEEK_SET);
  ContainerReader reader(file.descriptor(), "x.tar");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of_member(reader), "one");
}

TEST(Archive, NumbersAMemberWithoutAName) {
  const Memory file(zip_of({{"a", "one"}, {"", "two"}}));
  ContainerReader reader(file.descriptor(), "x.zip");
  ASSERT_TRUE(reader.next());
  const auto member = reader.next();
  ASSERT_TRUE(member);
  EXPECT_EQ(member->name, "member 2");
}

TEST(Archive, OfPiecesIsGivenWholeWhateverItsSize) {
  std::string content;
  for (int i = 0; content.size() < 200'000; ++i) content += std::to_string(i);
  const Memory file(tar_member("a", content) + end_of_tar());
  ContainerReader reader(file.descriptor(), "x.tar");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of_member(reader), content);
}

TEST(Archive, ThatBreaksOffKeepsWhatCameBefore) {
  const std::string whole = tar_member("a", "one") + tar_member("b", std::string(5000, 'x'));
  const Memory file(whole.substr(0, whole.size() - 3000));
  ContainerReader reader(file.descriptor(), "x.tar");
  ASSERT_TRUE(reader.next());
  EXPECT_EQ(content_of_member(reader), "one");
  ASSERT_TRUE(reader.next());
  try {
    content_of_member(reader);
    FAIL() << "unpacked";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDamaged);
    EXPECT_TRUE(std::string(e.what()).starts_with("x.tar!b: the file is broken inside the archive (")) << e.what();
  }
}

TEST(Archive, ThatBreaksOffSaysAfterHowManyFiles) {
  const Memory file(tar_member("a", "one") + tar_member("b", "two").substr(0, 100));
  ContainerReader reader(file.descriptor(), "x.tar");
  ASSERT_TRUE(reader.next());
  try {
    while (reader.next()) {
    }
    FAIL() << "ended";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDamaged);
    EXPECT_TRUE(std::string(e.what()).starts_with("x.tar: the archive breaks off after 1 files (")) << e.what();
  }
}

TEST(Archive, OfNothingIsDamaged) {
  const Memory file("this is no archive at all, but text that goes on for a while\n");
  EXPECT_THROW(
      {
        ContainerReader reader(file.descriptor(), "x.zip");
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
  ContainerReader reader(descriptor, "bomb.zip");
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
  EXPECT_GE(seen, 64LL << 20) << "so much may be unpacked of anything";
  close(descriptor);
  unlink(path);
}

TEST(ContainerKind, IsToldByTheFirstBytes) {
  const auto kind = [](const std::string& s) { return archive_kind(std::as_bytes(std::span(s))); };
  const auto zip = [](const std::string& name) {
    return std::string("PK\x03\x04", 4) + std::string(22, '\0') + static_cast<char>(name.size()) + std::string(3, '\0') + name;
  };
  EXPECT_EQ(kind(zip("scans/1.pdf")), ContainerKind::kZip);
  EXPECT_EQ(kind(zip("[Content_Types].xml")), ContainerKind::kOffice);
  EXPECT_EQ(kind(zip("mimetype")), ContainerKind::kOffice);
  EXPECT_EQ(kind(tar_member("a", "b")), ContainerKind::kTar);
  EXPECT_EQ(kind("%PDF-1.4"), ContainerKind::kNone);
  EXPECT_EQ(kind("PK"), ContainerKind::kNone);
  EXPECT_EQ(kind(zip("_rels/.rels")), ContainerKind::kOffice);
  EXPECT_EQ(kind(zip("docProps/app.xml")), ContainerKind::kOffice);
  EXPECT_EQ(kind(zip("mimetypes")), ContainerKind::kZip);
  EXPECT_EQ(kind(zip("a/_rels/")), ContainerKind::kZip);
  EXPECT_EQ(kind(zip("mimetype").substr(0, 30)), ContainerKind::kZip);
  EXPECT_EQ(kind(zip("mimetype").substr(0, 31)), ContainerKind::kZip);
  EXPECT_EQ(kind(std::string("PK\x03\x04", 4)), ContainerKind::kZip);
  std::string long_name = zip(std::string(300, 'a'));
  long_name[26] = 8, long_name[27] = 1;
  long_name.replace(30, 8, "mimetype");
  EXPECT_EQ(kind(long_name), ContainerKind::kZip);  // a name of 264 bytes that begins so
  EXPECT_EQ(kind(std::string("PK\x05\x06", 4)), ContainerKind::kZip);
  for (const char* head : {"\x1f\x8b", "BZh9",
                           "\xFD"
                           "7zXZ"})
    EXPECT_EQ(kind(std::string(head, std::strlen(head)) + std::string(1, '\0')), ContainerKind::kCompressed) << head;
  EXPECT_EQ(kind(tar_member("a", "b").substr(0, 263)), ContainerKind::kTar);
  EXPECT_EQ(kind(tar_member("a", "b").substr(0, 262)), ContainerKind::kNone);
  EXPECT_EQ(kind(""), ContainerKind::kNone);
}

}  // namespace container_test
}  // namespace banthuek::source
