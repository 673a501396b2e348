#include "extractors/document/measures.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>

#include "extractors/document/table_row.h"
#include "extractors/text/confidence.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/period.h"
#include "extractors/values/spelling.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

constexpr double kDoubtful = 0.985;  // below, a digit may be another one

// A measure under way.
struct MeasureDraft {
  std::map<std::string, text::Excerpt> text;  // by role
  std::array<values::Choice, 3> choices{values::Choice::kNothing, values::Choice::kNothing, values::Choice::kNothing};
  std::array<text::Excerpt, 3> choice_readings;
  bool has_choices = false;
  bool method_of_title = false;  // its method was found among the rows of its title
  text::Excerpt number;
  std::string number_value, group;
  text::Excerpt group_reading;
  std::string layout_id, version;
  const schema::SchemaLayout* layout = nullptr;
  int page = 0;
};

class Collector {
 public:
  Collector(const schema::Schemas& schemas, std::optional<values::BuddhistYear> year, FoundMeasures& out)
      : schemas_(schemas), year_(year), out_(out) {}

  void group(const std::string& name, const text::Excerpt& reading) {
    group_ = name;
    group_reading_ = reading;
  }

  const std::string& group_now() const { return group_; }

  // All rows of one table over all its pages.
  void rows(std::vector<Row> rows, const schema::SchemaLayout& layout) {
    find_bare_numbers(rows);
    join_cut_rows(rows);
    const auto numbered = static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.number.has_value(); }));
    const bool with_numbers = numbered > 0 && 3 * numbered >= titled(rows);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      const bool begins = begins_measure(rows, i, with_numbers);
      if (begins) {
        close();
        open(rows[i], layout);
      }
      add(rows[i], begins);
    }
  }

  void close() {
    if (!draft_) return;
    finish(*draft_);
    draft_.reset();
  }

 private:
  // A number whose full stop was not read: "๒ การพัฒนา" behind row ๑ and where it is the next number.
  static void find_bare_numbers(std::vector<Row>& rows) {
    static const RE2 bare(R"(^\s*(\p{Nd}{1,2})\s*[,:;]?\s+\p{Thai})");
    int before = 0;
    for (Row& row : rows) {
      const auto title = row.text.find("title");
      re2::StringPiece digits;
      if (!row.number && before > 0 && title != row.text.end() && RE2::PartialMatch(title->second.text, bare, &digits) &&
          std::atoi(text::ascii_digits({digits.data(), digits.size()}).c_str()) == before + 1) {
        const text::Excerpt whole = title->second;
        const auto at = static_cast<std::size_t>(digits.data() - title->second.text.data()), end = at + digits.size();
        row.number = NumberCut{std::to_string(before + 1), at, end, end};
        row.number_reading = text::slice(whole, at, end);
        std::size_t rest = end;
        while (rest < whole.text.size() && (whole.text[rest] == ' ' || whole.text[rest] == ',' || whole.text[rest] == ':' || whole.text[rest] == ';'))
          ++rest;
        title->second = text::slice(whole, rest, whole.text.size());
      }
      if (row.number) before = std::atoi(row.number->value.c_str());
    }
  }

  // In how many of the columns whose entries are short, and stand once in a measure, all of the rows say something.
  int short_entries(std::initializer_list<const Row*> rows) const {
    const auto all = [&](const auto& says) { return std::all_of(rows.begin(), rows.end(), [&](const Row* row) { return says(*row); }); };
    int out = all([](const Row& r) { return r.number.has_value(); });
    for (const char* role : {"responsible", "period"}) out += all([&](const Row& r) { return r.text.count(role) > 0; });
    // The two halves of one status in words are none by themselves.
    out += all([&](const Row& r) {
      const auto words = r.text.find("status");
      return words != r.text.end() && (rows.size() == 1 || values::status_in_words(words->second.text, schemas_.vocabulary));
    });
    for (std::size_t k = 0; k < Row().choices.size(); ++k) out += all([&](const Row& r) { return r.choices[k] != values::Choice::kNothing; });
    out += all(
        [](const Row& r) { return std::any_of(r.choices.begin(), r.choices.end(), [](values::Choice x) { return x == values::Choice::kChosen; }); });
    return out;
  }

  // A row that the page's end cut in two, its title on the next page: the last of a page, whose short entries neither belong to the row above, which
  // has its own, nor to another than the first of the next page, which has a title and lacks them.
  void join_cut_rows(std::vector<Row>& rows) const {
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
      const Row& cut = rows[i];
      Row& rest = rows[i + 1];
      if (rest.page == cut.page || cut.text.count("title") || cut.covering.count("title") || !rest.text.count("title")) continue;
      if (short_entries({&cut}) == 0 || short_entries({&cut, &rest}) > 0) continue;
      const bool first = i == 0 || rows[i - 1].page != cut.page;
      if (!cut.number && (first ? cut.first_on_page : short_entries({&rows[i - 1], &cut}) == 0)) continue;
      for (const auto& [role, reading] : cut.text) {
        text::Excerpt whole = reading;
        if (const auto below = rest.text.find(role); below != rest.text.end())
          text::append(whole, text::joiner_between(whole.text, below->second.text), below->second);
        rest.text[role] = std::move(whole);
      }
      for (std::size_t k = 0; k < cut.choices.size(); ++k)
        if (cut.choices[k] != values::Choice::kNothing)
          rest.choices[k] = cut.choices[k], rest.choice_readings[k] = cut.choice_readings[k], rest.has_choices = true;
      if (cut.number) rest.number = cut.number, rest.number_reading = cut.number_reading;
      rest.first_on_page = cut.first_on_page, rest.page = cut.page;
      rows.erase(rows.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  static bool dashed(std::string_view text) {
    static const RE2 dash(R"(^\s*[-–—•]\s*\p{Thai})");
    return RE2::PartialMatch({text.data(), text.size()}, dash);
  }

  static std::size_t titled(const std::vector<Row>& rows) {
    return static_cast<std::size_t>(std::count_if(rows.begin(), rows.end(), [](const Row& r) { return r.text.count("title") > 0; }));
  }

  bool begins_measure(const std::vector<Row>& rows, std::size_t i, bool with_numbers) const {
    const Row& row = rows[i];
    const bool title = row.text.count("title") > 0;
    if (!draft_) return title || row.number || !row.text.empty();
    if (row.number) return true;
    if (!title) return false;
    // Titles without a number: in a table without numbers a measure; else perhaps a row cut in two by the page's end.
    const auto marked = [](const std::array<values::Choice, 3>& c) {
      return std::any_of(c.begin(), c.end(), [](values::Choice x) { return x == values::Choice::kChosen || x == values::Choice::kUnclear; });
    };
    const auto filled = [&](const auto& r) {
      return r.text.count("responsible") + r.text.count("period") + r.text.count("status") + marked(r.choices);
    };
    const auto draft_filled = filled(*draft_);
    const bool poorer = filled(row) == 0 && draft_filled > 0;
    if (with_numbers) {
      const int before = draft_->number_value.empty() ? 0 : std::atoi(draft_->number_value.c_str());
      for (std::size_t k = i + 1; k < rows.size(); ++k)
        if (rows[k].number) {
          const int next = std::atoi(rows[k].number->value.c_str());
          if (before > 0 && next == before + 1) return false;
          if (before > 0 && next == before + 2) return true;
          break;
        }
      if (row.first_on_page) return !poorer;
      return !poorer && filled(row) > 0;
    }
    return !(row.first_on_page && poorer);
  }

  void open(const Row& row, const schema::SchemaLayout& layout) {
    draft_ = MeasureDraft{};
    draft_->layout = &layout;
    draft_->page = row.page;
    draft_->group = group_;
    draft_->group_reading = group_reading_;
    if (row.number) {
      draft_->number = row.number_reading;
      draft_->number_value = row.number->value;
    }
  }

  void add(const Row& row, bool begins) {
    for (const auto& [role, reading] : row.text) {
      if (role == "no") continue;
      if (role == "group") {
        if (const auto name = group_named(reading.text, schemas_.vocabulary)) {
          group(*name, reading);
          if (begins) {
            draft_->group = *name;
            draft_->group_reading = reading;
          }
        }
        continue;
      }
      // Rows of dashes under a numbered title, where no column says how, are what is done.
      const bool done = role == "title" && !begins && !row.first_on_page && draft_->text.count("title") && dashed(reading.text) &&
                        !row.text.count("method") && (!draft_->text.count("method") || draft_->method_of_title);
      draft_->method_of_title = draft_->method_of_title || done;
      auto& text = draft_->text[done ? "method" : role];
      // A text that the page's end cut goes on as lines do; a row of its own under the measure is another item.
      text::append(text, begins || row.first_on_page ? text::joiner_between(text.text, reading.text) : "\n", reading);
    }
    if (begins)
      for (const auto& [role, reading] : row.covering)
        if (role != "no" && role != "group" && role != "title" && !draft_->text.count(role)) draft_->text[role] = reading;
    if (!row.has_choices) return;
    const auto said = [](const std::array<values::Choice, 3>& c) {
      return std::any_of(c.begin(), c.end(), [](values::Choice x) { return x != values::Choice::kNothing; });
    };
    if (said(draft_->choices) || !said(row.choices)) return;
    draft_->choices = row.choices;
    draft_->choice_readings = row.choice_readings;
    draft_->has_choices = true;
  }

  std::string id(const MeasureDraft& draft, const char* role) const {
    return draft.layout->name + "/" + role + "@" + std::to_string(draft.layout->version);
  }

  void finish(const MeasureDraft& draft) {
    Measure m;
    const std::string at = "measures/" + std::to_string(out_.measures.size()) + "/";
    const auto take = [&](const char* role, MaybeField& to) {
      const auto found = draft.text.find(role);
      if (found != draft.text.end() && !found->second.empty()) to = values::make_text_field(found->second, id(draft, role), schemas_.vocabulary);
    };
    if (!draft.number_value.empty()) m.no = text::make_field(draft.number, draft.number_value, id(draft, "no"));
    if (!draft.group.empty()) m.group = text::make_field(draft.group_reading, draft.group, id(draft, "group"));
    take("title", m.title);
    take("method", m.method);
    take("responsible", m.responsible);
    take("monitoring", m.monitoring);
    take("result", m.result);
    take("outcome", m.outcome);
    take("recommendation", m.recommendation);
    if (const auto period = draft.text.find("period"); period != draft.text.end()) finish_period(draft, period->second, at, m);
    finish_status(draft, at, m);
    // A heading that fell among the rows is no measure: nothing but a title.
    if (!m.title && !m.method && !m.result && !m.outcome) return;
    out_.measures.push_back(std::move(m));
  }

  void finish_period(const MeasureDraft& draft, const text::Excerpt& reading, const std::string& at, Measure& m) {
    PeriodField field;
    field.raw = text::make_field(reading, id(draft, "period"));
    const bool doubtful = text::legibility(reading) < kDoubtful;
    const auto period = values::parse_period(reading.text, year_, doubtful ? values::Reading::kDoubtful : values::Reading::kSure);
    const std::string rule = field.raw.rule + (period && period->month_mended ? "+spelling" : "");
    if (period && period->reversed && doubtful && (period->resolved_start || period->resolved_end)) {
      out_.findings.push_back({"period_reversed", Severity::kWarning, draft.page, at + "period", reading.text,
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
        out_.findings.push_back({"year_inferred", Severity::kWarning, draft.page, at + "period", reading.text,
                                 "a year could not be read; it follows from the other end or the table's year", ""});
      if (period->reversed)
        out_.findings.push_back({"period_reversed", Severity::kWarning, draft.page, at + "period", reading.text, "the end is before the start", ""});
      if (period->end_unread)
        out_.findings.push_back(
            {"period_end_unread", Severity::kWarning, draft.page, at + "period", reading.text, "an end is named that could not be read", ""});
      if (period->impossible)
        out_.findings.push_back({"no_such_date", Severity::kError, draft.page, at + "period", reading.text, "the month has no such day", ""});
    }
    if (!period || (!period->start && !period->end && period->frequency == values::Frequency::kNone))
      out_.findings.push_back(
          {"period_unread", Severity::kInfo, draft.page, at + "period", reading.text, "no date and no frequency could be read here", ""});
    m.period = std::move(field);
  }

  void finish_status(const MeasureDraft& draft, const std::string& at, Measure& m) {
    if (const auto words = draft.text.find("status"); words != draft.text.end())
      if (const auto status = values::status_in_words(words->second.text, schemas_.vocabulary)) {
        m.status = text::make_field(words->second, *status, id(draft, "status"));
        return;
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
        out_.findings.push_back({"status_unclear", Severity::kWarning, draft.page, at + "status", all.text,
                                 "a mark could not be told; the status follows from the other marks", ""});
      }
    } else if (read.contradicts || !read.sure) {
      out_.findings.push_back({"status_unclear", Severity::kWarning, draft.page, at + "status", all.text,
                               read.contradicts ? "several statuses are marked" : "no mark could be told", ""});
    }
  }

  const schema::Schemas& schemas_;
  std::optional<values::BuddhistYear> year_;
  FoundMeasures& out_;
  std::optional<MeasureDraft> draft_;
  std::string group_;
  text::Excerpt group_reading_;
};

// A doubtful number between its neighbours' numbers is the one between them.
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
        {"numbering_gap", Severity::kWarning, m.no->places.empty() ? 0 : m.no->places.front().page, "measures/" + std::to_string(i) + "/no",
         m.no->raw,
         "the rows before and behind have " + std::to_string(expected - 1) + " and " + std::to_string(expected + 1) + "; the digit was in doubt",
         std::to_string(expected)});
    m.no->value = std::to_string(expected);
    m.no->rule += "+sequence";
  }
}

}  // namespace

