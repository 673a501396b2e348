#include "pipeline/ingest/conversion_queue.h"

#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "tests/memory_file.h"

namespace banthuek::ingest {
namespace conversion_queue_test {

// Sets a variable of the environment for as long as it lives.
class Variable {
 public:
  Variable(const char* name, const std::string& value) : name_(name) {
    if (const char* before = std::getenv(name)) before_ = before;
    setenv(name, value.c_str(), 1);
  }
  ~Variable() {
    if (before_)
      setenv(name_, before_->c_str(), 1);
    else
      unsetenv(name_);
  }

 private:
  const char* name_;
  std::optional<std::string> before_;
};

TEST(Office, IsTheProgramThatTheEnvironmentNamesOrTheFirstInThePath) {
  const std::string folder = testing::TempDir() + "/office-path-" + std::to_string(getpid());
  std::filesystem::create_directories(folder + "/one");
  std::filesystem::create_directories(folder + "/two");
  std::ofstream(folder + "/two/soffice") << "#!/bin/sh\n";
  {
    const Variable path("PATH", folder + "/one::" + folder + "/two:" + folder + "/one");
    unsetenv("BANTHUEK_SOFFICE");
    EXPECT_FALSE(find_office()) << "it may not be run";
    chmod((folder + "/two/soffice").c_str(), 0755);
    EXPECT_EQ(find_office(), folder + "/two/soffice");
    const Variable named("BANTHUEK_SOFFICE", folder + "/gone");
    EXPECT_FALSE(find_office());
    setenv("BANTHUEK_SOFFICE", (folder + "/two/soffice").c_str(), 1);
    EXPECT_EQ(find_office(), folder + "/two/soffice");
  }
  {
    const Variable path("PATH", folder + "/one");
    EXPECT_FALSE(find_office());
    unsetenv("PATH");
    EXPECT_FALSE(find_office());
    setenv("PATH", "", 1);
    EXPECT_FALSE(find_office());
  }
  std::filesystem::remove_all(folder);
}

ArrivedFile file(const std::string& place, const std::string& sha256) {
  ArrivedFile out;
  out.place = place, out.sha256 = sha256;
  return out;
}

TEST(ConversionQueue, KeepsFilesInOrderWithTheirTwins) {
  const Variable none("BANTHUEK_SOFFICE", "/nowhere/soffice");
  ConversionQueue queue(std::chrono::milliseconds(1000));
  EXPECT_FALSE(queue.next());
  ContainerJob archive;
  queue.add(file("a.docx", "aa"), base::Descriptor(), nullptr);
  queue.add(file("x.zip!b.docx", "bb"), base::Descriptor(), &archive);
  EXPECT_EQ(queue.size(), 2u);
  ContainerJob other;
  other.ended = true;
  EXPECT_TRUE(queue.add_twin("bb", "c.docx", nullptr));
  EXPECT_TRUE(queue.add_twin("bb", "y.zip!b.docx", &other));
  EXPECT_FALSE(queue.add_twin("cc", "d.docx", &other));
  EXPECT_EQ(other.open_members, 1);  // not done before the content is
  EXPECT_FALSE(other.finished());
  EXPECT_EQ(queue.places(), (std::vector<std::string>{"a.docx", "x.zip!b.docx", "c.docx", "y.zip!b.docx"}));
  const auto first = queue.next();
  ASSERT_TRUE(first);
  EXPECT_EQ(first->file.place, "a.docx");
  EXPECT_EQ(first->archive, nullptr);
  ASSERT_TRUE(first->failure);
  EXPECT_EQ(first->failure->kind, ErrorKind::kUnsupported);
  EXPECT_STREQ(first->failure->what(), "LibreOffice is gone; install it with `tools/setup office`");
  EXPECT_FALSE(first->pdf);
  const auto second = queue.next();
  ASSERT_TRUE(second);
  EXPECT_EQ(second->archive, &archive);
  EXPECT_EQ(second->duplicates, (std::vector<std::string>{"c.docx", "y.zip!b.docx"}));
  EXPECT_EQ(second->archives, std::vector<ContainerJob*>{&other});
  EXPECT_TRUE(first->archives.empty());
  EXPECT_EQ(queue.size(), 0u);
}

TEST(OfficeText, IsToldByTheListOfItsMembersAtTheEndOfALongFile) {
  const std::string head = std::string("PK\x03\x04") + std::string(26, '\0') + "_rels/.rels";
  const std::string names = "[Content_Types].xml word/document.xml";
  EXPECT_TRUE(is_office_text(memory_file(head + std::string(400'000, 'x') + names).get()));
  EXPECT_FALSE(is_office_text(memory_file(head + names + std::string(400'000, 'x')).get()));
  EXPECT_TRUE(is_office_text(memory_file(head + names + std::string(262'144 - names.size(), 'x')).get()));
  EXPECT_FALSE(is_office_text(memory_file(head + "word/document.xml").get()));
  const std::string odf = std::string("PK\x03\x04") + std::string(26, '\0') + "mimetypeapplication/vnd.oasis.opendocument.text";
  EXPECT_TRUE(is_office_text(memory_file(odf).get()));
  EXPECT_FALSE(is_office_text(memory_file(odf + "-web").get()));
  EXPECT_FALSE(is_office_text(memory_file(odf.substr(0, odf.size() - 1)).get()));
  EXPECT_FALSE(is_office_text(-1));
}

}  // namespace conversion_queue_test
}  // namespace banthuek::ingest
