#include "extractors/document/measure_draft.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <optional>
#include <vector>

#include "extractors/document/record_tables.h"
#include "extractors/tables/column_entries.h"
#include "extractors/text/confidence.h"
#include "extractors/text/field.h"
#include "extractors/text/heading_end.h"
#include "extractors/values/period.h"
#include "extractors/values/spelling.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

constexpr double kDoubtful = 0.985;    // below, a digit may be another one
constexpr double kSaidInResult = 0.9;  // confidence, at most, of a status that no column of its own says
constexpr double kEndedLine = 0.9;     // and of a title that goes on behind a line that its writer ended

std::string id(const MeasureDraft& draft, const char* role) { return fmt::format("{}/{}@{}", draft.layout->name, role, draft.layout->version); }

void finish_period(const MeasureDraft& draft, const text::Excerpt& reading, const std::string& at, std::optional<values::BuddhistYear> year,
                   Measure& m, std::vector<Finding>& findings) {
  PeriodField field;
  field.raw = text::make_field(reading, id(draft, "period"));
  const bool doubtful = text::legibility(reading) < kDoubtful;
  const auto period = values::parse_period(reading.text, year, doubtful ? values::Reading::kDoubtful : values::Reading::kSure);
  const std::string rule = field.raw.rule + (period && period->month_mended ? "+spelling" : "");
  if (period && period->reversed && doubtful && (period->resolved_start || period->resolved_end)) {
    findings.push_back({"period_reversed", Severity::kWarning, draft.page, at + "period", reading.text,
                        "the end is before the start; one other year for one end lies in the table's fiscal year",
                        values::iso(period->resolved_start ? *period->resolved_start : *period->resolved_end)});
    field.start = text::make_field(reading, values::iso(period->resolved_start.value_or(*period->start)),
                                   rule + (period->resolved_start ? "+fiscal_year" : ""));
    field.end =
        text::make_field(reading, values::iso(period->resolved_end.value_or(*period->end)), rule + (period->resolved_end ? "+fiscal_year" : ""));
  } else if (period) {
    if (period->start) field.start = text::make_field(reading, values::iso(*period->start), rule);
    if (period->end) field.end = text::make_field(reading, values::iso(*period->end), rule);
    if (period->frequency != values::Frequency::kNone) field.frequency = text::make_field(reading, values::name_of(period->frequency), rule);
    if (period->year_inferred)
      findings.push_back({"year_inferred", Severity::kWarning, draft.page, at + "period", reading.text,
                          "a year could not be read; it follows from the other end or the table's year", ""});
    if (period->reversed)
      findings.push_back({"period_reversed", Severity::kWarning, draft.page, at + "period", reading.text, "the end is before the start", ""});
    if (period->end_unread)
      findings.push_back(
          {"period_end_unread", Severity::kWarning, draft.page, at + "period", reading.text, "an end is named that could not be read", ""});
    if (period->impossible)
      findings.push_back({"no_such_date", Severity::kError, draft.page, at + "period", reading.text, "the month has no such day", ""});
  }
  if (!period || (!period->start && !period->end && period->frequency == values::Frequency::kNone))
    findings.push_back(
        {"period_unread", Severity::kInfo, draft.page, at + "period", reading.text, "no date and no frequency could be read here", ""});
  m.period = std::move(field);
}

// Whether a line of the text ends where the next word would still have had room: its writer ended it, and a description may stand below.
bool ends_a_line(const text::Excerpt& reading) {
  int right = 0;
  for (const text::Piece& piece : reading.pieces) right = std::max(right, piece.place.box.right());
  for (std::size_t i = 1; i < reading.pieces.size(); ++i) {
    const Box &left = reading.pieces[i - 1].place.box, &box = reading.pieces[i].place.box;
    if (box.y < left.bottom() || reading.pieces[i].place.page != reading.pieces[i - 1].place.page) continue;
    if (left.right() + 2 * box.h + box.w < right) return true;
  }
  return false;
}

// Where lines of the paper begin in the text, but for the first, as bytes.
std::vector<std::size_t> line_starts(const text::Excerpt& reading) {
  std::vector<std::size_t> out;
  for (std::size_t i = 1; i < reading.pieces.size(); ++i) {
    const text::Piece &before = reading.pieces[i - 1], &piece = reading.pieces[i];
    const Box &left = before.place.box, &box = piece.place.box;
    if (piece.place.page != before.place.page || box.y >= left.bottom() || box.x + box.w / 2 <= left.x + left.w / 2) out.push_back(piece.begin);
  }
  return out;
}