FoundMeasures extract_measures(const ReadingOrder& flow, const std::vector<RecordTable>& tables, const schema::Schemas& schemas,
                               std::optional<values::BuddhistYear> year) {
  FoundMeasures out;
  Collector collector(schemas, year, out);
  const auto skips = schemas.rules("row.skip");
  std::vector<Row> rows;
  const schema::SchemaLayout* layout = nullptr;
  const auto flush = [&] {
    if (layout) collector.rows(rows, *layout);
    rows.clear();
  };
  std::size_t next = 0;
  for (std::size_t i = 0; i < flow.size() && next < tables.size(); ++i) {
    if (!flow[i].table) {
      const std::u32string text = text::fold(flow[i].reading.text).text;
      const auto group = text.size() < 110 ? group_named(flow[i].reading.text, schemas.vocabulary) : std::nullopt;
      if (group) {
        flush();
        collector.close();
        collector.group(*group, flow[i].reading);
      }
      continue;
    }
    if (tables[next].part != i) continue;
    const RecordTable& record = tables[next++];
    if (record.map.layout->table.records != "measures") continue;
    if (!record.goes_on) {
      flush();
      collector.close();
    }
    layout = record.map.layout;
    const Grid grid(*flow[i].table);
    bool first = true;
    for (int r = 0; r < std::min(record.map.header_rows, grid.table.rows); ++r)  // a group's name above the columns' headings
      if (const auto heading = row_in_two(grid, r, flow[i].page))
        if (const auto group = group_named(heading->text, schemas.vocabulary); group && *group != collector.group_now()) {
          flush();
          collector.close();
          collector.group(*group, *heading);
        }
    for (int r = record.map.header_rows; r < grid.table.rows; ++r) {
      if (const auto heading = heading_row(grid, r, flow[i].page, schemas)) {
        if (const auto group = group_named(heading->text, schemas.vocabulary)) {
          flush();
          collector.close();
          collector.group(*group, *heading);
        }
        continue;
      }
      if (repeats_headings(grid, record.map, r)) continue;
      Row row = read_row(grid, record.map, r, flow[i].page, schemas);
      std::string all;  // as it is read, from left to right
      for (const Cell& cell : grid.table.cells)
        if (cell.row == r) all += cell.text + " ";
      if (row.text.empty() && !row.has_choices) continue;
      if (std::any_of(skips.begin(), skips.end(), [&](const schema::TextRule* rule) { return schema::match(*rule, text::trim(all)).has_value(); }))
        continue;
      row.first_on_page = first && record.goes_on;
      first = false;
      rows.push_back(std::move(row));
    }
  }
  flush();
  collector.close();
  pick_numbers(out);
  return out;
}

}  // namespace banthuek::document
