// A store of some hundred invented measures, and of passages of every other kind, drawn by chance that is the same each time.
#pragma once

#include <random>

#include "pipeline/base/sha256.h"
#include "pipeline/store/store.h"
#include "tests/store/samples.h"

namespace banthuek::search {

struct InventedArchive {
  TemporaryFolder folder;
  store::Store store = new_store(folder / "a.db");
  std::mt19937 random{7}, more{11};
  int files = 0;

  std::size_t any(std::size_t n) { return random() % n; }
  const char* one(std::initializer_list<const char*> of) { return *(of.begin() + any(of.size())); }

  std::string text(std::size_t parts) {
    std::string out;
    for (std::size_t i = 0; i < parts; ++i)
      out += one({"ก", "กา", "กิ่", "กี่",  "ก้",   "ขา", "ข้า", "ค",  "คน", "คำ", "น้ำ", "เงิน", "แผน", "งาน", "การ",
                  "ที่", "ปี",  "พ", "รถ", "abc", "ab", "b",  "x1", "1",  "๗ ", " ",  "\n",  "-",   "(",   "."});
    return out;
  }

  void put(int count) {
    Document d = report_of(one({"เทศบาลหนึ่ง", "เทศบาลสอง", "อบต.สาม", "อบจ.สี่"}));
    d.first_page = d.last_page = 1;
    d.organisation.type = field(one({"เทศบาล", "อบต."}));
    d.organisation.district = field(one({"เหนือ", "ใต้", "กลาง"}));
    d.organisation.province = field(one({"สมมุติบุรี", "สมมุติธานี"}));
    d.fiscal_year = field(one({"2561", "2562", "2563"}));
    d.ita_result->score = field(one({"80.25", "90", "100"}));
    if (any(5) == 0) d.organisation.name.reset();
    if (any(5) == 0) d.fiscal_year.reset();
    if (any(5) == 0) d.ita_result.reset();
    d.measures.clear();
    d.findings.clear();
    std::swap(random, more);  // the measures are as if there were nothing else
    if (any(3)) d.kind = field(one({"memo", "report"}));
    if (any(4) == 0) d.memo.reset();
    if (d.memo) d.memo->subject = field(text(5));
    if (d.memo && any(2)) d.memo->urgency = field(text(2));
    d.title = field(text(6), "", 0.5 + 0.1 * static_cast<double>(any(5)));
    d.signatures.resize(any(3));
    for (Signature& s : d.signatures) {
      s.name = field(text(3));
      s.position = field(text(2));
      if (any(2)) s.comment = field(text(7));
    }
    d.oit_items = {{field("O" + std::to_string(any(40))), field(text(3))}};
    if (any(2)) d.scores.clear();
    if (any(4) == 0)
      d.findings.push_back({"doubt", Severity::kWarning, 2,
                            one({"", "title", "signatures/0/name", "oit_items/0/code", "tables/1/rows/0/1", "records/0/a"}), "", "", ""});
    // One of two tables is of a kind: its rows are records, whose third cells are none of their fields.
    d.tables.clear();
    for (const char* layout : {"known", ""}) {
      DataTable table;
      table.first_page = table.last_page = 1;
      table.layout = layout;
      if (any(2)) table.caption = field(text(3));
      for (int c = 0; c < 3; ++c) table.columns.push_back({any(3) ? field(text(2)) : Field{}, CellType::kText});
      for (std::size_t r = any(4); r < 4; ++r) {
        DataRow row;
        for (int c = 0; c < 3; ++c) row.cells.push_back({field(text(4), "", 0.5 + 0.1 * static_cast<double>(any(5))), CellType::kText});
        table.rows.push_back(std::move(row));
      }
      d.tables.push_back(std::move(table));
    }
    d.records.clear();
    for (std::size_t r = 0; r < d.tables[0].rows.size(); ++r) {
      const std::vector<DataCell>& cells = d.tables[0].rows[r].cells;
      d.records.push_back({"known", 0, static_cast<int>(r), {{"a", CellType::kText, cells[0].field}, {"b", CellType::kText, cells[1].field}}});
    }
    std::swap(random, more);
    for (int i = 0; i < count; ++i) {
      Measure m;
      const auto maybe = [&](MaybeField& f, std::size_t parts, std::size_t chance) {
        if (any(10) < chance) f = field(text(1 + any(parts)), "", 0.5 + 0.1 * static_cast<double>(any(5)));
      };
      maybe(m.title, 6, 9);
      maybe(m.method, 20, 7);
      for (MaybeField* f : {&m.responsible, &m.monitoring, &m.result, &m.outcome, &m.recommendation}) maybe(*f, 4, 2);
      if (any(2)) m.status = field(one({"done", "in_progress", "not_started"}));
      if (any(2)) m.group = field(one({"IIT", "EIT"}));
      if (any(2)) m.period = PeriodField{field(text(2)), field(one({"2021-10", "2022-03-15"})), field(one({"2022-04", "2022-09-30"})), std::nullopt};
      d.measures.push_back(m);
      if (any(4) == 0) d.findings.push_back({"doubt", Severity::kWarning, 1, "measures/" + std::to_string(i) + "/title", "", "", ""});
    }
    store::StoredFile file = stored_file(std::to_string(++files), d);
    std::swap(random, more);
    file.pages[0].text = text(60);
    file.pages.push_back(file.pages[0]);
    file.pages[1].page.number = 2;  // of no document
    file.pages[1].page.findings.clear();
    file.pages[1].text = text(90);
    std::swap(random, more);
    store.put_file(file);
    if (any(3) == 0) store.set_reviewed(store::document_key(base::sha256_hex(std::to_string(files)), 1), store::Reviewed::kYes);
  }

  // In merged segments, in several, deleted again, and waiting for the index.
  void fill() {
    database::Transaction once(store.db(), database::Transaction::Kind::kWrite);
    for (int round = 0; round < 8; ++round) {
      for (int file = 0; file < 5; ++file) put(1 + static_cast<int>(any(12)));
      store.finish();
      store.remove_file(base::sha256_hex(std::to_string(files - 2)));
    }
    for (int file = 0; file < 7; ++file) put(6);
    once.commit();
  }
};

}  // namespace banthuek::search
