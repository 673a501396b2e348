// The bytes of the exports of a small database, and the cells of a workbook.
#include <gtest/gtest.h>
#include <zlib.h>

#include <cstdlib>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "pipeline/base/sha256.h"
#include "pipeline/report/export.h"
#include "pipeline/report/measure_table.h"
#include "pipeline/report/workbook_parts.h"
#include "pipeline/report/xlsx_book.h"
#include "tests/report/small_files.h"
#include "tests/store/samples.h"

namespace banthuek::base {
namespace export_bytes_test {

// A member of a ZIP file, told by its end and inflated.
std::string member(const std::string& path, const std::string& name) {
  std::ostringstream whole;
  whole << std::ifstream(path, std::ios::binary).rdbuf();
  const std::string bytes = whole.str();
  const auto number = [&](std::size_t at, int size) {
    std::size_t out = 0;
    for (int i = size - 1; i >= 0; --i) out = out << 8 | static_cast<unsigned char>(bytes.at(at + static_cast<std::size_t>(i)));
    return out;
  };
  const std::size_t end = bytes.rfind("PK\5\6");
  if (end == std::string::npos) return "no ZIP file";
  std::size_t at = number(end + 16, 4);
  for (std::size_t i = number(end + 10, 2); i > 0; --i) {
    const std::size_t packed = number(at + 20, 4), size = number(at + 24, 4), length = number(at + 28, 2), local = number(at + 42, 4);
    if (bytes.substr(at + 46, length) == name) {
      const std::size_t data = local + 30 + number(local + 26, 2) + number(local + 28, 2);
      if (number(at + 10, 2) == 0) return bytes.substr(data, size);
      std::string out(size, '\0');
      z_stream stream{};
      inflateInit2(&stream, -15);
      stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data() + data));
      stream.avail_in = static_cast<uInt>(packed);
      stream.next_out = reinterpret_cast<Bytef*>(out.data());
      stream.avail_out = static_cast<uInt>(size);
      inflate(&stream, Z_FINISH);
      inflateEnd(&stream);
      return out;
    }
    at += 46 + length + number(at + 30, 2) + number(at + 32, 2);
  }
  return "no member " + name;
}

class ExportBytes : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  const std::string key = store::document_key(sha256_hex("a.pdf"), 1);

  std::string exported(report::ExportFormat format, const report::ExportOptions& options = {}) {
    std::string out;
    report::export_text(store, format, options, [&](std::string_view piece) { out += piece; });
    return out;
  }
  // One document with a measure of all fields, and one of none.
  void put_small() {
    Document d;
    d.first_page = d.last_page = 1;
    d.organisation.name = field("อบต.\"สมมุติ\", ใหม่");
    d.organisation.type = field("อบต.");
    d.organisation.district = field("เหนือ");
    d.organisation.province = field("สมมุติบุรี");
    d.fiscal_year = field("2566");
    d.memo = Memo{{}, {}, {}, field("2023-04-05"), {}, {}, {}, {}};
    d.measures.resize(2);
    Measure& m = d.measures[0];
    m.no = field("1");
    m.group = field("IIT");
    m.title = field("=ชื่อ");
    m.method = field("บรรทัด\nสอง");
    m.responsible = field("-ก");
    m.monitoring = field("+ก");
    m.period = PeriodField{field("ปี"), field("2022-10"), field("2023-09-30"), field("yearly")};
    m.status = field("done");
    m.result = field("ผล");
    m.outcome = field("@ก");
    m.recommendation = field("\tก", "", 0.12345);
    store.put_file(stored_file("a.pdf", d));
  }
  std::string sheet(const report::ExportOptions& options = {}, const std::string& name = "xl/worksheets/sheet1.xml") {
    const std::string path = (folder / "a.xlsx").string();
    report::export_xlsx(store, path, options);
    return member(path, name);
  }
  // The row of the sheet with that number, its cells without styles.
  static std::string row(const std::string& xml, int number) {
    const std::size_t begin = xml.find("<row r=\"" + std::to_string(number) + "\"");
    if (begin == std::string::npos) return "no row";
    const std::size_t from = xml.find('>', begin) + 1;
    return xml.substr(from, xml.find("</row>", from) - from);
  }
};

