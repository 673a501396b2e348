// Notes, tags and dossiers: acts that stand in the history, and what they say when played.
#include "pipeline/casework/casework.h"

#include <gtest/gtest.h>

#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek::casework {
namespace casework_test {

using Told = std::vector<std::string>;

class Casework : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store((folder / "a.db").string());
  std::string key;
  int minute = 0;

  void SetUp() override {
    store::StoredFile file = stored_file("a.pdf", report_of());
    file.page_count = 1;
    file.documents.front().last_page = 1;
    store.put_file(file);
    store.put_ledger({"a.pdf", file.sha256, store::Outcome::kDone, "", 1, 1, 1, ""});
    key = store::document_key(file.sha256, 1);
    store.set_clock([this] { return "2026-11-28T10:" + std::to_string(10 + minute++) + ":00Z"; });
  }
  std::string told(const std::function<void()>& act) {
    try {
      act();
    } catch (const Error& e) {
      return e.what();
    }
    return "";
  }
};

TEST_F(Casework, KeepsADossierWithWhatWasCollectedInItAndWhoDidIt) {
  const std::string dossier = open_dossier(store, "มาลี ใจดี", "  จัดซื้อ \n ซ้ำกัน ");
  const Subject measure{key, "measures/0"}, value{key, "measures/1/status"}, document{key, ""};
  EXPECT_EQ(collect(store, "malee", dossier, std::vector<Subject>{measure, value, measure}, ""), 2) << "not twice";
  EXPECT_EQ(collect(store, "malee", dossier, std::vector<Subject>{Subject{}}, "อบต. ก ปี 2566 ไม่มีรายงาน"), 1);
  EXPECT_EQ(collect(store, "malee", dossier, std::vector<Subject>{Subject{}}, "อบต. ข ปี 2566 ไม่มีรายงาน"), 1) << "told apart by their text";
  assign(store, "malee", dossier, "somsri");
  set_state(store, "somsri", dossier, State::kInWork);
  note_dossier(store, "somsri", dossier, "รอเอกสาร\nบรรทัดสอง");
  rename(store, "somsri", dossier, "จัดซื้อซ้ำ");
  EXPECT_EQ(leave_out(store, "somsri", dossier, std::vector<Subject>{value, document}, ""), 1);

  const auto now = casework::dossier(store.db(), dossier);
  ASSERT_TRUE(now);
  EXPECT_EQ(now->title, "จัดซื้อซ้ำ");
  EXPECT_EQ(now->assignee, "somsri");
  EXPECT_EQ(now->state, State::kInWork);
  EXPECT_EQ(now->opened_by, "มาลี ใจดี");
  ASSERT_EQ(now->items.size(), 3u);
  EXPECT_EQ(now->items[0].subject, measure);
  EXPECT_EQ(now->items[0].seen, "การใช้งบประมาณ");
  EXPECT_EQ(now->items[2].text, "อบต. ข ปี 2566 ไม่มีรายงาน");
  ASSERT_EQ(now->notes.size(), 1u);
  EXPECT_EQ(now->notes[0].text, "รอเอกสาร\nบรรทัดสอง");
  EXPECT_EQ(now->acts.size(), 10u);
  EXPECT_EQ(now->acts.front().text, "จัดซื้อ ซ้ำกัน");
  const auto of = of_document(store.db(), key);
  ASSERT_EQ(of.items.size(), 1u);
  EXPECT_EQ(of.items[0].dossier, dossier);
  const std::string second = open_dossier(store, "malee", "อีกเรื่อง");
  const auto all = dossiers(store.db());
  ASSERT_EQ(all.size(), 2u);
  EXPECT_EQ(all[0].key, second) << "changed last";
  EXPECT_EQ(store::verify(store), Told{});
}

TEST_F(Casework, KeepsNotesAndTags) {
  const Subject document{key, ""}, measure{key, "measures/0"};
  note(store, "malee", {key, "measures/0/title"}, "พิมพ์ไม่ชัด");
  EXPECT_EQ(tag(store, "malee", std::vector<Subject>{document, measure, Subject{}}, "ตรวจซ้ำ", Tagging::kPut), 2);
  EXPECT_EQ(tag(store, "somsri", std::vector<Subject>{document}, " ตรวจซ้ำ ", Tagging::kPut), 0) << "bears it";
  EXPECT_EQ(tag(store, "malee", std::vector<Subject>{measure}, "เร่งด่วน", Tagging::kPut), 1);
  EXPECT_EQ(tags(store.db()), (std::vector<std::pair<std::string, int>>{{"ตรวจซ้ำ", 2}, {"เร่งด่วน", 1}}));
  EXPECT_EQ(tag(store, "malee", std::vector<Subject>{document}, "ตรวจซ้ำ", Tagging::kTakeOff), 1);
  const OfDocument of = of_document(store.db(), key);
  ASSERT_EQ(of.tags.size(), 2u);
  EXPECT_EQ(of.tags[0].subject, measure);
  ASSERT_EQ(of.notes.size(), 1u);
  EXPECT_EQ(of.notes[0].seen, "การใช้งบประมาณ");
  ASSERT_EQ(tagged(store.db(), "ตรวจซ้ำ").size(), 1u);
  EXPECT_EQ(store::verify(store), Told{});
}

