#include "pipeline/report/workbook_parts.h"

#include <archive.h>
#include <archive_entry.h>
#include <gtest/gtest.h>

#include "tests/store/samples.h"

namespace banthuek::report {
namespace workbook_parts_test {

using Parts = std::vector<std::pair<std::string, std::string>>;  // name, text

// Deflated, as libxlsxwriter writes them.
void zip(const std::filesystem::path& path, const Parts& parts) {
  archive* out = archive_write_new();
  archive_write_set_format_zip(out);
  ASSERT_EQ(archive_write_open_filename(out, path.c_str()), ARCHIVE_OK);
  for (const auto& [name, text] : parts) {
    archive_entry* entry = archive_entry_new();
    archive_entry_set_pathname(entry, name.c_str());
    archive_entry_set_size(entry, static_cast<la_int64_t>(text.size()));
    archive_entry_set_filetype(entry, AE_IFREG);
    archive_write_header(out, entry);
    archive_write_data(out, text.data(), text.size());
    archive_entry_free(entry);
  }
  ASSERT_EQ(archive_write_free(out), ARCHIVE_OK);
}

std::string broken(const Parts& parts) {
  const TemporaryFolder folder;
  zip(folder / "a.xlsx", parts);
  return broken_part(folder / "a.xlsx");
}

TEST(WorkbookParts, EndWithTheTagThatTheyBeganWith) {
  const std::string head = "<?xml version=\"1.0\"?>\n";
  EXPECT_EQ(broken({{"xl/a.xml", head + "<a x=\"1\"><b/></a>"}, {"xl/b.xml", "<b>x</b>\n"}}), "");
  EXPECT_EQ(broken({{"xl/a.xml", "<a>x</a>"}, {"xl/b.xml", head + "<b>x"}}), "xl/b.xml");
  EXPECT_EQ(broken({{"xl/a.xml", "<a><b></b>"}}), "xl/a.xml");
  EXPECT_EQ(broken({{"xl/a.xml", ""}}), "xl/a.xml");
  EXPECT_EQ(broken({{"xl/a.xml", head}}), "xl/a.xml");
}

// Parts are read piece by piece; what they begin with and end with may lie far apart, or at the edges of two pieces.
TEST(WorkbookParts, MayBeLongerThanAPiece) {
  constexpr std::size_t kPiece = 1 << 16;
  for (const std::size_t size : {kPiece - 1, kPiece, kPiece + 1, kPiece + 6, 3 * kPiece}) {
    const std::string text = "<sheet>" + std::string(size - 7, 'x');
    EXPECT_EQ(broken({{"xl/a.xml", text + "</sheet>"}}), "") << size;
    EXPECT_EQ(broken({{"xl/a.xml", text + "</sheet"}}), "xl/a.xml") << size;
  }
}

TEST(WorkbookParts, OfNoWorkbookAreBrokenAsAWhole) {
  const TemporaryFolder folder;
  const std::filesystem::path path = folder / "a.xlsx";
  EXPECT_EQ(broken_part(path), "a.xlsx") << "not there";
  zip(path, {{"xl/a.xml", "<a>x</a>"}});
  std::filesystem::resize_file(path, std::filesystem::file_size(path) - 1);
  EXPECT_EQ(broken_part(path), "a.xlsx") << "its directory is cut off";
  std::filesystem::resize_file(path, 0);
  EXPECT_EQ(broken_part(path), "a.xlsx");
}

}  // namespace workbook_parts_test
}  // namespace banthuek::report