const char kHeader[] =
    "measure,office,type,district,province,year,no,group,status,title,method,responsible,monitoring,period,period_start,period_end,frequency,result,"
    "outcome,recommendation,document_date,file,page,confidence,reviewed";

TEST(CsvCell, IsQuotedWhereNeedBeAndMadeHarmless) {
  const std::pair<const char*, const char*> cases[] = {
      {"", ""},          {"ก", "ก"},        {"a,b", "\"a,b\""}, {"a\"b", "\"a\"\"b\""},      {"a\nb", "\"a\nb\""}, {"a\rb", "\"a\rb\""},
      {"=1", "\"'=1\""}, {"+1", "\"'+1\""}, {"-1", "\"'-1\""},  {"@x", "\"'@x\""},           {"\tx", "\"'\tx\""},  {"\rx", "\"'\rx\""},
      {"a=1", "a=1"},    {"a\tb", "a\tb"},  {"'x", "'x"},       {"=\"\"", "\"'=\"\"\"\"\""}, {" =1", " =1"}};
  for (const auto& [text, cell] : cases) EXPECT_EQ(report::csv_cell(text), cell) << text;
}

TEST_F(ExportBytes, CsvIsThis) {
  EXPECT_EQ(exported(report::ExportFormat::kCsv), "\xEF\xBB\xBF" + std::string(kHeader) + "\r\n") << "of nothing";
  put_small();
  const std::string office = "\"อบต.\"\"สมมุติ\"\", ใหม่\",อบต.,เหนือ,สมมุติบุรี,2566,";
  EXPECT_EQ(exported(report::ExportFormat::kCsv),
            "\xEF\xBB\xBF" + std::string(kHeader) + "\r\n" + key + "-1," + office +
                "1,IIT,done,\"'=ชื่อ\",\"บรรทัด\nสอง\",\"'-ก\",\"'+ก\",ปี,2022-10,2023-09-30,yearly,ผล,\"'@ก\",\"'\tก\",2023-04-05,a.pdf,1,0.123,0\r\n" +
                key + "-2," + office + ",,,,,,,,,,,,,,2023-04-05,a.pdf,,1.0,0\r\n");
  store.set_reviewed(key, store::Reviewed::kYes);
  const std::string csv = exported(report::ExportFormat::kCsv,
                                   {Provenance::kGiven, std::unordered_set<std::int64_t>{store.db().integer("SELECT max(id) FROM measures")}});
  EXPECT_EQ(csv, "\xEF\xBB\xBF" + std::string(kHeader) + ",provenance\r\n" + key + "-2," + office + ",,,,,,,,,,,,,,2023-04-05,a.pdf,,1.0,1,{}\r\n");
}

TEST_F(ExportBytes, JsonAndJsonLinesAreFramesAroundDocuments) {
  EXPECT_EQ(exported(report::ExportFormat::kJson), "{\"schema_version\":1,\"documents\":[\n]}\n");
  EXPECT_EQ(exported(report::ExportFormat::kJsonLines), "");
  Document small;
  small.first_page = small.last_page = 1;
  small.title = field("\"ก\"\n\xFF");
  store.put_file(stored_file("a.pdf", small));
  store.put_file(stored_file("b.pdf", small));
  const auto line = [](const std::string& file) {
    return "{\"source\":{\"file\":\"" + file + "\",\"sha256\":\"" + sha256_hex(file) +
           "\"},\"pages\":[1,1],\"layouts\":[],\"kind\":null,\"organisation\":{\"name\":null,\"type\":null,\"district\":null,\"province\":null,\"dla_"
           "code\":null},"
           "\"title\":"
           "\"\\\"ก\\\"\\n\uFFFD\",\"fiscal_year\":null,\"memo\":null,\"ita_result\":null,\"measures\":[],\"signatures\":[],\"oit_items\":[],"
           "\"scores\":[],\"records\":[],\"tables\":[],"
           "\"findings\":[]}";
  };
  EXPECT_EQ(exported(report::ExportFormat::kJson), "{\"schema_version\":1,\"documents\":[\n" + line("a.pdf") + ",\n" + line("b.pdf") + "\n]}\n");
  EXPECT_EQ(exported(report::ExportFormat::kJsonLines), line("a.pdf") + "\n" + line("b.pdf") + "\n");
  EXPECT_EQ(exported(report::ExportFormat::kJsonLines, {Provenance::kLeft, std::unordered_set<std::int64_t>{}}), "");
}

