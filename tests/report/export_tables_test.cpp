#include "pipeline/report/export_tables.h"

#include <gtest/gtest.h>

#include <fstream>
#include <iterator>

#include "tests/report/small_files.h"
#include "tests/store/samples.h"

namespace banthuek::report {
namespace export_tables_test {

std::string bytes_of(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

DataCell cell(const std::string& raw, const std::string& value, CellType type) { return {field(value, raw), type}; }

class ExportTables : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  std::string key = store::document_key(base::sha256_hex("a.pdf"), 1);

  void SetUp() override {
    Document d = report_of();
    DataTable t;
    t.first_page = 1, t.last_page = 2;
    t.caption = field("แผน, ปี ๒๕๖๖");
    t.columns = {{field("รายการ"), CellType::kText}, {Field{}, CellType::kMoney}, {field("วันที่"), CellType::kDate}};
    t.rows = {
        {{cell("=ก", "=ก", CellType::kText), cell("๑,๒๐๐.๕๐", "1200.50", CellType::kMoney), cell("๕ ต.ค. ๖๔", "2021-10-05", CellType::kDate)}, false},
        {{cell("ข", "ข", CellType::kText), cell("-๓", "-3", CellType::kNumber), DataCell{}}, false}};
    d.tables = {t, t};
    d.tables[1].layout = "scores";
    d.tables[1].caption.reset();
    store.put_file(stored_file("a.pdf", d));
    store.put_file(stored_file("b.pdf", report_of()));  // without tables
  }
};

TEST_F(ExportTables, AsCsvIsAFileEachWithNumbersAndDatesAsValues) {
  const TablesWritten written = export_tables(store, folder / "out", TableFormat::kCsv, std::nullopt);
  EXPECT_EQ(written.tables, 2u);
  EXPECT_EQ(written.files, 2u);
  EXPECT_EQ(bytes_of(folder / "out" / (key + "-1.csv")), "\xEF\xBB\xBFรายการ,,วันที่\r\n\"'=ก\",1200.50,2021-10-05\r\nข,-3,\r\n");
  EXPECT_EQ(bytes_of(folder / "out" / "tables.csv"), "\xEF\xBB\xBFtable,source,first_page,last_page,document,caption,layout,rows,columns\r\n" + key +
                                                         "-1.csv,a.pdf,1,2," + key + ",\"แผน, ปี ๒๕๖๖\",,2,3\r\n" + key + "-2.csv,a.pdf,1,2," + key +
                                                         ",,scores,2,3\r\n");
}

TEST_F(ExportTables, AsXlsxIsABookForEachDocumentTheSameBytesEachTime) {
  EXPECT_EQ(export_tables(store, folder / "one", TableFormat::kXlsx, std::nullopt).files, 1u);
  EXPECT_EQ(export_tables(store, folder / "two", TableFormat::kXlsx, std::nullopt).tables, 2u);
  const std::string book = bytes_of(folder / "one" / (key + ".xlsx"));
  EXPECT_EQ(book.substr(0, 2), "PK");
  EXPECT_EQ(book, bytes_of(folder / "two" / (key + ".xlsx")));
}

TEST_F(ExportTables, OfTheDocumentsAskedForAlone) {
  EXPECT_EQ(export_tables(store, folder / "none", TableFormat::kCsv, std::unordered_set<std::string>{"0000000000000000"}).tables, 0u);
  EXPECT_EQ(export_tables(store, folder / "some", TableFormat::kCsv, std::unordered_set<std::string>{key}).tables, 2u);
}

TEST_F(ExportTables, FolderThatCannotBeMadeIsAnError) {
  std::ofstream(folder / "file") << "x";
  EXPECT_THROW(export_tables(store, folder / "file" / "out", TableFormat::kCsv, std::nullopt), Error);
}

// As on a full disk. The workbook that was there before stays, and nothing of the new one.
TEST_F(ExportTables, AWorkbookThatDoesNotFitOnTheDiskIsNotThere) {
  Document d = report_of();
  DataTable t;
  t.first_page = t.last_page = 1;
  t.columns = {{field("รายการ"), CellType::kText}};
  t.rows.assign(400, {{cell(std::string(300, 'x'), std::string(300, 'x'), CellType::kText)}, false});
  d.tables = {t};
  store.put_file(stored_file("c.pdf", d));
  const std::string large = store::document_key(base::sha256_hex("c.pdf"), 1);
  const auto told = [&](const std::filesystem::path& to) {
    return message_with_small_files(50'000, [&] { export_tables(store, to, TableFormat::kXlsx, std::unordered_set<std::string>{large}); });
  };
  EXPECT_NE(told(folder / "out").find("do not fit on the disk"), std::string::npos);
  EXPECT_TRUE(std::filesystem::is_empty(folder / "out"));
  std::ofstream(folder / "out" / (large + ".xlsx")) << "old";
  EXPECT_NE(told(folder / "out"), "");
  EXPECT_EQ(bytes_of(folder / "out" / (large + ".xlsx")), "old");
  EXPECT_FALSE(std::filesystem::exists(folder / "out" / (large + ".xlsx.part")));
}

}  // namespace export_tables_test
}  // namespace banthuek::report
