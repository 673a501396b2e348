// Reads a TOML file strictly: every key is known, every value has its type, and what is wrong is shown with line and caret.
//
// Only the schema loaders include this. Throws Error{kSchema}.
#pragma once

#include <toml++/toml.h>

#include <initializer_list>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/rule.h"

namespace banthuek::schema {

struct TomlFile {
  std::string file;
  std::string text;
  toml::table root;
};

TomlFile parse_toml(const std::string& file, const std::string& text);

// "file:line: found; mend", then the line and a caret under the column.
[[noreturn]] void fail_at(const TomlFile& file, const toml::source_region& where, const std::string& message);
[[noreturn]] void fail_at_line(const std::string& file, const std::string& text, int line, int column, const std::string& message);

// Stops at the first key that is not in `known`, and names the nearest that is.
void only_keys(const TomlFile& file, const toml::table& table, std::initializer_list<std::string_view> known);

std::string string_at(const TomlFile& file, const toml::table& table, std::string_view key);  // "" where absent
std::string needed_string(const TomlFile& file, const toml::table& table, std::string_view key);
std::vector<std::string> strings_at(const TomlFile& file, const toml::table& table, std::string_view key);
long long integer_at(const TomlFile& file, const toml::table& table, std::string_view key, long long otherwise);
double number_at(const TomlFile& file, const toml::table& table, std::string_view key, double otherwise);
bool flag_at(const TomlFile& file, const toml::table& table, const std::string& key, bool otherwise);

// "text", or {text, value}: samples.
std::vector<Sample> samples_at(const TomlFile& file, const toml::table& table, std::string_view key);

// The tables of an array of tables; empty where absent.
std::vector<const toml::table*> tables_at(const TomlFile& file, const toml::table& table, std::string_view key);
const toml::table* table_at(const TomlFile& file, const toml::table& table, std::string_view key);

// The word of `known` nearest to `word`, for messages.
std::string nearest(std::string_view word, const std::vector<std::string>& known);

}  // namespace banthuek::schema
