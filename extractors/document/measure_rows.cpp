#include "extractors/document/measure_rows.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "extractors/text/normalise.h"
#include "extractors/values/status.h"

namespace banthuek::document {
namespace {

constexpr double kOfSeveral = 0.9;  // confidence at most of the number of a row whose title holds several items

// A number whose full stop was not read: "๒ การพัฒนา" behind row ๑ and where it is the next number.
void find_bare_numbers(std::vector<Row>& rows) {
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
int short_entries(std::initializer_list<const Row*> rows, const schema::Schemas& schemas) {
  const auto all = [&](const auto& says) { return std::all_of(rows.begin(), rows.end(), [&](const Row* row) { return says(*row); }); };
  int out = all([](const Row& r) { return r.number.has_value(); });
  for (const char* role : {"responsible", "period"}) out += all([&](const Row& r) { return r.text.count(role) > 0; });
  // The two halves of one status in words are none by themselves.
  out += all([&](const Row& r) {
    const auto words = r.text.find("status");
    return words != r.text.end() && (rows.size() == 1 || values::status_in_words(words->second.text, schemas.vocabulary));
  });
  for (std::size_t k = 0; k < Row().choices.size(); ++k) out += all([&](const Row& r) { return r.choices[k] != values::Choice::kNothing; });
  out += all(
      [](const Row& r) { return std::any_of(r.choices.begin(), r.choices.end(), [](values::Choice x) { return x == values::Choice::kChosen; }); });
  return out;
}

// A row that the page's end cut in two, its title on the next page: the last of a page, whose short entries neither belong to the row above, which
// has its own, nor to another than the first of the next page, which has a title and lacks them.
void join_cut_rows(std::vector<Row>& rows, const schema::Schemas& schemas) {
  for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
    const Row& cut = rows[i];
    Row& rest = rows[i + 1];
    if (rest.page == cut.page || cut.text.count("title") || cut.covering.count("title") || !rest.text.count("title")) continue;
    if (short_entries({&cut}, schemas) == 0 || short_entries({&cut, &rest}, schemas) > 0) continue;
    const bool first = i == 0 || rows[i - 1].page != cut.page;
    if (!cut.number && (first ? cut.first_on_page : short_entries({&rows[i - 1], &cut}, schemas) == 0)) continue;
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

// Whether the title is numbered below its row's number, "๑.๒" in row ๑, and is one item, not several.
bool names_one_below(const Row& row) {
  static const RE2 another(R"(\n\s*\p{Nd}{1,2}[.)]|\s\p{Nd}{1,2}\.\p{Nd}{1,2}[\s.)])");
  return row.title_number->value.starts_with(row.number->value + ".") && !RE2::PartialMatch(row.text.at("title").text, another);
}

// Numbers before the titles of rows that a column numbers too. Where they count the rows and the column does not (it numbers what several rows are
// of) they are the rows'; where both say the same the title goes without.
void take_title_numbers(std::vector<Row>& rows) {
  int next = 0;
  bool count = true, other = false;
  for (const Row& row : rows) {
    if (!row.text.count("title")) continue;
    const std::string number = row.title_number ? row.title_number->value : row.number ? row.number->value : "";
    const int value = std::atoi(number.c_str());
    count = count && number.find('.') == std::string::npos && value > 0 && (next == 0 || value == next);
    next = value + 1;
    other = other || (row.title_number && row.title_number->value != row.number->value);
  }
  for (Row& row : rows) {
    if (!row.title_number || !row.number) continue;
    const bool below = names_one_below(row);
    if (!below && row.title_number->value.starts_with(row.number->value + "."))  // several items in one cell: of which it is the number is open
      for (text::Piece& piece : row.number_reading.pieces) piece.confidence = std::min(piece.confidence, kOfSeveral);
    if (!(count && other) && !below && row.title_number->value != row.number->value) continue;
    text::Excerpt& title = row.text["title"];
    const text::Excerpt whole = title;
    if ((count && other) || below) {
      row.number = row.title_number;
      row.number_reading = text::slice(whole, row.title_number->begin, row.title_number->end);
    }
    title = text::slice(whole, row.title_number->rest, whole.text.size());
  }
}

// Codes before the titles ("M1"), where at least half of them, and two, have one of the same letters, counting up: the rows' numbers.
void take_codes(std::vector<Row>& rows, const schema::Schemas& schemas) {
  static const RE2 parts(R"(^([A-Z]-?)(\p{Nd}+)$)"), words(R"(^["“(]?[ก-ฮเ-ไ])");
  const auto rules = schemas.rules("row.code");
  std::vector<std::pair<Row*, schema::RuleMatch>> coded;
  std::string letters;
  std::size_t titled = 0;
  int last = -1;
  for (Row& row : rows) {
    const auto title = row.text.find("title");
    if (title == row.text.end()) continue;
    ++titled;
    const auto m = row.number ? std::nullopt : schema::first_match(rules, title->second.text);
    if (!m || !RE2::PartialMatch(re2::StringPiece(m->rest.data(), m->rest.size()), words)) continue;  // "A4 2 แผ่น"
    std::string own, number;
    if (!RE2::FullMatch(text::ascii_digits(m->group.at("code")), parts, &own, &number)) continue;
    const int value = std::atoi(number.c_str());
    if ((!letters.empty() && own != letters) || value <= last) return;
    letters = own, last = value;
    coded.emplace_back(&row, *m);
  }
  if (coded.size() < 2 || 2 * coded.size() < titled) return;
  for (const auto& [row, m] : coded) {
    text::Excerpt& title = row->text.at("title");
    const text::Excerpt whole = title;
    const std::string_view code = m.group.at("code");
    const auto begin = static_cast<std::size_t>(code.data() - title.text.data()), rest = static_cast<std::size_t>(m.rest.data() - title.text.data());
    row->number = NumberCut{text::ascii_digits(code), begin, begin + code.size(), rest};
    row->number_reading = text::slice(whole, begin, begin + code.size());
    title = text::slice(whole, rest, whole.text.size());
  }
}

// Rows whose title says that they are an example, or no measure.
void drop_others(std::vector<Row>& rows, const schema::Schemas& schemas) {
  const auto examples = schemas.rules("row.example"), none = schemas.rules("row.none");
  std::erase_if(rows, [&](const Row& row) {
    const auto title = row.text.find("title");
    if (title == row.text.end()) return false;
    return schema::first_match(none, title->second.text) || (!row.number && schema::first_match(examples, title->second.text));
  });
}

}  // namespace

void mend_rows(std::vector<Row>& rows, const schema::Schemas& schemas) {
  take_codes(rows, schemas);
  drop_others(rows, schemas);
  take_title_numbers(rows);
  find_bare_numbers(rows);
  join_cut_rows(rows, schemas);
}

}  // namespace banthuek::document
