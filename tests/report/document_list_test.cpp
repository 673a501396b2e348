#include "pipeline/report/document_list.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "tests/store/samples.h"

namespace banthuek::report {
namespace document_list_test {

class DocumentListOf : public testing::Test {
 protected:
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");

  void put(const std::string& file, const char* office, const char* title, const char* year, const char* date, int findings) {
    Document d = report_of(office);
    if (!*office) d.organisation.name.reset();
    d.title = field(title);
    d.fiscal_year.reset();
    if (*year) d.fiscal_year = field(year);
    d.memo->date.reset();
    if (*date) d.memo->date = field(date);
    d.findings.assign(static_cast<std::size_t>(findings), {"doubt", Severity::kWarning, 1, "", "", "", ""});
    store.put_file(stored_file(file, d));
  }
  void SetUp() override {
    put("b.pdf", "เทศบาลขาว", "เกณฑ์", "2565", "2022-05-01", 0);
    put("c.pdf", "เทศบาลแก้ว", "แผน", "", "2023-01-02", 12);
    put("a.pdf", "", "กฎ", "2566", "", 3);
  }
  static DocumentFilter only(std::unordered_set<std::int64_t> ids) {
    DocumentFilter out;
    out.only = std::move(ids);
    return out;
  }
  std::string files(DocumentOrder order, std::int64_t offset = 0, std::int64_t limit = 10, const DocumentFilter& filter = {}) {
    std::string out;
    for (const ListedDocument& d : list_documents(store, filter, order, offset, limit).documents) out += d.file.substr(0, 1);
    return out;
  }
};

TEST_F(DocumentListOf, StandInTheOrderAskedForWithWhatHasNoValueLast) {
  EXPECT_EQ(files(DocumentOrder::kFile), "abc");
  EXPECT_EQ(files(DocumentOrder::kOffice), "cba");  // แก้ว is under ก, before ขาว
  EXPECT_EQ(files(DocumentOrder::kTitle), "abc");   // กฎ, เกณฑ์, แผน: by consonant
  EXPECT_EQ(files(DocumentOrder::kYear), "abc");
  EXPECT_EQ(files(DocumentOrder::kDate), "cba");
  EXPECT_EQ(files(DocumentOrder::kFindings), "cab");
}

TEST_F(DocumentListOf, ComePageByPageAndOfThoseChosen) {
  EXPECT_EQ(files(DocumentOrder::kFile, 1, 1), "b");
  EXPECT_EQ(files(DocumentOrder::kFile, 3, 1), "");
  const std::int64_t id = store.db().integer("SELECT d.id FROM documents d JOIN file_places x ON x.file = d.file WHERE path = 'c.pdf'");
  EXPECT_EQ(files(DocumentOrder::kFile, 0, 10, only({id})), "c");
  EXPECT_EQ(list_documents(store, only({}), DocumentOrder::kFile, 0, 10).total, 0);
  EXPECT_EQ(list_documents(store, {}, DocumentOrder::kFile, 0, 1).total, 3);
}

TEST_F(DocumentListOf, AreThoseThatPassTheFilter) {
  const auto passing = [&](const auto& set) {
    DocumentFilter filter;
    set(filter);
    return files(DocumentOrder::kFile, 0, 10, filter);
  };
  EXPECT_EQ(passing([](DocumentFilter& f) { f.text = "แก้ว"; }), "c");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.text = "กฎ"; }), "a");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.year = 2565; }), "b");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.province = "สมมุติบุรี"; }), "abc");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.province = "อื่น"; }), "");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.findings = false; }), "b");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.findings = true; }), "ac");
  EXPECT_EQ(passing([](DocumentFilter& f) { f.reviewed = true; }), "");
}

TEST_F(DocumentListOf, HoldWhatASearchFindsInPassagesOfAnyKind) {
  Document order = report_of("เทศบาลดำ");
  order.measures.clear();
  store::StoredFile file = stored_file("d.pdf", order);
  file.pages[0].text = "ซ่อมท่อน้ำหน้าตลาด";
  store.put_file(file);
  const auto found = [&](const char* query, const auto& set) {
    search::SearchOptions options;
    set(options.filters);
    DocumentFilter filter;
    filter.only = documents_found(store, query, options);
    return files(DocumentOrder::kFile, 0, 10, filter);
  };
  const auto nothing = [](search::Filters&) {};
  EXPECT_EQ(found("ท่อน้ำ", nothing), "d") << "on a page";
  EXPECT_EQ(found("เกณฑ์", nothing), "b") << "in a title";
  EXPECT_EQ(found("", [](search::Filters& f) { f.offices = {"เทศบาลดำ"}; }), "d");
  EXPECT_EQ(found("", [](search::Filters& f) { f.statuses = {"done"}; }), "abc") << "a status is of measures";
  EXPECT_EQ(found("ท่อน้ำ", [](search::Filters& f) { f.offices = {"เทศบาลขาว"}; }), "");
  for (const auto& [want, mine] : {std::pair{search::Want::kYes, 0}, {search::Want::kNo, 1}}) {
    const auto with = [want = want](search::Filters& f) { f.findings = want; };
    std::string expected;
    for (const ListedDocument& d : list_documents(store, {}, DocumentOrder::kFile, 0, 10).documents)
      if ((d.findings == 0) == (mine == 1)) expected += std::filesystem::path(d.file).stem().string();
    EXPECT_EQ(found("", with), expected) << "findings of whatever it holds: " << mine;
    EXPECT_EQ(found("", [&](search::Filters& f) { with(f), f.offices = {"เทศบาลดำ"}; }), expected.find('d') == std::string::npos ? "" : "d");
  }
  EXPECT_EQ(keys_of(store, documents_found(store, "ท่อน้ำ", {})), std::unordered_set<std::string>{store::document_key(base::sha256_hex("d.pdf"), 1)});
}

TEST_F(DocumentListOf, SayWhatEachHolds) {
  const ListedDocument d = list_documents(store, {}, DocumentOrder::kFile, 2, 1).documents.at(0);
  EXPECT_EQ(d.key, store::document_key(base::sha256_hex("c.pdf"), 1));
  EXPECT_EQ(d.office, "เทศบาลแก้ว");
  EXPECT_EQ(d.province, "สมมุติบุรี");
  EXPECT_EQ(d.date, "2023-01-02");
  EXPECT_EQ(d.year, 0);
  EXPECT_EQ(d.last_page, 2);
  EXPECT_EQ(d.measures, 2);
  EXPECT_EQ(d.findings, 12);
  EXPECT_FALSE(d.reviewed);
}

}  // namespace document_list_test
}  // namespace banthuek::report
