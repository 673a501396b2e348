// What stands in a store, read without the index: what a plain scan goes through.
#pragma once

#include <gtest/gtest.h>

#include <map>

#include "pipeline/index/index_columns.h"
#include "pipeline/store/store.h"
#include "tests/search/plain.h"

namespace banthuek::search {

// The measures of a store.
inline std::map<std::int64_t, Plain> plain_measures(store::Store& store) {
  std::map<std::int64_t, Plain> measures;
  const std::int64_t indexed_to = std::stoll(*store.setting("indexed_to"));
  database::Statement row = store.db().prepare(
      "SELECT m.title, m.method, m.responsible, m.monitoring, m.period, m.result, m.outcome, m.recommendation, d.organisation, m.id, "
      "d.organisation_type, d.district, d.province, m.measure_group, m.status, d.fiscal_year, m.period_start, m.period_end, m.confidence, "
      "d.reviewed, d.ita_score, EXISTS (SELECT 1 FROM findings f WHERE f.document = d.id AND f.field IN ('', 'measures/' || (m.number - 1) || "
      "'/title')), d.kind "
      "FROM measures m JOIN documents d ON d.id = m.document");
  while (row.step()) {
    Plain m;
    for (int i = 0; i < kFields; ++i) m.put(row.view(i));
    m.title = row.text(0);
    m.office = row.text(8);
    m.id = row.integer(9);
    m.waiting = m.id > indexed_to;
    m.type = row.text(10);
    m.district = row.text(11);
    m.province = row.text(12);
    m.group = row.text(13);
    m.status = row.text(14);
    m.year = static_cast<int>(row.integer(15));
    m.start = index::first_day(row.view(16));
    m.end = index::last_day(row.view(17));
    m.confidence = row.real(18);
    m.reviewed = row.integer(19) != 0;
    if (!row.is_null(20)) m.score = row.real(20);
    m.findings = row.integer(21) != 0;
    m.kind = row.text(22);
    measures[m.id] = m;
  }
  return measures;
}

// Passages of the other kinds, their texts out of the documents as the store gives them back.
inline void read_others(store::Store& store, std::map<std::int64_t, Plain>& others) {
  others.clear();
  std::map<index::PassageKind, std::size_t> wanted, seen;
  std::map<std::string, store::StoredFile> files;  // by content; each is read once
  std::map<std::string, Document> documents;       // by key
  for (const std::string& sha256 : store.file_hashes()) {
    const store::StoredFile& file = files[sha256] = *store.file(sha256);
    for (const Document& d : file.documents) {
      ++wanted[index::PassageKind::kDocument];
      wanted[index::PassageKind::kPerson] += d.signatures.size();
      wanted[index::PassageKind::kScore] += d.scores.size();
      wanted[index::PassageKind::kItem] += d.oit_items.size();
      wanted[index::PassageKind::kRecord] += d.records.size();
      for (const DataTable& t : d.tables) wanted[index::PassageKind::kRow] += t.layout.empty() ? t.rows.size() : 0;
    }
    wanted[index::PassageKind::kPage] += file.pages.size();
  }
  database::Statement row = store.db().prepare(
      "SELECT p.id, p.number, f.sha256, d.key, p.confidence, d.reviewed, d.kind FROM passages p JOIN files f ON f.id = p.file "
      "LEFT JOIN documents d ON d.id = p.document");
  const auto text_of = [](const MaybeField& f) { return f ? f->value : ""; };
  while (row.step()) {
    Plain p;
    p.id = row.integer(0);
    const auto at = static_cast<std::size_t>(row.integer(1) - 1);
    const index::PassageKind kind = index::kind_of(p.id);
    ++seen[kind];
    const store::StoredFile& file = files.at(row.text(2));
    static const Document none;
    if (!row.is_null(3) && !documents.contains(row.text(3))) documents[row.text(3)] = store.document(row.text(3))->document;
    const Document& d = row.is_null(3) ? none : documents.at(row.text(3));
    p.office = text_of(d.organisation.name);
    p.type = text_of(d.organisation.type);
    p.district = text_of(d.organisation.district);
    p.province = text_of(d.organisation.province);
    p.year = d.fiscal_year ? std::stoi(d.fiscal_year->value) : 0;
    p.confidence = row.real(4);
    p.reviewed = row.integer(5) != 0;
    p.kind = row.text(6);
    const Memo memo = d.memo.value_or(Memo());
    std::vector<std::string> texts;
    std::string opinions;
    for (const Signature& s : d.signatures)
      if (s.comment) opinions += (opinions.empty() ? "" : "\n") + s.comment->value;
    if (kind == index::PassageKind::kDocument)
      texts = {text_of(d.title),        text_of(memo.subject), p.office, text_of(memo.reference), text_of(memo.to), text_of(memo.department),
               text_of(memo.telephone), text_of(memo.urgency), opinions};
    if (kind == index::PassageKind::kPerson) {
      const Signature& s = d.signatures.at(at);
      texts = {text_of(s.name), text_of(s.position), text_of(s.opinion_of), text_of(s.comment)};
    }
    if (kind == index::PassageKind::kScore) {
      const Score& s = d.scores.at(at);
      texts = {text_of(s.organisation), text_of(s.level)};
      // Numbers as SQLite writes them.
      for (const char* column : {"total", "iit", "eit", "oit"}) {
        database::Statement number = store.db().prepare(std::string("SELECT CAST(") + column +
                                                        " AS TEXT) FROM passages p JOIN scores s ON s.document = p.document AND s.number = p.number "
                                                        "WHERE p.id = ?");
        number.bind(p.id).step();
        texts.push_back(number.text(0));
      }
    }
    if (kind == index::PassageKind::kItem) texts = {text_of(d.oit_items.at(at).title), text_of(d.oit_items.at(at).code)};
    if (kind == index::PassageKind::kRecord) {
      const TableRecord& r = d.records.at(at);
      const DataTable& t = d.tables.at(static_cast<std::size_t>(r.table));
      std::string cells, headings;
      for (const DataCell& c : t.rows.at(static_cast<std::size_t>(r.row)).cells) cells += c.field.raw + "\t";
      for (const DataColumn& c : t.columns) headings += c.heading.raw + "\t";
      texts = {text_of(r.fields.at(0).value), text_of(r.fields.at(1).value), cells, text_of(t.caption), headings};
    }
    std::size_t table_at = 0;
    if (kind == index::PassageKind::kRow) {
      std::size_t before = 0;
      while (at >= before + d.tables.at(table_at).rows.size()) before += d.tables[table_at++].rows.size();
      const DataTable& t = d.tables[table_at];
      std::string cells, headings;
      for (const DataCell& c : t.rows[at - before].cells) cells += c.field.raw + "\t";
      for (const DataColumn& c : t.columns) headings += c.heading.raw + "\t";
      texts = {cells, text_of(t.caption), headings};
    }
    const auto speaks = [&](const Finding& f, const char* list) {
      return f.field.empty() || f.field.starts_with(std::string(list) + "/" + std::to_string(at) + "/");
    };
    for (const Finding& f : d.findings) {
      const bool of_list = f.field.starts_with("measures/") || f.field.starts_with("signatures/") || f.field.starts_with("scores/") ||
                           f.field.starts_with("oit_items/") || f.field.starts_with("tables/") || f.field.starts_with("records/");
      if (kind == index::PassageKind::kDocument) p.findings = p.findings || !of_list;
      if (kind == index::PassageKind::kPerson) p.findings = p.findings || speaks(f, "signatures");
      if (kind == index::PassageKind::kScore) p.findings = p.findings || speaks(f, "scores");
      if (kind == index::PassageKind::kRecord) p.findings = p.findings || speaks(f, "records");
      if (kind == index::PassageKind::kItem) p.findings = p.findings || speaks(f, "oit_items");
      if (kind == index::PassageKind::kRow)
        p.findings = p.findings || f.field.empty() || f.field.starts_with("tables/" + std::to_string(table_at) + "/");
    }
    if (kind == index::PassageKind::kPage)
      for (const store::StoredPage& page : file.pages)
        if (page.page.number == row.integer(1)) {
          texts = {page.text};
          p.findings = !page.page.findings.empty();
          for (const Document& document : file.documents)
            for (const Finding& f : document.findings) p.findings = p.findings || f.page == page.page.number;
        }
    for (const std::string& text : texts) p.put(text);
    others[p.id] = p;
  }
  for (const auto& [kind, count] : wanted) ASSERT_EQ(seen[kind], count) << index::name_of(kind);
}

}  // namespace banthuek::search
