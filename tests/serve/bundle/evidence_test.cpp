// What evidence holds of each item, and how the report says it.
#include "pipeline/serve/bundle/evidence.h"

#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <functional>
#include <sstream>

#include "extractors/types/ordered_json.h"
#include "pipeline/serve/bundle/evidence_pdf.h"
#include "pipeline/write/thai_font.h"
#include "tests/serve/pictures_are_made.h"
#include "tests/serve/world.h"

namespace banthuek::serve::bundle {
namespace evidence_test {

class Gathered : public testing::Test {
 protected:
  World world_;
  Snapshot snapshot_;

  Evidence gathered(const EvidenceAsked& asked) {
    store::Store store = store::Store::open(world_.archive(), database::Access::kRead);
    return gather(store, asked, world_.desk().pages(), world_.desk().pictures(), snapshot_);
  }
  Evidence of(const std::string& key, const std::string& field) { return gathered({{}, {{key, field}}, "somsri"}); }
  std::string refused(const EvidenceAsked& asked) {
    return message_of([&] { gathered(asked); });
  }
};

std::string values_of(const EvidenceItem& item) {
  std::string out;
  for (const EvidenceValue& v : item.values)
    out += v.field + " (" + v.label + "): " + v.value + " / " + v.shown + (v.raw.empty() ? "" : " raw " + v.raw) + "\n";
  return out;
}

TEST_F(Gathered, AValueHasItsPlaceItsSourceAndItsHistory) {
  const std::string key = key_of("a66"), at = "/documents/" + key;
  world_.post(at + "/correct", {{"field", "measures/1/status"}, {"after", "done"}, {"why", "เห็นในภาพ"}});
  world_.post(at + "/correct", {{"field", "measures/1/title"}, {"after", "ชื่อใหม่"}, {"why", "ของอีกค่าหนึ่ง"}});
  const Evidence evidence = of(key, "measures/1/status");
  ASSERT_EQ(evidence.items.size(), 1u);
  const EvidenceItem& item = evidence.items[0];
  EXPECT_EQ(item.office, kOfficeA);
  EXPECT_EQ(item.year, "2566");
  EXPECT_EQ(item.heading, "รายงานผลมาตรการส่งเสริมคุณธรรม");
  EXPECT_EQ(item.file, "a66.png");
  EXPECT_EQ(item.page, 1);
  EXPECT_EQ(item.read_how, "อ่านจากภาพสแกน · แบบจำลอง model");
  EXPECT_EQ(item.stood_then, "");
  EXPECT_FALSE(item.gone);
  EXPECT_EQ(values_of(item), "measures/1/status (มาตรการ 2 · สถานะ): done / ดำเนินการแล้ว raw /\n");
  ASSERT_EQ(item.changes.size(), 1u) << "those of another value are no evidence of it";
  EXPECT_EQ(item.changes[0].before, "กำลังดำเนินการ");
  EXPECT_EQ(item.changes[0].after, "ดำเนินการแล้ว");
  EXPECT_EQ(item.changes[0].who, "editor");
  EXPECT_EQ(item.changes[0].why, "เห็นในภาพ");
  EXPECT_EQ(evidence.title, item.label + " · " + kOfficeA + " · 2566");
  EXPECT_EQ(evidence.made_by, "somsri");
  EXPECT_EQ(evidence.state, "");
  ASSERT_EQ(evidence.documents.size(), 1u);
  EXPECT_EQ(evidence.documents[0].key, key);
  EXPECT_EQ(evidence.documents[0].path, source_of("a66").string());
  EXPECT_EQ(evidence.documents[0].file, "a66.png");
  EXPECT_EQ(evidence.documents[0].first_page, 1);
  EXPECT_EQ(of(key, "measures/1").items[0].changes.size(), 2u) << "of its record all";
  EXPECT_EQ(of(key, "measures/0").items[0].changes.size(), 0u);
  EXPECT_EQ(of(key, "").items[0].changes.size(), 2u);
}

TEST_F(Gathered, ARecordHasItsValuesAndADocumentAllOfThemNumbered) {
  const EvidenceItem record = of(key_of("a66"), "measures/0").items.at(0);
  EXPECT_EQ(record.label, "มาตรการ 1");
  EXPECT_EQ(record.values.size(), 8u) << values_of(record);
  for (const EvidenceValue& value : record.values) EXPECT_TRUE(value.field.starts_with("measures/0/")) << value.field;
  const EvidenceItem whole = of(key_of("a66"), "").items.at(0);
  EXPECT_EQ(whole.label, "ทั้งเอกสาร");
  EXPECT_GT(whole.values.size(), 25u);
  const std::string all = values_of(whole);
  EXPECT_NE(all.find("fiscal_year ("), std::string::npos);
  EXPECT_NE(all.find("measures/2/title (3. "), std::string::npos) << all;
  EXPECT_NE(all.find("signatures/0/name (1. "), std::string::npos);
  EXPECT_EQ(all.find("organisation/name (1"), std::string::npos);
  EXPECT_NE(all.find("): 2566 / 2566 raw ๒๕๖๖\n"), std::string::npos) << "how it was written, where it was otherwise";
  EXPECT_EQ(of(key_of("a66"), "signatures/0").items.at(0).label, world_.desk().pages().text("document.signatures", view::Language::kThai) + " 1");
  EXPECT_EQ(of(key_of("a66"), "scores/0").items.at(0).label, world_.desk().pages().text("document.scores", view::Language::kThai) + " 1");
}

TEST_F(Gathered, OfASourceThatIsGoneHasNoPictureAndNoFile) {
  const Evidence evidence = of(key_of("a65"), "");
  EXPECT_EQ(evidence.items.at(0).picture, "");
  EXPECT_NE(evidence.items.at(0).no_picture, "");
  EXPECT_EQ(evidence.documents.at(0).path, "");
  EXPECT_EQ(evidence.documents.at(0).file, "a65.png");
  EXPECT_EQ(evidence.title, "ทั้งเอกสาร · " + std::string(kOfficeA) + " · 2565");
  EXPECT_EQ(of(key_of("c"), "").title, "ทั้งเอกสาร · " + std::string(kOfficeC)) << "it has no year";
  EXPECT_EQ(of(key_of("b66"), "").items.at(0).read_how, "อ่านจากข้อความใน PDF");
}

// A picture is drawn out of the file whose content was read, and of no other that lies in its place.
TEST_F(Gathered, OfASourceThatWasChangedHasNoPicture) {
  const std::filesystem::path file = world_.folder() / "moved.png";
  std::filesystem::copy_file(source_of("a66"), file);
  {
    store::Store store = store::Store::open(world_.archive(), database::Access::kWrite);
    store::StoredFile moved = *store.file(base::sha256_of_file(file));
    moved.path = file.string();
    store.remove_file(moved.sha256);
    store.put_file(moved);
    store.finish();
  }
  const Evidence whole = of(key_of("a66"), "measures/0");
  EXPECT_EQ(whole.documents.at(0).path, file.string());
  if (kPicturesAreMade) {
    EXPECT_NE(whole.items.at(0).picture, "") << whole.items.at(0).no_picture;
  }
  std::filesystem::copy_file(source_of("b66"), file, std::filesystem::copy_options::overwrite_existing);
  const Evidence changed = of(key_of("a66"), "signatures/0/name");  // of which no picture was drawn before
  EXPECT_EQ(changed.items.at(0).picture, "");
  EXPECT_EQ(changed.items.at(0).no_picture, "the source file has moved or changed");
  EXPECT_EQ(changed.documents.at(0).path, "");
}

TEST_F(Gathered, ADossierBringsWhatWasCollectedAndNoted) {
  {
    store::Store store = store::Store::open(world_.archive(), database::Access::kWrite);
    const std::string dossier = casework::open_dossier(store, "malee", "จัดซื้อซ้ำ");
    casework::assign(store, "malee", dossier, "somsri");
    casework::note_dossier(store, "malee", dossier, "ดูต่อ");
    const std::vector<casework::Subject> first = {{key_of("a66"), "measures/1/status"}, {"", ""}};
    casework::collect(store, "malee", dossier, first, "น่าสงสัย");
    const std::vector<casework::Subject> second = {{key_of("b66"), "measures/0"}, {key_of("a65"), ""}};
    casework::collect(store, "somchai", dossier, second, "");
  }
  world_.post("/documents/" + key_of("a66") + "/correct", {{"field", "measures/1/status"}, {"after", "done"}});
  store::Store store = store::Store::open(world_.archive(), database::Access::kWrite);
  store.remove_file(base::sha256_hex("a65"));
  EvidenceAsked asked{casework::dossiers(store.db()).at(0), {}, "editor"};
  const Evidence evidence = gathered(asked);
  EXPECT_EQ(evidence.title, "จัดซื้อซ้ำ");
  EXPECT_EQ(evidence.state, world_.desk().pages().text("dossier.state_open", view::Language::kThai));
  EXPECT_EQ(evidence.assignee, "somsri");
  ASSERT_EQ(evidence.notes.size(), 1u);
  EXPECT_EQ(evidence.notes[0].second, "ดูต่อ");
  EXPECT_TRUE(evidence.notes[0].first.starts_with("malee · ")) << evidence.notes[0].first;
  ASSERT_EQ(evidence.items.size(), 4u);
  EXPECT_EQ(evidence.items[0].stood_then, "in_progress") << "it was corrected since";
  EXPECT_EQ(evidence.items[0].why, "น่าสงสัย");
  EXPECT_EQ(evidence.items[0].who, "malee");
  EXPECT_NE(evidence.items[0].at, "");
  EXPECT_EQ(evidence.items[1].label, "ข้อค้นพบ");
  EXPECT_EQ(evidence.items[1].values.size(), 0u);
  EXPECT_EQ(evidence.items[2].stood_then, "") << "it stands as it did";
  EXPECT_EQ(evidence.items[2].who, "somchai");
  EXPECT_TRUE(evidence.items[3].gone);
  EXPECT_EQ(evidence.items[3].stood_then, "รายงานผลปีก่อน");
  EXPECT_EQ(evidence.documents.size(), 2u) << "of what is gone there is no proof";
}

TEST_F(Gathered, HoldsFromOneToFiveHundredItems) {
  EXPECT_EQ(refused({{}, {}, "editor"}), "holds nothing to prove yet; collect something first");
  const std::vector<casework::Subject> most(500, casework::Subject{});
  EXPECT_EQ(gathered({{}, most, "editor"}).items.size(), 500u);
  const std::vector<casework::Subject> more(501, casework::Subject{});
  EXPECT_EQ(refused({{}, more, "editor"}), "holds too much for one bundle; open another dossier");
}

// The head is taken anew only when what is asked for was changed.
TEST_F(Gathered, ASnapshotHoldsWhileTheDocumentsAreWhatTheyWere) {
  const std::string key = key_of("a66");
  const auto history = [&](const std::string& of_key) {
    store::Store store = store::Store::open(world_.archive(), database::Access::kRead);
    return snapshot_.of(store, {of_key})->head.history;
  };
  const auto first = history(key);
  world_.post("/documents/" + key_of("b66") + "/correct", {{"field", "measures/0/title"}, {"after", "อื่น"}});
  EXPECT_EQ(history(key), first) << "another document was changed";
  EXPECT_GT(history(key_of("b66")), first);
  const auto second = history(key);
  world_.post("/documents/" + key + "/correct", {{"field", "measures/0/title"}, {"after", "อื่น"}});
  EXPECT_GT(history(key), second);
}

// The report's words, line by line as a reader of PDFs finds them. `made` has one item of each kind.
std::string text_of_report(const Evidence& evidence, const view::Pages& pages, const std::filesystem::path& folder) {
  const std::string file = (folder / "r.pdf").string();
  std::ofstream(file, std::ios::binary) << evidence_pdf(evidence, pages);
  if (std::system(("pdftotext -raw '" + file + "' '" + file + ".txt' 2>/dev/null").c_str()) != 0) return "";
  std::stringstream out;
  out << std::ifstream(file + ".txt").rdbuf();
  return out.str();
}

TEST(EvidencePdf, SaysOfEachItemWhatIsKnownAndNoMore) {
  if (!write::ThaiFont::find("")) GTEST_SKIP() << "SKIPPED: no Thai font on this machine; tools/setup test installs one";
  World world;
  const view::Pages& pages = world.desk().pages();
  Evidence evidence;
  evidence.title = "TITLE";
  evidence.made_at = "2026-11-21T14:46:20Z";
  evidence.items.resize(1);
  evidence.items[0].label = "LABEL";
  const std::string bare = text_of_report(evidence, pages, world.folder());
  if (bare.empty()) GTEST_SKIP() << "SKIPPED: no pdftotext on this machine; tools/setup test installs it";
  for (const char* part : {"TITLE", "1. LABEL"}) EXPECT_NE(bare.find(part), std::string::npos) << part << bare;
  const auto keyed = [&](const char* key) { return pages.text(key, view::Language::kThai).substr(0, 9); };  // three letters
  // What is added, and the words that it brings and nothing else does.
  struct Case {
    std::function<void(Evidence&)> add;
    std::vector<std::string> words;
  };
  for (const Case& c : {Case{[](Evidence& e) { e.made_by = "MAKER"; }, {"· MAKER"}}, Case{[](Evidence& e) { e.state = "STATE"; }, {"STATE"}},
                        Case{[](Evidence& e) { e.state = "STATE", e.assignee = "SOMSRI"; }, {"STATE · ", "SOMSRI"}},
                        Case{[](Evidence& e) {
                               e.notes = {{"NOTER", "NOTE"}};
                             },
                             {"NOTER", "NOTE\n"}},
                        Case{[](Evidence& e) { e.head.root = "ROOT99"; }, {"ROOT99"}}, Case{[](Evidence& e) { e.items[0].why = "WHY"; }, {"WHY"}},
                        Case{[](Evidence& e) { e.items[0].office = "OFFICE"; }, {"OFFICE\n"}},
                        Case{[](Evidence& e) { e.items[0].year = "2566", e.items[0].heading = "HEADING"; }, {"2566 · HEADING\n"}},
                        Case{[](Evidence& e) { e.items[0].office = "OFFICE", e.items[0].year = "2566"; }, {"OFFICE · 2566\n"}},
                        Case{[](Evidence& e) { e.items[0].stood_then = "THEN"; }, {"THEN"}},
                        Case{[](Evidence& e) { e.items[0].who = "COLLECTOR", e.items[0].at = "ONEDAY"; }, {"COLLECTOR · ONEDAY"}},
                        Case{[](Evidence& e) {
                               e.items[0].values = {{"f", "NAME", "v", "SHOWN", "", "r", 0.87}};
                             },
                             {"NAME (87%)", "SHOWN"}},
                        Case{[](Evidence& e) {
                               e.items[0].values = {{"f", "NAME", "v", "SHOWN", "RAW", "r", 1}};
                             },
                             {"NAME (100%)", ": RAW"}},
                        Case{[](Evidence& e) {
                               e.items[0].changes = {{"AT", "WHO", "", "NAME", "", "AFTER"}};
                             },
                             {"NAME: – -> AFTER", "WHO · AT\n"}},
                        Case{[](Evidence& e) {
                               e.items[0].changes = {{"AT", "WHO", "WHY", "NAME", "BEFORE", ""}};
                             },
                             {"NAME: BEFORE -> –", "WHO · AT · WHY\n"}},
                        Case{[](Evidence& e) { e.items[0].file = "F.pdf", e.items[0].page = 7, e.items[0].sha256 = "ABCDEF"; },
                             {"F.pdf · ", " 7\n", "SHA-256 ABCDEF"}},
                        Case{[](Evidence& e) { e.items[0].file = "F.pdf", e.items[0].read_how = "HOW"; }, {" 0 · HOW\n"}},
                        Case{[](Evidence& e) { e.items.push_back({}), e.items[1].label = "NEXT"; }, {"2. NEXT"}}}) {
    Evidence more = evidence;
    c.add(more);
    const std::string text = text_of_report(more, pages, world.folder());
    for (const std::string& word : c.words) {
      EXPECT_NE(text.find(word), std::string::npos) << word << "\n" << text;
      EXPECT_EQ(bare.find(word), std::string::npos) << word;
    }
  }
  Evidence faulty = evidence;
  faulty.faults = 1;
  EXPECT_NE(text_of_report(faulty, pages, world.folder()), bare);
  EXPECT_NE(keyed("bundle.faulty"), keyed("bundle.whole"));
  Evidence gone = evidence;
  gone.items[0].gone = true;
  EXPECT_GT(text_of_report(gone, pages, world.folder()).size(), bare.size() + 60) << "that it is gone is said in a sentence";
  Evidence undrawn = evidence;
  undrawn.items[0].no_picture = "its file is gone";
  EXPECT_GT(text_of_report(undrawn, pages, world.folder()).size(), bare.size() + 10) << "that there is no picture is said";
}

}  // namespace evidence_test
}  // namespace banthuek::serve::bundle
