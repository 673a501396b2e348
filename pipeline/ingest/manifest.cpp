#include "pipeline/ingest/manifest.h"

#include <fmt/core.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>

#include "extractors/text/normalise.h"
#include "extractors/types/error.h"
#include "pipeline/base/text_file.h"
#include "pipeline/ingest/inputs.h"

namespace banthuek::ingest {
namespace {

namespace fs = std::filesystem;

struct CsvRow {
  int line = 0;
  std::vector<std::string> cells;
};

// RFC 4180, with either line end; a quote inside an unquoted cell stands for itself.
std::vector<CsvRow> rows_of(const std::string& text, char comma, const std::string& file) {
  std::vector<CsvRow> out;
  int line = 1;
  for (std::size_t at = 0; at < text.size();) {
    CsvRow row{line, {}};
    for (bool more = true; more;) {
      std::string cell;
      if (at < text.size() && text[at] == '"') {
        for (++at;; ++at) {
          if (at >= text.size())
            throw Error(ErrorKind::kUsage, fmt::format("{}:{}", file, row.line), "a quote is never closed; close it, or double it inside a cell");
          if (text[at] == '"') {
            if (at + 1 >= text.size() || text[at + 1] != '"') break;
            ++at;
          }
          if (text[at] == '\n') ++line;
          cell += text[at];
        }
        ++at;
      }
      while (at < text.size() && text[at] != comma && text[at] != '\n') cell += text[at++];
      if (cell.ends_with('\r')) cell.pop_back();
      row.cells.push_back(std::move(cell));
      more = at < text.size() && text[at] == comma;
      if (at < text.size()) ++at;
    }
    ++line;
    if (row.cells.size() > 1 || !row.cells.front().empty()) out.push_back(std::move(row));
  }
  return out;
}

// What stands most often in the row of headings: a comma, a semicolon, or the tab of what Excel calls Unicode text.
char separator_of(std::string_view head) {
  char best = ',';
  for (const char c : {';', '\t'})
    if (std::count(head.begin(), head.end(), c) > std::count(head.begin(), head.end(), best)) best = c;
  return best;
}

// The place of a path, made absolute; nothing is asked of the disk.
std::string absolute_place(const std::string& path) {
  return place_of(fs::path(path).is_absolute() ? fs::path(path).lexically_normal().string()
                                               : (fs::current_path() / path).lexically_normal().string());
}

}  // namespace

Manifest Manifest::read(const std::string& file, const std::vector<std::string>& folders) {
  const std::string text = base::read_text_file(file, "give --manifest a CSV file");
  const std::vector<CsvRow> rows = rows_of(text, separator_of(std::string_view(text).substr(0, text.find('\n'))), file);
  std::optional<std::size_t> at_file, at_office, at_district, at_year;
  if (!rows.empty())
    for (std::size_t i = 0; i < rows.front().cells.size(); ++i) {
      const std::string name = text::squeeze(rows.front().cells[i]);
      if (name == "file") at_file = i;
      if (name == "office") at_office = i;
      if (name == "district") at_district = i;
      if (name == "year") at_year = i;
    }
  if (!at_file) throw Error(ErrorKind::kUsage, file + ":1", "names no column `file`; begin with the row: file,office,district,year");

  std::vector<fs::path> bases{fs::path(file).parent_path()};
  for (const std::string& folder : folders)
    if (std::error_code none; fs::is_directory(folder, none)) bases.emplace_back(folder);
  bases.emplace_back();
  Manifest out;
  std::error_code ignored;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    const CsvRow& row = rows[i];
    const auto cell = [&](const std::optional<std::size_t>& at) {
      return at && *at < row.cells.size() ? text::squeeze(text::to_internal(row.cells[*at])) : std::string();
    };
    const std::string where = fmt::format("{}:{}", file, row.line);
    if (*at_file >= row.cells.size() || row.cells[*at_file].empty()) throw Error(ErrorKind::kUsage, where, "names no file; fill its column `file`");
    std::string name = row.cells[*at_file];
    const auto is_there = [&](const fs::path& base) { return fs::exists(base / name, ignored); };
    // Folders as Windows writes them, unless a file is called so.
    if (name.find('\\') != std::string::npos && std::none_of(bases.begin(), bases.end(), is_there)) std::replace(name.begin(), name.end(), '\\', '/');
    out.rows_.push_back({{where, cell(at_office), cell(at_district), cell(at_year)}, std::move(name), {}, false});
  }
  // A path from the manifest's own folder goes before the same one from elsewhere.
  for (std::size_t base = 0; base < bases.size(); ++base)
    for (std::size_t i = 0; i < out.rows_.size(); ++i) {
      Row& row = out.rows_[i];
      const std::string path = (bases[base] / row.file).string();
      const auto [there, is_new] = out.by_place_.try_emplace(absolute_place(path), i);
      if (is_new || there->second == i)
        row.paths.push_back(path);
      else if (base == 0)
        throw Error(ErrorKind::kUsage, row.given.where,
                    "lists a file that " + out.rows_[there->second].given.where + " lists too; leave one of them out");
    }
  return out;
}

const check::Declared* Manifest::find(const std::string& place) {
  // A place is text already: only what makes it absolute is added.
  const std::string absolute = place.starts_with('/') ? fs::path(place).lexically_normal().string()
                                                      : (fs::path(place_of(fs::current_path().string())) / place).lexically_normal().string();
  const auto at = by_place_.find(absolute);
  if (at == by_place_.end()) return nullptr;
  rows_[at->second].met = true;
  return &rows_[at->second].given;
}

std::vector<std::string> Manifest::not_met(Members members) const {
  std::vector<std::string> out;
  for (const Row& row : rows_) {
    if (row.met || row.paths.empty()) continue;
    std::error_code ignored;
    const auto there = std::find_if(row.paths.begin(), row.paths.end(), [&](const std::string& path) { return fs::exists(path, ignored); });
    const bool member = there == row.paths.end() && row.file.find('!') != std::string::npos;
    if (member != (members == Members::kOnly)) continue;
    out.push_back(there == row.paths.end() ? row.paths.front() : *there);
  }
  return out;
}

ToTakeIn to_take_in(std::vector<std::string> paths, const std::vector<FileIdentity>& ours, Manifest* manifest) {
  ToTakeIn out{std::move(paths), 0};
  InputWalk count(out.paths, ours);
  while (const std::optional<Input> input = count.next()) {
    ++out.inputs;
    if (manifest) manifest->find(input->place);
  }
  if (manifest)
    for (std::string& listed : manifest->not_met(Manifest::Members::kLeftOut)) out.paths.push_back(std::move(listed)), ++out.inputs;
  return out;
}

}  // namespace banthuek::ingest
