#include <gtest/gtest.h>

#include "extractors/types/field_path.h"
#include "pipeline/base/sha256.h"
#include "pipeline/store/correct.h"
#include "tests/store/samples.h"

namespace banthuek {
namespace corrections_test {

class Corrections : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  std::string key = store::document_key(base::sha256_hex("a.pdf"), 3);

  void SetUp() override {
    store.put_file(stored_file("a.pdf", full_document()));
    store.set_clock([] { return "2026-01-02T03:04:05Z"; });
  }
  std::string said(const std::string& path, const std::optional<std::string>& value, const std::string& who = "สมศรี",
                   const std::string& why = "อ่านผิด") {
    return message_of([&] { store::correct(store, key, path, value, who, why); });
  }
  MaybeField held(const std::string& path) {
    auto stored = store.document(key);
    const MaybeField* place = field_at(stored->document, path);
    return place ? *place : std::nullopt;
  }
  void expect_held(const std::string& path, const std::string& given, const std::string& value) {
    EXPECT_EQ(said(path, given), "") << path;
    ASSERT_TRUE(held(path)) << path;
    EXPECT_EQ(held(path)->value, value) << path << " of " << given;
  }
  void expect_refused(const std::string& path, const std::string& given, const std::string& what) {
    EXPECT_EQ(said(path, given), key + "/" + path + ": '" + given + "' is no " + what);
  }
};

TEST_F(Corrections, OfAStatusTakeTheThreeThereAre) {
  for (const char* status : {"not_started", "in_progress", "done"}) expect_held("measures/1/status", std::string(" ") + status + "\n", status);
  for (const char* other : {"", "Done", "finished", "done done"})
    expect_refused("measures/1/status", other, "status; give not_started, in_progress or done");
}

TEST_F(Corrections, OfAFrequencyTakeTheFiveThereAre) {
  for (const char* often : {"monthly", "quarterly", "half_yearly", "yearly", "continuous"}) expect_held("measures/0/period/frequency", often, often);
  for (const char* other : {"", "weekly", "year"})
    expect_refused("measures/0/period/frequency", other, "frequency; give monthly, quarterly, half_yearly, yearly or continuous");
}

TEST_F(Corrections, OfAYearTakeFourDigitsOfTheBuddhistEra) {
  for (const char* path : {"fiscal_year", "ita_result/fiscal_year"}) {
    for (const auto& [given, year] : {std::pair{"2400", "2400"}, {"๒๕๖๖", "2566"}, {" 2567 ", "2567"}, {"9999", "9999"}})
      expect_held(path, given, year);
    for (const char* other : {"2399", "2023", "256", "25666", "256x", "x566", "", "-256"})
      expect_refused(path, other, "year; give four digits of the Buddhist era, as 2566");
  }
}

TEST_F(Corrections, OfADateTakeADayOrAMonthOrAYearThatExists) {
  for (const char* path : {"memo/date", "measures/1/period/start", "measures/1/period/end"}) {
    for (const auto& [given, date] : {std::pair{"2023", "2023"},
                                      {"1901", "1901"},
                                      {"2199-12-31", "2199-12-31"},
                                      {"2023-01", "2023-01"},
                                      {"2023-12", "2023-12"},
                                      {"2024-02-29", "2024-02-29"},
                                      {"2023-04-30", "2023-04-30"},
                                      {"๒๐๒๓-๐๔-๐๑", "2023-04-01"},
                                      {"๕ เม.ย. ๒๕๖๖", "2023-04-05"}})
      expect_held(path, given, date);
    for (const char* other : {"", "x", "2023-13", "2023-00", "2023-1", "2023-02-29", "2023-04-31", "2023-04-00", "2023-4-05", "2023-04-05-06",
                              "2023-04-05x", "2023-04-", "2023-", "2023/04/05"})
      expect_refused(path, other, "date; give a day that exists, as 2023-04-30, or a month, as 2023-04");
  }
}

TEST_F(Corrections, OfAScoreTakeNumbersFromNoughtToAHundred) {
  for (const char* path : {"ita_result/score", "scores/1/iit", "scores/1/eit", "scores/1/oit", "scores/1/total"}) {
    for (const auto& [given, score] : {std::pair{"0", "0"}, {"100", "100"}, {"๘๕.๗๐", "85.70"}, {" 99.99 ", "99.99"}})
      expect_held(path, given, score);
    for (const char* other : {"-0.01", "100.01", "1000", "", "x", "85x", "85,7", "nan", "inf", "-1"})
      expect_refused(path, other, "score; give a number from 0 to 100, as 85.70");
  }
}

TEST_F(Corrections, OfAChangeOfAScoreTakeNumbersOfEitherSign) {
  for (const auto& [given, change] : {std::pair{"-100", "-100"}, {"100", "100"}, {"-๑.๕", "-1.5"}, {"0", "0"}})
    expect_held("ita_result/change", given, change);
  for (const char* other : {"-100.5", "100.5", "", "x", "1x", "nan"})
    expect_refused("ita_result/change", other, "change of a score; give a number, as -1.5");
}

TEST_F(Corrections, OfATextTakeItAsItIsInside) {
  expect_held("title", "ก\u0E4Dาหนด  ๕ วัน", "กำหนด  ๕ วัน");
  expect_held("measures/0/title", "", "");
  expect_held("scores/0/level", "ดี", "ดี");
}

TEST_F(Corrections, NeedANameAReasonADocumentAndAField) {
  for (const char* blank : {"", " ", "\n\t", "\u00A0"}) {
    EXPECT_EQ(said("title", "x", blank), key + "/title: a correction needs a name; say who corrects");
    EXPECT_EQ(said("title", "x", "สมศรี", blank), key + "/title: a correction needs a reason; say why");
  }
  EXPECT_EQ(said("nothing", "x"), key + "/nothing: names no field of this document; see banthuek show " + key);
  EXPECT_EQ(said("measures/2/title", "x"), key + "/measures/2/title: names no field of this document; see banthuek show " + key);
  EXPECT_EQ(message_of([&] { store::correct(store, "0123", "title", "x", "a", "b"); }),
            "0123: there is no such document; find its key with banthuek search");
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM corrections"), 0);
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history"), 1);
  EXPECT_FALSE(store.db().in_transaction());
}

TEST_F(Corrections, AreKeptInTheOrderMadeWithAllThatBelongsToThem) {
  const Document before = full_document();
  EXPECT_EQ(said("measures/1/status", "done"), "");
  EXPECT_EQ(said("title", std::nullopt, "สมชาย", "ไม่มี"), "");
  EXPECT_EQ(said("title", "ใหม่"), "");
  const std::vector<store::Correction> list = store::corrections_of(store.db(), base::sha256_hex("a.pdf"));
  ASSERT_EQ(list.size(), 3u);
  EXPECT_EQ(list[0].sha256, base::sha256_hex("a.pdf"));
  EXPECT_EQ(list[0].first_page, 3);
  EXPECT_EQ(list[0].field, "measures/1/status");
  EXPECT_EQ(list[0].anchor, "[\"" + before.measures[1].no->raw + "\",\"" + before.measures[1].title->raw + "\"]");
  EXPECT_EQ(list[0].before, "in_progress");
  EXPECT_EQ(list[0].after, "done");
  EXPECT_EQ(list[0].who, "สมศรี");
  EXPECT_EQ(list[0].at, "2026-01-02T03:04:05Z");
  EXPECT_EQ(list[0].why, "อ่านผิด");
  EXPECT_EQ(list[1].anchor, "");
  EXPECT_EQ(list[1].before, before.title->value);
  EXPECT_EQ(list[1].after, std::nullopt);
  EXPECT_EQ(list[1].who, "สมชาย");
  EXPECT_EQ(list[2].before, std::nullopt);
  EXPECT_EQ(list[2].after, "ใหม่");
  Document of_page;
  for (const auto& [page, count] : {std::pair(3, 3u), {4, 0u}}) {
    of_page.first_page = page;
    EXPECT_EQ(store::corrections_of(store.db(), base::sha256_hex("a.pdf"), of_page).size(), count) << page;
  }
  EXPECT_EQ(store::corrections_of(store.db(), base::sha256_hex("b.pdf")).size(), 0u);
  database::Statement row = store.db().prepare(
      "SELECT at || '|' || who || '|' || action || '|' || subject || '|' || json_remove(detail, '$.digest', '$.row', '$.sha256') FROM history WHERE "
      "id > 1 ORDER BY id");
  const char* const details[] = {
      "สมศรี|corrected|KEY/measures/1/status|{\"after\":\"done\",\"before\":\"in_progress\",\"confidence\":0.353,\"why\":\"อ่านผิด\"}",
      "สมชาย|corrected|KEY/title|{\"after\":null,\"before\":\"ค่า 4\",\"confidence\":0.305,\"why\":\"ไม่มี\"}",
      "สมศรี|corrected|KEY/title|{\"after\":\"ใหม่\",\"before\":null,\"why\":\"อ่านผิด\"}"};
  for (std::string detail : details) {
    ASSERT_TRUE(row.step());
    EXPECT_EQ(row.text(0), "2026-01-02T03:04:05Z|" + detail.replace(detail.find("KEY"), 3, key));
  }
  EXPECT_FALSE(row.step());
}

TEST_F(Corrections, LeaveTheRawTextAndAreSureOfTheValue) {
  EXPECT_EQ(said("measures/1/status", "done"), "");
  const MaybeField status = held("measures/1/status");
  ASSERT_TRUE(status);
  EXPECT_EQ(status->raw, "raw in_progress");
  EXPECT_EQ(status->confidence, 1);
  EXPECT_EQ(status->rule, "correction");
  EXPECT_FALSE(status->places.empty());
  EXPECT_EQ(said("title", std::nullopt), "");
  EXPECT_FALSE(held("title"));
  EXPECT_EQ(said("title", "ใหม่"), "");
  EXPECT_EQ(held("title")->raw, "");
  EXPECT_EQ(held("title")->rule, "correction");
  EXPECT_EQ(held("title")->confidence, 1);
  EXPECT_TRUE(held("title")->places.empty());
}

TEST_F(Corrections, AnchorsLeaveOutWhatAPersonPutWhereNothingWasRead) {
  Document d = full_document();
  d.measures[0].no.reset();
  store.put_file(stored_file("a.pdf", d));
  EXPECT_EQ(said("measures/0/no", "7"), "");
  EXPECT_EQ(said("measures/0/title", "ชื่อใหม่"), "");
  EXPECT_EQ(said("measures/0/status", "done"), "");
  for (const store::Correction& c : store::corrections_of(store.db(), base::sha256_hex("a.pdf")))
    EXPECT_EQ(c.anchor, "[null,\"" + d.measures[0].title->raw + "\"]");
  store.put_file(stored_file("a.pdf", d));
  EXPECT_EQ(held("measures/0/no")->value, "7");
  EXPECT_EQ(held("measures/0/title")->value, "ชื่อใหม่");
  EXPECT_EQ(held("measures/0/status")->value, "done");
}

TEST_F(Corrections, OfOneThingStayApartFromThoseOfAnother) {
  store::StoredFile other = stored_file("b.pdf", full_document(), "b");
  store.put_file(other);
  EXPECT_EQ(said("title", "ใหม่"), "");
  EXPECT_EQ(store.document(store::document_key(base::sha256_hex("b"), 3))->document.title->value, "ค่า 4");
  store.put_file(other);
  EXPECT_EQ(store.document(store::document_key(base::sha256_hex("b"), 3))->document.title->value, "ค่า 4");
}

TEST_F(Corrections, GoAlongIntoAnotherDatabaseInTheirOrder) {
  EXPECT_EQ(said("title", "หนึ่ง"), "");
  EXPECT_EQ(said("title", "สอง"), "");
  store::Store other = new_store(folder / "b.db");
  store::take_corrections(other, store.db(), base::sha256_hex("a.pdf"));
  store::take_corrections(other, store.db(), base::sha256_hex("b.pdf"));
  const std::vector<store::Correction> from = store::corrections_of(store.db(), base::sha256_hex("a.pdf")),
                                       to = store::corrections_of(other.db(), base::sha256_hex("a.pdf"));
  ASSERT_EQ(to.size(), 2u);
  for (std::size_t i = 0; i < 2; ++i) {
    EXPECT_EQ(to[i].field + to[i].anchor + *to[i].before + *to[i].after + to[i].who + to[i].at + to[i].why,
              from[i].field + from[i].anchor + *from[i].before + *from[i].after + from[i].who + from[i].at + from[i].why);
    EXPECT_EQ(to[i].first_page, 3);
  }
  EXPECT_EQ(other.db().integer("SELECT count(*) FROM history WHERE action = 'corrected' AND at = '2026-01-02T03:04:05Z' AND who = 'สมศรี'"), 2);
  other.put_file(stored_file("a.pdf", full_document()));
  EXPECT_EQ(other.document(key)->document.title->value, "สอง");
}

TEST_F(Corrections, ThatFindNoPlaceAreToldOnceInTheFile) {
  EXPECT_EQ(said("title", "ใหม่"), "");
  Document other = full_document();
  other.first_page = 4;
  store::StoredFile file = stored_file("a.pdf", other);
  store.put_file(file);
  const std::vector<Finding> told = store.file(file.sha256)->findings;
  ASSERT_EQ(told.size(), 1u);
  file.findings = told;
  store.put_file(file);
  EXPECT_EQ(store.file(file.sha256)->findings, told);
}

// Applied to readings of one file, without a store -------------------------------------------------------------------

Measure row(const std::string& no, const MaybeField& title) {
  Measure m;
  m.no = field(no);
  m.title = title;
  m.status = field("not_started");
  return m;
}

Document page(int first_page, std::vector<Measure> measures) {
  Document d;
  d.first_page = d.last_page = first_page;
  d.measures = std::move(measures);
  return d;
}

store::Correction correction(const std::string& path, const std::string& anchor = "", std::optional<std::string> before = "not_started",
                             std::optional<std::string> after = "done", int first_page = 1) {
  return {"sha", first_page, path, anchor, std::move(before), std::move(after), "สมศรี", "2026-01-02", "why"};
}

// "0/1" where the status of measure 1 of document 0 is done, and "homeless" where a finding says that a place is gone.
std::string went_to(std::vector<Document> documents, const store::Correction& c) {
  std::string out;
  const auto add = [&](const std::string& part) { out += (out.empty() ? "" : " ") + part; };
  for (const Finding& f : store::apply_corrections(documents, std::span(&c, 1))) add(f.code == "correction_homeless" ? "homeless file" : f.code);
  for (std::size_t d = 0; d < documents.size(); ++d) {
    for (std::size_t i = 0; i < documents[d].measures.size(); ++i)
      if (documents[d].measures[i].status->value == "done") add(std::to_string(d) + "/" + std::to_string(i));
    for (const Finding& f : documents[d].findings) add(f.code == "correction_homeless" ? "homeless " + std::to_string(d) : f.code);
  }
  return out;
}

const std::string kAnchor = R"(["1","ก"])", kPath = "measures/0/status";
const Measure kRow = row("1", field("ก")), kOther = row("2", field("ข"));

TEST(ApplyCorrections, FollowTheNumberAndTitleOfTheirRow) {
  EXPECT_EQ(went_to({page(1, {kRow, kOther})}, correction(kPath, kAnchor)), "0/0");
  EXPECT_EQ(went_to({page(1, {kOther, kRow})}, correction(kPath, kAnchor)), "0/1");
  EXPECT_EQ(went_to({page(1, {kRow, kRow})}, correction("measures/1/status", kAnchor)), "0/1") << "twins: the one at its place";
  EXPECT_EQ(went_to({page(1, {kOther, kRow, kRow})}, correction(kPath, kAnchor)), "homeless 0") << "which of two?";
  EXPECT_EQ(went_to({page(1, {kRow, kRow})}, correction("measures/9/status", kAnchor)), "homeless 0");
  EXPECT_EQ(went_to({page(1, {kRow})}, correction("measures/9/status", kAnchor)), "0/0");
  EXPECT_EQ(went_to({page(1, {kOther})}, correction("measures/9/status", kAnchor)), "homeless 0");
}

TEST(ApplyCorrections, PreferTheirOwnDocument) {
  EXPECT_EQ(went_to({page(1, {kOther}), page(2, {kOther, kRow})}, correction(kPath, kAnchor)), "1/1");
  EXPECT_EQ(went_to({page(1, {kOther, kRow}), page(2, {kRow})}, correction(kPath, kAnchor)), "0/1");
  EXPECT_EQ(went_to({page(2, {kRow}), page(1, {kOther, kRow})}, correction(kPath, kAnchor)), "1/1");
  EXPECT_EQ(went_to({page(2, {kRow}), page(3, {kRow}), page(1, {kOther, kRow}), page(4, {kRow})}, correction(kPath, kAnchor)), "2/1");
  EXPECT_EQ(went_to({page(2, {kRow}), page(1, {kOther, kRow, kRow})}, correction(kPath, kAnchor)), "homeless 1");
  EXPECT_EQ(went_to({page(1, {kOther}), page(2, {kRow}), page(3, {kRow})}, correction(kPath, kAnchor)), "homeless 0");
  EXPECT_EQ(went_to({page(2, {kRow}), page(3, {kOther})}, correction(kPath, kAnchor)), "0/0") << "its document is gone, its row is not";
  EXPECT_EQ(went_to({page(2, {kOther})}, correction(kPath, kAnchor)), "homeless file");
}

TEST(ApplyCorrections, StayAtTheirPlaceWhereHalfOfTheTitleIsTheSame) {
  const auto stays = [](const MaybeField& title, const std::string& anchor) {
    return went_to({page(1, {row("9", title)})}, correction(kPath, anchor)) == "0/0";
  };
  EXPECT_TRUE(stays(field("กขคง"), R"(["1","กขคจ"])"));
  EXPECT_TRUE(stays(field("กขค"), R"(["1","กขง"])")) << "one pair of two and two";
  EXPECT_FALSE(stays(field("กขค"), R"(["1","กขงจ"])")) << "one pair of two and three";
  EXPECT_FALSE(stays(field("กขงจ"), R"(["1","กขค"])"));
  EXPECT_FALSE(stays(field("ก"), R"(["1","ข"])"));
  EXPECT_FALSE(stays(field("ก"), R"(["1","ก"])")) << "no pair at all";
  EXPECT_TRUE(stays(field("กข"), R"(["1","กข"])"));
  EXPECT_TRUE(stays(field("ขก กข"), R"(["1","กข ขก"])")) << "in any order";
  EXPECT_FALSE(stays(std::nullopt, R"(["1","กข"])"));
  for (const char* anchor : {"[", "{}", R"(["กข"])", R"(["1","กข","x"])", R"(["1",null])", R"(["1",5])", R"("กข")"})
    EXPECT_FALSE(stays(field("กข"), anchor)) << anchor;
}

TEST(ApplyCorrections, WithoutAnAnchorGoByPlace) {
  EXPECT_EQ(went_to({page(1, {kOther, kRow})}, correction("measures/1/status")), "0/1");
  EXPECT_EQ(went_to({page(1, {kOther})}, correction("measures/1/status")), "homeless 0");
  EXPECT_EQ(went_to({page(2, {kOther, kRow})}, correction("measures/1/status")), "homeless file");
  EXPECT_EQ(went_to({page(1, {kOther}), page(2, {kOther, kRow})}, correction("measures/1/status", "", "not_started", "done", 2)), "1/1");
  EXPECT_EQ(went_to({page(1, {kRow})}, correction("measures/x/status", kAnchor)), "homeless 0");
}

TEST(ApplyCorrections, WithoutAPlaceSayWhatWasCorrected) {
  std::vector<Document> documents = {page(1, {kOther})};
  const store::Correction twice[] = {correction(kPath, kAnchor), correction(kPath, kAnchor), correction(kPath, kAnchor, "done", std::nullopt)};
  EXPECT_TRUE(store::apply_corrections(documents, twice).empty());
  const std::string reason = "สมศรี corrected it on 2026-01-02, but its place is not in this reading";
  EXPECT_EQ(documents[0].findings, (std::vector<Finding>{{"correction_homeless", Severity::kWarning, 0, kPath, "done", reason, ""},
                                                         {"correction_homeless", Severity::kWarning, 0, kPath, "", reason, ""}}));
  documents = {page(2, {kOther})};
  EXPECT_EQ(store::apply_corrections(documents, twice).size(), 2u);
  EXPECT_TRUE(documents[0].findings.empty());
}

TEST(ApplyCorrections, SayWhereSomethingElseIsReadNow) {
  using Text = std::optional<std::string>;
  // What was read, what the correction was from and to; what the finding says, if any.
  const std::tuple<Text, Text, Text, std::string> cases[] = {
      {"not_started", "not_started", "done", ""},
      {"done", "not_started", "done", ""},
      {"in_progress", "not_started", "done", "สมศรี corrected 'not_started' to 'done' on 2026-01-02; it is now read as 'in_progress'"},
      {std::nullopt, "not_started", "done", "สมศรี corrected 'not_started' to 'done' on 2026-01-02; it is now read as nothing"},
      {"in_progress", std::nullopt, "done", "สมศรี corrected nothing to 'done' on 2026-01-02; it is now read as 'in_progress'"},
      {"in_progress", "done", std::nullopt, "สมศรี corrected 'done' to nothing on 2026-01-02; it is now read as 'in_progress'"},
      {std::nullopt, std::nullopt, "done", ""},
      {std::nullopt, "done", std::nullopt, ""}};
  for (const auto& [read, before, after, reason] : cases) {
    Measure m = kRow;
    m.status = read ? MaybeField(field(*read)) : std::nullopt;
    std::vector<Document> documents = {page(1, {m})};
    const store::Correction c = correction(kPath, kAnchor, before, after);
    EXPECT_TRUE(store::apply_corrections(documents, std::span(&c, 1)).empty());
    const MaybeField& status = documents[0].measures[0].status;
    EXPECT_EQ(status ? Text(status->value) : std::nullopt, after) << reason;
    if (reason.empty()) {
      EXPECT_TRUE(documents[0].findings.empty()) << documents[0].findings[0].reason;
    } else {
      ASSERT_EQ(documents[0].findings.size(), 1u) << reason;
      EXPECT_EQ(documents[0].findings[0],
                (Finding{"correction_conflict", Severity::kWarning, 0, kPath, read.value_or(""), reason, after.value_or("")}));
    }
  }
}

TEST(ApplyCorrections, OneAfterTheOtherAreNoConflictWithEachOther) {
  std::vector<Document> documents = {page(1, {kRow})};
  const store::Correction list[] = {correction(kPath, kAnchor, "not_started", "in_progress"), correction(kPath, kAnchor, "in_progress", "done")};
  store::apply_corrections(documents, list);
  EXPECT_EQ(documents[0].measures[0].status->value, "done");
  EXPECT_TRUE(documents[0].findings.empty());
  // Read as the first of them wanted it: nobody's doubt either; as neither: each tells.
  documents = {page(1, {kRow})};
  documents[0].measures[0].status->value = "in_progress";
  store::apply_corrections(documents, list);
  EXPECT_TRUE(documents[0].findings.empty());
  documents = {page(1, {kRow})};
  documents[0].measures[0].status->value = "done";
  store::apply_corrections(documents, list);
  EXPECT_TRUE(documents[0].findings.empty()) << "read as the last of them";
}

TEST(ApplyCorrections, FindAllRowsBeforeTheyChangeAny) {
  std::vector<Document> documents = {page(1, {kOther, kRow})};
  const store::Correction list[] = {correction("measures/0/title", kAnchor, "ก", "ชื่อใหม่"), correction("measures/0/no", kAnchor, "1", "5"),
                                    correction(kPath, kAnchor)};
  EXPECT_TRUE(store::apply_corrections(documents, list).empty());
  EXPECT_EQ(documents[0].measures[1].title->value, "ชื่อใหม่");
  EXPECT_EQ(documents[0].measures[1].no->value, "5");
  EXPECT_EQ(documents[0].measures[1].status->value, "done");
  EXPECT_EQ(documents[0].measures[0].status->value, "not_started");
}

}  // namespace corrections_test
}  // namespace banthuek
