// Opening: by content; what is broken, too large or of no kind that is read is refused with a message that helps.
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>

#include "extractors/types/error.h"
#include "pipeline/source/picture_source.h"
#include "pipeline/source/source.h"
#include "tests/source/small_pdf.h"

namespace banthuek {
namespace open_test {

std::unique_ptr<source::Source> open(const std::string& bytes, const source::OpenOptions& options = {}) {
  return source::open_source(std::as_bytes(std::span(bytes)), "in", options);
}

std::string text_pdf() {
  TestFont font;
  return one_page(font, text_at(font, 72, 700, U"บันทึกข้อความ"));
}

std::string be32(std::uint32_t v) {
  return {static_cast<char>(v >> 24), static_cast<char>(v >> 16), static_cast<char>(v >> 8), static_cast<char>(v)};
}

// A PNG's head that says `width` x `height`, grey of 8 bits, without pixels.
std::string png_head(std::uint32_t width, std::uint32_t height) {
  return "\x89PNG\r\n\x1a\n" + be32(13) + "IHDR" + be32(width) + be32(height) + std::string("\x08\0\0\0\0", 5) + be32(0);
}

std::string jpeg_head(int width, int height) {
  std::string s("\xff\xd8\xff\xc0\x00\x0b\x08", 7);
  s += {static_cast<char>(height >> 8), static_cast<char>(height), static_cast<char>(width >> 8), static_cast<char>(width)};
  return s + std::string("\x01\x01\x11\x00\xff\xd9", 6);
}

// A little-endian TIFF of directories at 8, each of one entry (width), the last linking to `last`.
std::string tiff(int directories, std::uint32_t last) {
  const auto le = [](std::uint32_t v, int n) {
    std::string s;
    for (int i = 0; i < n; ++i) s += static_cast<char>(v >> (8 * i));
    return s;
  };
  std::string out = std::string("II*\0", 4) + le(8, 4);
  for (int i = 0; i < directories; ++i)
    out += le(1, 2) + le(256, 2) + le(4, 2) + le(1, 4) + le(60000, 4) + le(i + 1 < directories ? 8 + 18u * (i + 1) : last, 4);
  return out;
}

struct Refused {
  const char* name;
  std::string bytes;
  ErrorKind kind;
  const char* message;
};

class RefusedAtOpening : public testing::TestWithParam<Refused> {};

TEST_P(RefusedAtOpening, SaysWhatWasFoundAndWhatToTry) {
  try {
    open(GetParam().bytes);
    FAIL() << "opened";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, GetParam().kind);
    EXPECT_STREQ(e.what(), GetParam().message);
  }
}

std::string pages_object(const std::string& body) {
  return "%PDF-1.4\n1 0 obj\n<< /Type /Catalog /Pages 2 0 R >>\nendobj\n2 0 obj\n" + body + "\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n";
}

INSTANTIATE_TEST_SUITE_P(Files, RefusedAtOpening,
                         testing::Values(Refused{"Empty", "", ErrorKind::kDamaged, "in: the file is empty; get it again"},
                                         Refused{"Text", "ข้อความธรรมดา ไม่ใช่ PDF\n", ErrorKind::kUnsupported,
                                                 "in: this is no PDF, PNG, JPEG or TIFF, whatever its name says; convert it to PDF"},
                                         Refused{"PdfHeadOnly", "%PDF-1.7\n", ErrorKind::kDamaged,
                                                 "in: the PDF is broken or cut short; get the file again or repair it with qpdf"},
                                         Refused{"PdfCutShort", text_pdf().substr(0, 120), ErrorKind::kDamaged,
                                                 "in: the PDF is broken or cut short; get the file again or repair it with qpdf"},
                                         Refused{"NoPages", pages_object("<< /Type /Pages /Count 0 /Kids [] >>"), ErrorKind::kDamaged,
                                                 "in: the PDF has no pages; get the file again"},
                                         Refused{"MillionPagesThatAreNotThere", pages_object("<< /Type /Pages /Count 1000000 /Kids [] >>"),
                                                 ErrorKind::kDamaged, "in: the PDF has no pages; get the file again"},
                                         Refused{"Zip", std::string("PK\x03\x04", 4) + "rest", ErrorKind::kUnsupported,
                                                 "in: this is a ZIP archive or an office document; ingest unpacks archives, save documents as PDF"},
                                         Refused{"TiffWithoutDirectory", std::string("II*\0\xff\xff\xff\x7f", 8), ErrorKind::kDamaged,
                                                 "in: the TIFF has no whole page; get the file again"}),
                         [](const auto& test) { return std::string(test.param.name); });

TEST(OtherKinds, AreNamedWithWhatToTry) {
  const auto wide = [](const std::string& name) {
    std::string out;
    for (const char c : name) out += {c, '\0'};
    return out;
  };
  const std::string zip("PK\x03\x04", 4);
  const std::pair<std::string, const char*> kinds[] = {
      {std::string("PK\x05\x06", 4), "an empty ZIP archive"},
      {"Rar!", "a RAR archive; unpack it first"},
      {"7z\xbc\xaf", "a 7-Zip archive; unpack it first"},
      {"\x1f\x8b", "a gzip file; unpack it first"},
      {"BZh9", "a bzip2 file; unpack it first"},
      {"\xd0\xcf\x11\xe0", "an old office document (DOC, XLS, PPT); save it as PDF"},
      {"\xd0\xcf\x11\xe0" + wide("Workbook"), "an old Excel workbook (XLS); save it as PDF"},
      {"\xd0\xcf\x11\xe0" + wide("__substg1.0_0037001F"), "an Outlook message (MSG); save what is attached to it, and itself as PDF"},
      {zip + "....xl/workbook.xml", "an Excel workbook (XLSX); save it as PDF"},
      {zip + "....ppt/presentation.xml", "a PowerPoint presentation (PPTX); save it as PDF"},
      {zip + "....word/document.xml", "a Word document (DOCX); save it as PDF, or let ingest convert it"},
      {std::string("\0\0\0\x18"
                   "ftypheic\0\0",
                   14),
       "a HEIC picture of a phone; save it as JPEG"},
      {std::string("\0\0\0\x18"
                   "ftypisom\0\0",
                   14),
       "a film; save the pages in it as pictures"},
      {"\n<!DOCTYPE html><p>", "a web page (HTML); print it as PDF"},
      {"Received: from x\r\n", "an e-mail (EML); save what is attached to it, and itself as PDF"},
      {"{\\rtf1", "an RTF document; save it as PDF"},
      {"GIF89a", "a GIF picture; save it as PNG"},
      {"BM", "a BMP picture; save it as PNG"},
      {"AT&TFORM", "a DjVu file; convert it to PDF"},
      {"%!PS", "a PostScript file; convert it to PDF"},
      {std::string("\0\0\0\x0cjP  ", 8), "a JPEG 2000 picture; save it as PNG"}};
  for (const auto& [bytes, what] : kinds) {
    try {
      open(bytes);
      FAIL() << what;
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kUnsupported);
      EXPECT_EQ(std::string(e.what()), std::string("in: this is ") + what);
    }
  }
  for (const char* bytes : {"RIFF1234WAVEfmt ", "RIFF", "RIFX1234WEBPV", "II*x", "\x89PNG"}) {
    try {
      open(bytes);
      FAIL() << bytes;
    } catch (const Error& e) {
      EXPECT_STREQ(e.what(), "in: this is no PDF, PNG, JPEG or TIFF, whatever its name says; convert it to PDF");
    }
  }
}

