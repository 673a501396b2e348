// Names of persons are shown to nobody who may not see them: every route is asked, and every answer searched for every name.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <set>
#include <span>

#include "extractors/types/ordered_json.h"
#include "pipeline/picture/picture.h"
#include "pipeline/serve/site/name_places.h"
#include "pipeline/store/correct.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"

namespace banthuek::serve {
namespace masks_test {

// A signer; one whose name a correction took away; one whose name a correction changed; persons that are mentioned only.
const std::vector<std::pair<std::string, std::string>> kNames = {
    {"ทดลอง", "ลืมสนิทจริง"}, {"สมปอง", "หายลับตา"}, {"ผิดพลาด", "เขียนใหม่หมด"}, {"ก้องกาน", "เอ่ยถึงครั้งเดียว"}, {"มะลิวัน", "ในตารางนี้"}};
std::string name(std::size_t i) { return kNames[i].first + " " + kNames[i].second; }

// A copy of the archive with the names wherever a document can hold them.
void put_names(const World& world) {
  store::Store store = store::Store::open(world.archive(), database::Access::kWrite, "editor");
  store::StoredFile file;
  for (const std::string& sha256 : store.file_hashes())
    if (store::document_key(sha256, 1) == key_of("a66")) file = *store.file(sha256);
  Document& d = file.documents.at(0);
  const auto signer = [&](std::size_t i, Box box) { return Field{"นาย" + name(i), "นาย" + name(i), {{1, box}}, 0.9, "memo/sign@1"}; };
  d.signatures[0].name = signer(0, {100, 400, 100, 40});
  d.signatures.push_back({signer(1, {}), {}, {}, {}});
  d.signatures[1].name->places.clear();
  d.signatures.push_back({signer(2, {100, 500, 100, 40}), {}, {}, {}});
  d.title->value = d.title->raw = "รายงานของนางสาว" + name(3);
  d.memo->subject = Field{"เรื่องของ" + name(0), "เรื่องของ" + name(0), {{1, {20, 100, 100, 20}}}, 0.9, "memo/subject@1"};
  d.measures[0].responsible =
      Field{"นาย" + name(0) + " และนางสาว" + name(3), "นาย" + name(0) + " และนางสาว" + name(3), {{1, {20, 140, 100, 20}}}, 0.9, "plan/cell@1"};
  d.measures[1].title->value += " โดย" + kNames[0].first + "\n" + kNames[0].second;
  d.signatures[0].comment = Field{"เห็นด้วยกับ นาย" + name(0), "เห็นด้วยกับ นาย" + name(0), {{1, {20, 560, 100, 20}}}, 0.9, "memo/sign@1"};
  d.findings.push_back({"name_differs", Severity::kWarning, 1, "signatures/0/position", "ปลัด", "นาย" + name(0) + " signs as another", ""});
  d.findings.push_back({"new_code", Severity::kWarning, 1, "title", "ของนาง" + name(4), "speaks of นาง" + name(4), "นาง" + name(4)});
  DataTable table;
  table.first_page = table.last_page = 1;
  table.caption = Field{"รายชื่อ", "รายชื่อ", {{1, {20, 300, 50, 20}}}, 0.9, "t"};
  table.columns = {{Field{"ชื่อ", "ชื่อ", {{1, {20, 320, 50, 20}}}, 0.9, "t"}, CellType::kText}};
  table.rows = {{{{Field{"นาง" + name(4), "นาง" + name(4), {{1, {20, 340, 50, 20}}}, 0.9, "t"}, CellType::kText}}, false}};
  d.tables = {table};
  store::StoredPage& page = file.pages.at(0);
  page.text = "ด้วยนาย" + name(1) + " มาแล้ว\n";
  const auto at = static_cast<std::uint32_t>(page.text.find(kNames[1].first));
  page.words = {{0, at, {20, 200, 40, 20}},
                {at, at + static_cast<std::uint32_t>(name(1).size()), {100, 420, 100, 20}},
                {at + static_cast<std::uint32_t>(name(1).size()) + 1, static_cast<std::uint32_t>(page.text.size() - 1), {220, 200, 40, 20}}};
  store.put_file(file);
  // The black block of the drawn page stands where the page's text says the second signer's name is.
  store::correct(store, key_of("a66"), "signatures/1/name", std::nullopt, "editor", "ไม่ใช่นาย" + name(1) + " แต่เป็นตราประทับ");
  store::correct(store, key_of("a66"), "signatures/2/name", "นายถูกต้อง แก้แล้วเรียบร้อย", "editor", "เดิมอ่านว่า " + name(2));
  store::correct(store, key_of("a66"), "measures/2/title", "อบรมโดยนาย" + name(0), "editor", "ดูต้นฉบับ");
  store.finish();
}

// What is asked of each route that answers a reader.
std::multimap<std::string, std::string> targets() {
  const std::string key = key_of("a66"), page = key + ".1", office = http::percent_encode(kOfficeA),
                    word = http::percent_encode("รายงาน OR โดย OR อบรม OR นาย");
  const std::string person = http::percent_encode(name(0));
  return {{"/", "/"},
          {"/search", "/search"},
          {"/search", "/search?q=" + word},
          {"/search", "/search?lang=en&in=documents&in=persons&in=pages&q=" + word},
          {"/search", "/search?sort=year&office=" + office},
          {"/search/values", "/search/values?facet=office"},
          {"/search/suggestions", "/search/suggestions?q=" + word},
          {"/documents", "/documents"},
          {"/documents", "/documents?office=" + office},
          {"/office", "/office?name=" + office},
          {"/audit", "/audit"},
          {"/audit", "/audit?question=follow-ups&year=2565"},
          {"/audit", "/audit?question=statuses"},
          {"/audit", "/audit?question=scores"},
          {"/audit", "/audit?question=missing&year=2566"},
          {"/audit/pair", "/audit/pair?left=" + key + "-2&right=" + key_of("b66") + "-2"},
          {"/audit/pair", "/audit/pair?left=" + key + "-1&right=" + key_of("b66") + "-1"},
          {"/documents/{key}", "/documents/" + key},
          {"/documents/{key}", "/documents/" + key + "?lang=en&q=" + word},
          {"/documents/{key}", "/documents/" + key + "?done=signatures/1/name"},
          {"/documents/{key}/cut", "/documents/" + key + "/cut?field=none"},
          {"/documents/{key}/text/{page}", "/documents/" + key + "/text/1"},
          {"/documents/{key}/region", "/documents/" + key + "/region?page=1&box=0,0,200,200"},
          {"/overview", "/overview"},
          {"/compare", "/compare?office=" + office},
          {"/compare", "/compare"},
          {"/help", "/help"},
          {"/records", "/records"},
          {"/documents/{key}/value", "/documents/" + key + "/value?field=signatures/0/name"},
          {"/documents/{key}/value", "/documents/" + key + "/value"},
          {"/dossiers", "/dossiers"},
          {"/dossiers/{dossier}", "/dossiers/1"},
          {"/bundle.pdf", "/bundle.pdf?document=" + key},
          {"/bundle.zip", "/bundle.zip?document=" + key},
          {"/collect", "/collect?subject=" + key},
          {"/tags", "/tags"},
          {"/account", "/account"},
          {"/log", "/log"},
          {"/log.csv", "/log.csv"},
          {"/health", "/health"},
          {"/saved", "/saved"},
          {"/search.atom", "/search.atom?q=" + word},
          {"/mend", "/mend"},
          {"/review/many", "/review/many"},
          {"/sign-in", "/sign-in"},
          {"/iiif/{id}/info.json", "/iiif/" + page + "/info.json"},
          {"/iiif/{id}/{region}/{size}/{rotation}/{quality}", "/iiif/" + page + "/full/max/90/default.jpg"},
          {"/api/v1/openapi.json", "/api/v1/openapi.json"},
          {"/api/v1/search", "/api/v1/search?q=" + word},
          {"/api/v1/search", "/api/v1/search"},
          {"/api/v1/measures", "/api/v1/measures?limit=100"},
          {"/api/v1/documents", "/api/v1/documents"},
          {"/api/v1/documents/{key}", "/api/v1/documents/" + key},
          {"/api/v1/documents/{key}/values", "/api/v1/documents/" + key + "/values"},
          {"/api/v1/audit/{question}", "/api/v1/audit/copies"},
          {"/api/v1/audit/{question}", "/api/v1/audit/follow-ups?year=2565"},
          {"/api/v1/audit/{question}", "/api/v1/audit/scores"},
          {"/api/v1/overview", "/api/v1/overview"},
          // What the visitor is refused.
          {"/export", "/export?format=csv"},
          {"/documents/{key}/file", "/documents/" + key + "/file"},
          {"/documents/{key}/searchable.pdf", "/documents/" + key + "/searchable.pdf"},
          {"/review", "/review"},
          {"/import", "/import"},
          {"/import/events", "/import/events"},
          {"/import/ledger.csv", "/import/ledger.csv"},
          {"/accounts", "/accounts"}};
}

// The text without marks, spaces and encodings: a name stands in it or it does not.
std::string bare(const std::string& answer) {
  std::string out;
  const auto hex = [](const std::string& digits) { return static_cast<char32_t>(std::strtoul(digits.c_str(), nullptr, 16)); };
  const auto put = [&](char32_t c) {
    if (c >= 0x800)
      for (const int shift : {12, 6, 0}) out += static_cast<char>((shift == 12 ? 0xE0 : 0x80) | ((c >> shift) & (shift == 12 ? 0x0F : 0x3F)));
    else if (c < 0x80)
      out += static_cast<char>(c);
  };
  for (std::size_t i = 0; i < answer.size();) {
    const char c = answer[i];
    if (c == '<') {
      // Of a tag its attributes' values stay, but not what stands between the words of a text.
      const std::size_t end = std::min(answer.find('>', i), answer.size());
      const std::string tag = answer.substr(i, end - i);
      if (tag.find("=\"") != std::string::npos) out += "|" + bare(tag.substr(1)) + "|";
      i = end + 1;
    } else if (c == '%' && i + 2 < answer.size() && std::isxdigit(answer[i + 1]) && std::isxdigit(answer[i + 2])) {
      out += static_cast<char>(hex(answer.substr(i + 1, 2)));
      i += 3;
    } else if (answer.compare(i, 2, "\\u") == 0) {
      put(hex(answer.substr(i + 2, 4)));
      i += 6;
    } else if (answer.compare(i, 2, "\\n") == 0) {
      i += 2;
    } else if (answer.compare(i, 3, "&#x") == 0) {
      put(hex(answer.substr(i + 3)));
      i = answer.find(';', i) + 1;
    } else {
      if (c != ' ' && c != '\n' && c != '+') out += c;
      ++i;
    }
  }
  std::erase(out, ' ');
  return out;
}

// The names that stand in an answer.
std::string leaks(const std::string& answer) {
  std::string out;
  const std::string text = bare(answer);
  for (const auto& [first, last] : kNames)
    if (text.find(last) != std::string::npos || text.find(first + last) != std::string::npos) out += first + " ";
  return out;
}

class Masks : public testing::Test {
 protected:
  static void SetUpTestSuite() {
    world_ = new World([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
    put_names(*world_);
  }
  static void TearDownTestSuite() { delete world_; }
  static World* world_;
};
World* Masks::world_ = nullptr;

TEST_F(Masks, AreOnEveryAnswerOfEveryRoute) {
  std::set<std::string> asked;
  int seen_by_editors = 0;
  for (const auto& [pattern, target] : targets()) {
    asked.insert(pattern);
    const http::Response answer = world_->get(target, "reader");
    EXPECT_LT(answer.status, 500) << target;
    EXPECT_EQ(leaks(body_of(answer)), "") << target;
    for (const auto& [header, value] : answer.headers) EXPECT_EQ(leaks(value), "") << target << " " << header;
    if (pattern == "/import/events") continue;  // an editor is told for a minute
    seen_by_editors += !leaks(body_of(world_->get(target, "editor"))).empty();
  }
  EXPECT_GE(seen_by_editors, 10) << "names that nobody sees are not looked for";
  for (const site::Route& route : routes()) {
    if (route.method == "GET") {
      EXPECT_TRUE(asked.contains(route.pattern)) << route.pattern << " is not asked for names: give it a line in targets()";
      continue;
    }
    std::string target = route.pattern;
    if (const auto at = target.find("{key}"); at != std::string::npos) target.replace(at, 5, key_of("a66"));
    if (target == "/sign-in" || target == "/sign-out" || target.find('{') != std::string::npos) continue;
    const http::Response answer = world_->post(target, {{"field", "signatures/0/name"}, {"after", "x"}}, "reader");
    EXPECT_EQ(leaks(body_of(answer)), "") << target;
  }
}

TEST_F(Masks, LeaveTheRest) {
  const std::string html = bare(world_->get("/documents/" + key_of("a66"), "reader").body);
  for (const char* shown : {"เห็นด้วยกับ", "รายงานของ", "ปลัด", "เผยแพร่แผนการจัดซื้อจัดจ้าง", "(ปิดชื่อ)"})
    EXPECT_NE(html.find(shown), std::string::npos) << shown;
  EXPECT_EQ(json_of(world_->get("/api/v1/documents/" + key_of("a66"), "reader"))["signatures"][0]["position"], "ปลัด");
}

// Of the page's text for selecting the words that name somebody go, and no other.
TEST_F(Masks, LeaveNamesOutOfTheTextOfThePicture) {
  const std::string target = "/documents/" + key_of("a66") + "/text/1";
  const auto words = [&](const char* who) {
    std::string out;
    const view::Json answer = json_of(world_->get(target, who));
    for (const auto& line : answer["lines"])
      for (const auto& word : line) out += word["text"].get<std::string>() + word["after"].get<std::string>() + "|";
    return out;
  };
  EXPECT_EQ(words("editor"), "ด้วยนาย|" + name(1) + " |มาแล้ว|");
  EXPECT_EQ(words("reader"), "ด้วยนาย |มาแล้ว|");
  EXPECT_EQ(world_->get("/documents/" + key_of("a66") + "/text/2").status, 404);
  EXPECT_EQ(world_->get("/documents/0000000000000000/text/1").status, 404);
}

// That there is a hit would say who stands there.
TEST_F(Masks, AnswerNoSearchForAName) {
  for (const std::string& q : {name(0), "นางสาว" + name(3)}) {
    EXPECT_EQ(json_of(world_->get("/api/v1/search?q=" + http::percent_encode(q), "reader"))["total"], 0) << q;
    EXPECT_GT(json_of(world_->get("/api/v1/search?q=" + http::percent_encode(q), "editor"))["total"], 0) << q;
  }
  EXPECT_GT(json_of(world_->get("/api/v1/search?q=" + http::percent_encode("รายงาน"), "reader"))["total"], -1);
}

TEST_F(Masks, GiveNoEditorsCopyToAReader) {
  const std::string target = "/api/v1/documents/" + key_of("a66");
  const http::Response shown = world_->get(target, "editor"), masked = world_->get(target, "reader");
  EXPECT_NE(header(shown, "ETag"), header(masked, "ETag"));
  EXPECT_EQ(world_->get(target, "reader", {{"if-none-match", header(shown, "ETag")}}).status, 200);
  EXPECT_EQ(world_->get(target, "reader", {{"if-none-match", header(masked, "ETag")}}).status, 304);
}

// The name that a correction took away stands on the paper still, as the page's text says: its picture is covered there.
TEST_F(Masks, CoverADeletedNameOnThePicture) {
  if (!kPicturesAreMade) GTEST_SKIP() << "SKIPPED: sanitizers do not run in the workers' cage";
  const auto drawn = [&](const char* who) {
    const http::Response answer = world_->get("/iiif/" + key_of("a66") + ".1/full/max/0/default.png", who);
    EXPECT_EQ(answer.status, 200) << answer.body;
    return picture::Picture::decode(std::as_bytes(std::span(answer.body.data(), answer.body.size())), "answer").grey();
  };
  EXPECT_EQ(drawn("editor").grey_at(150, 430), 0);
  EXPECT_EQ(drawn("reader").grey_at(150, 430), 0xb0);
  EXPECT_EQ(drawn("reader").grey_at(40, 210), 255) << "the words beside it are not";
}

TEST(MaskedPlaces, OfANameThatNoTextPlacesAreThePage) {
  World world([](site::SiteOptions& o) { o.names = access::Names::kMasked; });
  const auto places = [&] {
    const auto whole = world.desk().archive().document(key_of("a66"));
    return site::name_places(world.desk().archive(), *whole, 1);
  };
  EXPECT_TRUE(places().empty());
  store::Store store = store::Store::open(world.archive(), database::Access::kWrite, "editor");
  store::correct(store, key_of("a66"), "signatures/0/name", std::nullopt, "editor", "ลบ");
  EXPECT_EQ(places(), (std::vector<Place>{{1, {0, 0, 400, 600}}}));
}

}  // namespace masks_test
}  // namespace banthuek::serve
