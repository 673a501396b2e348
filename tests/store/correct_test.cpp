// What people mended, over readings that come after it.
#include "pipeline/store/correct.h"

#include <gtest/gtest.h>

#include <fstream>
#include <nlohmann/json.hpp>

#include "extractors/types/export_json.h"
#include "extractors/types/field_path.h"
#include "pipeline/base/sha256.h"
#include "pipeline/database/migrate.h"
#include "pipeline/store/record_rows.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace correct_test {

class Corrected : public testing::Test {
 protected:
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  std::string key = document_key(base::sha256_hex("a.pdf"), 1);
  void SetUp() override {
    store.put_file(stored_file("a.pdf", report_of()));
    correct(store, key, "measures/1/status", "in_progress", "สมศรี", "อ่านผิด");
  }
  std::string status(std::size_t i) { return store.document(key)->document.measures.at(i).status->value; }
  int findings(const std::string& code) {
    int n = 0;
    const auto stored = store.document(key);
    for (const Finding& f : stored->document.findings) n += f.code == code;
    return n;
  }
};

TEST_F(Corrected, ValueOutlivesReadingAgain) {
  EXPECT_EQ(status(1), "in_progress");
  store.put_file(stored_file("a.pdf", report_of()));
  EXPECT_EQ(status(1), "in_progress");
  EXPECT_EQ(findings("correction_conflict"), 0);
  EXPECT_EQ(store.document(key)->document.measures[1].status->raw, "ดำเนินการแล้ว");
}

TEST_F(Corrected, ValueStaysAndAFindingSaysSoWhereAnotherReadingDiffers) {
  Document other = report_of();
  other.measures[1].status = field("not_started");
  store.put_file(stored_file("a.pdf", other));
  EXPECT_EQ(status(1), "in_progress");
  EXPECT_EQ(findings("correction_conflict"), 1);
}

TEST_F(Corrected, ValueFollowsItsRowWhereRowsMoved) {
  Document other = report_of();
  other.measures.insert(other.measures.begin(), measure("มาตรการใหม่"));
  store.put_file(stored_file("a.pdf", other));
  EXPECT_EQ(status(1), "done");
  EXPECT_EQ(status(2), "in_progress");
}

TEST_F(Corrected, ValueFollowsItsRowIntoAnotherDocumentOfTheFile) {
  Document first = report_of(), second = report_of();
  second.first_page = 2;
  second.measures = {first.measures[1]};
  first.measures.pop_back();
  first.last_page = 1;
  StoredFile file = stored_file("a.pdf", first);
  file.documents.push_back(second);
  store.put_file(file);
  EXPECT_EQ(status(0), "done");
  EXPECT_EQ(store.document(document_key(file.sha256, 2))->document.measures[0].status->value, "in_progress");
}

TEST_F(Corrected, ValueStaysAtItsPlaceWhereTheTitleIsReadALittleOtherwise) {
  Document other = report_of();
  other.measures[1].title = field("การป้องกนัการทุจรืต");
  store.put_file(stored_file("a.pdf", other));
  EXPECT_EQ(status(1), "in_progress");
  EXPECT_EQ(findings("correction_homeless"), 0);
}

TEST_F(Corrected, ValueDoesNotGoToAnotherMeasureAtTheSamePlace) {
  Document other = report_of();
  other.measures[1] = measure("ซ่อมถนนหน้าตลาด");
  store.put_file(stored_file("a.pdf", other));
  EXPECT_EQ(status(1), "done");
  EXPECT_EQ(findings("correction_homeless"), 1);
}

TEST_F(Corrected, WithoutItsDocumentAFindingOfTheFileSaysSo) {
  Document other = report_of();
  other.first_page = 2;
  other.measures.pop_back();
  store.put_file(stored_file("a.pdf", other));
  const std::vector<Finding> list = store.file(base::sha256_hex("a.pdf"))->findings;
  ASSERT_EQ(list.size(), 1u);
  EXPECT_EQ(list[0].code, "correction_homeless");
  store.put_file(stored_file("a.pdf", report_of()));  // and it comes back with its place
  EXPECT_EQ(status(1), "in_progress");
}

TEST_F(Corrected, TwiceIsNoConflictWhereTheNewReadingIsTheLastCorrection) {
  correct(store, key, "measures/1/status", "not_started", "สมชาย", "ดูอีกครั้ง");
  Document other = report_of();
  other.measures[1].status = field("not_started");
  store.put_file(stored_file("a.pdf", other));
  EXPECT_EQ(status(1), "not_started");
  EXPECT_EQ(findings("correction_conflict"), 0);
}

