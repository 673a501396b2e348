// The archive that every World is a copy of: five invented documents, two of them with a picture, and a ledger.
#include "tests/serve/world_archive.h"

#include <cstdlib>
#include <fstream>

#include "pipeline/base/sha256.h"
#include "pipeline/picture/picture.h"
#include "pipeline/serve/access/accounts.h"
#include "pipeline/serve/access/reviews.h"
#include "pipeline/serve/access/saved_searches.h"
#include "pipeline/serve/access/tokens.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace {

Field said(const std::string& value, double confidence = 0.99, Box box = {20, 10, 200, 20}, const std::string& raw = "") {
  return {raw.empty() ? value : raw, value, {{1, box}}, confidence, "plan/cell@1"};
}

Measure measure(const std::string& title, const std::string& group, const std::string& status, double confidence = 0.99) {
  Measure out;
  if (!title.empty()) out.title = said(title, confidence, {20, 200, 120, 30});
  if (!group.empty()) out.group = said(group);
  if (!status.empty()) out.status = said(status, confidence, {300, 200, 60, 30}, "/");
  return out;
}

Document begin(const std::string& office, const std::string& province, const std::string& year) {
  Document out;
  out.first_page = out.last_page = 1;
  out.layouts = {"plan"};
  out.organisation.name = said(office);
  if (!province.empty()) out.organisation.province = said(province);
  if (!year.empty()) out.fiscal_year = said(year);
  return out;
}

Document a66() {
  Document d = begin(kOfficeA, "นครราชสีมา", "2566");
  d.organisation.type = said("อบต.");
  d.organisation.district = said("เมืองสมมุติ");
  d.title = said("รายงานผลมาตรการส่งเสริมคุณธรรม", 0.97);
  d.fiscal_year->raw = "๒๕๖๖";
  d.memo.emplace();
  d.memo->date = said("2023-04-05", 0.85, {220, 60, 150, 20}, "๕ เมษายน ๒๕๖๖");
  d.memo->reference = said("นม ๗๑๐๐๑/๑๒", 0.8, {20, 60, 150, 20});
  d.ita_result = ItaResult{said("2565"), said("85.70", 0.7), said("A"), {}, {}};
  d.measures = {measure("เผยแพร่แผนการจัดซื้อจัดจ้าง", "IIT", "done"), measure("เปิดช่องทางร้องเรียนการทุจริต", "EIT", "in_progress", 0.6),
                measure("อบรมคุณธรรมจริยธรรมบุคลากร", "OIT", "not_started"), measure("", "", "")};
  d.measures[0].period = PeriodField{said("ต.ค. ๖๕ - ก.ย. ๖๖"), said("2022-10"), said("2023-09"), said("monthly")};
  d.measures[0].method = said("ประกาศทางเว็บไซต์ของหน่วยงาน");
  d.measures[3].method = said("จัดทำคู่มือการใช้ทรัพย์สินของราชการ");
  d.signatures = {{said("นายสมมุติ ใจดี", 0.9, {100, 400, 100, 40}), said("ปลัด"), {}, {}}};
  d.oit_items = {{said("O1", 0.99, {20, 500, 30, 20}, "O๑"), said("โครงสร้าง")}};
  d.scores = {{said(kOfficeA), {}, {}, {}, said("85.5"), said("A")}};
  d.findings = {{"year_mismatch", Severity::kWarning, 1, "fiscal_year", "2565", "the years differ", ""},
                {"score_sum", Severity::kError, 0, "scores/0/total", "85.5", "the parts make 85.6", ""},
                {"turned", Severity::kInfo, 1, "title", "", "the page was turned", ""},
                {"name_differs", Severity::kWarning, 1, "signatures/0/name", "นายสมมุติ ใจดี", "another signer is written alike", ""}};
  return d;
}

Document a65() {
  Document d = begin(kOfficeA, "นครราชสีมา", "2565");
  d.memo.emplace();
  d.memo->subject = said("รายงานผลปีก่อน");
  d.ita_result = ItaResult{said("2564"), said("80.25"), said("B"), {}, {}};
  d.measures = {measure("เผยแพร่แผนการจัดซื้อจัดจ้าง", "IIT", "done"), measure("เปิดช่องทางร้องเรียนทุจริตออนไลน์", "EIT", "done"),
                measure("ปลูกต้นไม้ในสำนักงาน", "OIT", "")};
  return d;
}

Document b66() {
  Document d = begin(kOfficeB, "ชัยภูมิ", "2566");
  d.organisation.type = said("เทศบาลตำบล");
  d.measures = {measure("เผยแพร่แผนการจัดซื้อจัดจ้าง", "IIT", "done"), measure("เปิดช่องทางร้องเรียนการทุจริตทางเว็บไซต์", "EIT", "in_progress")};
  return d;
}

Document hostile() {
  Document d = begin(kOfficeC, "", "");
  d.title = said("<script>alert(1)</script>");
  d.measures = {measure("ใส่ <img src=x onerror=alert(1)> & 'ปลอดภัย'", "\"IIT\"", "")};
  d.signatures = {{said("\"><svg onload=x>"), {}, {}, {}}};
  return d;
}

