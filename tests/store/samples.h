// Invented documents for the tests of the store and the search.
#pragma once

#include <unistd.h>

#include <filesystem>
#include <functional>
#include <string>

#include "pipeline/base/sha256.h"
#include "pipeline/store/store.h"

namespace banthuek {

inline Field field(const std::string& value, const std::string& raw = "", double confidence = 0.9, int page = 1) {
  return {raw.empty() ? value : raw, value, {{page, {10, 20, 300, 40}}}, confidence, "plan/column@1"};
}

inline Measure measure(const std::string& title, const std::string& method = "ประชาสัมพันธ์ทางเว็บไซต์") {
  Measure m;
  m.no = field("1", "๑");
  m.group = field("IIT");
  m.title = field(title);
  m.method = field(method);
  m.responsible = field("สำนักปลัด");
  m.period = PeriodField{field("ต.ค. ๖๕ - ก.ย. ๖๖"), field("2022-10"), field("2023-09"), std::nullopt};
  m.status = field("done", "ดำเนินการแล้ว");
  return m;
}

inline Document report_of(const std::string& office = "องค์การบริหารส่วนตำบลบ้านสมมุติ") {
  Document d;
  d.first_page = 1;
  d.last_page = 2;
  d.layouts = {"plan"};
  d.organisation.name = field(office);
  d.organisation.type = field("อบต.");
  d.organisation.district = field("เมืองสมมุติ");
  d.organisation.province = field("สมมุติบุรี");
  d.title = field("รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใส");
  d.fiscal_year = field("2566", "๒๕๖๖");
  d.memo = Memo{field("สำนักปลัด"),  std::nullopt,  field("สส ๗๑๐๐๑/๑๒"), field("2023-04-05", "๕ เมษายน ๒๕๖๖"),
                field("รายงานผล"), field("นายก"), std::nullopt,         std::nullopt};
  d.ita_result = ItaResult{field("2565", "๒๕๖๕"), field("85.70", "๘๕.๗๐"), field("A"), field("-1.5", "-๑.๕"), std::nullopt};
  d.measures = {measure("การใช้งบประมาณ"), measure("การป้องกันการทุจริต", "จัดอบรมน้ำใจ")};
  d.signatures = {{field("นายสมมุติ ใจดี"), field("ปลัด"), std::nullopt, std::nullopt}};
  d.oit_items = {{field("O1", "O๑"), field("โครงสร้าง")}};
  d.scores = {{field(office), field("80"), field("no number"), std::nullopt, field("85.5"), field("A")}};
  d.findings = {{"numbering_gap", Severity::kWarning, 1, "measures/1/no", "๑", "the number stands twice", "2"}};
  return d;
}

// A document in which every field is there and no two are equal.
inline Document full_document() {
  Document d;
  d.first_page = 3;
  d.last_page = 7;
  d.layouts = {"memo", "measures"};
  int number = 0;
  const auto next = [&](const std::string& value) {
    ++number;
    Field f{"raw " + value, value, {{number, {number, number + 1, number + 2, number + 3}}}, 0.3 + number * 0.001, "rule" + std::to_string(number)};
    if (number % 3 == 0) f.places.push_back({number + 1, {9, 8, 7, 6}});
    if (number % 5 == 0) f.raw = f.value;
    return f;
  };
  const auto text = [&] { return next("ค่า " + std::to_string(number)); };
  d.organisation = {text(), text(), text(), text(), "1234567"};
  d.title = text();
  d.fiscal_year = next("2566");
  d.memo = Memo{text(), text(), text(), next("2023-04-05"), text(), text(), std::nullopt, std::nullopt};
  d.ita_result = ItaResult{next("2565"), next("85.70"), next("A"), next("-1.5"), next("B")};
  for (int i = 0; i < 2; ++i) {
    Measure m;
    for (MaybeField* f : {&m.no, &m.group, &m.title, &m.method, &m.responsible, &m.monitoring, &m.result, &m.outcome, &m.recommendation}) *f = text();
    m.status = next(i ? "in_progress" : "not_started");
    m.period = PeriodField{text(), next("2022-10"), next("2023-09-30"), next(i ? "yearly" : "monthly")};
    m.period->raw.raw = m.period->raw.value;
    d.measures.push_back(m);
    d.signatures.push_back({text(), text(), text(), text()});
    d.oit_items.push_back({text(), text()});
    d.scores.push_back({text(), next("80"), next("81.25"), next("-"), next("100.0"), text()});
  }
  for (const char* layout : {"scores", ""}) {
    DataTable table;
    table.first_page = 3, table.last_page = 4;
    table.layout = layout;
    if (!*layout) table.caption = text();
    table.columns = {{text(), CellType::kMoney}, {Field{}, CellType::kText}};
    for (Field* heading : {&table.columns[0].heading}) heading->value = heading->raw;
    table.rows = {{{{next("1250.50"), CellType::kMoney}, {Field{}, CellType::kText}}, false},
                  {{{text(), CellType::kText}, {next("check"), CellType::kMark}}, true}};
    d.tables.push_back(std::move(table));
  }
  // The row of the second table that is no sum.
  d.records = {{"training",
                1,
                0,
                {{"course", CellType::kText, text()},
                 {"who", CellType::kText, text()},
                 {"cost", CellType::kNumber, next("1250.5")},
                 {"left", CellType::kText, {}}}}};
  d.findings = {{"first", Severity::kInfo, 3, "title", "v", "why", "r"},
                {"second", Severity::kWarning, 0, "", "", "b", ""},
                {"third", Severity::kError, 7, "x", "y", "c", "d"}};
  return d;
}

inline store::StoredFile stored_file(const std::string& path, const Document& document, const std::string& content = "") {
  store::StoredFile file;
  file.path = path;
  file.sha256 = base::sha256_hex(content.empty() ? path : content);
  file.bytes = 1000;
  file.kind = "pdf";
  file.page_count = 2;
  store::StoredPage page;
  page.page.number = 1;
  page.page.width = 2480;
  page.page.height = 3508;
  page.page.dpi = 300;
  page.text = "บันทึกข้อความ\n";
  page.confidence = 0.97;
  page.reading = {"model", "{}", "{}"};
  page.page.findings = {{"low_confidence", Severity::kInfo, 1, "", "", "a line is hard to read", ""}};
  file.pages = {page};
  file.documents = {document};
  return file;
}

// What the Error says that `act` throws; empty where it throws none.
inline std::string message_of(const std::function<void()>& act) {
  try {
    act();
  } catch (const Error& e) {
    return e.what();
  }
  return "";
}

// A folder that goes when the test ends.
class TemporaryFolder {
 public:
  TemporaryFolder() {
    std::string name = (std::filesystem::temp_directory_path() / "banthuek-XXXXXX").string();
    path_ = mkdtemp(name.data());
  }
  ~TemporaryFolder() { std::filesystem::remove_all(path_); }
  std::filesystem::path operator/(const std::string& name) const { return path_ / name; }

 private:
  std::filesystem::path path_;
};

// Opens a store to write in a file that is not there yet: as Store::open does, but the tables are copied from a file that was made once in this
// process, and not made anew. What is tested about making them calls Store::open.
inline store::Store new_store(const std::filesystem::path& file, std::string who = "banthuek") {
  static const TemporaryFolder folder;
  static const std::filesystem::path made = [] {
    { store::Store::open(folder / "made.db", database::Access::kWrite); }
    return folder / "made.db";
  }();
  std::filesystem::copy_file(made, file);
  return store::Store::open(file, database::Access::kWrite, std::move(who));
}

}  // namespace banthuek