TEST_F(ExportBytes, DocumentsOfTheMeasuresAskedForAreWhole) {
  store.put_file(stored_file("a.pdf", report_of()));
  store.put_file(stored_file("b.pdf", report_of()));
  store.put_file(stored_file("c.pdf", report_of()));
  const std::string lines = exported(report::ExportFormat::kJsonLines, {Provenance::kLeft, std::unordered_set<std::int64_t>{3, 6, 99}});
  EXPECT_EQ(std::count(lines.begin(), lines.end(), '\n'), 2);
  EXPECT_EQ(lines.find("\"a.pdf\""), std::string::npos);
  EXPECT_NE(lines.find("\"b.pdf\""), std::string::npos);
  EXPECT_NE(lines.find("\"c.pdf\""), std::string::npos);
  EXPECT_NE(lines.find("การป้องกันการทุจริต"), std::string::npos) << "the other measures too";
  const std::string csv = exported(report::ExportFormat::kCsv, {Provenance::kLeft, std::unordered_set<std::int64_t>{3, 6}});
  EXPECT_EQ(std::count(csv.begin(), csv.end(), '\r'), 3);
}

TEST_F(ExportBytes, CsvComesInPiecesOf64KilobytesAndMore) {
  Document d = report_of();
  d.measures.assign(40, measure(std::string(9000, 'x')));
  store.put_file(stored_file("a.pdf", d));
  std::vector<std::size_t> sizes;
  std::string all;
  report::export_text(store, report::ExportFormat::kCsv, {}, [&](std::string_view piece) {
    sizes.push_back(piece.size());
    all += piece;
  });
  EXPECT_EQ(all, exported(report::ExportFormat::kCsv));
  ASSERT_GE(sizes.size(), 5u);
  for (std::size_t i = 0; i + 1 < sizes.size(); ++i) {
    EXPECT_GE(sizes[i], 65536u);
    EXPECT_LT(sizes[i], 65536u + 10000);
  }
}

TEST_F(ExportBytes, AWorkbookHasTypedCells) {
  put_small();
  const std::string xml = sheet();
  const std::string cells = row(xml, 2);
  for (const char* cell :
       {"<c r=\"B2\" t=\"inlineStr\"><is><t>อบต.\"สมมุติ\", ใหม่</t></is></c>", "<c r=\"F2\"><v>2566</v></c>",
        "<c r=\"G2\" t=\"inlineStr\"><is><t>1</t></is></c>", "<c r=\"J2\" t=\"inlineStr\"><is><t>=ชื่อ</t></is></c>",
        "<c r=\"O2\" t=\"inlineStr\"><is><t>2022-10</t></is></c>", "<c r=\"P2\" s=\"2\"><v>45199</v></c>", "<c r=\"U2\" s=\"2\"><v>45021</v></c>",
        "<c r=\"V2\" t=\"str\"><f>HYPERLINK(\"a.pdf#page=1\",\"a.pdf\")</f><v>a.pdf</v></c>", "<c r=\"W2\"><v>1</v></c>",
        "<c r=\"X2\"><v>0.123</v></c>", "<c r=\"Y2\"><v>0</v></c>"})
    EXPECT_NE(cells.find(cell), std::string::npos) << cell << "\n" << cells;
  EXPECT_NE(cells.find("บรรทัด\nสอง"), std::string::npos);
  EXPECT_EQ(cells.find("r=\"Z2\""), std::string::npos) << "provenance is for those who ask";
  const std::string second = row(xml, 3);
  EXPECT_EQ(second.find("r=\"G3\""), std::string::npos) << "what is not there has no cell";
  EXPECT_NE(second.find("<f>HYPERLINK(\"a.pdf\",\"a.pdf\")</f>"), std::string::npos) << "without a page the file";
  EXPECT_EQ(row(xml, 4), "no row");
  const std::string head = row(xml, 1);
  std::istringstream names(kHeader);
  for (std::string name; std::getline(names, name, ',');) EXPECT_NE(head.find("<t>" + name + "</t>"), std::string::npos) << name;
  EXPECT_NE(xml.find("<autoFilter ref=\"A1:Y3\"/>"), std::string::npos);
  EXPECT_NE(xml.find("ySplit=\"1\""), std::string::npos);
  EXPECT_NE(xml.find("<col min=\"1\" max=\"1\" width=\"24.7109375\""), std::string::npos);
  EXPECT_NE(xml.find("<col min=\"6\" max=\"6\" width=\"12.7109375\""), std::string::npos);
  const std::string styles = sheet({}, "xl/styles.xml");
  EXPECT_NE(styles.find("formatCode=\"yyyy-mm-dd\""), std::string::npos) << styles.substr(0, 400);
  EXPECT_NE(styles.find("<b/>"), std::string::npos);
  EXPECT_NE(sheet({}, "xl/workbook.xml").find("<sheet name=\"measures\""), std::string::npos);
}