// The text with a line's end where one stood on the paper, though the words were joined over it.
std::string with_lines(const text::Excerpt& reading) {
  std::string out;
  std::size_t from = 0;
  for (const std::size_t start : line_starts(reading)) {
    out.append(reading.text, from, start - from).append("\n");
    from = start;
  }
  return out.append(reading.text, from);
}

void finish_status(const MeasureDraft& draft, const std::string& at, const schema::Schemas& schemas, Measure& m, std::vector<Finding>& findings) {
  if (const auto words = draft.text.find("status"); words != draft.text.end())
    if (const auto status = values::status_in_words(words->second.text, schemas.vocabulary)) {
      m.status = text::make_field(words->second, *status, id(draft, "status"));
      return;
    }
  // Where nothing else says it, the result may begin with it.
  const auto result = draft.text.find("result");
  if (!m.status && !draft.has_choices && !draft.text.count("status") && result != draft.text.end())
    if (const auto status = values::status_that_begins(with_lines(result->second), schemas.vocabulary)) {
      m.status = text::make_field(result->second, *status, id(draft, "result"));
      m.status->confidence = std::min(m.status->confidence, kSaidInResult);
    }
  if (!draft.has_choices) return;
  const values::StatusRead read = values::status_of_choices(draft.choices);
  text::Excerpt all;
  for (const text::Excerpt& reading : draft.choice_readings) text::append(all, " ", reading);
  if (!read.value.empty()) {
    std::size_t chosen = read.value == "not_started" ? 0 : read.value == "in_progress" ? 1 : 2;
    m.status = text::make_field(draft.choice_readings[chosen].empty() ? all : draft.choice_readings[chosen], read.value, id(draft, "status"));
    if (!read.sure) {
      m.status->confidence = std::min(m.status->confidence, 0.6);
      findings.push_back({"status_unclear", Severity::kWarning, draft.page, at + "status", all.text,
                          "a mark could not be told; the status follows from the other marks", ""});
    }
  } else if (read.contradicts || !read.sure) {
    findings.push_back({"status_unclear", Severity::kWarning, draft.page, at + "status", all.text,
                        read.contradicts ? "several statuses are marked" : "no mark could be told", ""});
  }
}

// Where what is no title begins below or behind it, as a byte; npos where the title is all of it. `status`: of a badge.
struct TitleTail {
  std::size_t begin = std::string::npos;
  std::optional<std::string> status;
  bool doubtful = false;  // a line of it says something else of the measure: "ตัวชี้วัด : ร้อยละ ๘๐"
};

TitleTail tail_of(const text::Excerpt& title, const schema::Schemas& schemas) {
  static const RE2 method(R"(^\s*วิธี(?:การ)?ดำเนินการ\s*[:：])"),
      label(R"(^\s*\(?\s*(?:ตัวชี้วัด|ตัวบ่งชี้|เป้าหมาย|วัตถุประสงค์|งบประมาณ|ผู้รับผิดชอบ|ระยะเวลา|ผล(?:การดำเนินการ|ลัพธ์)?|หมายเหตุ|สถานะ)[^:\s]{0,20}\s*[:：])");
  TitleTail out;
  const std::string_view text = title.text;
  for (const std::size_t start : line_starts(title)) {
    const re2::StringPiece line(text.data() + start, text.size() - start);
    out.doubtful = out.doubtful || RE2::PartialMatch(line, label);
    if (!out.doubtful && RE2::PartialMatch(line, method)) return {start, std::nullopt, false};
  }
  if (const auto badge = text::smaller_end(title, 0); badge && *badge > 0)
    if (const auto status = values::status_alone(text.substr(*badge), schemas.vocabulary)) out.begin = *badge, out.status = status;
  return out;
}

// Whether several lines below the title's first begin with a number or a dash: steps of the measure, or measures of their own. So does one where the
// first does.
bool has_item_lines(const text::Excerpt& title) {
  const auto starts = line_starts(title);
  const auto items =
      std::count_if(starts.begin(), starts.end(), [&](std::size_t start) { return text::begins_item(std::string_view(title.text).substr(start)); });
  return items + text::begins_item(title.text) > 1;
}

