// Objects and streams of a PDF: what goes in comes out, the same each time. Whether readers take it is tested by searchable_pdf_test and
// pdf_text_test.
#include "pipeline/write/pdf_file.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "extractors/types/error.h"

namespace banthuek::write {
namespace pdf_file_test {

std::string written(int pages, const std::string& data) {
  PdfFile file;
  const int list = file.reserve();
  std::string kids;
  for (int i = 0; i < pages; ++i) {
    const int content = file.add_stream("/Length1 7", data);
    kids += link(file.add("<< /Type /Page /Parent " + link(list) + " /MediaBox [0 0 10 10] /Contents " + link(content) + " >>")) + " ";
  }
  file.put(list, "<< /Type /Pages /Count " + std::to_string(pages) + " /Kids [" + kids + "] >>");
  const int info = file.add("<< /Title (a) >>");
  std::string out;
  file.finish([&](std::string_view piece) { out += piece; }, file.add("<< /Type /Catalog /Pages " + link(list) + " >>"), info);
  return out;
}

std::size_t count(const std::string& text, const std::string& part) {
  std::size_t out = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++out;
  return out;
}

TEST(PdfFile, HoldsItsObjectsAndItsStreamsAsTheyWereGiven) {
  const std::string data = std::string("\0\xff endstream \r\n", 15) + std::string(200'000, 'x');
  const std::string pdf = written(3, data);
  EXPECT_TRUE(pdf.starts_with("%PDF-1.5\n"));
  EXPECT_TRUE(pdf.ends_with("%%EOF\n"));
  EXPECT_EQ(count(pdf, data), 3u);
  EXPECT_EQ(count(pdf, "/Length1 7"), 3u);
  EXPECT_EQ(count(pdf, "/Length " + std::to_string(data.size())), 3u);
  EXPECT_EQ(count(pdf, "/Type /Page "), 3u);
  EXPECT_EQ(count(pdf, "/Title (a)"), 1u);
}

TEST(PdfFile, IsTheSameForTheSameCallsAndAnotherForOthers) {
  EXPECT_EQ(written(2, "a"), written(2, "a"));
  const auto id = [](const std::string& pdf) { return pdf.substr(pdf.find("/ID [")); };
  EXPECT_NE(id(written(2, "a")), id(written(2, "b")));
}

TEST(PdfFile, SaysWhereItsStreamsCannotWait) {
  const char* before = std::getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", "/nowhere", 1);
  PdfFile file;
  try {
    file.add_stream("", "data");
    ADD_FAILURE();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDisk);
    EXPECT_STREQ(e.what(), "/nowhere: no file can be made there to write into; set TMPDIR to a folder that you may write to");
  }
  if (before)
    setenv("TMPDIR", kept.c_str(), 1);
  else
    unsetenv("TMPDIR");
}

}  // namespace pdf_file_test
}  // namespace banthuek::write
