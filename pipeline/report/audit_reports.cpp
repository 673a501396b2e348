// Questions that count: missing reports, statuses, scores.
#include "pipeline/report/audit_reports.h"

#include <fmt/core.h>

#include <cmath>
#include <fstream>
#include <map>
#include <set>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"

namespace banthuek::report {
namespace {

// Names are compared without the words that say what a place is.
std::string bare(std::string_view name) {
  std::string out = text::squeeze(text::to_internal(name));
  for (const std::string_view word : {"จังหวัด", "อำเภอ", "จ.", "อ."})
    if (out.starts_with(word)) {
      out = text::squeeze(std::string_view(out).substr(word.size()));
      break;
    }
  return out;
}

// Whether each office of the list has a document of the year.
std::vector<bool> reported(database::Database& db, const std::vector<LocalGovernment>& all, int year) {
  std::map<std::string, std::size_t> by_code;
  std::multimap<std::string, std::size_t> by_name;
  for (std::size_t i = 0; i < all.size(); ++i) {
    if (!all[i].code.empty()) by_code[all[i].code] = i;
    by_name.emplace(bare(all[i].name), i);
  }
  std::vector<bool> has(all.size());
  database::Statement row = db.prepare("SELECT DISTINCT dla_code, organisation, district, province FROM documents WHERE fiscal_year = ?");
  for (row.bind(year); row.step();) {
    if (const auto found = by_code.find(row.text(0)); found != by_code.end()) {
      has[found->second] = true;
      continue;
    }
    // By name: counts only where just one office fits what the document says of its place.
    std::vector<std::size_t> fitting;
    const auto [begin, end] = by_name.equal_range(bare(row.view(1)));
    for (auto at = begin; at != end; ++at) {
      const LocalGovernment& office = all[at->second];
      if (!row.is_null(2) && bare(row.view(2)) != bare(office.district)) continue;
      if (!row.is_null(3) && bare(row.view(3)) != bare(office.province)) continue;
      fitting.push_back(at->second);
    }
    if (fitting.size() == 1) has[fitting.front()] = true;
  }
  return has;
}

}  // namespace

std::vector<LocalGovernment> read_local_governments(const std::filesystem::path& file) {
  std::ifstream in(file);
  if (!in) throw Error(ErrorKind::kSchema, file.string(), "cannot be opened; give a tab-separated list of local governments");
  std::vector<LocalGovernment> all;
  std::string line;
  int number = 0;
  while (std::getline(in, line)) {
    if (!line.empty() && line.back() == '\r') line.pop_back();
    if (line.empty() || line[0] == '#') {
      ++number;
      continue;
    }
    std::vector<std::string> cells;
    for (std::size_t at = 0;;) {
      const std::size_t tab = line.find('\t', at);
      cells.push_back(line.substr(at, tab - at));
      if (tab == std::string::npos) break;
      at = tab + 1;
    }
    ++number;
    if (!cells.empty() && cells[0] == "dla_code") continue;
    if (cells.size() < 5)
      throw Error(ErrorKind::kSchema, fmt::format("{}:{}", file.string(), number),
                  fmt::format("has {} columns; write dla_code, name, type, district and province", cells.size()));
    all.push_back({cells[0], cells[1], cells[2], cells[3], cells[4]});
  }
  return all;
}

AuditTable offices_without_report(store::Store& store, const std::vector<LocalGovernment>& all, int year) {
  const std::vector<bool> has = reported(store.db(), all, year);
  std::multimap<std::string, std::size_t> order;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (!has[i]) order.emplace(fmt::format("{}\n{}\n{}", all[i].province, all[i].district, all[i].name), i);
  AuditTable answer{{"dla_code", "name", "type", "district", "province"}, {}};
  for (const auto& [key, i] : order) answer.rows.push_back({all[i].code, all[i].name, all[i].type, all[i].district, all[i].province});
  return answer;
}

AuditTable missing_by_province(store::Store& store, const std::vector<LocalGovernment>& all, int year) {
  const std::vector<bool> has = reported(store.db(), all, year);
  std::map<std::string, std::pair<std::int64_t, std::int64_t>> counts;  // offices, reports
  for (std::size_t i = 0; i < all.size(); ++i) {
    auto& [offices, reports] = counts[all[i].province];
    ++offices;
    reports += has[i];
  }
  AuditTable answer{{"province", "offices", "reports", "missing"}, {}};
  for (const auto& [province, count] : counts) answer.rows.push_back({province, count.first, count.second, count.first - count.second});
  return answer;
}

AuditTable status_counts(store::Store& store) {
  AuditTable answer{{"province", "year", "done", "in_progress", "not_started", "not_stated", "all"}, {}};
  database::Statement row = store.db().prepare(
      "SELECT d.province, d.fiscal_year, sum(m.status IS 'done'), sum(m.status IS 'in_progress'), sum(m.status IS 'not_started'), "
      "sum(m.status IS NULL), count(*) FROM documents d JOIN measures m ON m.document = d.id GROUP BY 1, 2 ORDER BY 1, 2");
  while (row.step()) {
    std::vector<SqlValue> cells(7);
    if (!row.is_null(0)) cells[0] = row.text(0);
    for (int i = 1; i < 7; ++i)
      if (!row.is_null(i)) cells[static_cast<std::size_t>(i)] = row.integer(i);
    answer.rows.push_back(std::move(cells));
  }
  return answer;
}

AuditTable score_changes(store::Store& store) {
  struct Score {
    double score;
    std::string from;
  };
  std::map<std::pair<std::string, std::string>, std::map<std::int64_t, Score>> offices;  // province and office
  const auto add = [&](database::Statement& row, const char* from) {
    // What an office says of itself comes first and stays.
    offices[{row.text(1), row.text(0)}].try_emplace(row.integer(2), Score{row.real(3), from});
  };
  {
    database::Statement row = store.db().prepare(
        "SELECT organisation, province, ita_year, ita_score FROM documents "
        "WHERE organisation IS NOT NULL AND ita_year IS NOT NULL AND ita_score IS NOT NULL ORDER BY 1, 2, 3, 4");
    while (row.step()) add(row, "report");
  }
  {
    database::Statement row = store.db().prepare(
        "SELECT s.organisation, d.province, d.fiscal_year, s.total FROM scores s JOIN documents d ON d.id = s.document "
        "WHERE s.organisation IS NOT NULL AND d.fiscal_year IS NOT NULL AND s.total IS NOT NULL ORDER BY 1, 2, 3, 4");
    while (row.step()) add(row, "table");
  }
  AuditTable answer{{"office", "province", "year", "score", "change", "from"}, {}};
  for (const auto& [key, years] : offices) {
    const Score* before = nullptr;
    for (const auto& [year, score] : years) {
      const SqlValue change = cell_if(before != nullptr, before ? std::round((score.score - before->score) * 100) / 100 : 0);
      answer.rows.push_back({key.second, cell_if(!key.first.empty(), key.first), year, score.score, change, score.from});
      before = &score;
    }
  }
  return answer;
}

AuditTable differing_spellings(store::Store& store) {
  struct Written {
    std::int64_t times = 0;
    std::string document;
    std::u32string folded;
  };
  using Office = std::pair<std::string, std::string>;  // province and office
  std::map<std::pair<Office, std::string>, std::map<std::string, Written>> offices;
  const auto read = [&](const char* what, const char* sql, const auto& as_written) {
    database::Statement row = store.db().prepare(sql);
    while (row.step()) {
      const std::string text = as_written(row.text(2));
      if (text.empty()) continue;
      Written& written = offices[{{row.text(1), row.text(0)}, what}][text];
      if (written.times++ == 0) {
        written.document = row.text(3);
        written.folded = text::fold(text).text;
      }
    }
  };
  read("name",
       "SELECT d.organisation, coalesce(d.province, ''), s.name, d.key FROM signatures s JOIN documents d ON d.id = s.document "
       "WHERE d.organisation IS NOT NULL AND s.name IS NOT NULL ORDER BY d.file, d.first_page, s.number",
       [](const std::string& name) { return name; });
  // "กส ๕๑๐๐๑" of "กส ๕๑๐๐๑/๑๒": what stands behind the stroke is of the letter.
  read("code",
       "SELECT organisation, coalesce(province, ''), reference, key FROM documents "
       "WHERE organisation IS NOT NULL AND reference IS NOT NULL ORDER BY file, first_page",
       [](const std::string& reference) {
         const std::size_t stroke = reference.find('/');
         return stroke == std::string::npos ? "" : text::ascii_digits(text::squeeze(reference.substr(0, stroke)));
       });
  constexpr std::size_t kLongName = 12;
  AuditTable answer{{"office", "province", "what", "written", "times", "document", "elsewhere", "times_elsewhere"}, {}};
  for (const auto& [of, spellings] : offices)
    for (const auto& [text, written] : spellings)
      for (const auto& [other, elsewhere] : spellings) {
        if (written.times > elsewhere.times || (written.times == elsewhere.times && text <= other)) continue;
        const std::u32string &a = written.folded, &b = elsewhere.folded;
        const int most = of.second == "name" && a.size() >= kLongName ? 2 : 1;
        if (a == b || text::edit_distance(a, b, most) > most) continue;
        answer.rows.push_back({of.first.second, cell_if(!of.first.first.empty(), of.first.first), of.second, text, written.times, written.document,
                               other, elsewhere.times});
      }
  return answer;
}

}  // namespace banthuek::report