TEST_F(ExportBytes, AWorkbookOfNothingHasAHeaderAndAFilter) {
  const std::string xml = sheet();
  EXPECT_EQ(row(xml, 2), "no row");
  EXPECT_NE(xml.find("<autoFilter ref=\"A1:Y2\"/>"), std::string::npos);
  EXPECT_NE(sheet({Provenance::kGiven, std::nullopt}).find("<t>provenance</t>"), std::string::npos);
}

TEST_F(ExportBytes, AWorkbookIsTheSameBytesEachTime) {
  put_small();
  const std::string a = (folder / "1.xlsx").string(), b = (folder / "2.xlsx").string();
  report::export_xlsx(store, a, {Provenance::kGiven, std::nullopt});
  report::export_xlsx(store, b, {Provenance::kGiven, std::nullopt});
  std::ostringstream first, second;
  first << std::ifstream(a, std::ios::binary).rdbuf();
  second << std::ifstream(b, std::ios::binary).rdbuf();
  EXPECT_EQ(first.str(), second.str());
  EXPECT_NE(member(a, "docProps/core.xml").find("2000-01-01T00:00:00Z"), std::string::npos) << "no time of making";
  EXPECT_NE(row(member(a, "xl/worksheets/sheet1.xml"), 2).find("r=\"Z2\""), std::string::npos) << "with provenance";
  EXPECT_NE(sheet({Provenance::kLeft, std::unordered_set<std::int64_t>{2}}).find(key + "-2"), std::string::npos);
  EXPECT_EQ(sheet({Provenance::kLeft, std::unordered_set<std::int64_t>{2}}).find(key + "-1"), std::string::npos);
}

// The number of UTF-16 units of a text.
std::size_t units(std::string_view text) {
  std::size_t n = 0;
  for (const char c : text) n += ((c & 0xC0) != 0x80) + (static_cast<unsigned char>(c) >= 0xF0);
  return n;
}

TEST_F(ExportBytes, TextsTooLongForACellAreCutAtACluster) {
  const auto repeated = [](const std::string& text, std::size_t times) {
    std::string out;
    for (std::size_t i = 0; i < times; ++i) out += text;
    return out;
  };
  // Texts, and how much of each is kept: all, or as much as leaves room for the note.
  const std::string note = report::kCutNote;
  const std::size_t room = 32767 - units(note);
  const std::tuple<std::string, std::size_t> cases[] = {{repeated("x", 32767), 32767},     {repeated("x", 32768), room},
                                                        {repeated("x", 70000), room},      {repeated("ก", 32767), 3 * 32767},
                                                        {repeated("ก", 32768), 3 * room},  {repeated("กิ่", 11000), 9 * (room / 3)},
                                                        {repeated("😀", 16383), 4 * 16383}, {"x" + repeated("😀", 20000), 1 + 4 * ((room - 1) / 2)}};
  for (const auto& [text, kept] : cases) {
    Document d = report_of();
    d.measures.resize(1);
    d.measures[0].title = field(text);
    store.put_file(stored_file("a.pdf", d));
    const std::string cells = row(sheet(), 2), open = "<c r=\"J2\" t=\"inlineStr\"><is><t>";
    const std::size_t begin = cells.find(open);
    ASSERT_NE(begin, std::string::npos) << text.substr(0, 9) << text.size();
    std::string cell = cells.substr(begin + open.size(), cells.find("</t>", begin) - begin - open.size());
    EXPECT_LE(units(cell), 32767u);
    EXPECT_EQ(cell.ends_with(note), kept < text.size()) << text.substr(0, 9) << text.size();
    if (cell.ends_with(note)) cell.resize(cell.size() - note.size());
    EXPECT_EQ(cell.size(), kept) << text.substr(0, 9) << text.size();
    EXPECT_TRUE(text.starts_with(cell));
  }
}

