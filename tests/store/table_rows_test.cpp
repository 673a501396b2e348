#include "pipeline/store/table_rows.h"

#include <gtest/gtest.h>

#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace table_rows_test {

std::string told(const Field& f) {
  std::string out = f.raw + "=" + f.value + " " + f.rule + " " + std::to_string(f.confidence);
  for (const Place& p : f.places) out += " " + std::to_string(p.page) + ":" + std::to_string(p.box.x) + "," + std::to_string(p.box.y);
  return out;
}

std::string told(const std::vector<DataTable>& tables) {
  std::string out;
  for (const DataTable& t : tables) {
    out += std::to_string(t.first_page) + "-" + std::to_string(t.last_page) + " " + t.layout + " " + (t.caption ? told(*t.caption) : "no caption") +
           "\n";
    for (const DataColumn& c : t.columns) out += std::string("  ") + name_of(c.type) + " " + told(c.heading) + "\n";
    for (const DataRow& r : t.rows) {
      out += r.is_sum ? "  sum\n" : "  row\n";
      for (const DataCell& c : r.cells) out += std::string("    ") + name_of(c.type) + " " + told(c.field) + "\n";
    }
  }
  return out;
}

class TableRows : public testing::Test {
 protected:
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  Document document = full_document();
  const std::string key = document_key(base::sha256_hex("a.pdf"), document.first_page);
  void SetUp() override { store.put_file(stored_file("a.pdf", document)); }
};

TEST_F(TableRows, GiveTablesBackAsTheyWere) {
  ASSERT_EQ(document.tables.size(), 2u);
  EXPECT_EQ(told(store.document(key)->document.tables), told(document.tables));
}

TEST_F(TableRows, HoldTextsForTheSearchAndCellsAsJson) {
  database::Statement row =
      store.db().prepare("SELECT text, is_sum, json_extract(cells, '$[0].value'), json_extract(cells, '$[1].type') FROM table_rows ORDER BY number");
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.text(0), document.tables[0].rows[0].cells[0].field.raw + "\t");
  EXPECT_EQ(row.text(2), "1250.50");
  EXPECT_TRUE(row.is_null(3));  // nothing stands there
  ASSERT_TRUE(row.step());
  EXPECT_EQ(row.integer(1), 1);
  EXPECT_EQ(row.text(3), "mark");
}

TEST_F(TableRows, OfTablesThatNoLayoutKnowsArePassages) {
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM table_rows"), 4);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM passages WHERE kind = 'row'"), 1);
  EXPECT_EQ(store.db().integer("SELECT min(number) FROM passages WHERE kind = 'row'"), 4) << "the row before it is a record";
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM passages WHERE kind = 'record'"), 1);
}

TEST_F(TableRows, ThatTheSearchHasLostAreToldByVerify) {
  const auto told = [&] {
    int n = 0;
    for (const std::string& fault : verify(store)) n += fault.find("passages of rows of tables are not as the records") != std::string::npos;
    return n;
  };
  EXPECT_EQ(told(), 0);
  store.db().run("DELETE FROM passages WHERE kind = 'row' AND number = 4");
  EXPECT_EQ(told(), 1);
}

TEST_F(TableRows, GoWithTheirDocument) {
  store.remove_file(base::sha256_hex("a.pdf"));
  EXPECT_EQ(store.db().integer("SELECT (SELECT count(*) FROM tables) + (SELECT count(*) FROM table_rows) + (SELECT count(*) FROM passages)"), 0);
}

TEST_F(TableRows, DamagedAreAnErrorThatNamesTheCheck) {
  for (const char* damage : {"UPDATE table_rows SET cells = '[{\"text\":1}]'", "UPDATE table_rows SET cells = '[{\"text\":\"a\",\"type\":\"b\"}]'",
                             "UPDATE table_rows SET cells = 'null', table_number = 9", "UPDATE tables SET columns = '[1]'"}) {
    store.put_file(stored_file("a.pdf", document));
    store.db().run(damage);
    EXPECT_THROW(store.document(key), Error) << damage;
  }
}

}  // namespace table_rows_test
}  // namespace banthuek::store
