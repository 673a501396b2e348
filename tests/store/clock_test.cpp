// The clock of the machine is set back and forth: the order of what happened is that of the history, not of its times.
#include <gtest/gtest.h>

#include "pipeline/store/correct.h"
#include "pipeline/store/verify.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace clock_test {

TEST(ClockSetBack, LeavesTheArchiveWholeAndTheLastWordLast) {
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db", "malee");
  std::string now = "2026-11-21T10:00:00Z";
  store.set_clock([&] { return now; });
  store.put_file(stored_file("a.pdf", report_of()));
  const std::string key = document_key(stored_file("a.pdf", report_of()).sha256, 1);
  now = "2031-01-01T00:00:00Z";
  correct(store, key, "title", "หนึ่ง", "malee", "first");
  now = "1999-12-31T23:59:59Z";
  correct(store, key, "title", "สอง", "malee", "second");
  now = "2026-11-21T10:05:00Z";
  store.put_file(stored_file("a.pdf", report_of()));  // read again: corrections are applied in their order
  EXPECT_EQ(store.document(key)->document.title->value, "สอง");
  const auto corrections = corrections_of(store.db(), stored_file("a.pdf", report_of()).sha256);
  ASSERT_EQ(corrections.size(), 2u);
  EXPECT_EQ(corrections[1].why, "second");
  store.finish();
  for (const std::string& fault : verify(store))  // a file put without an import has no row in the ledger; the rest is whole
    EXPECT_TRUE(fault.find("ledger") != std::string::npos || fault.find("neither stored nor told as lost") != std::string::npos) << fault;
}

}  // namespace clock_test
}  // namespace banthuek::store