TEST(Pdf, BeginsWithinItsFirstKilobyte) {
  const auto pages = [](std::size_t junk) {
    const std::string bytes = std::string(junk, ' ') + text_pdf();
    return open(bytes)->pages();
  };
  EXPECT_EQ(pages(1019), 1);
  EXPECT_THROW(pages(1020), Error);
}

TEST(SourceKinds, HaveTheirNames) {
  const char* names[] = {"PDF", "PNG", "JPEG", "TIFF", "WebP"};
  for (const source::SourceKind kind :
       {source::SourceKind::kPdf, source::SourceKind::kPng, source::SourceKind::kJpeg, source::SourceKind::kTiff, source::SourceKind::kWebp})
    EXPECT_STREQ(source::name_of(kind), names[static_cast<int>(kind)]);
}

class RefusedPicture : public testing::TestWithParam<Refused> {};

TEST_P(RefusedPicture, IsRefusedBeforeMemoryIsAskedFor) {
  const auto source = open(GetParam().bytes);
  EXPECT_EQ(source->page(1).verdict, text_layer::LayerVerdict::kNone);
  try {
    source->picture(1);
    FAIL() << "decoded";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, GetParam().kind) << e.what();
    if (GetParam().message) {
      EXPECT_STREQ(e.what(), GetParam().message);
    }
  }
}

