#include "extractors/schema/vocabulary_load.h"

#include <fmt/core.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <set>

#include "extractors/schema/schema_toml.h"
#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"

namespace banthuek::schema {
namespace {

std::vector<std::string> split(const std::string& line, char at) {
  std::vector<std::string> out;
  std::size_t from = 0;
  for (;;) {
    const std::size_t end = line.find(at, from);
    out.push_back(line.substr(from, end - from));
    if (end == std::string::npos) return out;
    from = end + 1;
  }
}

// Calls `visit(columns)` for every row below the heading, which must be `heading`.
template <typename Visitor>
void each_row(const std::string& file, const std::string& text, const std::vector<std::string>& heading, const Visitor& visit) {
  int number = 0;
  std::size_t from = 0;
  while (from < text.size()) {
    std::size_t end = text.find('\n', from);
    if (end == std::string::npos) end = text.size();
    const std::string line = text.substr(from, end - from);
    from = end + 1;
    ++number;
    if (line.empty() || line[0] == '#') continue;
    const std::vector<std::string> columns = split(line, '\t');
    if (columns.size() != heading.size())
      fail_at_line(file, text, number, 1, fmt::format("{} columns, not {}; part them by tabs", columns.size(), heading.size()));
    if (columns == heading) continue;
    visit(columns);
  }
}

void add_words(Vocabulary& v, const TomlFile& file) {
  only_keys(file, file.root, {"title", "department", "position", "status", "mark", "group", "organisation"});
  const auto list = [&](const char* section, std::vector<std::string>& to) {
    if (const toml::table* t = table_at(file, file.root, section)) {
      only_keys(file, *t, {"words"});
      for (std::string& word : strings_at(file, *t, "words")) to.push_back(std::move(word));
    }
  };
  list("title", v.titles);
  list("department", v.departments);
  list("position", v.positions);
  if (const toml::table* t = table_at(file, file.root, "status")) {
    only_keys(file, *t, {"not_started", "in_progress", "done"});
    for (const char* key : {"not_started", "in_progress", "done"})
      for (std::string& word : strings_at(file, *t, key)) v.statuses[key].push_back(std::move(word));
  }
  if (const toml::table* t = table_at(file, file.root, "mark")) {
    only_keys(file, *t, {"chosen", "empty"});
    for (std::string& word : strings_at(file, *t, "chosen")) v.chosen_marks.push_back(std::move(word));
    for (std::string& word : strings_at(file, *t, "empty")) v.empty_marks.push_back(std::move(word));
  }
  for (const toml::table* t : tables_at(file, file.root, "group")) {
    only_keys(file, *t, {"name", "weight", "wordings", "indicators"});
    const std::string name = needed_string(file, *t, "name");
    v.groups[name] = strings_at(file, *t, "wordings");
    v.weights[name] = number_at(file, *t, "weight", 0);
    for (const std::string& indicator : strings_at(file, *t, "indicators")) v.indicators[indicator] = name;
  }
  for (const toml::table* t : tables_at(file, file.root, "organisation")) {
    only_keys(file, *t, {"word", "type", "shorts", "central"});
    v.organisation_kinds.push_back(
        {needed_string(file, *t, "word"), string_at(file, *t, "type"), strings_at(file, *t, "shorts"), flag_at(file, *t, "central", false)});
  }
}

void add_office_words(OfficeWords& words, const TomlFile& file) {
  only_keys(file, file.root, {"office"});
  const toml::table* t = table_at(file, file.root, "office");
  if (!t) fail_at_line(file.file, file.text, 1, 1, "[office] is missing; begin the file with it");
  only_keys(file, *t, {"heads", "marks", "numbered", "not_numbered", "never", "named", "issuing", "shared", "never_alone", "letters"});
  words = {strings_at(file, *t, "heads"),        strings_at(file, *t, "marks"),  strings_at(file, *t, "numbered"),
           strings_at(file, *t, "not_numbered"), strings_at(file, *t, "never"),  strings_at(file, *t, "named"),
           strings_at(file, *t, "issuing"),      strings_at(file, *t, "shared"), strings_at(file, *t, "never_alone"),
           strings_at(file, *t, "letters")};
}

void add_levels(Vocabulary& v, const TomlFile& file) {
  only_keys(file, file.root, {"level"});
  for (const toml::table* t : tables_at(file, file.root, "level")) {
    only_keys(file, *t, {"name", "from_year", "to_year", "least", "most"});
    v.levels.push_back({needed_string(file, *t, "name"), static_cast<int>(integer_at(file, *t, "from_year", 0)),
                        static_cast<int>(integer_at(file, *t, "to_year", 9999)), number_at(file, *t, "least", 0), number_at(file, *t, "most", 100)});
  }
}

constexpr std::size_t kShortestSpelling = 6;  // characters; shorter words are near to too many others

void add_spellings(Vocabulary& v, const TomlFile& file) {
  only_keys(file, file.root, {"spelling"});
  const toml::table* t = table_at(file, file.root, "spelling");
  if (!t) fail_at_line(file.file, file.text, 1, 1, "[spelling] is missing; begin the file with it");
  only_keys(file, *t, {"words", "spared"});
  for (const std::string& word : strings_at(file, *t, "words")) {
    v.spellings.push_back(text::to_u32(word));
    if (v.spellings.back().size() < kShortestSpelling)
      fail_at(file, t->get("words")->source(),
              fmt::format("'{}' has fewer than {} characters; remove it, other words are too near", word, kShortestSpelling));
  }
  for (const std::string& word : strings_at(file, *t, "spared")) v.spared.push_back(text::to_u32(word));
  std::stable_sort(v.spellings.begin(), v.spellings.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

void longest_first(std::vector<std::string>& words) {
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  std::stable_sort(words.begin(), words.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

}  // namespace

const Province* Vocabulary::province(std::string_view name) const {
  for (const Province& p : provinces)
    if (p.name == name) return &p;
  return nullptr;
}

bool Level::holds(double total) const {
  constexpr double kRounded = 0.005;
  return total >= least - kRounded && total <= most + kRounded;
}

std::optional<bool> Vocabulary::is_of_level(double total, std::string_view name) const {
  std::optional<bool> out;
  for (const Level& level : levels)
    if (level.name == name) out = out.value_or(false) || level.holds(total);
  return out;
}

void add_vocabulary(Vocabulary& v, const std::string& file, const std::string& text) {
  const std::string name = file.substr(file.rfind('/') + 1);
  if (name == "local-governments.tsv") {
    each_row(file, text, {"dla_code", "name", "type", "district", "province"}, [&](const auto& c) {
      v.offices.push_back({c[0], c[1], c[2], c[3], c[4]});
    });
  } else if (name == "places.tsv") {
    each_row(file, text, {"province", "letters", "district"}, [&](const auto& c) {
      if (v.provinces.empty() || v.provinces.back().name != c[0]) v.provinces.push_back({c[0], c[1], {}});
      v.provinces.back().districts.push_back(c[2]);
    });
    for (const Province& p : v.provinces) v.province_names.push_back(p.name);
    v.place_names = v.province_names;
    for (const Province& p : v.provinces) v.place_names.insert(v.place_names.end(), p.districts.begin(), p.districts.end());
  } else if (name == "oit-items.tsv") {
    each_row(file, text, {"year", "code", "title", "sure"}, [&](const auto& c) {
      v.oit_titles.push_back({std::atoi(c[0].c_str()), c[1], c[2], c[3] == "yes"});
    });
  } else if (name == "words.toml") {
    add_words(v, parse_toml(file, text));
  } else if (name == "levels.toml") {
    add_levels(v, parse_toml(file, text));
  } else if (name == "spellings.toml") {
    add_spellings(v, parse_toml(file, text));
  } else if (name == "offices.toml") {
    add_office_words(v.office_words, parse_toml(file, text));
  } else if (name == "search.toml") {
    parse_toml(file, text);  // the search reads it; here only that it can be read
  } else {
    throw Error(ErrorKind::kSchema, file,
                "no vocabulary of this name is known; there are local-governments.tsv, places.tsv, "
                "oit-items.tsv, words.toml, levels.toml, spellings.toml, offices.toml and search.toml");
  }
}

void finish_vocabulary(Vocabulary& v) {
  for (const Office& office : v.offices) v.office_names.insert(office.name);
  longest_first(v.titles);
  longest_first(v.departments);
  longest_first(v.positions);
  longest_first(v.office_words.heads);
  longest_first(v.office_words.marks);
  longest_first(v.office_words.named);
}

}  // namespace banthuek::schema
