// Pages out of templates and views: mustache, with the strings of both languages worked in beforehand.
//
// A template is tools/web/templates/NAME.mustache. {{> NAME}} takes in another one; [[key]] is a string of strings.toml in
// the page's language (it may hold {{variables}} itself). Variables are escaped unless written {{{so}}}, which no template
// does (a test looks). A view is a JSON object: what a page shows, and nothing else, so a page is tested without a store.
// Templates are parsed once. Safe from many threads.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <string_view>

#include "extractors/types/ordered_json_fwd.h"

namespace banthuek::serve::view {

using Json = OrderedJson;

enum class Language { kThai, kEnglish };
const char* name_of(Language language);  // "th", "en"

class Pages {
 public:
  // kStrings: without the templates, for who renders none; parsing them takes a third of a search's time.
  enum class Parts { kAll, kStrings };

  // `web`: the folder with templates/ and strings.toml. Throws Error{kSchema} with file and key where a template or a
  // string is missing in either language.
  explicit Pages(std::filesystem::path web, Parts parts = Parts::kAll);
  ~Pages();

  // Null, false, "" and empty lists are false to sections; numbers are written plainly.
  std::string render(std::string_view name, const Json& view, Language language) const;
  bool has(std::string_view key) const { return strings_.find(key) != strings_.end(); }
  // [says]: the program's messages by their code, as patterns (messages.h).
  const std::map<std::string, std::string, std::less<>>& says() const { return says_; }
  // One string, its variables filled from `view` (not escaped: for headers, JSON and text).
  std::string text(std::string_view key, Language language) const;
  std::string text(std::string_view key, Language language, const Json& view) const;

 private:
  struct Parsed;
  std::string load(const std::string& name, Language language, int depth) const;
  const std::string& string_of(std::string_view key, Language language, const std::string& where) const;

  std::filesystem::path web_;
  std::map<std::string, std::array<std::string, 2>, std::less<>> strings_;
  std::map<std::string, std::string, std::less<>> says_;
  std::map<std::string, std::unique_ptr<Parsed>, std::less<>> parsed_;  // by "th/NAME"
};

}  // namespace banthuek::serve::view