Document d67() {
  Document d = begin(kOfficeD, "ชัยภูมิ", "2567");
  for (int i = 1; i <= 25; ++i)
    d.measures.push_back(measure("มาตรการลำดับ " + std::to_string(i) + " ตรวจสอบภายใน", i % 2 ? "IIT" : "EIT", "not_started"));
  return d;
}

// White with black where the page (twice as large) has the signer's name.
std::string drawn_a66() {
  std::vector<std::uint8_t> grey(200 * 300, 255);
  for (int y = 200; y < 220; ++y)
    for (int x = 50; x < 100; ++x) grey[static_cast<std::size_t>(y * 200 + x)] = 0;
  return picture::Picture::from_grey(grey, 200, 300, 200, 100).png();
}

// Black in its upper left quarter; lies on its side.
std::string drawn_b66() {
  std::vector<std::uint8_t> grey(300 * 200, 255);
  for (int y = 0; y < 100; ++y)
    for (int x = 0; x < 150; ++x) grey[static_cast<std::size_t>(y * 300 + x)] = 0;
  return picture::Picture::from_grey(grey, 300, 200, 300, 100).png();
}

std::string content_of(std::string_view name) {
  static const std::string a = drawn_a66(), b = drawn_b66();
  return name == "a66" ? a : name == "b66" ? b : std::string(name);
}

store::StoredFile file_of(const std::filesystem::path& folder, const std::string& name, const Document& document, int width, int height) {
  store::StoredFile file;
  file.path = (folder / (name + ".png")).string();
  file.sha256 = base::sha256_hex(content_of(name));
  file.bytes = static_cast<std::int64_t>(content_of(name).size());
  file.kind = "png";
  file.page_count = 1;
  store::StoredPage page;
  page.page.number = 1;
  page.page.width = width;
  page.page.height = height;
  page.page.dpi = 200;
  page.text = "บันทึกข้อความ\n";
  page.words = {{0, static_cast<std::uint32_t>(page.text.size() - 1), {30, 40, 120, 20}}};
  page.confidence = 0.97;
  page.reading = {"model", "{}", "{}"};
  file.pages = {page};
  file.documents = {document};
  return file;
}

struct Made {
  TemporaryFolder folder;
  Made() {
    setenv("TZ", "UTC-7", 1);
    tzset();
    std::filesystem::create_directories(folder / "2566");
    for (const char* name : {"a66", "b66"}) std::ofstream(folder / "2566" / (std::string(name) + ".png"), std::ios::binary) << content_of(name);
    store::Store store = new_store(folder / "archive.db");
    int second = 10;
    store.set_clock([&second] { return "2026-11-21T14:46:" + std::to_string(second) + "Z"; });
    store::StoredFile a = file_of(folder / "2566", "a66", a66(), 400, 600);
    a.pages[0].page.findings = {{"low_confidence", Severity::kInfo, 1, "", "", "a line is hard to read", ""}};
    store::StoredFile b = file_of(folder / "2566", "b66", b66(), 200, 300);
    b.pages[0].page.turned = 90;
    b.pages[0].confidence = 0.55;
    b.pages[0].page.source = PageSource::kTextLayer;
    store::StoredFile c = file_of(folder / "2566", "c", hostile(), 2000, 3000);
    c.pages[0].confidence = 1;
    store.put_file(file_of(folder / "2565", "a65", a65(), 2480, 3508));
    store.put_file(a);
    store.put_file(b);
    store.put_file(c);
    store.put_file(file_of(folder / "2567", "d67", d67(), 2480, 3508));
    const auto entry = [&](const std::string& path, const std::string& of, store::Outcome outcome, const std::string& message, int pages) {
      store.put_ledger({path, of.empty() ? std::nullopt : std::optional(base::sha256_hex(content_of(of))), outcome, message, 1, pages, 1, ""});
      ++second;
    };
    entry("/srv/scans/2566/a66.png", "a66", store::Outcome::kDoneWithFindings, "", 1);
    entry("/srv/scans/2566/broken.pdf", "", store::Outcome::kDamaged, "is cut off; scan it <again>", 0);
    entry("/srv/scans/2567/slow.pdf", "", store::Outcome::kTimedOut, "took longer than 60 s; give it more time", 0);
    store.finish();
    // What a desk makes beside it when it opens for the first time.
    access::Accounts(folder / "archive.db", access::Accounts::Make::kYes);
    access::Reviews(folder / "archive.db");
    access::Tokens(folder / "archive.db");
    access::SavedSearches(folder / "archive.db");
  }
};

const Made& made() {
  static const Made once;
  return once;
}

}  // namespace

std::filesystem::path made_archive() { return made().folder / "archive.db"; }

std::string key_of(std::string_view name) { return store::document_key(base::sha256_hex(content_of(name)), 1); }
std::filesystem::path source_of(std::string_view name) { return made().folder / "2566" / (std::string(name) + ".png"); }

}  // namespace banthuek::serve
