// What an import has stored: its pages read again by other rules, and its ledger held against it.
#include <gtest/gtest.h>

#include "pipeline/base/schemas_loader.h"
#include "pipeline/report/schemas_diff.h"
#include "pipeline/store/stored_pages.h"
#include "pipeline/store/verify.h"
#include "tests/ingest/import_world.h"

namespace banthuek::ingest {
namespace stored_import_test {

TEST_F(Import, GivesStoredPagesBackWithTheirLines) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  r.put(f, job(r, f), {});
  const std::vector<Page> pages = store::stored_pages(store_, f.sha256);
  ASSERT_EQ(pages.size(), 2u);
  EXPECT_EQ(pages[0].number, 1);
  EXPECT_EQ(pages[0].lines.at(0).text, "ก");
  EXPECT_EQ(pages[1].number, 2);
  EXPECT_EQ(pages[1].lines.at(0).text, "ข");
  EXPECT_TRUE(store::stored_pages(store_, base::sha256_hex("b")).empty());
  store_.db().script("DELETE FROM page_cache");
  EXPECT_TRUE(store::stored_pages(store_, f.sha256).empty());
}

TEST_F(Import, OfOtherRulesDiffersInWhatTheyFind) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  r.put(f, job(r, f, false, page_of("บันทึกข้อความ")), {});
  store::StoredFile without = stored_file("b.pdf", report_of());
  store_.put_file(without);
  const schema::Schemas now = base::load_schemas();
  int visited = 0;
  const report::SchemasDiff same = report::diff_schemas(store_, now, now, [&](const report::DocumentDiff&) { ++visited; });
  EXPECT_EQ(visited, 0);
  EXPECT_EQ(same.files, 1);
  EXPECT_EQ(same.documents, 1);
  EXPECT_EQ(same.changed_documents, 0);
  EXPECT_EQ(same.changed_values, 0);
  EXPECT_EQ(same.files_without_pages, 1);
}

TEST_F(Import, ThatIsWholeIsVerified) {
  ImportStore r = records();
  const ArrivedFile f = file("a.pdf", "a");
  r.put(f, job(r, f, true), {"b.pdf"});
  const ArrivedFile bad = file("c.pdf", "c");
  r.put(bad, failed_job(r, bad), {});
  EXPECT_EQ(store::verify(store_), std::vector<std::string>());
  const auto broken = [&](const std::string& sql) {
    store_.db().script("SAVEPOINT test; " + sql);
    std::vector<std::string> out = store::verify(store_);
    store_.db().script("ROLLBACK TO test; RELEASE test");
    return out.size() < 2 ? "whole" : out[1];  // the first is that the history says otherwise
  };
  EXPECT_EQ(broken("UPDATE ledger SET sha256 = 'ff' WHERE path = 'b.pdf'"),
            "b.pdf: the ledger says that it is stored, but its records are not there; run ingest on it again");
  EXPECT_EQ(broken("DELETE FROM ledger WHERE path = 'b.pdf'"), "b.pdf: is stored, but the ledger has no outcome for it; run ingest on it again");
  EXPECT_EQ(broken("UPDATE ledger SET sha256 = 'ff', outcome = 'damaged', message = 'x' WHERE path = 'a.pdf'"),
            "a.pdf: the ledger and the store know different contents under this name; run ingest on it again");
  EXPECT_EQ(broken("UPDATE ledger SET message = '' WHERE path = 'c.pdf'"), "c.pdf: failed without a reason in the ledger; run `ingest --retry`");
  EXPECT_EQ(broken("UPDATE files SET page_count = 4"),
            f.sha256 + ": some pages of this content are neither stored nor told as lost; run ingest on it again");
  EXPECT_EQ(broken("UPDATE documents SET last_page = 4"),
            store::document_key(f.sha256, 1) + ": this document ends behind the last page of its file; run ingest on it again");
}

}  // namespace stored_import_test
}  // namespace banthuek::ingest
