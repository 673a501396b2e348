// Casework through the desk: one click into a dossier, the page that cites a value, notes and tags, and the evidence that is handed out.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "pipeline/casework/casework.h"
#include "pipeline/serve/bundle/check.h"
#include "pipeline/write/thai_font.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"
#include "tests/source_dir.h"

namespace banthuek::serve {
namespace dossiers_test {

const http::Pairs kJson = {{"accept", "application/json"}};

class DossierPages : public testing::Test {
 protected:
  World world_;
  std::string measure_ = key_of("a66") + "/measures/1";

  std::string opened(const std::string& title) { return header(world_.post("/dossiers", {{"title", title}}), "Location").substr(10); }
  http::Response collect(const std::string& what, const std::string& current) {
    http::Request request = world_.request("POST", "/collect", "editor", kJson);
    request.form = {{"csrf", world_.csrf_of("editor")}, {"what", what}};
    if (!current.empty()) request.cookies.emplace_back("dossier", current);
    return world_.desk().answer(request);
  }
};

TEST_F(DossierPages, CollectInOneClickIntoTheOneInWork) {
  const http::Response asks = collect(measure_, "");
  EXPECT_EQ(asks.status, 409) << "there is none yet";
  const std::string choose = json_of(asks)["choose"];
  EXPECT_NE(world_.get(choose).body.find("name=\"what\" value=\"" + measure_ + "\""), std::string::npos);
  const http::Response begun = world_.post("/collect", {{"what", measure_}, {"title", "จัดซื้อซ้ำ"}});
  EXPECT_EQ(begun.status, 303);
  const std::string dossier = header(begun, "Location").substr(10, 16), cookie = header(begun, "Set-Cookie");
  EXPECT_EQ(cookie, "dossier=" + dossier + "; Path=/; HttpOnly; SameSite=Lax; Max-Age=2592000");
  const http::Response next = collect(key_of("b66") + " " + key_of("c") + "|ข้อความเหมือนกัน", dossier);
  EXPECT_EQ(next.status, 200);
  EXPECT_EQ(json_of(next)["said"], "เก็บเข้า “จัดซื้อซ้ำ” แล้ว");
  EXPECT_EQ(json_of(collect(measure_, dossier))["said"], "อยู่ใน “จัดซื้อซ้ำ” แล้ว");
  EXPECT_EQ(world_.last_noted(), "editor collected " + dossier + " 0");
  const std::string page = world_.get("/dossiers/" + dossier, "reader").body;
  EXPECT_EQ(times(page, "<li class=\"item panel\">"), 3);
  EXPECT_EQ(times(page, "ข้อความเหมือนกัน"), 4) << "of two items, and in the history";
  EXPECT_EQ(page.find("name=\"act\""), std::string::npos) << "a reader changes nothing";
  EXPECT_NE(page.find("&lt;script&gt;alert(1)&lt;/script&gt;"), std::string::npos);
  EXPECT_EQ(page.find("<script>alert"), std::string::npos);
  for (const char* bad : {"../x", "0123/measures/1", "", "|"}) EXPECT_EQ(collect(bad, dossier).status, 400) << bad;
}

TEST_F(DossierPages, AreAssignedClosedAndEmptied) {
  const std::string dossier = opened("เรื่อง"), at = "/dossiers/" + dossier;
  collect(measure_, dossier);
  for (const http::Pairs& form : {http::Pairs{{"act", "assign"}, {"account", "second"}},
                                  {{"act", "state"}, {"state", "closed"}},
                                  {{"act", "note"}, {"text", "ปิดเรื่อง"}},
                                  {{"act", "rename"}, {"title", "ชื่อใหม่"}},
                                  {{"act", "leave"}, {"what", measure_}}})
    EXPECT_EQ(world_.post(at, form).status, 303);
  for (const http::Pairs& form : {http::Pairs{{"act", "state"}, {"state", "lost"}}, {{"act", "x"}}, {{"act", "note"}, {"text", " "}}})
    EXPECT_EQ(world_.post(at, form).status, 400);
  const std::string page = world_.get(at).body;
  EXPECT_NE(page.find("<h1>ชื่อใหม่</h1>"), std::string::npos);
  EXPECT_NE(page.find("ผู้รับผิดชอบ: second"), std::string::npos);
  EXPECT_EQ(page.find("item panel"), std::string::npos);
  EXPECT_EQ(collect(measure_, dossier).status, 409) << "nothing is put into a closed one without asking";
  EXPECT_EQ(times(world_.get("/dossiers?state=closed").body, dossier), 1);
  EXPECT_EQ(times(world_.get("/dossiers?state=open").body, dossier), 0);
  EXPECT_EQ(times(world_.get("/dossiers?mine=1", "second").body, dossier), 0) << "it is closed";
}

TEST_F(DossierPages, CiteNoteAndTagOneValue) {
  const std::string at = "/documents/" + key_of("a66");
  world_.post(at + "/correct", {{"field", "measures/1/status"}, {"after", "done"}, {"why", "เห็นในภาพ"}});
  EXPECT_EQ(world_.post(at + "/note", {{"field", "measures/1/status"}, {"act", "note"}, {"text", "<b>ถามแล้ว</b>"}}).status, 303);
  EXPECT_EQ(world_.post(at + "/note", {{"field", "measures/1/status"}, {"act", "tag"}, {"text", "ตรวจซ้ำ"}}).status, 303);
  const std::string page = world_.get(at + "/value?field=measures/1/status").body;
  for (const char* part : {"&lt;b&gt;ถามแล้ว&lt;/b&gt;", "ตรวจซ้ำ", "เห็นในภาพ", "/cut?field=measures%2F1%2Fstatus", "SHA-256 "})
    EXPECT_NE(page.find(part), std::string::npos) << part;
  EXPECT_NE(world_.get(at + "/value?field=measures/1").body.find("ถามแล้ว"), std::string::npos) << "its record tells of it";
  EXPECT_NE(world_.get(at).body.find("(2)</a>"), std::string::npos);
  const std::string tagged = world_.get("/tags?tag=" + http::percent_encode("ตรวจซ้ำ")).body;
  EXPECT_EQ(times(tagged, "item panel"), 1);
  EXPECT_NE(tagged.find(at + "#v-measures-1-status\""), std::string::npos) << "it leads to its place";
  EXPECT_NE(tagged.find("/cut?field=measures%2F1%2Fstatus\""), std::string::npos) << "and shows its picture";
  EXPECT_EQ(world_.get(at + "/value?field=measures/99").status, 404);
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  masked.post(at + "/note", {{"field", ""}, {"act", "note"}, {"text", "นายสมมุติ โทรมา"}});
  const std::string hidden = masked.get(at + "/value?field=signatures/0", "reader").body;
  EXPECT_EQ(hidden.find("สมมุติ ใจดี"), std::string::npos);
  EXPECT_EQ(masked.get(at + "/value", "reader").body.find("โทรมา"), std::string::npos) << "what people wrote may name persons";
}

class BundlePages : public DossierPages {
 protected:
  // The command's end: 0 where all holds.
  int by_script(const std::string& bundle) {
    return std::system(
        ("/usr/bin/python3 " + (test::source_dir() / "tools/web/bundle/check_bundle.py").string() + " '" + bundle + "' >/dev/null 2>&1").c_str());
  }
};

TEST_F(BundlePages, VerifyByTheProgramAndWithoutItUntilOneByteIsChanged) {
  const std::string at = "/documents/" + key_of("a66"), dossier = opened("หลักฐาน");
  world_.post(at + "/correct", {{"field", "measures/1/status"}, {"after", "done"}, {"why", "เห็นในภาพ"}});
  world_.post(at + "/correct", {{"field", "measures/0/status"}, {"after", "done"}, {"why", "ของค่าเดียว"}});
  world_.post(at + "/correct", {{"field", "measures/0/title"}, {"after", "ชื่อใหม่"}, {"why", "ของอีกค่าหนึ่ง"}});
  collect(measure_, dossier);
  collect(key_of("a66") + "/measures/0/status", dossier);
  // Lines, quotes and backslashes stand in the proved text as JSON has them.
  world_.post("/documents/" + key_of("b66") + "/correct", {{"field", "measures/0/method"}, {"after", "๑. \"ข้อ\"\n๒. \\n อีกข้อ"}});
  collect(key_of("b66") + "|ดูทั้งเอกสาร", dossier);
  collect("|ไม่มีรายงานปี 2567", dossier);
  const http::Response answer = world_.get("/bundle.zip?dossier=" + dossier);
  ASSERT_EQ(answer.status, 200) << answer.body.substr(0, 2000);
  const std::string zip = body_of(answer), file = (world_.folder() / "b.zip").string();
  const auto write = [&](const std::string& bytes) { std::ofstream(file, std::ios::binary) << bytes; };
  write(zip);
  EXPECT_TRUE(bundle::is_bundle(file));
  const bundle::CheckedBundle found = bundle::check_bundle(file);
  EXPECT_EQ(found.faults, std::vector<std::string>{});
  EXPECT_EQ(found.title, "หลักฐาน");
  EXPECT_EQ(found.documents, 2u);
  EXPECT_GT(found.values, 10u);
  EXPECT_EQ(world_.last_noted(), "editor bundle หลักฐาน " + found.sha256);
  EXPECT_EQ(by_script(file), 0);
  for (const char* part : {"เห็นในภาพ", "ไม่มีรายงานปี 2567", "\"value\": \"done\"", "files/"}) EXPECT_NE(zip.find(part), std::string::npos) << part;
  EXPECT_NE(zip.find("ของค่าเดียว"), std::string::npos) << "the history of a value alone";
  EXPECT_EQ(zip.find("ของอีกค่าหนึ่ง"), std::string::npos) << "that of another is no evidence of it";
  // A byte in each kind of member. A wrong checksum of the ZIP would tell already: it is mended, as who changes evidence would.
  for (const char* part : {"เห็นในภาพ", "หลักฐาน", "\"text\": ", "leaf {proof", "banthuek head 1", "\"value\": \"done"}) {
    std::string changed = zip;
    const std::size_t place = changed.find(part);
    ASSERT_NE(place, std::string::npos) << part;
    changed[place + std::string_view(part).size() - 1] ^= 1;
    write(changed);
    EXPECT_NE(by_script(file), 0) << part;
    std::vector<std::string> faults = {"threw"};
    try {
      faults = bundle::check_bundle(file).faults;
    } catch (const Error&) {
    }
    EXPECT_FALSE(faults.empty()) << part;
  }
}

// Packed anew with all hashes in order: only the proof tells. What is said of a field is held against that very field, so that not even values that
// stand elsewhere in the document go through.
TEST_F(BundlePages, TellWhatTheDatabaseDoesNotSay) {
  const std::string script = R"py(
import hashlib, json, sys, zipfile
source, target, change = sys.argv[1:4]
old = zipfile.ZipFile(source)
held = {n: old.read(n) for n in old.namelist()}
items = json.loads(held['items.json'])
item, values = items[0], {v['field']: v for v in items[0]['values']}
manifest = json.loads(held['manifest.json'])
def swap(one, other, *keys):
    for key in keys:
        values[one][key], values[other][key] = values[other][key], values[one][key]
exec(change)
if 'items.json' in held:
    held['items.json'] = json.dumps(items, ensure_ascii=False).encode()
manifest['files'] = [f for f in manifest['files'] if f['name'] in held]
for f in manifest['files']:
    f['sha256'], f['bytes'] = hashlib.sha256(held[f['name']]).hexdigest(), len(held[f['name']])
held['manifest.json'] = json.dumps(manifest).encode()
with zipfile.ZipFile(target, 'w') as out:
    for name, data in held.items():
        out.writestr(name, data)
)py";
  std::ofstream(world_.folder() / "change.py") << script;
  const std::string file = (world_.folder() / "b.zip").string(), changed = (world_.folder() / "c.zip").string(), key = key_of("a66");
  world_.post("/documents/" + key + "/correct", {{"field", "measures/2/method"}, {"after", "อบรม"}, {"why", "ไม่ได้อ่าน"}});  // read as nothing
  struct Case {
    const char *of, *change;
    std::vector<std::string> fields;  // that are told, in order
  };
  for (const Case& c : {
           Case{"", "pass", {}},
           {"", "values['title']['value'] = 'คำที่ไม่มีในเอกสาร'", {"/title"}},
           {"", "values['ita_result/score']['value'] = '99.87'", {"/ita_result/score"}},
           {"", "values['ita_result/score']['value'] = '85.7'", {"/ita_result/score"}},  // the column's own text: the paper has 85.70
           {"", "values['ita_result/score']['value'] = 'มาก'", {"/ita_result/score"}},
           {"", "values['fiscal_year']['value'] = '2599'", {"/fiscal_year"}},
           {"", "swap('ita_result/score', 'scores/0/total', 'value', 'raw', 'confidence')", {"/ita_result/score", "/scores/0/total"}},
           {"", "swap('measures/0/title', 'measures/1/title', 'value', 'raw')", {"/measures/0/title", "/measures/1/title"}},
           {"", "swap('measures/0/status', 'measures/1/status', 'field')", {"/measures/1/status", "/measures/0/status"}},
           {"", "values['title']['confidence'] = 0.99", {"/title"}},
           {"", "values['fiscal_year']['raw'] = '๒๕๖๗'", {"/fiscal_year"}},
           {"", "values['title']['rule'] = 'another'", {"/title"}},
           {"", "values['title']['field'] = 'measures/9/title'", {"/measures/9/title", "/title"}},
           {"", "values['title']['field'] = 'no/such'", {"/no/such", "/title"}},
           // The text as read is itself, and not the value; the writer gives it also where it is nothing.
           {"", "assert values['measures/2/method']['raw'] == ''", {}},
           {"", "values['fiscal_year']['raw'] = values['fiscal_year']['value']", {"/fiscal_year"}},
           {"", "del values['fiscal_year']['raw']", {"/fiscal_year"}},
           {"", "manifest['banthuek_bundle'] = 1; del values['fiscal_year']['raw']", {}},  // of the older kind
           {"", "manifest['banthuek_bundle'] = 1; values['fiscal_year']['raw'] = '2566'", {"/fiscal_year"}},
           // Nothing is left out.
           {"", "del held['items.json']", {"items.json"}},
           {"", "items.clear()", {""}},
           {"", "item['document'] = ''; item['values'] = []", {""}},
           {"", "item['document'] = ''", {"items.json", ""}},
           {"", "item['values'].remove(values['title'])", {"/title"}},
           {"", "item['values'] = [v for v in item['values'] if v['field'] != 'measures/2/title']", {"/measures/2/title"}},
           {"/measures/1/status", "item['values'] = []", {"/measures/1/status"}},
           {"", "item['title'] = 'เรื่องอื่น'", {""}},
           {"", "item['label'] = item['file'] = values['title']['label'] = 'อื่น'", {}},  // those are held by nothing but a signature
           {"", "item['office'] = 'เทศบาลอื่น'", {""}},
           {"", "item['year'] = '2565'", {""}},
           {"", "item['sha256'] = '0' * 64", {""}},
           {"", "item['page'] = 2", {"/"}},
           {"/measures/1/status", "item['page'] = 2", {"/measures/1/status"}},
           {"/measures/1/status", "item['field'] = 'measures/2/status'", {"/measures/1/status", "/measures/2/status"}},
       }) {
    std::ofstream(file, std::ios::binary) << body_of(world_.get("/bundle.zip?what=" + key + c.of));
    const std::string words = "change.py' '" + file + "' '" + changed + "' \"" + c.change + "\"";
    ASSERT_EQ(std::system(("/usr/bin/python3 '" + world_.folder().string() + "/" + words).c_str()), 0) << c.change;
    const auto faults = bundle::check_bundle(changed).faults;
    ASSERT_EQ(faults.size(), c.fields.size()) << c.change << testing::PrintToString(faults);
    for (std::size_t i = 0; i < faults.size(); ++i)
      EXPECT_NE(faults[i].find(": " + (c.fields[i] == "items.json" ? "" : key) + c.fields[i] + ": "), std::string::npos) << c.change << faults[i];
    EXPECT_EQ(by_script(changed) == 0, faults.empty()) << c.change;
  }
}

TEST_F(BundlePages, GiveAReportWhoseThaiIsFound) {
  if (!write::ThaiFont::find("")) GTEST_SKIP() << "SKIPPED: no Thai font on this machine; tools/setup test installs one";
  const http::Response answer = world_.get("/bundle.pdf?what=" + measure_);
  ASSERT_EQ(answer.status, 200);
  const std::string noted = world_.last_noted();
  EXPECT_TRUE(noted.starts_with("editor bundle ") && noted.ends_with(" PDF")) << noted;
  const std::string file = (world_.folder() / "r.pdf").string(), text = file + ".txt";
  std::ofstream(file, std::ios::binary) << answer.body;
  if (std::system(("pdftotext '" + file + "' '" + text + "' 2>/dev/null").c_str()) != 0)
    GTEST_SKIP() << "SKIPPED: no pdftotext on this machine; tools/setup test installs it";
  std::stringstream found;
  found << std::ifstream(text).rdbuf();
  for (const char* part : {"รายงานหลักฐานจากเอกสารสแกน", kOfficeA, "SHA-256"})
    EXPECT_NE(found.str().find(part), std::string::npos) << part << found.str();
}

// The database keeps figures and years as numbers: they stand in its text otherwise than they are shown.
TEST_F(BundlePages, VerifyWithFiguresAndYears) {
  const std::string file = (world_.folder() / "b.zip").string(), key = key_of("a66");
  for (const char* field : {"ita_result/score", "fiscal_year", "scores/0/total"}) {
    std::ofstream(file, std::ios::binary) << body_of(world_.get("/bundle.zip?what=" + key + "/" + field));
    const bundle::CheckedBundle found = bundle::check_bundle(file);
    EXPECT_EQ(found.faults, std::vector<std::string>{}) << field;
    EXPECT_GT(found.values, 0u) << field;
  }
}

TEST_F(BundlePages, OfNothingSayWhatIsWrong) {
  const std::string dossier = opened("ว่าง");
  EXPECT_EQ(world_.get("/bundle.zip?dossier=" + dossier).status, 400);
  EXPECT_EQ(world_.get("/bundle.zip?dossier=0123").status, 404);
  EXPECT_EQ(world_.get("/bundle.pdf?what=0123456789abcdef").status, 404);
}

}  // namespace dossiers_test
}  // namespace banthuek::serve
