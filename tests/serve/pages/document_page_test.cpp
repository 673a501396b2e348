// The document page, and what changes a document from it.
#include <gtest/gtest.h>

#include <fstream>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/pages/addresses.h"
#include "pipeline/serve/pages/document_view.h"
#include "pipeline/serve/site/name_places.h"
#include "pipeline/serve/view/field_view.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace document_page_test {

std::string address(const char* name, const char* end = "") { return "/documents/" + key_of(name) + end; }

class DocumentPage : public testing::Test {
 protected:
  World world_;
  std::string value_at(const char* name, std::string_view field) {
    const auto whole = world_.desk().archive().document(key_of(name));
    std::string out = "none";
    for_each_field(static_cast<const Document&>(whole->stored.document), [&](std::string_view path, const Field& f) {
      if (path == field) out = f.value;
    });
    return out;
  }
};

TEST_F(DocumentPage, IsAsExpectedForEachWhoMay) {
  expect_file("document_reader_en.html", main_of(world_.get(address("a66", "?lang=en"), "reader")));
  expect_file("document_editor_th.html", main_of(world_.get(address("a65"), "editor")));
  expect_file("document_hostile_en.html", main_of(world_.get(address("c", "?lang=en"), "reader")));
  World masked([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  const std::string html = masked.get(address("a66", "?lang=en"), "reader").body;
  EXPECT_EQ(html.find("สมมุติ ใจดี"), std::string::npos);
  EXPECT_NE(html.find("(name hidden)"), std::string::npos);
  EXPECT_EQ(html.find("/file\""), std::string::npos);
  EXPECT_NE(masked.get(address("a66"), "editor").body.find("สมมุติ ใจดี"), std::string::npos);
}

TEST_F(DocumentPage, IsNamedAfterItsTitleItsSubjectOrItsFile) {
  for (const auto& [name, title] : http::Pairs{
           {"a66", "รายงานผลมาตรการส่งเสริมคุณธรรม"}, {"a65", "รายงานผลปีก่อน"}, {"b66", "b66.png"}, {"c", "&lt;script&gt;alert(1)&lt;/script&gt;"}}) {
    const std::string html = world_.get(address(name.c_str())).body;
    EXPECT_NE(html.find("<h1>" + title + "</h1>"), std::string::npos) << name;
    EXPECT_NE(html.find("<title>" + title + "  · ระบบตรวจสอบรายงาน ITA</title>"), std::string::npos) << name;
  }
}

TEST_F(DocumentPage, ThatIsNotThereIsRefused) {
  for (const char* target : {"/documents/0000000000000000", "/documents/0000000000000000/file", "/documents/x%27--"}) {
    const http::Response answer = world_.get(target);
    EXPECT_EQ(answer.status, 404) << target;
    EXPECT_NE(answer.body.find("ไม่พบเอกสารนี้"), std::string::npos) << target;
  }
  EXPECT_EQ(world_.post("/documents/0000000000000000/reviewed", {{"reviewed", "1"}}).status, 404);
  EXPECT_EQ(world_.post("/documents/0000000000000000/undo", {{"field", "title"}}).status, 404);
  EXPECT_EQ(world_.post("/documents/0000000000000000/correct", {{"field", "title"}, {"after", "x"}}).status, 404);
}

TEST_F(DocumentPage, TakesACorrectionAndTakesItBack) {
  const http::Response done =
      world_.post(address("a66", "/correct"), {{"field", "measures/1/status"}, {"before", "in_progress"}, {"after", "done"}, {"why", "it says so"}});
  EXPECT_EQ(done.status, 303);
  EXPECT_EQ(header(done, "Location"), address("a66", "?done=measures%2F1%2Fstatus#v-measures-1-status"));
  EXPECT_EQ(world_.last_noted(), "editor corrected " + key_of("a66") + " measures/1/status it says so");
  EXPECT_EQ(value_at("a66", "measures/1/status"), "done");
  const std::string page = world_.get(address("a66", "?lang=en&done=measures%2F1%2Fstatus")).body;
  EXPECT_NE(page.find("role=\"status\">The new value is saved"), std::string::npos);
  EXPECT_NE(page.find("name=\"field\" value=\"measures/1/status\"><button class=\"link\">Undo"), std::string::npos);
  EXPECT_NE(page.find("<span class=\"corrected\">corrected by editor <form"), std::string::npos);
  EXPECT_NE(page.find(" · editor · Measure 2 · Status: <del>in progress</del> → <ins>done</ins> (it says so) <form"), std::string::npos);
  EXPECT_EQ(times(page, "class=\"corrected\""), 1);

  const http::Response undone =
      world_.post(address("a66", "/undo?lang=en"), {{"field", "measures/1/status"}}, "second", {{"accept", "text/html, application/json"}});
  EXPECT_EQ(undone.body, R"({"field":"measures/1/status","value":"in_progress","shown":"in progress","said":"Undone"})");
  EXPECT_EQ(world_.last_noted(), "second undone " + key_of("a66") + " measures/1/status ");
  EXPECT_EQ(value_at("a66", "measures/1/status"), "in_progress");
  const std::string history = main_of(world_.get(address("a66")));
  EXPECT_LT(history.find("<del>ดำเนินการแล้ว</del> → <ins>กำลังดำเนินการ</ins> (ย้อนกลับ)"),
            history.find("<del>กำลังดำเนินการ</del> → <ins>ดำเนินการแล้ว</ins>"))
      << "the newest first";
}

TEST_F(DocumentPage, AnswersAScriptInJson) {
  const http::Response done =
      world_.post(address("a66", "/correct"), {{"field", "memo/date"}, {"after", " ๖ เมษายน ๒๕๖๖ "}}, "editor", {{"accept", "application/json"}});
  EXPECT_EQ(done.status, 200);
  EXPECT_EQ(done.type, "application/json; charset=utf-8");
  view::Json json = json_of(done);
  EXPECT_EQ(json["field"], "memo/date");
  EXPECT_EQ(json["said"], "บันทึกค่าใหม่แล้ว");
  EXPECT_EQ(value_at("a66", "memo/date"), "2023-04-06");
  EXPECT_EQ(world_.last_noted(), "editor corrected " + key_of("a66") + " memo/date แก้ไขในหน้าเอกสาร");
}

TEST_F(DocumentPage, AnEmptyValueTakesTheFieldAway) {
  for (const char* nothing : {"", "   "}) {
    EXPECT_EQ(world_.post(address("a66", "/correct"), {{"field", "title"}, {"after", nothing}}).status, 303);
    EXPECT_EQ(value_at("a66", "title"), "none");
    EXPECT_EQ(world_.post(address("a66", "/undo"), {{"field", "title"}}).status, 303);
    EXPECT_EQ(value_at("a66", "title"), "รายงานผลมาตรการส่งเสริมคุณธรรม");
  }
}

struct CorrectionCase {
  http::Pairs form;
  int status;
  const char* says;
};
TEST_F(DocumentPage, RefusesCorrectionsThatDoNotDo) {
  const std::size_t noted = world_.audit().size();
  for (const CorrectionCase& c :
       {CorrectionCase{{}, 400, "There is no new value"},
        {{{"after", "x"}}, 400, "There is no new value"},
        {{{"field", "title"}}, 400, "There is no new value"},
        {{{"field", "title"}, {"after", std::string(20'001, 'a')}}, 400, "There is no new value"},
        {{{"field", "title"}, {"after", "x"}, {"before", "another title"}}, 409, "This value was changed while you looked at it"},
        {{{"field", "memo/telephone"}, {"after", "x"}, {"before", "y"}}, 409, "This value was changed"},
        {{{"field", "no/such"}, {"after", "x"}}, 400, "has no such field"},
        {{{"field", "measures/99/title"}, {"after", "x"}}, 400, "has no such field"},
        {{{"field", "fiscal_year"}, {"after", "2023"}}, 400, "“2023” is no year"},
        {{{"field", "measures/0/status"}, {"after", "perhaps"}}, 400, "“perhaps” is not valid here"},
        {{{"field", "memo/date"}, {"after", "2023-02-30"}}, 400, "“2023-02-30” is no date"},
        {{{"field", "ita_result/score"}, {"after", "101"}}, 400, "“101” is no score"}}) {
    const http::Response answer = world_.post(address("a66", "/correct?lang=en"), c.form);
    EXPECT_EQ(answer.status, c.status) << c.says;
    EXPECT_NE(answer.body.find(c.says), std::string::npos) << c.says << "\n" << main_of(answer);
  }
  EXPECT_EQ(world_.audit().size(), noted) << "what was not done is not noted";
  EXPECT_EQ(world_.post(address("a66", "/correct"), {{"field", "title"}, {"after", std::string(20'000, 'a')}}).status, 303);
  EXPECT_EQ(world_.post(address("a66", "/correct"), {{"field", "memo/telephone"}, {"after", "1234"}, {"before", ""}}).status, 303)
      << "nothing stood there, and nothing was seen";
  const http::Response never = world_.post(address("a66", "/undo?lang=en"), {{"field", "fiscal_year"}});
  EXPECT_EQ(never.status, 400);
  EXPECT_NE(never.body.find("This value has no correction to undo"), std::string::npos);
}

TEST_F(DocumentPage, IsMarkedAsReviewedAndBack) {
  EXPECT_NE(main_of(world_.get(address("a66", "?lang=en"))).find("<span class=\"pill none\">not reviewed</span>"), std::string::npos);
  const http::Response yes = world_.post(address("a66", "/reviewed"), {{"reviewed", "1"}});
  EXPECT_EQ(header(yes, "Location"), address("a66"));
  EXPECT_EQ(world_.last_noted(), "editor reviewed " + key_of("a66") + " 1");
  const std::string page = main_of(world_.get(address("a66", "?lang=en")));
  EXPECT_NE(page.find("<span class=\"pill done\">reviewed</span>"), std::string::npos);
  EXPECT_NE(page.find("name=\"reviewed\" value=\"0\">"), std::string::npos);
  EXPECT_NE(page.find("Mark as not reviewed"), std::string::npos);
  world_.post(address("a66", "/reviewed"), {{"reviewed", "0"}});
  EXPECT_NE(main_of(world_.get(address("a66", "?lang=en"))).find("name=\"reviewed\" value=\"1\">"), std::string::npos);
}

TEST_F(DocumentPage, GivesTheSourceFileToBeSavedNotShown) {
  const http::Response file = world_.get(address("a66", "/file"), "reader");
  EXPECT_EQ(file.status, 200);
  EXPECT_EQ(file.type, "application/octet-stream");
  EXPECT_EQ(header(file, "Content-Disposition"), "attachment; filename*=UTF-8''a66.png");
  const std::string bytes = body_of(file);
  std::ifstream in(source_of("a66"), std::ios::binary);
  EXPECT_EQ(bytes, std::string(std::istreambuf_iterator<char>(in), {}));
  const http::Response gone = world_.get(address("a65", "/file"));
  EXPECT_EQ(gone.status, 404);
  EXPECT_NE(gone.body.find("เปิดไฟล์ต้นฉบับไม่ได้"), std::string::npos);
  // A visitor who goes away ends the reading.
  int pieces = 0;
  world_.get(address("a66", "/file")).stream([&](std::string_view) { return ++pieces < 1; });
  EXPECT_EQ(pieces, 1);
}

site::WholeDocument small() {
  site::WholeDocument whole;
  whole.stored.key = "0123456789abcdef";
  whole.stored.file = "scans/a.pdf";
  Document& d = whole.stored.document;
  d.measures.resize(1);
  d.measures[0].title = Field{"ก", "ก", {{1, {10, 20, 30, 40}}, {2, {11, 21, 31, 41}}, {2, {0, 0, 0, 9}}}, 0.8, "plan/title@2"};
  d.measures[0].status = Field{" / ", "done", {}, 0.5, "plan/mark@1"};
  d.signatures = {{Field{"นาย ก", "นาย ก", {{2, {50, 60, 70, 80}}}, 0.95, "sign@1"}, {}, {}, {}}};
  whole.pages = {{1, 1000, 1400, 0, 0, 0.9, "scan", 2}, {2, 1001, 1401, 0, 0, 0.9, "scan", 0}};
  return whole;
}

TEST(DocumentView, TellsOfEachValueWhereItStandsAndHowSureItIs) {
  const view::Pages pages(kWeb);
  view::Json view = pages::document_view(pages, small(), {view::Language::kEnglish, "T", true, true, false});
  EXPECT_EQ(view["sections"][0]["heading"], "Office");
  EXPECT_TRUE(view["sections"][0]["groups"][0]["values"].empty()) << "nothing was read, but may be entered";
  EXPECT_EQ(view["sections"][0]["groups"][0]["enter"]["fields"][0].dump(), R"({"field":"organisation/name","label":"Office","selected":false})");
  view::Json measure = view["sections"][1]["groups"][0];
  EXPECT_EQ(view["sections"][1]["heading"], "Measures");
  EXPECT_EQ(measure["caption"], "Measure 1");
  EXPECT_EQ(
      measure["values"][0].dump(),
      R"({"anchor":"measures-0-title","field":"measures/0/title","label":"Measure","value":"ก","pieces":[{"hit":false,"text":"ก"}],"raw":null,"sureness":"middle","percent":80,)"
      R"("rule":"plan/title@2","corrected":null,"undo":false,"open":false,"wrong":null,"typed":"ก","typed_why":"","page":1,"cut":"/documents/0123456789abcdef/cut?field=measures%2F0%2Ftitle",)"
      R"("document_key":"0123456789abcdef","csrf":"T","correct_shown":true,"place_label":"Show its place on page 1","cut_alt":"Picture cut out of page 1",)"
      R"("choices_shown":false,"choices":[],"long":false,"short":true})");
  view::Json status = measure["values"][1];
  EXPECT_EQ(status["raw"], " / ");
  EXPECT_EQ(status["page"], nullptr);
  EXPECT_EQ(status["cut"], nullptr);
  EXPECT_EQ(status["choices"].dump(),
            R"([{"value":"","selected":false,"label":"not stated"},{"value":"not_started","selected":false,"label":"not started"},)"
            R"({"value":"in_progress","selected":false,"label":"in progress"},{"value":"done","selected":true,"label":"done"}])");
  EXPECT_EQ(status["choices_shown"], true);
  EXPECT_EQ(status["long"], false);
  EXPECT_EQ(status["short"], false);
  EXPECT_EQ(view["sections"].size(), 3u) << "sections without values or fields to enter are left out";
  EXPECT_EQ(pages::document_view(pages, small(), {view::Language::kEnglish, "T", false, true, false})["sections"].size(), 2u);
  EXPECT_EQ(view["file_shown"], true);
  EXPECT_EQ(view["compare"], nullptr);
  EXPECT_EQ(view["findings_shown"], false);
  EXPECT_EQ(view["history_shown"], false);
}

TEST(DocumentView, DrawsABoxForEachPlaceOnItsPage) {
  const view::Pages pages(kWeb);
  view::Json view = pages::document_view(pages, small(), {view::Language::kEnglish, "T", true, true, false});
  EXPECT_EQ(
      view["pages"][0].dump(),
      R"({"number":1,"width":1000,"height":1400,"landscape":false,"findings":true,"picture":"/iiif/0123456789abcdef.1","boxes":[{"id":"b-measures-0-title",)"
      R"("anchor":"measures-0-title","field":"measures/0/title","sureness":"middle","x":10,"y":20,"w":30,"h":40,"label":"Measure: ก"}],)"
      R"("alt":"Picture of page 1"})");
  view::Json second = view["pages"][1];
  EXPECT_EQ(second["findings"], false);
  ASSERT_EQ(second["boxes"].size(), 2u) << "a place without height or width is none";
  EXPECT_EQ(second["boxes"][0]["id"], "b-measures-0-title-2");
  EXPECT_EQ(second["boxes"][0]["x"], 11);
  EXPECT_EQ(second["boxes"][1]["label"], "Name: นาย ก");
  view::Json masked = pages::document_view(pages, small(), {view::Language::kEnglish, "T", false, false, true});
  EXPECT_EQ(masked["pages"][1]["boxes"][1]["label"], "Name");
  EXPECT_EQ(masked["sections"][1]["groups"][0]["values"][0]["value"], "");
  EXPECT_EQ(masked["sections"][1]["groups"][0]["values"][0]["pieces"][0]["text"], "(name hidden)");
  EXPECT_EQ(masked["sections"][0]["groups"][0]["values"][0]["value"], "ก");
  EXPECT_EQ(masked["file_shown"], false);
}

TEST(DocumentView, ShowsLongValuesInALargerBox) {
  const view::Pages pages(kWeb);
  for (const std::size_t length : {120u, 121u}) {
    site::WholeDocument whole = small();
    whole.stored.document.measures[0].title->value = std::string(length, 'a');
    view::Json value =
        pages::document_view(pages, whole, {view::Language::kEnglish, "T", true, true, false})["sections"][1]["groups"][0]["values"][0];
    EXPECT_EQ(value["long"], length == 121);
    EXPECT_EQ(value["short"], length == 120);
    EXPECT_EQ(value["raw"], "ก");
  }
}

TEST(DocumentView, ListsFindingsAndChangesTheNewestFirst) {
  setenv("TZ", "UTC-7", 1);
  tzset();
  const view::Pages pages(kWeb);
  site::WholeDocument whole = small();
  whole.stored.document.findings = {{"number_repeated", Severity::kWarning, 2, "measures/0/no", "1", "stands twice", ""},
                                    {"name_differs", Severity::kError, 0, "signatures/0/name", "นาย ข", "is near", ""},
                                    {"turned", Severity::kInfo, 0, "", "", "was turned", ""}};
  whole.corrections = {{"", 1, "measures/0/status", "", std::nullopt, "done", "malee", "2026-11-21T14:46:20Z", "because"},
                       {"", 1, "signatures/0/name", "", "นาย ค", std::nullopt, "somchai", "2026-11-21T14:47:20Z", ""}};
  view::Json view = pages::document_view(pages, whole, {view::Language::kThai, "T", true, true, false});
  EXPECT_EQ(
      view["findings"].dump(),
      R"([{"severity":"warning","reason":"เลขลำดับซ้ำ","value":"1","page":2,"field_anchor":null},)"
      R"({"severity":"error","reason":"คล้ายชื่อผู้ลงนามอีกคน แต่เขียนไม่ตรงกัน","value":"นาย ข","page":null,"field_anchor":"signatures-0-name","field_label":"ชื่อ"},)"
      R"({"severity":"info","reason":"หน้าถูกหมุนให้ตั้งตรงแล้ว","value":"","page":null,"field_anchor":null}])")
      << "the measure has no number: nothing there is led to";
  EXPECT_EQ(
      view["history"].dump(),
      R"([{"at":"21 พ.ย. 2569 21:47","who":"somchai","why":"","undo":"signatures/0/name","document_key":"0123456789abcdef","csrf":"T","label":"ชื่อ","before":"นาย ค","after":""},)"
      R"({"at":"21 พ.ย. 2569 21:46","who":"malee","why":"because","undo":"measures/0/status","document_key":"0123456789abcdef","csrf":"T","label":"มาตรการ 1 · สถานะ","before":"","after":"ดำเนินการแล้ว"}])");
  EXPECT_TRUE(view["findings_shown"] == true && view["history_shown"] == true);
  view::Json masked = pages::document_view(pages, whole, {view::Language::kThai, "T", false, false, true});
  EXPECT_EQ(masked["findings"][1]["value"], nullptr);
  EXPECT_EQ(masked["findings"][0]["value"], "1");
  EXPECT_EQ(masked["history"][0]["before"], "");
  EXPECT_EQ(masked["history"][1]["after"], "ดำเนินการแล้ว");
}

TEST(PersonPlaces, AreALittleLargerThanTheName) {
  EXPECT_EQ(site::person_places(small().stored.document, 2), (std::vector<Box>{{44, 54, 82, 92}}));
  EXPECT_TRUE(site::person_places(small().stored.document, 1).empty());
  EXPECT_EQ(pages::picture_id("abc", 12), "abc.12");
}

TEST(DocumentForm, KeepsWhatWasTypedWhereItCannotBeSaved) {
  World world;
  const std::string at = "/documents/" + key_of("a66") + "/correct";
  const http::Response wrong = world.post(at, {{"field", "fiscal_year"}, {"before", "2566"}, {"after", "ปี 65"}, {"why", "ตามต้นฉบับ"}});
  EXPECT_EQ(wrong.status, 400);
  const std::string main = main_of(wrong);
  EXPECT_EQ(times(main, "<details class=\"correct\" open>"), 1);
  EXPECT_NE(main.find("name=\"after\" value=\"ปี 65\""), std::string::npos);
  EXPECT_NE(main.find("value=\"ตามต้นฉบับ\""), std::string::npos);
  EXPECT_NE(main.find("“ปี 65” ไม่ใช่ปี พ.ศ."), std::string::npos);
  const http::Response stale = world.post(at, {{"field", "fiscal_year"}, {"before", "2560"}, {"after", "2565"}});
  EXPECT_EQ(stale.status, 409);
  EXPECT_NE(main_of(stale).find("name=\"after\" value=\"2565\""), std::string::npos);
  EXPECT_EQ(world.post(at, {{"field", "fiscal_year"}, {"after", "x"}}, "editor", {{"accept", "application/json"}}).body.find("<details"),
            std::string::npos)
      << "a program is told what is wrong, and no more";
}

TEST(DocumentForm, UndoesACorrectionFromItsValueAndFromTheHistory) {
  World world;
  const std::string key = key_of("a66"), page = "/documents/" + key;
  world.post(page + "/correct", {{"field", "title"}, {"before", "รายงานผลมาตรการส่งเสริมคุณธรรม"}, {"after", "ชื่อใหม่"}});
  const std::string undo = "action=\"/documents/" + key + "/undo\"";
  EXPECT_EQ(times(world.get(page).body, undo), 2) << "beside the value and in the history";
  EXPECT_EQ(times(world.get(page, "reader").body, undo), 0);
  const http::Response undone = world.post(page + "/undo", {{"field", "title"}});
  EXPECT_EQ(header(undone, "Location"), page + "?undone=title#v-title");
  const std::string after = world.get(page + "?undone=title").body;
  EXPECT_NE(after.find("ย้อนกลับแล้ว"), std::string::npos);
  EXPECT_EQ(after.find("แก้ไขโดย editor"), std::string::npos) << "what was undone is no correction any more";
}

TEST(DocumentFindings, LeadOnlyToWhatIsThere) {
  World world;
  const std::string main = main_of(world.get("/documents/" + key_of("a66")));
  int links = 0;
  for (std::size_t at = main.find(" href=\"#"); at != std::string::npos; at = main.find(" href=\"#", at + 1)) {
    const std::string id = main.substr(at + 8, main.find('"', at + 8) - at - 8);
    EXPECT_NE(main.find(" id=\"" + id + "\""), std::string::npos) << id;
    ++links;
  }
  EXPECT_GT(links, 10);
}

TEST(DocumentTables, HaveARowForEachRecord) {
  World world;
  const std::string main = main_of(world.get("/documents/" + key_of("a66") + "?lang=en"));
  EXPECT_EQ(times(main, "<table class=\"value-table\">"), 2) << "OIT items and scores";
  const auto scores = main.rfind("<table class=\"value-table\">");
  const std::string table = main.substr(scores, main.find("</table>", scores) - scores);
  EXPECT_EQ(times(table, "<th "), 3) << "columns that no row has are left out: " << table;
  EXPECT_NE(table.find("id=\"v-scores-0-total\" data-field=\"scores/0/total\""), std::string::npos);
}

}  // namespace document_page_test
}  // namespace banthuek::serve
