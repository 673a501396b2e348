#include "pipeline/search/synonyms.h"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "pipeline/base/data_folder.h"

namespace banthuek::search {
namespace {

constexpr std::size_t kMaxWays = 12;

Clusters clusters_of(std::string_view text) { return index::search_text(text::to_internal(text)).clusters; }

std::string place(const std::filesystem::path& file, const toml::node& node) { return fmt::format("{}:{}", file.string(), node.source().begin.line); }

void add(std::vector<Clusters>& ways, Clusters way) {
  if (!way.empty() && ways.size() < kMaxWays && std::find(ways.begin(), ways.end(), way) == ways.end()) ways.push_back(std::move(way));
}

std::size_t place_of(const Clusters& in, const Clusters& what, std::size_t from) {
  return static_cast<std::size_t>(std::search(in.begin() + static_cast<std::ptrdiff_t>(from), in.end(), what.begin(), what.end()) - in.begin());
}

Clusters replaced(const Clusters& in, std::size_t at, std::size_t count, const Clusters& by) {
  Clusters out(in.begin(), in.begin() + static_cast<std::ptrdiff_t>(at));
  out.insert(out.end(), by.begin(), by.end());
  out.insert(out.end(), in.begin() + static_cast<std::ptrdiff_t>(at + count), in.end());
  return out;
}

// Whether four digits from `at` are a year of the Buddhist era that stands alone.
bool year_at(std::span<const index::Cluster> text, std::size_t at) {
  if (at + 4 > text.size() || text[at] != '2' || (text[at + 1] != '4' && text[at + 1] != '5' && text[at + 1] != '6')) return false;
  if (!index::is_digit(text[at + 2]) || !index::is_digit(text[at + 3])) return false;
  return (at + 4 == text.size() || !index::is_digit(text[at + 4])) && (at == 0 || !index::is_digit(text[at - 1]));
}

std::span<const Clusters> eras() {
  static const Clusters kEras[] = {clusters_of("พ.ศ."), clusters_of("พ.ศ"), clusters_of("พศ.")};
  return kEras;
}

// พ.ศ. before a year is left out in front of the term, where leaving it out only finds more; inside, both ways are tried, and as it was written: a
// term may hold several years. After a digit it stays, as without it the year would be part of that number.
std::vector<Clusters> with_eras(Clusters term) {
  Clusters written = term;
  for (const Clusters& era : eras())
    for (std::size_t at = place_of(term, era, 0); at + era.size() < term.size(); at = place_of(term, era, at + 1)) {
      if (!year_at(term, at + era.size()) || (at > 0 && index::is_digit(term[at - 1]))) continue;
      term = replaced(term, at, era.size(), {});
      if (at == 0) written = replaced(written, 0, era.size(), {});
    }
  std::vector<Clusters> ways{term};
  add(ways, written);
  for (std::size_t at = 1; at < term.size(); ++at)
    if (year_at(term, at) && era_before(term, at) == 0) add(ways, replaced(term, at, 0, eras().front()));
  return ways;
}

bool is_foreign_letter(index::Cluster c) { return index::is_word(c) && !index::is_thai(c) && !index::is_digit(c); }

// Whether a space may stand or be left out between two clusters: a Latin letter and a digit, as O 14 and O14 are one.
bool loose(index::Cluster a, index::Cluster b) {
  return (is_foreign_letter(a) && index::is_digit(b)) || (index::is_digit(a) && is_foreign_letter(b));
}

// A term with and without spaces at such places: each of the first kMaxLoose of them both ways, the others as they are.
void add_spacings(std::vector<Clusters>& ways, const Clusters& term) {
  constexpr std::size_t kMaxLoose = 3;
  std::vector<Clusters> spacings{{}};
  std::size_t places = 0;
  for (std::size_t i = 0; i < term.size(); ++i) {
    const bool space = term[i] == ' ' && i > 0 && i + 1 < term.size() && loose(term[i - 1], term[i + 1]);
    const bool none = i > 0 && loose(term[i - 1], term[i]);
    if ((space || none) && places++ < kMaxLoose) {
      std::vector<Clusters> both = spacings;
      for (Clusters& way : both) way.push_back(' ');
      both.insert(both.end(), spacings.begin(), spacings.end());
      spacings = std::move(both);
      if (space) continue;
    }
    for (Clusters& way : spacings) way.push_back(term[i]);
  }
  if (places > 0)
    for (Clusters& way : spacings) add(ways, std::move(way));
}

// Latin words that stand apart, all closed up, as narrow print sets them (Open Data, OpenData).
Clusters closed_up(const Clusters& term) {
  Clusters out;
  for (std::size_t i = 0; i < term.size(); ++i)
    if (term[i] != ' ' || i == 0 || i + 1 == term.size() || !is_foreign_letter(term[i - 1]) || !is_foreign_letter(term[i + 1]))
      out.push_back(term[i]);
  return out;
}

}  // namespace

std::size_t era_before(std::span<const index::Cluster> text, std::size_t at) {
  if (at >= text.size() || !year_at(text, at)) return 0;
  for (const Clusters& era : eras())
    if (at >= era.size() && std::equal(era.begin(), era.end(), text.begin() + static_cast<std::ptrdiff_t>(at - era.size()))) return era.size();
  return 0;
}

SearchVocabulary read_vocabulary(const std::filesystem::path& file) {
  SearchVocabulary vocabulary;
  try {
    const toml::table table = toml::parse_file(file.string());
    if (const auto* short_forms = table["abbreviation"].as_table())
      for (const auto& [key, value] : *short_forms) {
        const auto full = value.value<std::string>();
        if (!full) throw Error(ErrorKind::kSchema, place(file, value), "an abbreviation has no text; write \"อบต.\" = \"...\"");
        vocabulary.abbreviations.emplace_back(clusters_of(key.str()), clusters_of(*full));
      }
    if (const auto* lists = table["synonyms"].as_array())
      for (const auto& list : *lists) {
        const auto* words = list.as_array();
        if (!words || words->size() < 2) throw Error(ErrorKind::kSchema, place(file, list), "synonyms are a list of two words or more");
        std::vector<Clusters>& group = vocabulary.synonyms.emplace_back();
        for (const auto& word : *words) group.push_back(clusters_of(word.value_or(std::string_view())));
      }
  } catch (const toml::parse_error& e) {
    throw Error(ErrorKind::kSchema, fmt::format("{}:{}", file.string(), e.source().begin.line), std::string(e.description()) + "; mend the line");
  }
  return vocabulary;
}

SearchVocabulary default_vocabulary() { return read_vocabulary(base::data_folder(base::DataFolder::kSchemas) / "vocabularies" / "search.toml"); }

std::vector<Clusters> ways_to_write(const Clusters& term, const SearchVocabulary& vocabulary, Widen widen) {
  std::vector<Clusters> ways = with_eras(term);
  for (std::size_t i = 0, n = ways.size(); i < n; ++i) {
    for (const auto& [brief, full] : vocabulary.abbreviations) {
      if (const std::size_t at = place_of(ways[i], brief, 0); at < ways[i].size()) add(ways, replaced(ways[i], at, brief.size(), full));
      if (const std::size_t at = place_of(ways[i], full, 0); at < ways[i].size()) add(ways, replaced(ways[i], at, full.size(), brief));
      // Without its last full stop an abbreviation counts where the term is that alone.
      const Clusters bare(brief.begin(), brief.end() - 1);
      if (ways[i] == bare && bare.size() > 1) add(ways, full);
    }
  }
  for (std::size_t i = 0, n = ways.size(); i < n; ++i) add_spacings(ways, Clusters(ways[i]));
  for (std::size_t i = 0, n = ways.size(); i < n; ++i) add(ways, closed_up(ways[i]));
  if (widen == Widen::kMeaning)
    for (const auto& group : vocabulary.synonyms)
      if (std::find(group.begin(), group.end(), ways.front()) != group.end())
        for (const Clusters& word : group) add(ways, word);
  return ways;
}

}  // namespace banthuek::search