INSTANTIATE_TEST_SUITE_P(
    Pictures, RefusedPicture,
    testing::Values(
        Refused{"PngThatLies", png_head(50000, 50000), ErrorKind::kTooLarge, "in: the picture says it has 50000 x 50000 pixels; save it at 300 dpi"},
        Refused{"PngCutShort", png_head(100, 100), ErrorKind::kDamaged, nullptr},
        Refused{"PngOfNoSize", png_head(0, 10), ErrorKind::kDamaged, "in: the picture is broken or cut short; get the file again"},
        Refused{"JpegThatLies", jpeg_head(65000, 65000), ErrorKind::kTooLarge,
                "in: the picture says it has 65000 x 65000 pixels; save it at 300 dpi"},
        Refused{"JpegWithoutFrame", "\xff\xd8\xff\xe0\x01", ErrorKind::kDamaged, "in: the picture is broken or cut short; get the file again"},
        Refused{"TiffOfNoHeight", tiff(1, 0), ErrorKind::kDamaged, "in: the picture is broken or cut short; get the file again"}),
    [](const auto& test) { return std::string(test.param.name); });

TEST(TiffPages, AreCountedAlongTheirChainAndALoopEndsIt) {
  const auto count = [](const std::string& s) { return source::count_tiff_pages(std::as_bytes(std::span(s))); };
  EXPECT_EQ(count(tiff(3, 0)), 3);
  EXPECT_EQ(count(tiff(3, 8)), 3);
  EXPECT_EQ(count(tiff(2, 0x7fffffff)), 2);
}

TEST(PdfPageTree, ThatLoopsDoesNotHang) {
  const std::string loop = pages_object("<< /Type /Pages /Count 3 /Kids [2 0 R 2 0 R 2 0 R] >>");
  try {
    const auto source = open(loop);
    for (int n = 1; n <= source->pages(); ++n) EXPECT_THROW(source->page(n), Error);
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDamaged);
  }
}

TEST(HugePage, IsDrawnAtFewerDotsPerInch) {
  SmallPdf pdf;
  pdf.page("0 0 0 rg 1000 1000 3000 3000 re f 0 0 m 8000 8500 l S", "", "[0 0 8504 8504]");  // 3 x 3 m
  const std::string bytes = pdf.str();
  const auto source = open(bytes);
  const picture::Picture picture = source->picture(1);
  EXPECT_NEAR(double(picture.width()) * picture.height(), 18e6, 0.2e6);
}

// Its first mark has no width and stands on the page: its size alone tells. (A number of a PDF has no exponent.)
TEST(TextSize, BeyondThePageIsNoText) {
  TestFont font;
  const std::string content = text_at(font, 72, 700, U"ปกติ") + "BT /F 1000000000 Tf 10 10 Td " + font.show(U"่ใหญ่") +
                              " Tj ET\n1000000000 1000000000 m 1000000000 2000000000 l S 900000000 900000000 10 10 re S\n";
  const std::string bytes = one_page(font, content);
  const source::SourcePage page = open(bytes)->page(1);
  ASSERT_TRUE(page.layer);
  EXPECT_EQ(page_text(*page.layer), "ปกติ\n");
}

