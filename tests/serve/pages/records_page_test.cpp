// Records of kinds that files describe: the kinds, and of one its records, facets, conditions, pages, and what masked readers see.
#include <gtest/gtest.h>

#include "extractors/schema/record_kind.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/store.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace records_page_test {

constexpr int kRecords = 61;  // two pages, the second of eleven

Field cell(const std::string& value) { return {value, value, {{1, {20, 300, 90, 20}}}, 0.9, "purchase@1"}; }

// A plan of purchases: every third by one buyer, every tenth without a price; and a kind of which there is no record any more.
void put_records(const World& world) {
  store::Store store = store::Store::open(world.archive(), database::Access::kWrite);
  schema::RecordKind kind;
  kind.name = "purchase", kind.title = {"แผนจัดซื้อ", "Purchases"};
  schema::KindField item, cost, buyer, day;
  item.name = "item", item.title = {"รายการ", "Item"}, item.search = true;
  cost.name = "cost", cost.title = {"วงเงิน", "Budget"}, cost.type = CellType::kMoney, cost.facet = schema::FieldFacet::kRange;
  buyer.name = "buyer", buyer.title = {"ผู้ซื้อ", "Buyer"}, buyer.type = CellType::kPerson, buyer.search = true, buyer.facet = schema::FieldFacet::kValue;
  day.name = "day", day.title = {"วันที่", "Day"}, day.type = CellType::kDate;
  kind.fields = {item, cost, buyer, day};
  store.put_kind(kind);
  schema::RecordKind gone;
  gone.name = "gone", gone.title = {"ไม่มีแล้ว", "Gone"}, gone.fields = {item};
  store.put_kind(gone);
  Document d;
  d.first_page = d.last_page = 1;
  d.organisation.name = cell("เทศบาลซื้อของ");
  d.fiscal_year = cell("2566");
  DataTable table;
  table.first_page = table.last_page = 1;
  table.layout = "purchase";
  table.columns = {{cell("รายการ"), CellType::kText}};
  for (int i = 0; i < kRecords; ++i) {
    const std::string name = "ของชิ้นที่ " + std::to_string(i + 1);
    table.rows.push_back({{{cell(name), CellType::kText}}, false});
    TableRecord record{"purchase", 0, i, {{"item", CellType::kText, cell(name)}}};
    if (i % 10 != 9) record.fields.push_back({"cost", CellType::kMoney, cell(std::to_string(500 * (i + 1)))});
    record.fields.push_back({"buyer", CellType::kPerson, cell(i % 3 ? "นายสมมุติ ซื้อเก่ง" : "นางตัวอย่าง จ่ายเงิน")});
    if (i == 0) record.fields.push_back({"day", CellType::kDate, cell("2023-01-31")});
    d.records.push_back(record);
  }
  d.tables = {table};
  store::StoredFile file;
  file.path = "/srv/scans/plan.pdf", file.sha256 = base::sha256_hex("plan"), file.kind = "pdf", file.page_count = 1;
  file.pages.resize(1);
  file.pages[0].page.number = 1, file.pages[0].page.width = 400, file.pages[0].page.height = 600, file.pages[0].page.dpi = 200;
  file.documents = {d};
  store.put_file(file);
  store.finish();
}

class RecordsPage : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new World;
    put_records(*world_);
  }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;

  static std::string page(const std::string& query) { return main_of(world_->get("/records?kind=purchase&lang=en" + query)); }
  static int rows(const std::string& html) { return times(html, ">page 1</a>"); }
  static std::string where(const std::string& condition) { return "&where=" + http::percent_encode(condition); }
};
World* RecordsPage::world_ = nullptr;

TEST_F(RecordsPage, NamesTheKindsAndHowManyThereAre) {
  const std::string english = main_of(world_->get("/records?lang=en")), thai = main_of(world_->get("/records?kind=purchase"));
  EXPECT_NE(english.find("<a class=\"chip\" href=\"/records?kind=purchase\">Purchases <b>61</b>"), std::string::npos) << english;
  EXPECT_NE(english.find("<a class=\"chip\" href=\"/records?kind=gone\">Gone <b>0</b>"), std::string::npos);
  EXPECT_NE(thai.find("<a class=\"chip\" href=\"/records?kind=purchase\" aria-current=\"true\">แผนจัดซื้อ <b>61</b>"), std::string::npos);
  EXPECT_NE(thai.find("<th scope=\"col\" class=\"number\">วงเงิน</th>"), std::string::npos);
  EXPECT_EQ(english.find("blank"), std::string::npos);
  EXPECT_NE(page("").find("<h2 role=\"status\">Purchases: 61 records</h2>"), std::string::npos);
  EXPECT_NE(main_of(world_->get("/records?kind=gone")).find("class=\"blank\""), std::string::npos);
  EXPECT_EQ(world_->get("/records?kind=nothing").status, 404);
  World without;
  EXPECT_NE(main_of(without.get("/records")).find("class=\"blank\""), std::string::npos);
}

TEST_F(RecordsPage, IsAsExpected) {
  std::string html = page("&q=" + http::percent_encode("ชิ้นที่ 1") + where("cost<=5000"));
  const std::string key = store::document_key(base::sha256_hex("plan"), 1);
  for (std::size_t at = html.find(key); at != std::string::npos; at = html.find(key)) html.replace(at, key.size(), "KEY_plan");
  expect_file("records_en.html", html);
}