TEST_F(ExportBytes, ControlCharactersAndLongLinksAreLeftOut) {
  Document d = report_of();
  d.measures.resize(1);
  d.measures[0].title = field("a\x01\x1F b\tc\nd\re");
  store.put_file(stored_file("a.pdf", d));
  EXPECT_NE(row(sheet(), 2).find("<t>a b\tc\nde</t>"), std::string::npos);
  store.remove_file(sha256_hex("a.pdf"));
  const auto linked = [&](const std::string& path) {
    store.put_file(stored_file(path, d, "x"));
    const std::string cells = row(sheet(), 2);
    store.remove_file(sha256_hex("x"));
    return cells.find("HYPERLINK") != std::string::npos;
  };
  EXPECT_TRUE(linked(std::string(229, 'p')));
  EXPECT_FALSE(linked(std::string(230, 'p')));
  EXPECT_FALSE(linked("a\"b.pdf"));
}

// libxlsxwriter says nothing where its temporary files do not fit: neither those that rows wait in, nor those that parts come out of. Files are
// kept small here, as a full disk would: `limit` bytes hold the deflated workbook and not what it is made of.
TEST_F(ExportBytes, AWorkbookThatDoesNotFitOnTheDiskIsAnError) {
  Document d = report_of();
  d.measures.resize(400);
  for (Measure& m : d.measures) m.title = field(std::string(300, 'x'));
  store.put_file(stored_file("a.pdf", d));
  const std::string path = (folder / "a.xlsx").string();
  const auto told = [&](rlim_t limit) { return message_with_small_files(limit, [&] { report::export_xlsx(store, path, {}); }); };
  EXPECT_EQ(told(100'000), path + ": cannot be written (its rows do not fit on the disk); see the folder's rights and the disk");
  // Room for the rows, and not for the sheet around them.
  const std::size_t rows = sheet().size();
  EXPECT_EQ(told(rows - 100), path + ": cannot be written (xl/worksheets/sheet1.xml does not fit on the disk); see the folder's rights and the disk");
  EXPECT_EQ(report::broken_part(path), "xl/worksheets/sheet1.xml");
  EXPECT_EQ(told(rows + 100'000), "");
  EXPECT_EQ(report::broken_part(path), "");
  std::filesystem::resize_file(path, 1000);
  EXPECT_EQ(report::broken_part(path), "a.xlsx");
}

// A small or full folder for temporary files of the system's is no reason not to write a workbook.
TEST_F(ExportBytes, AWorkbookIsMadeBesideItselfAlone) {
  put_small();
  const char* before = getenv("TMPDIR");
  const std::string kept = before ? before : "";
  setenv("TMPDIR", (folder / "nowhere").c_str(), 1);
  EXPECT_NE(row(sheet(), 2), "no row");
  before ? setenv("TMPDIR", kept.c_str(), 1) : unsetenv("TMPDIR");
}

TEST_F(ExportBytes, AFileThatCannotBeWrittenIsAnError) {
  put_small();
  const std::string path = (folder / "nowhere" / "a.xlsx").string();
  EXPECT_TRUE(message_of([&] { report::export_xlsx(store, path, {}); }).starts_with(path + ": cannot be written ("));
}

TEST(FlatColumns, HaveTheirKinds) {
  std::string dates, numbers;
  for (const report::FlatColumn& column : report::flat_columns()) {
    if (column.kind == report::ColumnKind::kDate) dates += std::string(" ") + column.name;
    if (column.kind == report::ColumnKind::kNumber) numbers += std::string(" ") + column.name;
  }
  EXPECT_EQ(dates, " period_start period_end document_date");
  EXPECT_EQ(numbers, " year page confidence reviewed");
}

}  // namespace export_bytes_test
}  // namespace banthuek::base