// Whether a line below the title's first counts on from the measure's own number, written as it is: two measures in one cell, or one of two
// indicators. Not where the rows behind count on from the measure.
bool counts_on(const MeasureDraft& draft, const text::Excerpt& title, const schema::Schemas& schemas) {
  const int own = draft.number_style.empty() || draft.number_value.find('.') != std::string::npos ? 0 : std::atoi(draft.number_value.c_str());
  if (own == 0 || draft.next_number == own + 1) return false;
  const auto starts = line_starts(title);
  return std::any_of(starts.begin(), starts.end(), [&](std::size_t start) {
    const auto cut = cut_number(std::string_view(title.text).substr(start), schemas);
    return cut && cut->style == draft.number_style && cut->value == std::to_string(own + 1);
  });
}

// A title behind a dash that parts it from nothing else.
text::Excerpt without_dash(const text::Excerpt& title) {
  static const RE2 one(R"(^\s*[-–—•▪]\s*)"), more(R"(\n\s*[-–—•▪])");
  re2::StringPiece rest(title.text);
  if (RE2::PartialMatch(title.text, more) || !RE2::Consume(&rest, one) || rest.empty()) return title;
  return text::slice(title, title.text.size() - rest.size(), title.text.size());
}

}  // namespace

void finish_measure(const MeasureDraft& draft, const schema::Schemas& schemas, std::optional<values::BuddhistYear> year, FoundMeasures& out) {
  Measure m;
  const std::string at = fmt::format("measures/{}/", out.measures.size());
  const auto take = [&](const char* role, MaybeField& to) {
    const auto found = draft.text.find(role);
    if (found != draft.text.end() && !found->second.empty()) to = values::make_text_field(found->second, id(draft, role), schemas.vocabulary);
  };
  if (!draft.number_value.empty()) m.no = text::make_field(draft.number, draft.number_value, id(draft, "no"));
  if (!draft.group.empty()) m.group = text::make_field(draft.group_reading, draft.group, id(draft, "group"));
  if (const auto title = draft.text.find("title"); title != draft.text.end() && tables::has_letter(title->second.text)) {
    const TitleTail tail = tail_of(title->second, schemas);
    const std::size_t end = std::min(tail.begin, title->second.text.size());
    const text::Excerpt name = text::slice(title->second, 0, end), rest = text::slice(title->second, end, title->second.text.size());
    m.title = values::make_text_field(without_dash(name), id(draft, "title"), schemas.vocabulary);
    if (tail.doubtful || ends_a_line(name) || has_item_lines(name) || counts_on(draft, name, schemas))
      m.title->confidence = std::min(m.title->confidence, kEndedLine);
    if (tail.status) {
      m.status = text::make_field(rest, *tail.status, id(draft, "title"));
      m.status->confidence = std::min(m.status->confidence, kSaidInResult);
    } else if (!rest.empty() && !draft.text.count("method"))
      m.method = values::make_text_field(rest, id(draft, "title"), schemas.vocabulary);
  }
  take("method", m.method);
  take("responsible", m.responsible);
  take("monitoring", m.monitoring);
  take("result", m.result);
  take("outcome", m.outcome);
  take("recommendation", m.recommendation);
  if (const auto period = draft.text.find("period"); period != draft.text.end()) finish_period(draft, period->second, at, year, m, out.findings);
  finish_status(draft, at, schemas, m, out.findings);
  // A heading that fell among the rows is no measure: nothing but a title.
  if (!m.title && !m.method && !m.result && !m.outcome) return;
  out.measures.push_back(std::move(m));
}

void pick_numbers(FoundMeasures& found) {
  const auto plain = [](const Measure& m) {
    return m.no && !m.no->value.empty() && m.no->value.find('.') == std::string::npos ? std::atoi(m.no->value.c_str()) : 0;
  };
  const auto group = [](const Measure& m) { return m.group ? m.group->value : std::string(); };
  for (std::size_t i = 1; i + 1 < found.measures.size(); ++i) {
    Measure &m = found.measures[i], &before = found.measures[i - 1], &behind = found.measures[i + 1];
    const int n = plain(m), expected = plain(before) + 1;
    if (n == 0 || n == expected || expected == 1 || plain(behind) != expected + 1 || group(before) != group(m) || group(behind) != group(m)) continue;
    if (m.no->confidence >= kDoubtful || std::to_string(n).size() != std::to_string(expected).size()) continue;
    found.findings.push_back(
        {"numbering_gap", Severity::kWarning, m.no->places.empty() ? 0 : m.no->places.front().page, fmt::format("measures/{}/no", i), m.no->raw,
         fmt::format("the rows before and behind have {} and {}; the digit was in doubt", expected - 1, expected + 1), std::to_string(expected)});
    m.no->value = std::to_string(expected);
    m.no->rule += "+sequence";
  }
}

}  // namespace banthuek::document
