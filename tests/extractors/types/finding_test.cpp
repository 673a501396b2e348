// Every code of a finding is named by a test and by schemas/README.md: what a user may meet is described, and what is described can happen.
#include "extractors/types/finding.h"

#include <gtest/gtest.h>
#include <re2/re2.h>

#include <set>

#include "tests/extractors/text_pages.h"
#include "tests/source_dir.h"

namespace banthuek {
namespace finding_test {

namespace fs = std::filesystem;

const fs::path& root() {
  static const fs::path& path = test::source_dir();
  return path;
}

std::vector<std::string> sources(const char* folder, const std::set<std::string>& extensions) {
  std::vector<std::string> out;
  for (const auto& entry : fs::recursive_directory_iterator(root() / folder))
    if (entry.is_regular_file() && extensions.contains(entry.path().extension().string()) && entry.path().filename() != "finding_test.cpp")
      out.push_back(test::read_file(entry.path()));
  return out;
}

// What stands before a severity: "code", Severity::k... or kName, Severity::k... or one ? "code" : "other", Severity::k...
void add_codes(const std::string& source, std::set<std::string>& out) {
  static const RE2 made(R"re((?:"([a-z_]+)" : )?(?:"([a-z_]+)"|\b(k[A-Z][A-Za-z]+)),\s*Severity::k)re");
  re2::StringPiece rest(source);
  std::string one, other, constant, named;
  while (RE2::FindAndConsume(&rest, made, &one, &other, &constant)) {
    for (const std::string& code : {one, other})
      if (!code.empty()) out.insert(code);
    if (!constant.empty() && RE2::PartialMatch(source, constant + " = \"([a-z_]+)\"", &named)) out.insert(named);
  }
}

std::set<std::string> codes_of(const char* folder) {
  std::set<std::string> out;
  for (const std::string& source : sources(folder, {".cpp", ".h"})) add_codes(source, out);
  return out;
}

// Whether the code stands there as a word of its own.
bool names(const std::string& text, const std::string& code) {
  const auto part = [&](std::size_t at) { return at < text.size() && (std::isalnum(static_cast<unsigned char>(text[at])) || text[at] == '_'); };
  for (std::size_t at = text.find(code); at != std::string::npos; at = text.find(code, at + 1))
    if (!(at > 0 && part(at - 1)) && !part(at + code.size())) return true;
  return false;
}

TEST(FindingCodes, AreFoundHoweverTheyAreMade) {
  const std::set<std::string> own = codes_of("extractors"), all = codes_of("pipeline");
  for (const char* code : {"numbering_gap", "oit_title", "status_unclear", "organisation_misread", "no_such_date", "date_unread", "given_differs"})
    EXPECT_TRUE(own.contains(code)) << code;
  for (const char* code : {"blank_page", "page_not_read", "correction_conflict", "correction_homeless"}) EXPECT_TRUE(all.contains(code)) << code;
  EXPECT_GE(own.size() + all.size(), 45u);
}

TEST(FindingCodes, StandEachInTheReadmeOfTheSchemas) {
  const std::string readme = test::read_file(root() / "schemas" / "README.md");
  for (const char* folder : {"extractors", "pipeline"})
    for (const std::string& code : codes_of(folder))
      EXPECT_TRUE(names(readme, code)) << "schemas/README.md does not name the finding " << code << " of " << folder;
}

TEST(FindingCodes, StandEachInATest) {
  const std::vector<std::string> tests = sources("tests", {".cpp", ".py", ".sh"});
  for (const char* folder : {"extractors", "pipeline"})
    for (const std::string& code : codes_of(folder)) {
      const bool named = std::any_of(tests.begin(), tests.end(), [&](const std::string& test) { return names(test, code); });
      EXPECT_TRUE(named) << "no test names the finding " << code << " of " << folder;
    }
}

}  // namespace finding_test
}  // namespace banthuek
