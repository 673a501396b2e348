#include "pipeline/index/triples.h"

#include <gtest/gtest.h>

#include "pipeline/index/index_check.h"
#include "pipeline/index/index_writer.h"
#include "pipeline/index/occurrences.h"
#include "pipeline/search/searcher.h"
#include "tests/store/pages.h"

namespace banthuek::index {
namespace triples_test {

constexpr const char* kWords[] = {"รถราชการ", "ร้านค้า", "รานค่า", "การประชุม", "กำแพง", "ทะเบียนคุม", "คุมทะเบียน", "น้ำใจ", "นํ้าใจ", "ใบเสร็จรับเงิน"};

class TriplesTest : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  database::Database& db = store.db();

  // 320 measures in one segment, some of them gone again.
  void SetUp() override {
    for (int i = 0; i < 80; ++i) put(i);
    store.finish();
    store.remove_file(base::sha256_hex("7.pdf"));
  }
  void put(int number) {
    Document d = report_of("เทศบาลตำบลที่ " + std::to_string(number % 7));
    for (int k = 0; k < 4; ++k)
      d.measures.push_back(measure(std::string(kWords[(number + k) % 10]) + "และ" + kWords[(number * 3 + k) % 9] + std::to_string(number * k)));
    store.put_file(stored_file(std::to_string(number) + ".pdf", d));
  }
  std::int64_t count(const char* sql) { return db.integer(sql); }
  std::string found() {
    search::Searcher searcher(db, search::default_vocabulary());
    std::string out;
    for (const std::string word : {"รถราชการ", "ร้านค้า", "ราชการและ", "ทะเบียน*", "แพงและร", "เสร็จรับเงิน", "น้ำใจ", "การปร", "ไม่มีคำนี้"})
      for (const search::Tones tones : {search::Tones::kCount, search::Tones::kIgnored}) {
        search::SearchOptions options;
        options.tones = tones;
        out += word + ":";
        for (const std::int64_t id : searcher.all_ids(word, options)) out += " " + std::to_string(id);
        out += "\n";
      }
    return out;
  }
};

TEST_F(TriplesTest, RefuseNothingThatATextHoldsAndMostOfWhatItDoesNot) {
  const std::int64_t last = last_indexed(db, PassageKind::kMeasure), segment = count("SELECT id FROM search_segments WHERE first < 1 << 40");
  int held = 0, kept = 0, asked = 0;
  for (database::Statement row = db.prepare("SELECT id, title FROM measures"); row.step();) {
    const std::vector<Cluster> text = search_text(row.view(1)).clusters;
    const auto low = static_cast<std::uint16_t>(row.integer(0));
    const auto may = [&](Cluster a, Cluster b, Cluster c) {
      PassageSet set;
      set.add(low);
      EXPECT_TRUE(keep_slot(db, segment, 1, last, slot_of(a, b, c, slots_of(PassageKind::kMeasure)), set));
      return set.has(low);
    };
    for (std::size_t i = 0; i + 2 < text.size(); ++i, ++held) ASSERT_TRUE(may(text[i], text[i + 1], text[i + 2])) << row.view(1);
    for (std::size_t i = 0; i + 2 < text.size(); ++i, ++asked) kept += may(text[i + 2], text[i + 1], text[i]);
  }
  EXPECT_GT(held, 3000);
  EXPECT_LT(kept, asked / 4);
}

TEST_F(TriplesTest, ASearchFindsTheSameWithoutThem) {
  const std::string with = found();
  EXPECT_GT(with.size(), 3000u);
  db.run("DELETE FROM search_triples");
  EXPECT_EQ(found(), with);
}

TEST_F(TriplesTest, AnIndexFromBeforeThemGetsThemWithTheNextImport) {
  const std::string with = found();
  db.run("DELETE FROM search_triples");
  EXPECT_EQ(missing_parts(db), std::vector<std::string>{}) << "it is whole, only slower";
  EXPECT_EQ(compare_index(db), std::vector<std::string>{});
  store.finish();
  EXPECT_EQ(count("SELECT count(*) FROM search_triples"), slots_of(PassageKind::kMeasure) / kSlotsOfBlock);
  EXPECT_EQ(compare_index(db), std::vector<std::string>{});
  EXPECT_EQ(found(), with);
}

TEST_F(TriplesTest, MergedSegmentsHaveThoseOfTheirParts) {
  const std::string with = found();
  db.run("DELETE FROM search_triples");
  for (int i = 100; i < 104; ++i) {  // five segments: more than may stay at rest
    put(i);
    store.finish();
  }
  EXPECT_EQ(count("SELECT count(*) FROM search_segments WHERE first < 1 << 40"), 1);
  EXPECT_EQ(count("SELECT count(*) FROM search_triples"), slots_of(PassageKind::kMeasure) / kSlotsOfBlock);
  EXPECT_EQ(compare_index(db), std::vector<std::string>{});
  for (int i = 100; i < 104; ++i) store.remove_file(base::sha256_hex(std::to_string(i) + ".pdf"));
  EXPECT_EQ(found(), with);
}

TEST_F(TriplesTest, OnesThatAreNotAsTheTextsAreFoundAndMended) {
  const std::string with = found();
  db.run("UPDATE search_triples SET passages = zeroblob(length(passages)) WHERE key & 1");
  EXPECT_EQ(compare_index(db).size(), 1u);
  EXPECT_NE(found(), with) << "the search reads them";
  db.run("UPDATE search_triples SET passages = x'00'");
  EXPECT_EQ(found(), with) << "what is no filter refuses nothing";
  EXPECT_EQ(compare_index(db).size(), 1u);
  store.reindex();
  EXPECT_EQ(compare_index(db), std::vector<std::string>{});
  EXPECT_GT(count("SELECT count(*) FROM search_triples"), 0);
}

}  // namespace triples_test
}  // namespace banthuek::index
