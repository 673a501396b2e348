#include "pipeline/serve/view/templates.h"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <fstream>
#include <kainjow/mustache.hpp>
#include <mutex>
#include <sstream>
#include <unordered_map>

#include "extractors/types/error.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/xml_escape.h"
#include "pipeline/serve/http/http.h"
#include "pipeline/write/writer.h"

namespace banthuek::serve::view {
namespace {

using kainjow::mustache::data;
using kainjow::mustache::mustache;

constexpr Language kLanguages[] = {Language::kThai, Language::kEnglish};

data to_data(const Json& json) {
  if (json.is_object()) {
    data out(data::type::object);
    for (const auto& [key, value] : json.items()) out[key] = to_data(value);
    return out;
  }
  if (json.is_array()) {
    data out(data::type::list);
    // Both ways that it offers to add to a list copy what is in it, which at each level is all below: a quarter of a page of results.
    auto& list = const_cast<kainjow::mustache::list&>(out.list_value());
    list.reserve(json.size());
    for (const Json& value : json) list.push_back(to_data(value));
    return out;
  }
  if (json.is_boolean()) return data(json.get<bool>());
  if (json.is_null()) return data(false);
  if (json.is_string()) {
    const std::string& text = json.get_ref<const std::string&>();
    return text.empty() ? data(false) : data(text);
  }
  return data(json.dump(-1, ' ', false, Json::error_handler_t::replace));
}

// A view as mustache asks for it: of its values only those are made into mustache's own that a template names. All of a page of results to put the
// words searched into its title were a thirtieth of a search.
class ViewContext : public kainjow::mustache::context<std::string> {
 public:
  explicit ViewContext(const Json& view) : context(&kNothing), view_(view) {}

  const data* get(const std::string& name) const override {
    if (const data* inner = context::get(name)) return inner;
    const auto made = made_.find(name);
    if (made != made_.end()) return &made->second;
    const auto value = view_.find(name);
    return value == view_.end() ? nullptr : &made_.emplace(name, to_data(*value)).first->second;
  }
  const data* get_partial(const std::string& name) const override { return get(name); }

 private:
  static inline const data kNothing{data::type::object};  // outside of sections
  const Json& view_;
  mutable std::unordered_map<std::string, data> made_;
};

std::string read_file(const std::filesystem::path& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) throw Error(ErrorKind::kSchema, path.string(), "cannot be read; is the desk installed whole?");
  std::ostringstream out;
  out << in.rdbuf();
  return out.str();
}

}  // namespace

// Rendering changes the object, so each thread takes one of its own and puts it back: copying one is as dear as reading the template.
struct Pages::Parsed {
  explicit Parsed(const std::string& text) : page(text) {
    page.set_custom_escape([](const std::string& plain) { return base::xml_escaped(plain); });
  }
  std::string render(const Json& view) {
    std::unique_ptr<mustache> mine;
    {
      const std::lock_guard lock(mutex);
      if (!idle.empty()) {
        mine = std::move(idle.back());
        idle.pop_back();
      }
    }
    if (!mine) mine = std::make_unique<mustache>(page);
    ViewContext context(view);
    std::string out = mine->render(context);
    const std::lock_guard lock(mutex);
    if (idle.size() < kMaxIdle) idle.push_back(std::move(mine));
    return out;
  }

  static constexpr std::size_t kMaxIdle = 8;
  mustache page;
  std::mutex mutex;
  std::vector<std::unique_ptr<mustache>> idle;
};

const char* name_of(Language language) { return language == Language::kThai ? "th" : "en"; }

Pages::Pages(std::filesystem::path web, Parts parts) : web_(std::move(web)) {
  const std::filesystem::path strings = web_ / "strings.toml";
  try {
    const toml::table table = toml::parse(read_file(strings), strings.string());
    for (const auto& [section, keys] : table) {
      if (!keys.is_table()) continue;
      for (const auto& [key, pair] : *keys.as_table()) {
        if (section.str() == "says" && pair.is_string()) {
          says_[std::string(key.str())] = pair.value_or(std::string());
          continue;
        }
        const toml::array* both = pair.as_array();
        const std::string name = std::string(section.str()) + "." + std::string(key.str());
        if (!both || both->size() != 2 || !both->get(0)->is_string() || !both->get(1)->is_string())
          throw Error(ErrorKind::kSchema, fmt::format("{}:{}", strings.string(), pair.source().begin.line),
                      name + " is not two strings; write [\"Thai\", \"English\"]");
        strings_[name] = {both->get(0)->value_or(std::string()), both->get(1)->value_or(std::string())};
      }
    }
  } catch (const toml::parse_error& e) {
    throw Error(ErrorKind::kSchema, fmt::format("{}:{}", strings.string(), e.source().begin.line), std::string(e.description()) + "; mend the file");
  }
  if (parts == Parts::kStrings) return;
  for (const auto& entry : std::filesystem::directory_iterator(web_ / "templates")) {
    if (entry.path().extension() != ".mustache") continue;
    const std::string name = entry.path().stem().string();
    for (const Language language : kLanguages) {
      auto parsed = std::make_unique<Parsed>(load(name, language, 0));
      if (!parsed->page.is_valid()) throw Error(ErrorKind::kSchema, entry.path().string(), parsed->page.error_message() + "; mend the template");
      parsed_[std::string(name_of(language)) + "/" + name] = std::move(parsed);
    }
  }
}

Pages::~Pages() = default;

const std::string& Pages::string_of(std::string_view key, Language language, const std::string& where) const {
  const auto it = strings_.find(key);
  if (it == strings_.end()) throw Error(ErrorKind::kSchema, where, "the string '" + std::string(key) + "' is not in strings.toml; add it there");
  return it->second[language == Language::kThai ? 0 : 1];
}

// The template's text with other templates and strings worked in.
std::string Pages::load(const std::string& name, Language language, int depth) const {
  const std::filesystem::path path = web_ / "templates" / (name + ".mustache");
  if (depth > 8) throw Error(ErrorKind::kSchema, path.string(), "takes itself in; mend the {{> }} of it");
  const std::string text = read_file(path);
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t string = text.find("[[", at), part = text.find("{{> ", at);
    const std::size_t next = std::min(string, part);
    out += text.substr(at, next == std::string::npos ? next : next - at);
    if (next == std::string::npos) break;
    const bool is_string = next == string;
    const std::size_t begin = next + (is_string ? 2 : 4), end = text.find(is_string ? "]]" : "}}", begin);
    if (end == std::string::npos) throw Error(ErrorKind::kSchema, path.string(), "[[ or {{> without its end; close it");
    const std::string inner = text.substr(begin, end - begin);
    out += is_string ? base::xml_escaped(string_of(inner, language, path.string())) : load(inner, language, depth + 1);
    at = end + 2;
  }
  return out;
}

std::string Pages::render(std::string_view name, const Json& view, Language language) const {
  const auto it = parsed_.find(std::string(name_of(language)) + "/" + std::string(name));
  if (it == parsed_.end()) throw Error(ErrorKind::kInternal, std::string(name), "there is no such template");
  return it->second->render(view);
}

std::string Pages::text(std::string_view key, Language language) const { return text(key, language, Json::object()); }

std::string Pages::text(std::string_view key, Language language, const Json& view) const {
  const std::string& text = string_of(key, language, "strings.toml");
  if (text.find("{{") == std::string::npos) return text;
  mustache page(text);
  page.set_custom_escape([](const std::string& plain) { return plain; });
  ViewContext context(view);
  return page.render(context);
}

}  // namespace banthuek::serve::view
