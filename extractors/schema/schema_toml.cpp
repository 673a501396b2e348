#include "extractors/schema/schema_toml.h"

#include <fmt/core.h>

#include <algorithm>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/types/error.h"

namespace banthuek::schema {
namespace {

std::string line_of(const std::string& text, int line) {
  std::size_t at = 0;
  for (int i = 1; i < line && at != std::string::npos; ++i) {
    at = text.find('\n', at);
    if (at != std::string::npos) ++at;
  }
  if (at == std::string::npos) return "";
  return text.substr(at, text.find('\n', at) - at);
}

const toml::node* node_at(const toml::table& table, std::string_view key) { return table.get(key); }

[[noreturn]] void wrong_type(const TomlFile& file, const toml::node& node, std::string_view key, const char* wanted) {
  fail_at(file, node.source(), fmt::format("'{}' is no {}; write it as {}", key, wanted, wanted));
}

}  // namespace

TomlFile parse_toml(const std::string& file, const std::string& text) {
  try {
    return {file, text, toml::parse(text, file)};
  } catch (const toml::parse_error& e) {
    const auto at = e.source().begin;
    fail_at_line(file, text, static_cast<int>(at.line), static_cast<int>(at.column), "no TOML: " + std::string(e.description()) + "; see toml.io");
  }
}

void fail_at_line(const std::string& file, const std::string& text, int line, int column, const std::string& message) {
  const std::string shown = line_of(text, line);
  std::string out = message;
  if (line > 0) out += fmt::format("\n  {}\n  {}^", shown, std::string(static_cast<std::size_t>(std::max(0, column - 1)), ' '));
  throw Error(ErrorKind::kSchema, fmt::format("{}:{}", file, line), out);
}

void fail_at(const TomlFile& file, const toml::source_region& where, const std::string& message) {
  fail_at_line(file.file, file.text, static_cast<int>(where.begin.line), static_cast<int>(where.begin.column), message);
}

std::string nearest(std::string_view word, const std::vector<std::string>& known) {
  const std::u32string w = text::to_u32(word);
  std::string best;
  int fewest = 1000;
  for (const std::string& candidate : known) {
    const int d = text::edit_distance(w, text::to_u32(candidate), 100);
    if (d < fewest) {
      fewest = d;
      best = candidate;
    }
  }
  return best;
}

void only_keys(const TomlFile& file, const toml::table& table, std::initializer_list<std::string_view> known) {
  for (const auto& [key, node] : table) {
    if (std::find(known.begin(), known.end(), key.str()) != known.end()) continue;
    const std::vector<std::string> names(known.begin(), known.end());
    fail_at(file, key.source(), fmt::format("unknown key '{}'; perhaps '{}'", key.str(), nearest(key.str(), names)));
  }
}

std::string string_at(const TomlFile& file, const toml::table& table, std::string_view key) {
  const toml::node* node = node_at(table, key);
  if (!node) return "";
  if (const auto* s = node->as_string()) return s->get();
  wrong_type(file, *node, key, "text in quotes");
}

std::string needed_string(const TomlFile& file, const toml::table& table, std::string_view key) {
  std::string out = string_at(file, table, key);
  if (out.empty()) fail_at(file, table.source(), "'" + std::string(key) + "' is missing; add it here");
  return out;
}

std::vector<std::string> strings_at(const TomlFile& file, const toml::table& table, std::string_view key) {
  const toml::node* node = node_at(table, key);
  if (!node) return {};
  const auto* list = node->as_array();
  if (!list) wrong_type(file, *node, key, "list of texts");
  std::vector<std::string> out;
  for (const toml::node& item : *list) {
    const auto* s = item.as_string();
    if (!s) wrong_type(file, item, key, "list of texts");
    out.push_back(text::to_internal(s->get()));
  }
  return out;
}

long long integer_at(const TomlFile& file, const toml::table& table, std::string_view key, long long otherwise) {
  const toml::node* node = node_at(table, key);
  if (!node) return otherwise;
  if (const auto* n = node->as_integer()) return n->get();
  wrong_type(file, *node, key, "whole number");
}

bool flag_at(const TomlFile& file, const toml::table& table, const std::string& key, bool otherwise) {
  const toml::node* node = table.get(key);
  if (!node) return otherwise;
  const auto* flag = node->as_boolean();
  if (!flag) fail_at(file, node->source(), "'" + key + "' is neither true nor false; write one");
  return flag->get();
}

double number_at(const TomlFile& file, const toml::table& table, std::string_view key, double otherwise) {
  const toml::node* node = node_at(table, key);
  if (!node) return otherwise;
  if (const auto* n = node->as_integer()) return static_cast<double>(n->get());
  if (const auto* n = node->as_floating_point()) return n->get();
  wrong_type(file, *node, key, "number");
}

std::vector<Sample> samples_at(const TomlFile& file, const toml::table& table, std::string_view key) {
  const toml::node* node = node_at(table, key);
  if (!node) return {};
  const auto* list = node->as_array();
  if (!list) wrong_type(file, *node, key, "list of samples");
  std::vector<Sample> out;
  for (const toml::node& item : *list) {
    const int line = static_cast<int>(item.source().begin.line);
    if (const auto* s = item.as_string()) {
      out.push_back({text::to_internal(s->get()), std::nullopt, line});
    } else if (const auto* t = item.as_table()) {
      only_keys(file, *t, {"text", "value"});
      out.push_back({text::to_internal(needed_string(file, *t, "text")), text::to_internal(string_at(file, *t, "value")), line});
    } else {
      wrong_type(file, item, key, "sample: a text, or {text, value}");
    }
  }
  return out;
}

std::vector<const toml::table*> tables_at(const TomlFile& file, const toml::table& table, std::string_view key) {
  const toml::node* node = node_at(table, key);
  if (!node) return {};
  const auto* list = node->as_array();
  std::vector<const toml::table*> out;
  if (list)
    for (const toml::node& item : *list) {
      if (!item.is_table()) wrong_type(file, item, key, "list of tables");
      out.push_back(item.as_table());
    }
  if (!list) wrong_type(file, *node, key, "list of tables, [[name]]");
  return out;
}

const toml::table* table_at(const TomlFile& file, const toml::table& table, std::string_view key) {
  const toml::node* node = node_at(table, key);
  if (!node) return nullptr;
  if (const auto* t = node->as_table()) return t;
  wrong_type(file, *node, key, "table, [name]");
}

}  // namespace banthuek::schema
