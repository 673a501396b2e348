#include "pipeline/report/name_mask.h"

#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>

#include "extractors/types/ordered_json.h"
#include "pipeline/report/export.h"
#include "pipeline/report/export_records.h"
#include "pipeline/report/export_tables.h"
#include "pipeline/store/correct.h"
#include "tests/store/samples.h"

namespace banthuek::report {
namespace name_mask_test {

struct Case {
  const char *text, *masked;
};

TEST(NameMask, CoversKnownAndMentionedNames) {
  const NameMask mask({"นายสมมุติ ใจดีจริง", "(นางลำดวน  บานเช้า)", "........", "ดี"});
  for (const Case& c : std::initializer_list<Case>{{"ลงชื่อ สมมุติ ใจดีจริง ปลัด", "ลงชื่อ * ปลัด"},
                                                   {"สมมุติใจดีจริง", "*"},
                                                   {"สมมุติ\nใจดีจริง", "*"},
                                                   {"โดยลำดวน   บานเช้าและคณะ", "โดย*และคณะ"},
                                                   {"โดยนายก้อง นามใหม่ ทำ", "โดยนาย* ทำ"},
                                                   {"มอบ น.ส.แก้ว ตาใส และ ว่าที่ร้อยตรี กล้า หาญศึก", "มอบ น.ส.* และ ว่าที่ร้อยตรี *"},
                                                   {"ดร. นางจันทร์ เพ็ญผ่อง", "ดร. *"},
                                                   {"นายกิตติ ใจงาม", "นาย*"},
                                                   {"นางสาวแก้ว", "นางสาว*"},
                                                   // Words that begin as a title does.
                                                   {"นายกองค์การบริหารส่วนตำบล บ้านสมมุติ", "นายกองค์การบริหารส่วนตำบล บ้านสมมุติ"},
                                                   {"เรียน นายก อบต. บ้านสมมุติ", "เรียน นายก อบต. บ้านสมมุติ"},
                                                   {"นายกเทศมนตรีตำบล ลมโชย", "นายกเทศมนตรีตำบล ลมโชย"},
                                                   {"นายช่างโยธาปฏิบัติงาน กองช่าง", "นายช่างโยธาปฏิบัติงาน กองช่าง"},
                                                   {"พ.ศ. ๒๕๖๖ และ ร.ต. ๑๒", "พ.ศ. ๒๕๖๖ และ ร.ต. ๑๒"},
                                                   {"ดี มาก", "ดี มาก"},
                                                   {"", ""}})
    EXPECT_EQ(mask.mask(c.text, "*"), c.masked) << c.text;
}

TEST(NameMask, SeesThroughPiecesAndAddresses) {
  const NameMask mask({"สมมุติ ใจดีจริง"});
  OrderedJson json = {
      {"pieces", {{{"hit", false}, {"text", "โดย สมมุติ"}}, {{"hit", true}, {"text", " ใจดี"}}, {{"hit", false}, {"text", "จริง มา"}}}},
      {"สมมุติ ใจดีจริง", 3},
      {"href",
       "/search?q=%E0%B8%AA%E0%B8%A1%E0%B8%A1%E0%B8%B8%E0%B8%95%E0%B8%B4%20%E0%B9%83%E0%B8%88%E0%B8%94%E0%B8%B5%E0%B8%88%E0%B8%A3%E0%B8%B4%E0%B8%87&"
       "a=1"}};
  mask.mask(json, "*");
  EXPECT_EQ(json.dump(),
            R"({"pieces":[{"hit":false,"text":"โดย *"},{"hit":true,"text":""},{"hit":false,"text":" มา"}],"*":3,"href":"/search?q=%2A&a=1"})");
}

TEST(NameMask, LeavesNoNameInAnyExport) {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db", "editor");
  Document d = report_of();
  d.measures[0].responsible = field("นายสมมุติ ใจดี และนางสาวแก้ว ตาใส");
  d.findings.push_back({"new", Severity::kWarning, 1, "title", "x", "นายสมมุติ ใจดี says so", ""});
  DataTable table;
  table.first_page = table.last_page = 1;
  table.columns = {{field("ชื่อ"), CellType::kText}};
  table.rows = {{{{field("นางสาวแก้ว ตาใส"), CellType::kText}}, false}};
  d.tables = {table};
  store.put_file(stored_file("/srv/คำสั่งนายสมมุติ ใจดี.pdf", d));
  ExportOptions options;
  for (const bool masked : {false, true}) {
    options.mask = masked ? std::make_shared<const NameMask>(names_of_persons(store)) : nullptr;
    for (const Provenance provenance : {Provenance::kLeft, Provenance::kGiven}) {
      options.provenance = provenance;
      for (const ExportFormat format : {ExportFormat::kJson, ExportFormat::kJsonLines, ExportFormat::kCsv}) {
        std::string text;
        export_text(store, format, options, [&](std::string_view piece) { text += piece; });
        for (const char* name : {"ใจดี", "ตาใส"}) EXPECT_EQ(text.find(name) == std::string::npos, masked) << name << text;
        EXPECT_NE(text.find("สำนักปลัด"), std::string::npos);
      }
    }
    const std::string tables = folder / (masked ? "masked" : "shown");
    export_tables(store, tables, TableFormat::kCsv, std::nullopt, options.mask.get());
    const std::string list = "cat '" + tables + "'/*";
    std::string text;
    if (FILE* pipe = popen(list.c_str(), "r")) {
      for (int c; (c = std::fgetc(pipe)) != EOF;) text += static_cast<char>(c);
      pclose(pipe);
    }
    for (const char* name : {"ใจดี", "ตาใส"}) EXPECT_EQ(text.find(name) == std::string::npos, masked) << name << text;
  }
  // Nor is what holds names for every account of the machine.
  for (const std::string& file : {std::string(folder / "a.db"), std::string(folder / "shown/tables.csv")}) {
    struct stat status {};
    ASSERT_EQ(::stat(file.c_str(), &status), 0) << file;
    EXPECT_EQ(status.st_mode & S_IRWXO, 0u) << file;
  }
}

// In records a name goes wherever it stands, and what a kind says is a person whoever it names; figures stay.
TEST(NameMask, LeavesNoNameInRecordsOfAKind) {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db", "editor");
  schema::RecordKind kind;
  kind.name = "training";
  schema::KindField course, cost, who;
  course.name = "course";
  cost.name = "cost", cost.type = CellType::kMoney;
  who.name = "who", who.type = CellType::kPerson;
  kind.fields = {course, cost, who};
  store.put_kind(kind);
  Document d = report_of();
  d.measures.clear();
  DataTable table;
  table.first_page = table.last_page = 1;
  table.layout = "training";
  table.columns.resize(3);
  table.rows = {{{{field("อบรมโดย นายสมมุติ ใจดี"), CellType::kText}, {field("900"), CellType::kMoney}, {field("แขก"), CellType::kPerson}}, false}};
  d.tables = {table};
  d.records = {{"training",
                0,
                0,
                {{"course", CellType::kText, table.rows[0].cells[0].field},
                 {"cost", CellType::kMoney, table.rows[0].cells[1].field},
                 {"who", CellType::kPerson, table.rows[0].cells[2].field}}}};
  d.signatures = {{field("นายสมมุติ ใจดี"), {}, {}, {}}};
  store.put_file(stored_file("a.pdf", d));
  const NameMask mask(names_of_persons(store));
  const auto csv = [&](const NameMask* by) {
    std::string text;
    export_records_csv(
        store, kind, std::nullopt, [&](std::string_view piece) { text += piece; }, by);
    return text;
  };
  const std::string shown = csv(nullptr), masked = csv(&mask);
  for (const char* part : {"นายสมมุติ ใจดี", "แขก", "900"}) EXPECT_NE(shown.find(part), std::string::npos) << part << shown;
  for (const char* part : {"ใจดี", "แขก"}) EXPECT_EQ(masked.find(part), std::string::npos) << part << masked;
  for (const char* part : {"อบรมโดย", "900"}) EXPECT_NE(masked.find(part), std::string::npos) << part << masked;
  EXPECT_EQ(std::count(shown.begin(), shown.end(), ','), std::count(masked.begin(), masked.end(), ',')) << masked;
}

}  // namespace name_mask_test
}  // namespace banthuek::report
