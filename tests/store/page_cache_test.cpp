// The store's pages, page cache and settings.
#include "pipeline/store/page_cache.h"

#include <gtest/gtest.h>

#include "extractors/types/page_json.h"
#include "pipeline/base/sha256.h"
#include "tests/store/samples.h"

namespace banthuek {
namespace page_cache_test {

class StorePages : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  database::Database& db = store.db();

  static Page page() {
    Page page;
    page.number = 3;
    page.lines = {{"ข้อความ", {1, 2, 3, 4}, 0.5, 3, Script::kPrint, {}}};
    page.flow = {{FlowItem::Kind::kLine, 0}};
    return page;
  }
};

TEST_F(StorePages, ComeBackInTheOrderOfTheirNumbersWithAllThatIsKept) {
  store::StoredFile file = stored_file("a.pdf", report_of());
  file.pages.clear();
  for (const int number : {2, 1}) {
    store::StoredPage stored;
    Page& p = stored.page;
    p.number = number;
    p.width = 100 + number;
    p.height = 200 + number;
    p.dpi = 72.5 + number;
    p.turned = 90 * number;
    p.skew = -0.25 * number;
    p.source = number == 1 ? PageSource::kTextLayer : PageSource::kRepairedLayer;
    p.source_reason = "why " + std::to_string(number);
    p.findings = {{"low", Severity::kInfo, 0, "f", "v", "r" + std::to_string(number), "x"}, {"low", Severity::kError, 9, "f", "v", "r", "x"}};
    stored.text = "text " + std::to_string(number);
    stored.picture_hash = "picture " + std::to_string(number);
    stored.confidence = number == 1 ? 0.25 : 1.5;
    stored.reading = {"model " + std::to_string(number), "{}", "{\"v\":1}"};
    file.pages.push_back(stored);
  }
  file.findings = {{"of_file", Severity::kError, 0, "", "", "whole", ""}, {"of_page", Severity::kWarning, 7, "", "", "page 7 is not there", ""}};
  store.put_file(file);
  const auto back = store.file(file.sha256);
  ASSERT_TRUE(back);
  EXPECT_EQ(back->path, "a.pdf");
  EXPECT_EQ(back->sha256, file.sha256);
  EXPECT_EQ(back->bytes, 1000);
  EXPECT_EQ(back->kind, "pdf");
  EXPECT_EQ(back->page_count, 2);
  EXPECT_EQ(back->documents.size(), 1u);
  EXPECT_EQ(back->findings, file.findings);
  ASSERT_EQ(back->pages.size(), 2u);
  for (const int number : {1, 2}) {
    const store::StoredPage& stored = back->pages[static_cast<std::size_t>(number - 1)];
    const store::StoredPage& put = file.pages[static_cast<std::size_t>(2 - number)];
    EXPECT_EQ(stored.page.number, number);
    EXPECT_EQ(stored.page.width, put.page.width);
    EXPECT_EQ(stored.page.height, put.page.height);
    EXPECT_EQ(stored.page.dpi, put.page.dpi);
    EXPECT_EQ(stored.page.turned, put.page.turned);
    EXPECT_EQ(stored.page.skew, put.page.skew);
    EXPECT_EQ(stored.page.source, put.page.source);
    EXPECT_EQ(stored.page.source_reason, put.page.source_reason);
    EXPECT_EQ(stored.text, put.text);
    EXPECT_EQ(stored.picture_hash, put.picture_hash);
    EXPECT_EQ(stored.confidence, number == 1 ? 0.25 : 1);
    EXPECT_EQ(stored.reading, put.reading);
    std::vector<Finding> findings = put.page.findings;
    for (Finding& finding : findings) finding.page = number;
    EXPECT_EQ(stored.page.findings, findings);
  }
}

TEST_F(StorePages, ReadInTheSameWayShareARow) {
  store::StoredFile file = stored_file("a.pdf", report_of());
  for (const store::HowRead& reading : {store::HowRead{"m", "s", "v"}, store::HowRead{"m", "s", "v"}, store::HowRead{"n", "s", "v"},
                                        store::HowRead{"m", "t", "v"}, store::HowRead{"m", "s", "w"}}) {
    file.pages.push_back(file.pages.front());
    file.pages.back().page.number = static_cast<int>(file.pages.size());
    file.pages.back().reading = reading;
  }
  store.put_file(file);
  EXPECT_EQ(db.integer("SELECT count(*) FROM readings"), 5);
  EXPECT_EQ(store.file(file.sha256)->pages[5].reading, (store::HowRead{"m", "s", "w"}));
}

TEST_F(StorePages, AreCachedUnderPictureModelAndSettings) {
  store.cache_bytes("p", {"m", "s", "1"}, store::page_to_bytes(page()));
  EXPECT_EQ(db.integer("SELECT count(*) FROM page_cache WHERE key = '" + base::Digest().add("p").add("m").add("s").hex() + "'"), 1)
      << "keys of caches that people have";
  const auto back = store.cached_bytes("p", {"m", "s", "2"});
  ASSERT_TRUE(back);
  EXPECT_EQ(page_to_json_text(store::page_from_bytes(*back).value()), page_to_json_text(page()));
  for (const store::HowRead& other : {store::HowRead{"n", "s", "1"}, store::HowRead{"m", "t", "1"}}) {
    EXPECT_FALSE(store.cached_bytes("p", other));
    EXPECT_FALSE(store.has_cached_bytes("p", other));
  }
  EXPECT_FALSE(store.cached_bytes("q", {"m", "s", "1"}));
  EXPECT_TRUE(store.has_cached_bytes("p", {"m", "s", "2"}));
  store.cache_bytes("p", {"m", "s", "1"}, "other bytes");
  EXPECT_EQ(store.cached_bytes("p", {"m", "s", "1"}), "other bytes");
  store.cache_bytes("p", {"m", "s", "1"}, "");
  EXPECT_FALSE(store.has_cached_bytes("p", {"m", "s", "1"})) << "no bytes are none";
  EXPECT_EQ(db.integer("SELECT count(*) FROM page_cache"), 1);
}

TEST_F(StorePages, DamagedInTheCacheAreReadAnew) {
  const auto with = [&](const std::string& blob) {
    store.cache_bytes("p", {"m", "s", "1"}, store::page_to_bytes(page()));
    db.script("UPDATE page_cache SET page = " + blob);
    return store::page_from_bytes(store.cached_bytes("p", {"m", "s", "1"}).value()).has_value();
  };
  const auto headed = [](const std::string& length) { return "CAST(x'" + length + "' || substr(page, 5) AS BLOB)"; };
  EXPECT_TRUE(with("CAST(substr(page, 1, 4) || substr(page, 5) AS BLOB)"));
  EXPECT_FALSE(with("x''"));
  EXPECT_FALSE(with("x'010203'"));
  EXPECT_FALSE(with("x'00000000'"));
  EXPECT_FALSE(with(headed("01000010"))) << "says that it is a byte over 256 MB";
  EXPECT_FALSE(with(headed("FFFF0000"))) << "is not so long as it says";
  EXPECT_FALSE(with(headed("05000000"))) << "is longer than it says";
  EXPECT_FALSE(with("CAST(substr(page, 1, length(page) - 6) AS BLOB)"));
}

TEST_F(StorePages, SayHowLongTheirTextIs) {
  EXPECT_EQ(store::text_size_of(store::page_to_bytes(page())), page_to_json_text(page()).size());
  EXPECT_EQ(store::text_size_of("abc"), 0u);
}

TEST_F(StorePages, SettingsAreKeptAndReplaced) {
  EXPECT_EQ(store.setting("mine"), std::nullopt);
  store.put_setting("mine", "1");
  store.put_setting("mine", "2");
  EXPECT_EQ(store.setting("mine"), "2");
  EXPECT_EQ(store.setting("indexed_to"), "0");
}

}  // namespace page_cache_test
}  // namespace banthuek
