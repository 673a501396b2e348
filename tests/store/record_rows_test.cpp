#include "pipeline/store/record_rows.h"

#include <gtest/gtest.h>

#include "extractors/types/export_json.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/sha256.h"
#include "tests/store/samples.h"

namespace banthuek::store {
namespace record_rows_test {

std::string json(const Document& d, Provenance provenance = Provenance::kGiven) { return document_json(d, {"a.pdf", "x"}, provenance).dump(1); }

class RecordRows : public testing::Test {
 protected:
  TemporaryFolder folder;
  Store store = new_store(folder / "a.db");
  database::Database& db = store.db();

  Document back(const Document& document, Detail detail = Detail::kAll) {
    store.put_file(stored_file("a.pdf", document));
    return store.document(document_key(base::sha256_hex("a.pdf"), document.first_page), detail)->document;
  }
  // The values of one row with | between them; null is nothing.
  std::string row(const std::string& sql) {
    database::Statement row = db.prepare(sql);
    std::string out;
    if (!row.step()) return "no row";
    for (int i = 0; i < sqlite3_column_count(row.handle()); ++i) out += (i ? "|" : "") + row.text(i);
    return out;
  }
  std::string confidence_of(const Measure& m) {
    Document d = report_of();
    d.measures = {m};
    store.put_file(stored_file("a.pdf", d));
    return row("SELECT confidence FROM measures");
  }
};

TEST_F(RecordRows, GiveEveryFieldBackWithAllItsDetail) {
  const Document d = full_document();
  EXPECT_EQ(json(back(d)), json(d));
}

TEST_F(RecordRows, GiveTheValuesBackAlone) {
  const Document d = full_document();
  Document plain = back(d, Detail::kValues);
  EXPECT_EQ(json(plain, Provenance::kLeft), json(d, Provenance::kLeft));
  EXPECT_EQ(plain.measures[0].method->raw, d.measures[0].method->value);
  EXPECT_EQ(plain.measures[0].method->rule, "");
}

// Each field alone gone: the others stay at their places.
TEST_F(RecordRows, GiveBackWhatLacksAnyOneField) {
  std::vector<std::string> paths;
  for_each_field(std::as_const(*std::make_unique<Document>(full_document())), [&](std::string_view path, const Field&) { paths.emplace_back(path); });
  ASSERT_GT(paths.size(), 60u);
  database::Transaction once(db, database::Transaction::Kind::kWrite);
  for (const std::string& path : paths) {
    Document d = full_document();
    const Field* gone = nullptr;
    for_each_field(std::as_const(d), [&](std::string_view p, const Field& f) { gone = p == path ? &f : gone; });
    const auto drop = [&](MaybeField& f) {
      if (f && &*f == gone) f.reset();
    };
    for (MaybeField* f :
         {&d.organisation.name, &d.organisation.type, &d.organisation.district, &d.organisation.province, &d.title, &d.fiscal_year,
          &d.memo->department, &d.memo->telephone, &d.memo->reference, &d.memo->date, &d.memo->subject, &d.memo->to, &d.ita_result->fiscal_year,
          &d.ita_result->score, &d.ita_result->grade, &d.ita_result->change, &d.ita_result->previous_grade})
      drop(*f);
    for (Measure& m : d.measures)
      for (MaybeField* f : {&m.no, &m.group, &m.title, &m.method, &m.responsible, &m.monitoring, &m.status, &m.result, &m.outcome, &m.recommendation,
                            &m.period->start, &m.period->end, &m.period->frequency})
        drop(*f);
    for (Signature& s : d.signatures)
      for (MaybeField* f : {&s.name, &s.position, &s.opinion_of, &s.comment}) drop(*f);
    for (OitItem& o : d.oit_items)
      for (MaybeField* f : {&o.code, &o.title}) drop(*f);
    for (Score& s : d.scores)
      for (MaybeField* f : {&s.organisation, &s.iit, &s.eit, &s.oit, &s.total, &s.level}) drop(*f);
    EXPECT_EQ(json(back(d)), json(d)) << path;
    EXPECT_EQ(json(store.document(document_key(base::sha256_hex("a.pdf"), 3), Detail::kValues)->document, Provenance::kLeft),
              json(d, Provenance::kLeft))
        << path;
  }
}

TEST_F(RecordRows, GiveBackDocumentsWithNothingInTheirParts) {
  Document d;
  d.first_page = d.last_page = 1;
  EXPECT_EQ(json(back(d)), json(d));
  d.memo.emplace();
  EXPECT_EQ(json(back(d)), json(d));
  d.memo.reset();
  d.ita_result.emplace();
  EXPECT_EQ(json(back(d)), json(d));
  d.measures.resize(3);
  d.measures[1].recommendation = field("ค่า");
  EXPECT_EQ(json(back(d)), json(d));
  EXPECT_EQ(json(back(d, Detail::kValues), Provenance::kLeft), json(d, Provenance::kLeft));
  EXPECT_EQ(row("SELECT dla_code IS NULL, organisation IS NULL, fiscal_year IS NULL, has_memo, has_ita_result FROM documents"), "1|1|1|0|1");
}

TEST_F(RecordRows, StandInTheColumnsOfTheirNames) {
  const Document d = full_document();
  back(d);
  EXPECT_EQ(
      row("SELECT key, first_page, last_page, layouts, organisation, organisation_type, district, province, dla_code, title, fiscal_year, has_memo, "
          "department, telephone, reference, date, subject, addressee, has_ita_result, ita_year, ita_score, ita_grade, ita_change, "
          "ita_previous_grade, reviewed FROM documents"),
      document_key(base::sha256_hex("a.pdf"), 3) +
          "|3|7|[\"memo\",\"measures\"]|ค่า 0|ค่า 1|ค่า 2|ค่า 3|1234567|ค่า 4|2566|1|ค่า 6|ค่า 7|ค่า 8|2023-04-05|ค่า 10|ค่า 11|1|2565|85.7|A|-1.5|B|0");
  const Measure& m = d.measures[1];
  EXPECT_EQ(
      row("SELECT number, no, measure_group, title, method, responsible, monitoring, period, period_start, period_end, frequency, status, result, "
          "outcome, recommendation FROM measures WHERE number = 2"),
      "2|" + m.no->value + "|" + m.group->value + "|" + m.title->value + "|" + m.method->value + "|" + m.responsible->value + "|" +
          m.monitoring->value + "|" + m.period->raw.value + "|2022-10|2023-09-30|yearly|in_progress|" + m.result->value + "|" + m.outcome->value +
          "|" + m.recommendation->value);
  const Signature& s = d.signatures[1];
  EXPECT_EQ(row("SELECT number, name, position, opinion_of, comment FROM signatures WHERE number = 2"),
            "2|" + s.name->value + "|" + s.position->value + "|" + s.opinion_of->value + "|" + s.comment->value);
  EXPECT_EQ(row("SELECT number, code, title FROM oit_items WHERE number = 2"), "2|" + d.oit_items[1].code->value + "|" + d.oit_items[1].title->value);
  const Score& score = d.scores[1];
  EXPECT_EQ(row("SELECT number, organisation, iit, eit, oit, total, level FROM scores WHERE number = 2"),
            "2|" + score.organisation->value + "|80.0|81.25||100.0|" + score.level->value);
  EXPECT_EQ(row("SELECT count(*) FROM field_values"), "69");
}

TEST_F(RecordRows, NumbersThatAreNoneAreKeptBesideTheColumn) {
  for (const char* value : {"85.70", "085", "+5", "", " 5", "5 ", "12x", "x", "-", "1e2", "99999999999999999999", "๘๕"}) {
    Document d = report_of();
    d.fiscal_year = field(value);
    d.ita_result->score = field(value, "raw");
    d.scores[0].total = field(value);
    EXPECT_EQ(json(back(d)), json(d)) << value;
  }
  Document d = report_of();
  d.fiscal_year = field("2566 ");
  d.ita_result->score = field("5x");
  back(d);
  EXPECT_EQ(row("SELECT fiscal_year IS NULL, ita_score IS NULL FROM documents"), "1|1");
}

TEST_F(RecordRows, StatusesThatAreNoneAreKeptBesideTheColumn) {
  for (const char* status : {"done", "in_progress", "not_started"}) {
    Document d = report_of();
    d.measures[0].status = field(status, "raw");
    EXPECT_EQ(json(back(d)), json(d));
    EXPECT_EQ(row("SELECT status FROM measures WHERE number = 1"), status);
  }
  Document d = report_of();
  d.measures[0].status = field("ไม่ทราบ");
  EXPECT_EQ(json(back(d)), json(d));
  EXPECT_EQ(row("SELECT status IS NULL FROM measures WHERE number = 1"), "1");
}

TEST_F(RecordRows, TheConfidenceOfAMeasureIsTheLeastOfItsFields) {
  Measure sure;
  for (MaybeField* f : {&sure.no, &sure.group, &sure.title, &sure.method, &sure.responsible, &sure.monitoring, &sure.status, &sure.result,
                        &sure.outcome, &sure.recommendation})
    *f = field("done");
  sure.period = PeriodField{field("p"), field("2022"), field("2023"), field("yearly")};
  EXPECT_EQ(confidence_of(sure), "0.9");
  for (int i = 0; i < 13; ++i) {
    Measure m = sure;
    MaybeField* const fields[] = {&m.no,         &m.group,  &m.title,  &m.method,  &m.responsible,
                                  &m.monitoring, &m.status, &m.result, &m.outcome, &m.recommendation};
    (i < 10 ? **fields[i] : i == 10 ? m.period->raw : i == 11 ? *m.period->start : *m.period->end).confidence = 0.25;
    EXPECT_EQ(confidence_of(m), "0.25") << i;
  }
  EXPECT_EQ(confidence_of(Measure{}), "1.0");
  sure.title->confidence = -0.5;
  EXPECT_EQ(confidence_of(sure), "0.0");
  Measure over;
  over.title = field("x", "", 1.5);
  EXPECT_EQ(confidence_of(over), "1.0");
}

TEST_F(RecordRows, ThePagesOfAMeasureStandOnTheFirstOfItsValues) {
  MaybeField Measure::*const order[] = {&Measure::title,  &Measure::no,     &Measure::method,  &Measure::responsible,   &Measure::monitoring,
                                        &Measure::status, &Measure::result, &Measure::outcome, &Measure::recommendation};
  Document d = report_of();
  d.measures.clear();
  for (const auto part : order) {
    Measure m;
    m.*part = field("done");
    (m.*part)->places = {{4, {}}, {2, {}}, {4, {1, 1, 1, 1}}};
    d.measures.push_back(m);
  }
  back(d);
  EXPECT_EQ(row("SELECT DISTINCT pages FROM measures"), "[2,4]");
  const Document plain = store.document(document_key(base::sha256_hex("a.pdf"), 1), Detail::kValues)->document;
  for (std::size_t i = 0; i < std::size(order); ++i) {
    const MaybeField& f = plain.measures[i].*order[i];
    ASSERT_TRUE(f) << i;
    EXPECT_EQ(f->places, (std::vector<Place>{{2, {}}, {4, {}}})) << i;
    EXPECT_EQ(f->raw, "done");
  }
}

TEST_F(RecordRows, FindingsOfEverySeverityComeBackInOrder) {
  Document d = full_document();
  d.findings.insert(d.findings.begin(), d.findings[2]);
  EXPECT_EQ(back(d).findings, d.findings);
  EXPECT_EQ(row("SELECT group_concat(severity, ' ') FROM (SELECT severity FROM findings WHERE document IS NOT NULL ORDER BY id)"),
            "error info warning error");
  const std::int64_t file = db.integer("SELECT id FROM files");
  EXPECT_EQ(read_findings(db, file, std::nullopt).size(), 1u);
  EXPECT_EQ(read_findings(db, file + 1, std::nullopt).size(), 0u);
}

TEST_F(RecordRows, ADocumentThatIsGoneSaysToTryAgain) {
  EXPECT_EQ(message_of([&] { read_document(db, 99, Detail::kAll); }), db.name() + ": a document is gone while it is read; try again");
}

TEST_F(RecordRows, NumbersOfMeasuresAreNeverUsedAgain) {
  store.put_file(stored_file("a.pdf", report_of()));
  EXPECT_EQ(row("SELECT min(id), max(id) FROM measures"), "1|2");
  store.put_file(stored_file("b.pdf", report_of(), "b"));
  EXPECT_EQ(row("SELECT min(id), max(id) FROM measures"), "1|4");
  store.finish();
  store.remove_file(base::sha256_hex("b"));
  store.remove_file(base::sha256_hex("a.pdf"));
  store.put_file(stored_file("c.pdf", report_of(), "c"));
  EXPECT_EQ(row("SELECT min(id), max(id) FROM measures"), "5|6");
  db.script("INSERT OR REPLACE INTO settings VALUES ('indexed_to', '100')");
  store.put_file(stored_file("d.pdf", report_of(), "d"));
  EXPECT_EQ(row("SELECT max(id) FROM measures"), "102");
}

TEST(Sha256, TellsOfEveryValueItsRawTextPlaceConfidenceAndRule) {
  const Document d = full_document();
  const std::string hash = content_hash(std::span(&d, 1));
  EXPECT_EQ(hash.size(), 64u);
  std::vector<std::string> seen = {hash};
  const auto expect_new = [&](const char* what, const std::function<void(Document&)>& change) {
    Document other = d;
    change(other);
    const std::string its = content_hash(std::span(&other, 1));
    EXPECT_EQ(std::count(seen.begin(), seen.end(), its), 0) << what;
    seen.push_back(its);
  };
  expect_new("value", [](Document& o) { o.title->value += "x"; });
  expect_new("raw", [](Document& o) { o.title->raw += "x"; });
  expect_new("place", [](Document& o) { o.title->places[0].box.h += 1; });
  expect_new("confidence", [](Document& o) { o.title->confidence += 0.001; });
  expect_new("rule", [](Document& o) { o.title->rule += "x"; });
  expect_new("another path", [](Document& o) { std::swap(o.signatures[0].name, o.signatures[1].name); });
  expect_new("first page", [](Document& o) { o.first_page = 2; });
  expect_new("last page", [](Document& o) { o.last_page = 8; });
  Document findings = d;
  findings.findings.clear();
  EXPECT_EQ(content_hash(std::span(&findings, 1)), hash);
  const Document two[] = {d, d};
  EXPECT_NE(content_hash(two), hash);
  EXPECT_EQ(content_hash({}), base::Digest().hex());
}

}  // namespace record_rows_test
}  // namespace banthuek::store
