// Names of persons in texts: where they stand, and the text without them.
//
// Two kinds are found. Known names: every value of a field that names a person (types/fields.h), in the records, in their corrections before and
// after, and in findings about them, written with or without its title and with any spaces. Mentioned names: a title of the vocabulary with a first
// and a last name after it, whoever they are. What is found too much is covered too: better a word hidden than a person shown.
// Immutable after it is made: share it among threads.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "extractors/types/ordered_json_fwd.h"
#include "extractors/types/record.h"

namespace banthuek::store {
class Store;
}  // namespace banthuek::store

namespace banthuek::report {

// What stands where a name stood, in exports.
inline constexpr const char* kNameHidden = "(ปิดชื่อ)";

// By their first two letters, longest first.
using WordsByBegin = std::unordered_map<std::uint64_t, std::vector<std::u32string>>;

// Titles of persons, and words that begin as a title does but name an office.
struct TitleWords {
  WordsByBegin titles, positions;
};
// Of schemas/vocabularies/words.toml, read once in a process. Throws Error{kSchema}.
std::shared_ptr<const TitleWords> title_words();

class NameMask {
 public:
  explicit NameMask(const std::vector<std::string>& names, std::shared_ptr<const TitleWords> words = title_words());

  // Bytes [begin, end) of names, in order, none overlapping another; a title before a name is left.
  std::vector<std::pair<std::size_t, std::size_t>> find(std::string_view text) const;
  std::string mask(std::string_view text, std::string_view by = kNameHidden) const;
  bool hides(std::string_view text) const { return !find(text).empty(); }

  // Every string in it, keys too. Texts in pieces ({"text": ...} in an array) are looked through as one; addresses (%E0%B8...) as what they say.
  void mask(OrderedJson& json, std::string_view by = kNameHidden) const;
  // Values of fields that name a person go, as do findings' about them; names in all others, in findings and tables are covered.
  void mask(Document& document, std::string_view by = kNameHidden) const;

 private:
  std::size_t known_at(const std::u32string& text, std::size_t at) const;      // its end; `at` where none
  std::size_t mentioned_at(const std::u32string& text, std::size_t at) const;  // where a title with a name begins: the name's end
  std::size_t title_at(const std::u32string& text, std::size_t at) const;      // length of the title there

  std::shared_ptr<const TitleWords> words_;
  // By their first letters; spaces left out, no title.
  std::unordered_map<std::u32string, std::vector<std::u32string>> names_;
};

// Every name that the archive knows.
std::vector<std::string> names_of_persons(store::Store& store);

}  // namespace banthuek::report
