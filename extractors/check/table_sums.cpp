#include "extractors/check/table_sums.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>

#include "extractors/text/fold.h"

namespace banthuek::check {
namespace {

constexpr double kRounded = 0.011;  // of money, to satang
constexpr std::size_t kMinRows = 2;

bool is_figure(const DataCell& cell) { return cell.type == CellType::kNumber || cell.type == CellType::kMoney; }

bool adds_up(const DataColumn& column, std::size_t at) {
  static const RE2 other("ร้อยละ|%|เฉลี่ย|คะแนน|ระดับ|อัตรา|ต่อหน่วย|ราคากลาง|เลขที่|รหัส|s\\.?d|^ปี|/ปี|^พศ|/พศ");
  static const RE2 ordinal("^(ลำดับ(ที่)?|ที่|ข้อ(ที่)?|no)$");
  if (column.type != CellType::kNumber && column.type != CellType::kMoney) return false;
  const std::string heading = text::to_utf8(text::fold(column.heading.raw).text);
  return !RE2::PartialMatch(heading, other) && !RE2::FullMatch(heading, ordinal) && (at > 0 || !heading.empty());
}

std::string shown(double number) {
  char text[40];
  std::snprintf(text, sizeof text, "%.2f", number);
  std::string out = text;
  if (out.ends_with(".00")) out.resize(out.size() - 3);
  return out;
}

void check_column(Document& document, const DataTable& table, std::size_t table_at, std::size_t c) {
  double all = 0, since = 0, sums = 0;
  std::size_t added = 0;
  for (std::size_t r = 0; r < table.rows.size(); ++r) {
    const DataRow& row = table.rows[r];
    const DataCell& cell = row.cells[c];
    if (!row.is_sum) {
      // A dash is nothing; what is no figure makes the sum unknown.
      if (!is_figure(cell)) {
        const auto text = text::fold(cell.field.raw).text;
        if (!text.empty() && text != U"-") return;
        continue;
      }
      if (cell.field.value.find('%') != std::string::npos) return;
      all += std::atof(cell.field.value.c_str());
      since += std::atof(cell.field.value.c_str());
      ++added;
      continue;
    }
    if (!is_figure(cell)) continue;
    const double stated = std::atof(cell.field.value.c_str());
    const auto is = [&](double sum) { return std::abs(sum - stated) <= kRounded; };
    const bool mean = added > 0 && std::abs(all / static_cast<double>(added) - stated) <= kRounded;
    if (added >= kMinRows && !is(all) && !is(since) && !is(sums) && !mean) {
      const int page = cell.field.places.empty() ? table.first_page : cell.field.places.front().page;
      document.findings.push_back({"sum_differs", Severity::kWarning, page, fmt::format("tables/{}/rows/{}/{}", table_at, r, c), cell.field.raw,
                                   "the rows above add up to " + shown(since != all && sums == 0 ? since : all), shown(all)});
    }
    sums += stated;
    since = 0;
  }
}

}  // namespace

void check_sums(Document& document) {
  for (std::size_t t = 0; t < document.tables.size(); ++t)
    for (std::size_t c = 0; c < document.tables[t].columns.size(); ++c)
      if (adds_up(document.tables[t].columns[c], c)) check_column(document, document.tables[t], t, c);
}

}  // namespace banthuek::check