TEST(ImageSize, ThatLiesIsNotBelieved) {
  for (const char* size : {"/Width 100000 /Height 100000", "/Width 2000000000 /Height 2", "/Width -5 /Height 7"}) {
    SmallPdf pdf;
    const int image = pdf.add_stream(std::string("/Type /XObject /Subtype /Image /BitsPerComponent 8 /ColorSpace /DeviceRGB ") + size, "xyz");
    pdf.page("q 595 0 0 842 0 0 cm /I Do Q", "/XObject << /I " + std::to_string(image) + " 0 R >>");
    const std::string bytes = pdf.str();
    const auto source = open(bytes);
    try {
      const picture::Picture picture = source->picture(1);
      EXPECT_EQ(size[7], '-');  // no size at all: nothing is drawn
      EXPECT_LE(double(picture.width()) * picture.height(), 1.01 * source::kMaxPagePixels) << size;
    } catch (const Error& e) {
      EXPECT_EQ(e.kind, ErrorKind::kTooLarge) << e.what();
    }
  }
}

TEST(EncryptedPdf, OpensWithItsPasswordOnly) {
  const auto folder = std::filesystem::temp_directory_path() / ("banthuek-open-" + std::to_string(getpid()));
  std::filesystem::create_directories(folder);
  std::ofstream(folder / "plain.pdf", std::ios::binary) << text_pdf();
  const std::string command =
      "qpdf --encrypt secret owner 256 -- " + (folder / "plain.pdf").string() + " " + (folder / "locked.pdf").string() + " 2>/dev/null";
  if (std::system(command.c_str()) != 0) GTEST_SKIP() << "SKIPPED: qpdf is not installed";
  const std::string locked = (folder / "locked.pdf").string();
  try {
    source::open_source_file(locked);
    FAIL() << "opened";
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kEncrypted);
    EXPECT_EQ(e.what(), locked + ": the PDF is encrypted; give --password-file");
  }
  try {
    source::open_source_file(locked, {"wrong"});
    FAIL() << "opened";
  } catch (const Error& e) {
    EXPECT_EQ(e.message, "the PDF is encrypted and the password does not open it; give another --password-file");
  }
  for (const char* word : {"secret", "owner"}) EXPECT_TRUE(source::open_source_file(locked, {word})->page(1).layer) << word;
  std::filesystem::remove_all(folder);
}

TEST(OpenByName, SaysWhatIsNotAFile) {
  try {
    source::open_source_file("/");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUnreadable);
    EXPECT_STREQ(e.what(), "/: this is no file (a folder, a pipe or a device); give files");
  }
  try {
    source::open_source_file("/no/such/file");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUnreadable);
    EXPECT_STREQ(e.what(), "/no/such/file: cannot be opened (No such file or directory); check the name and the rights");
  }
  try {
    source::open_source(-1, "in");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kUnreadable);
    EXPECT_STREQ(e.what(), "in: cannot be read (Bad file descriptor); check the rights");
  }
}

TEST(OpenByDescriptor, ReadsFromTheBeginningAndOutlivesTheDescriptor) {
  const int empty = memfd_create("empty", MFD_CLOEXEC);
  try {
    source::open_source(empty, "in");
    FAIL();
  } catch (const Error& e) {
    EXPECT_EQ(e.kind, ErrorKind::kDamaged);
    EXPECT_STREQ(e.what(), "in: the file is empty; get it again");
  }
  close(empty);
  const std::string bytes = text_pdf();
  const int file = memfd_create("pdf", MFD_CLOEXEC);
  ASSERT_EQ(write(file, bytes.data(), bytes.size()), static_cast<ssize_t>(bytes.size()));
  const auto source = source::open_source(file, "in");
  close(file);
  EXPECT_EQ(source->kind(), source::SourceKind::kPdf);
  EXPECT_EQ(source->pages(), 1);
  EXPECT_TRUE(source->page(1).layer);
  EXPECT_EQ(source->picture(1).width(), source->page(1).layer->width);
  EXPECT_EQ(source->part(1, {0, 0, 30, 20}).height(), 20);
  EXPECT_EQ(source->jpeg(1), "");
}

TEST(Polyglot, IsWhatItBeginsWith) {
  EXPECT_EQ(open(png_head(1, 1) + text_pdf())->kind(), source::SourceKind::kPng);
  EXPECT_EQ(open("junk before\n" + text_pdf())->kind(), source::SourceKind::kPdf);
}

}  // namespace open_test
}  // namespace banthuek