TEST_F(Casework, RefusesWhatCannotBe) {
  const std::string dossier = open_dossier(store, "malee", "เรื่อง");
  EXPECT_EQ(told([&] { open_dossier(store, "malee", " \n"); }), "casework: there is no text; write some");
  EXPECT_EQ(told([&] { open_dossier(store, "", "เรื่อง"); }), "casework: an act needs a name; say who does it");
  EXPECT_EQ(told([&] {
              note(store, "malee", {key, "measures/7/title"}, "x");
            }),
            key + "/measures/7/title: names no value of this document; search again");
  EXPECT_EQ(told([&] { note(store, "malee", {"0123", ""}, "x"); }), "0123: there is no such document; search again");
  EXPECT_EQ(told([&] { collect(store, "malee", "0123", std::vector<Subject>{}, ""); }), "0123: there is no such dossier; see the list of dossiers");
  EXPECT_EQ(told([&] { note(store, "malee", {key, ""}, std::string(8001, 'x')); }), "casework: the text is too long; write less of it");
  EXPECT_EQ(told([&] { note(store, "malee", {key, ""}, std::string(8000, 'x')); }), "") << "the longest";
  EXPECT_EQ(casework::dossier(store.db(), dossier)->acts.size(), 1u);
  EXPECT_FALSE(parse_subject("../etc"));
  EXPECT_FALSE(parse_subject("0123/"));
  const std::string longest(64, 'a'), field(100, 'b');
  EXPECT_TRUE(parse_subject(longest + "/" + field));
  EXPECT_FALSE(parse_subject(longest + "a/" + field));
  EXPECT_FALSE(parse_subject(longest + "/" + field + "b"));
  for (const char* bad : {"0123/Title", "0123/a b", "g", "0123/a/", "/a"}) EXPECT_FALSE(parse_subject(bad)) << bad;
  EXPECT_EQ(text_of(*parse_subject("0123/measures/1")), "0123/measures/1");
}

// Nobody changes what was said, and who does it past the program is found.
TEST_F(Casework, IsAppendOnlyAndVerified) {
  note(store, "malee", {key, ""}, "หนึ่ง");
  note(store, "malee", {key, ""}, "สอง");
  EXPECT_NE(told([&] { store.db().script("UPDATE casework SET text = 'x'"); }), "");
  EXPECT_NE(told([&] { store.db().script("DELETE FROM casework"); }), "");
  EXPECT_NE(told([&] { store.db().script("INSERT OR REPLACE INTO casework (id, at, who, action, text) VALUES (1, '', 'x', 'noted', 'x')"); }), "");
  EXPECT_EQ(store::verify(store), Told{});
  store.db().script("INSERT INTO casework (at, who, action, text) VALUES ('2026', 'x', 'noted', 'x')");
  EXPECT_EQ(store::verify(store), Told{"casework: there are 3 acts, the history knows of 2; restore a backup"});
}

TEST_F(Casework, GoesIntoTheWholeWithItsShard) {
  const std::string dossier = open_dossier(store, "malee", "เรื่อง");
  collect(store, "malee", dossier, std::vector<Subject>{{key, "title"}}, "");
  store::Store whole = new_store((folder / "whole.db").string());
  take_casework(whole, store.db());
  const auto there = casework::dossier(whole.db(), dossier);
  ASSERT_TRUE(there);
  ASSERT_EQ(there->items.size(), 1u);
  EXPECT_EQ(there->items[0].subject, (Subject{key, "title"}));
  const auto rows = [](database::Database& db) {
    std::vector<std::string> out;
    for (auto row = db.prepare("SELECT json_array(at, who, action, dossier, document, field, seen, text) FROM casework ORDER BY id"); row.step();)
      out.push_back(row.text(0));
    return out;
  };
  EXPECT_EQ(rows(whole.db()), rows(store.db())) << "all that was kept of each act";
  EXPECT_EQ(store::verify(whole), Told{});
}

}  // namespace casework_test
}  // namespace banthuek::casework
