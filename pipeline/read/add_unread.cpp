#include "pipeline/read/add_unread.h"

#include <fmt/core.h>

#include <algorithm>
#include <cmath>
#include <string>

#include "extractors/text/fold.h"
#include "pipeline/read/read_page.h"
#include "pipeline/read/read_picture.h"

namespace banthuek::read {
namespace {

constexpr double kSurePlace = 0.85;  // mean confidence of a place's characters: as of a page (kLowPage)
constexpr double kSureLine = 0.7;    // of a line that is kept
constexpr int kLineAspect = 4;       // width against height of a place that may be one line
constexpr int kMinLetters = 6;       // of such a line
constexpr double kMaxSkew = 0.5;     // degrees: beyond, its boxes do not lie where the page's do

void move(Box& box, const Box& by) { box.x += by.x, box.y += by.y; }

void move(Line& line, const Box& by) {
  move(line.box, by);
  if (line.baseline > 0) line.baseline += by.y;
  for (Word& word : line.words) move(word.box, by);
}

void move(Table& table, const Box& by) {
  move(table.box, by);
  for (Cell& cell : table.cells) {
    move(cell.box, by);
    for (Line& line : cell.lines) move(line, by);
    for (Mark& mark : cell.marks) move(mark.box, by);
  }
}

double mean_confidence(const Page& page) {
  double sum = 0, weight = 0;
  for (const Line* line : all_lines(page)) {
    sum += line->confidence * static_cast<double>(line->text.size());
    weight += static_cast<double>(line->text.size());
  }
  return weight > 0 ? sum / weight : 0;
}

const Box& box_of(const Page& page, const FlowItem& item) {
  return item.kind == FlowItem::Kind::kLine ? page.lines[static_cast<std::size_t>(item.index)].box
                                            : page.tables[static_cast<std::size_t>(item.index)].box;
}

// The place as one line: a heading in outlined or shaded letters, of which a page's stages make pieces.
Page page_of_line(const picture::Picture& shown, const Box& place, recognise::Recogniser& recogniser) {
  Page page;
  Line line = read_picture_as_line(shown, recogniser);
  const std::u32string text = text::to_u32(line.text);
  if (std::count_if(text.begin(), text.end(), [](char32_t c) { return text::is_thai_sign(c) || text::is_digit(c); }) < kMinLetters) return page;
  line.box = {0, 0, place.w, place.h};
  page.flow.push_back({FlowItem::Kind::kLine, 0});
  page.lines.push_back(std::move(line));
  return page;
}

// Does a line of the layer stand where this one is? A place is drawn with all that stands on it.
bool said_already(const std::vector<Box>& layer, const Box& line) {
  return std::any_of(layer.begin(), layer.end(), [&](const Box& said) {
    const Box both = intersect(said, line);
    return 3.0 * both.w * both.h > std::min(double(said.w) * said.h, double(line.w) * line.h);
  });
}

}  // namespace

void add_unread(Page& page, const std::vector<Box>& places, source::Source& source, recognise::Recogniser& recogniser) {
  int read = 0;
  std::vector<Box> layer;
  for (const Line* line : all_lines(page)) layer.push_back(line->box);
  for (const Box& place : places) {
    const picture::Picture shown = source.part(page.number, place);
    Page part = read_page(shown, recogniser, {.page = page.number, .debug = {}});
    if (place.w > kLineAspect * place.h && mean_confidence(part) < kSurePlace) part = page_of_line(shown, place, recogniser);
    if (part.turned != 0 || std::abs(part.skew) > kMaxSkew || mean_confidence(part) < kSurePlace) continue;
    std::vector<FlowItem> added;
    for (const FlowItem& item : part.flow) {
      if (item.kind == FlowItem::Kind::kLine) {
        Line& line = part.lines[static_cast<std::size_t>(item.index)];
        if (line.confidence < kSureLine) continue;
        move(line, place);
        if (said_already(layer, line.box)) continue;
        added.push_back({item.kind, static_cast<int>(page.lines.size())});
        page.lines.push_back(std::move(line));
      } else {
        Table& table = part.tables[static_cast<std::size_t>(item.index)];
        move(table, place);
        if (said_already(layer, table.box)) continue;
        added.push_back({item.kind, static_cast<int>(page.tables.size())});
        page.tables.push_back(std::move(table));
      }
    }
    // Behind what stands beside it: running text is not broken by a picture at its side.
    const auto after = std::find_if(page.flow.begin(), page.flow.end(), [&](const FlowItem& item) {
      const Box& box = box_of(page, item);
      return box.y + box.h / 2 > place.bottom();
    });
    page.flow.insert(after, added.begin(), added.end());
    read += !added.empty();
  }
  if (read > 0) page.source_reason += "; letters of " + (read == 1 ? std::string("a picture") : fmt::format("{} pictures", read)) + " recognised";
}

}  // namespace banthuek::read
