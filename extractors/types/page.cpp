#include "extractors/types/page.h"

#include <array>
#include <utility>

namespace banthuek {
inline namespace types {
namespace {

struct MarkName {
  MarkKind kind;
  const char* name;
  const char* sign;
};
constexpr std::array<MarkName, 8> kMarks{{{MarkKind::kCircleEmpty, "circle_empty", "○"},
                                          {MarkKind::kCircleFilled, "circle_filled", "●"},
                                          {MarkKind::kCircleCrossed, "circle_crossed", "⊗"},
                                          {MarkKind::kBoxEmpty, "box_empty", "☐"},
                                          {MarkKind::kBoxChecked, "box_checked", "☑"},
                                          {MarkKind::kCheck, "check", "✓"},
                                          {MarkKind::kCross, "cross", "✗"},
                                          {MarkKind::kSlash, "slash", "/"}}};
constexpr std::array<std::pair<RegionKind, const char*>, 5> kRegions{{{RegionKind::kStamp, "stamp"},
                                                                      {RegionKind::kHandwriting, "handwriting"},
                                                                      {RegionKind::kSignature, "signature"},
                                                                      {RegionKind::kPicture, "picture"},
                                                                      {RegionKind::kLogo, "logo"}}};
constexpr std::array<std::pair<PageSource, const char*>, 3> kSources{
    {{PageSource::kScan, "scan"}, {PageSource::kTextLayer, "text_layer"}, {PageSource::kRepairedLayer, "repaired_layer"}}};

template <typename Pairs, typename Kind>
const char* find_name(const Pairs& pairs, Kind kind) {
  for (const auto& [k, name] : pairs)
    if (k == kind) return name;
  return "";
}

template <typename Kind, typename Pairs>
std::optional<Kind> find_kind(const Pairs& pairs, std::string_view name) {
  for (const auto& [k, n] : pairs)
    if (name == n) return k;
  return std::nullopt;
}

// A cell's text on one line, as page_text wants it.
std::string on_one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  std::replace(text.begin(), text.end(), '\t', ' ');
  return text;
}

std::string table_text(const Table& table) {
  std::string out;
  int row = 0;
  bool first = true;
  for (const Cell& cell : table.cells) {
    if (!first) {
      if (cell.row == row) out += '\t';
      for (; row < cell.row; ++row) out += '\n';
    }
    row = cell.row;
    first = false;
    out += on_one_line(cell.text);
  }
  return first ? out : out + '\n';
}

}  // namespace

std::string page_text(const Page& page) {
  std::string out;
  for (const FlowItem& item : page.flow)
    if (item.kind == FlowItem::Kind::kLine)
      out += page.lines[item.index].text + '\n';
    else
      out += table_text(page.tables[item.index]);
  return out;
}

std::vector<const Line*> all_lines(const Page& page) {
  std::vector<const Line*> out;
  for (const FlowItem& item : page.flow)
    if (item.kind == FlowItem::Kind::kLine)
      out.push_back(&page.lines[item.index]);
    else
      for (const Cell& cell : page.tables[item.index].cells)
        for (const Line& line : cell.lines) out.push_back(&line);
  return out;
}

const char* name_of(MarkKind kind) {
  for (const MarkName& m : kMarks)
    if (m.kind == kind) return m.name;
  return "";
}

const char* sign_of(MarkKind kind) {
  for (const MarkName& m : kMarks)
    if (m.kind == kind) return m.sign;
  return "";
}

std::optional<MarkKind> mark_kind(std::string_view name) {
  for (const MarkName& m : kMarks)
    if (name == m.name) return m.kind;
  return std::nullopt;
}

const char* name_of(RegionKind kind) { return find_name(kRegions, kind); }
const char* name_of(PageSource source) { return find_name(kSources, source); }
std::optional<RegionKind> region_kind(std::string_view name) { return find_kind<RegionKind>(kRegions, name); }
std::optional<PageSource> page_source(std::string_view name) { return find_kind<PageSource>(kSources, name); }

const char* name_of(Severity severity) {
  switch (severity) {
    case Severity::kInfo:
      return "info";
    case Severity::kWarning:
      return "warning";
    case Severity::kError:
      return "error";
  }
  return "";
}

}  // namespace types
}  // namespace banthuek