TEST_F(Corrected, ValueIsWrittenAsItsFieldHoldsIt) {
  const std::tuple<const char*, const char*, const char*> cases[] = {{"memo/date", "๕ เม.ย. ๒๕๖๖", "2023-04-05"},
                                                                     {"memo/date", "2023-04", "2023-04"},
                                                                     {"measures/1/period/start", "๒๕๖๕-๑๐", ""},
                                                                     {"measures/0/period/end", "2023-02-29", ""},
                                                                     {"fiscal_year", "๒๕๖๖", "2566"},
                                                                     {"fiscal_year", "2023", ""},
                                                                     {"ita_result/score", "๘๕.๗๐", "85.70"},
                                                                     {"ita_result/score", "185", ""},
                                                                     {"ita_result/change", "-1.5", "-1.5"},
                                                                     {"scores/0/iit", "nan", ""},
                                                                     {"measures/1/period/frequency", "yearly", "yearly"}};
  for (const auto& [path, given, held] : cases) {
    const std::string said = message_of([&, path = path, given = given] { correct(store, key, path, given, "สมศรี", "อ่านผิด"); });
    if (!*held) {
      EXPECT_NE(said.find("is no "), std::string::npos) << path << given << said;
    } else {
      EXPECT_EQ(said, "") << path << given;
      auto stored = store.document(key);
      EXPECT_EQ((*field_at(stored->document, path))->value, held);
    }
  }
}

TEST_F(Corrected, StandsInTheHistoryAndChangingItBreaksTheChain) {
  EXPECT_EQ(store.db().integer("SELECT count(*) FROM history WHERE action = 'corrected' AND who = 'สมศรี'"), 1);
  EXPECT_TRUE(database::broken_history(store.db()).empty());
  store.db().script("DROP TRIGGER history_keeps_values; UPDATE history SET who = 'สมชาย' WHERE action = 'corrected'");
  EXPECT_EQ(database::broken_history(store.db()).size(), 1u);
}

// Of values given as certain how many those who looked have changed.
TEST_F(Corrected, CertainValuesAreCountedWhereSomebodyLooked) {
  const auto counted = [&] {
    const CertainValues values = certain_values(store.db());
    return std::to_string(values.changed) + " of " + std::to_string(values.looked_at);
  };
  EXPECT_EQ(counted(), "0 of 0");  // the status was read at 0.9
  Document sure = report_of();
  sure.title = field("รายงานผล", "", 0.95);
  sure.signatures[0].name = field("นายสมมุติ ใจดี", "", 1);
  sure.measures[0].title = field("การใช้งบประมาณ", "", 0.949);
  store.put_file(stored_file("b.pdf", sure));
  const std::string other = document_key(base::sha256_hex("b.pdf"), 1);
  EXPECT_EQ(counted(), "0 of 0");  // nobody looked
  correct(store, other, "title", "รายงานผลสมมุติ", "สมศรี", "อ่านผิด");
  EXPECT_EQ(counted(), "1 of 1");
  correct(store, other, "title", "รายงานผลสมมุติบุรี", "สมศรี", "อ่านผิด");
  EXPECT_EQ(counted(), "1 of 1");  // once more
  store.set_reviewed(other, Reviewed::kYes);
  EXPECT_EQ(counted(), "1 of 2");  // the name was looked at with the rest
  correct(store, other, "title", "รายงานผล", "สมศรี", "ถูกแล้ว");
  EXPECT_EQ(counted(), "0 of 1");
}

TEST_F(Corrected, GoesAlongIntoAnotherDatabase) {
  Store other = new_store(folder / "b.db");
  take_corrections(other, store.db(), base::sha256_hex("a.pdf"));
  other.put_file(stored_file("a.pdf", report_of()));
  EXPECT_EQ(other.document(key)->document.measures[1].status->value, "in_progress");
  EXPECT_EQ(other.db().integer("SELECT count(*) FROM history WHERE action = 'corrected'"), 1);
}

TEST_F(Corrected, RefusesWhatNamesNothingOrDoesNotFit) {
  EXPECT_EQ(message_of([&] { correct(store, key, "measures/1/status", "maybe", "a", "b"); }),
            key + "/measures/1/status: 'maybe' is no status; give not_started, in_progress or done");
  EXPECT_EQ(message_of([&] { correct(store, key, "measures/9/status", "done", "a", "b"); }),
            key + "/measures/9/status: names no field of this document; see banthuek show " + key);
  EXPECT_EQ(message_of([&] { correct(store, key, "measures/1/status", "done", " ", "b"); }),
            key + "/measures/1/status: a correction needs a name; say who corrects");
}

}  // namespace correct_test
}  // namespace banthuek::store