TEST_F(RecordsPage, ComesInPagesOfFifty) {
  const std::string first = page(""), second = page("&page=2");
  EXPECT_EQ(rows(first), 50);
  EXPECT_EQ(rows(second), 11);
  EXPECT_NE(first.find("rel=\"next\" href=\"/records?kind=purchase&amp;page=2\""), std::string::npos);
  EXPECT_EQ(first.find("rel=\"prev\""), std::string::npos);
  EXPECT_NE(second.find("rel=\"prev\" href=\"/records?kind=purchase\""), std::string::npos);
  EXPECT_EQ(second.find("rel=\"next\""), std::string::npos);
  EXPECT_EQ(rows(page("&page=0")), 50);
  EXPECT_EQ(rows(page("&page=1000")), 50) << "no page has four digits";
  EXPECT_EQ(page("&q=x").find("class=\"paging\""), std::string::npos);
}

TEST_F(RecordsPage, LeadsFromASizeToTheRecordsOfIt) {
  const std::string html = page("");
  for (const char* size : {"100..999", "1000..9999", "10000..99999"}) {
    const std::string label = "<span>" + std::string(size) + "</span>";
    const std::size_t at = html.find(label);
    ASSERT_NE(at, std::string::npos) << size << "\n" << html.substr(0, 4000);
    const std::size_t begin = html.rfind("href=\"", at) + 6, count = html.find("<b>", at) + 3;
    std::string target = html.substr(begin, html.find('"', begin) - begin);
    for (std::size_t amp = target.find("&amp;"); amp != std::string::npos; amp = target.find("&amp;")) target.replace(amp, 5, "&");
    EXPECT_EQ(rows(main_of(world_->get(target + "&lang=en"))), std::min(50, std::atoi(html.c_str() + count))) << target;
  }
}

TEST_F(RecordsPage, TakesConditionsThatCanBeTakenBack) {
  const std::string html = page(where("cost>=1000") + where("cost<2000"));
  EXPECT_EQ(rows(html), 2);
  EXPECT_NE(html.find("<a class=\"chip\" href=\"/records?kind=purchase&amp;where=cost%3C2000\">cost&gt;=1000"), std::string::npos) << html;
  EXPECT_NE(html.find("<input type=\"hidden\" name=\"where\" value=\"cost&lt;2000\">"), std::string::npos);
  const http::Response wrong = world_->get("/records?kind=purchase&lang=en" + where("colour=red"));
  EXPECT_EQ(wrong.status, 400);
  EXPECT_NE(wrong.body.find("role=\"alert\""), std::string::npos);
  EXPECT_EQ(wrong.body.find("class=\"blank\">"), std::string::npos) << "it is not that there are none";
}

TEST_F(RecordsPage, ConditionsAndKindsOfRecordsNarrowTheSearchAndTheApiToo) {
  const std::string html = main_of(world_->get("/search?lang=en&sort=year" + where("cost>=1000") + where("cost<2000")));
  EXPECT_NE(html.find("2 places found"), std::string::npos) << html;
  EXPECT_NE(html.find("href=\"/search?where=cost%3C2000&amp;sort=year\">Condition: Budget &gt;=1000"), std::string::npos) << html;
  EXPECT_NE(html.find("<input type=\"hidden\" name=\"where\" value=\"cost&lt;2000\">"), std::string::npos);
  const std::string kind = main_of(world_->get("/search?in=purchase&q=" + http::percent_encode("ของชิ้นที่ 61")));
  EXPECT_NE(kind.find("ค้นใน: แผนจัดซื้อ"), std::string::npos) << kind;
  EXPECT_NE(kind.find("พบ 1 แห่ง"), std::string::npos) << kind;
  const auto total = [&](const std::string& query) { return json_of(world_->get("/api/v1/search?" + query, "reader"))["total"]; };
  EXPECT_EQ(total("in=purchase"), kRecords);
  EXPECT_EQ(total("in=gone"), 0);
  EXPECT_EQ(total("in=gone&in=purchase"), kRecords);
  EXPECT_EQ(total(where("cost>=1000") + where("cost<2000")), 2);
  EXPECT_EQ(total("in=purchase" + where("item=ของชิ้นที่ 7")), 1);
  EXPECT_EQ(total("q=" + http::percent_encode("ของชิ้นที่ 7") + where("cost<1000")), 0);
  for (const char* bad : {"in=purchases", "where=colour%3Dred", "where=cost"}) {
    EXPECT_EQ(world_->get("/search?q=a&" + std::string(bad)).status, 400) << bad;
    EXPECT_EQ(world_->get("/api/v1/search?" + std::string(bad), "reader").status, 400) << bad;
  }
}

// Who may not see names of persons may not try them either.
TEST_F(RecordsPage, HidesPersonsFromMaskedReadersAndTriesNoNames) {
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  put_records(masked);
  const auto read = [&](const std::string& query) { return main_of(masked.get("/records?kind=purchase&lang=en" + query, "reader")); };
  const std::string name = "นายสมมุติ ซื้อเก่ง", all = read("");
  EXPECT_EQ(all.find("สมมุติ"), std::string::npos);
  EXPECT_EQ(rows(all), 50);
  EXPECT_EQ(all.find("<h2>Buyer</h2>"), std::string::npos);
  EXPECT_NE(page("").find("<h2>Buyer</h2>"), std::string::npos);
  EXPECT_EQ(rows(page("&q=" + http::percent_encode("ตัวอย่าง"))), 21);
  EXPECT_EQ(rows(read("&q=" + http::percent_encode("ตัวอย่าง"))), 50) << "the words are left out";
  EXPECT_EQ(rows(read(where("buyer=" + name))), 50);
  EXPECT_EQ(rows(read(where("buyer=" + name) + where("cost<2000"))), 3) << "other conditions hold";
}

}  // namespace records_page_test
}  // namespace banthuek::serve
