#include "extractors/document/reading_order.h"

#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/text/fold.h"

namespace banthuek::document {
namespace {

constexpr int kMargin = 78;  // percent of the width: running text reaches so far to the right

int usual_height(const Page& page) {
  std::vector<int> heights;
  for (const Line* line : all_lines(page))
    if (line->box.h > 0) heights.push_back(line->box.h);
  if (heights.empty()) return std::max(1, page.height / 60);
  std::nth_element(heights.begin(), heights.begin() + static_cast<long>(heights.size() / 2), heights.end());
  return heights[heights.size() / 2];
}

// A mark or a speck that lines were not told of: a character or two, far lower than a line, that the recogniser did not believe in.
bool is_fragment(const Line& line, int usual) {
  return line.confidence < 0.7 && line.box.h > 0 && 2 * line.box.h < usual * 3 / 2 && text::to_u32(line.text).size() <= 2;
}

OrderedPart part_of(const Page& page, int height) {
  OrderedPart part;
  part.page = page.number;
  part.page_width = page.width;
  part.page_height = page.height;
  part.line_height = height;
  part.sheet = &page;
  return part;
}

// A line at the page's top that is none of its text: the book's or the chapter's name with the page's number apart from it or again on another page,
// what a browser prints. Centred lines that come again are titles of tables that go on.
class RunningHeads {
 public:
  RunningHeads(std::span<const Page> pages, const schema::Schemas& schemas)
      : rules_(schemas.rules("page.head")), titles_(schemas.rules("title.begin")) {
    for (const Page& page : pages) {
      usual_[page.number] = usual_height(page);
      std::set<std::string> here;
      for (const Line& line : page.lines)
        if (is_at_top(line, page)) here.insert(without_its_number(line));
      for (const std::string& text : here) ++pages_of_[text];
    }
  }

  bool is_one(const Line& line, const Page& page) const {
    if (!is_at_top(line, page)) return false;
    if (schema::first_match(rules_, line.text)) return true;
    const bool centred = std::abs(line.box.x + line.box.w / 2 - page.width / 2) <= page.width * 3 / 100;
    return (!centred && has_number_apart(line)) || (has_number_apart(line) && reaches_both_margins(line, page)) ||
           (!centred && pages_of_.at(without_its_number(line)) > 1 &&
            (2 * line.box.x > page.width || is_small(line, page) || !schema::first_match(titles_, line.text)));
  }

 private:
  static bool is_at_top(const Line& line, const Page& page) { return page.height > 0 && line.box.bottom() * 10 < page.height; }

  // Lower than the page's text: no title is.
  bool is_small(const Line& line, const Page& page) const { return 4 * line.box.h < 3 * usual_.at(page.number); }

  static std::string without_its_number(const Line& line) {
    std::string out = line.text;
    static const RE2 number(R"(^\s*\p{Nd}{1,3}\s+|\s+\p{Nd}{1,3}\s*$)");
    RE2::GlobalReplace(&out, number, "");
    return out;
  }

  // A number in a blank of a centred title stands in its middle.
  static bool reaches_both_margins(const Line& line, const Page& page) { return 10 * line.box.w > 7 * page.width; }

  static bool has_number_apart(const Line& line) {
    static const RE2 number(R"(\p{Nd}{1,3})");
    constexpr int kApart = 3;  // line heights
    if (line.words.size() < 2) return false;
    const auto apart = [&](const Word& word, int gap) { return gap > kApart * line.box.h && RE2::FullMatch(word.text, number); };
    const Word &first = line.words.front(), &last = line.words.back();
    return apart(last, last.box.x - line.words[line.words.size() - 2].box.right()) || apart(first, line.words[1].box.x - first.box.right());
  }

  std::vector<const schema::TextRule*> rules_, titles_;
  std::map<std::string, int> pages_of_;  // that have such a line at their top
  std::map<int, int> usual_;             // height of the lines of each page
};

// A number that a pen wrote into a line of print stands in a region of handwriting too, at the same place; one that was not read surely stands only
// there, on the line's level.
void mark_pen(OrderedPart& part, const Page& page) {
  int right = 0;
  for (const Region& region : page.regions)
    for (const Line& line : region.lines) {
      if (line.script != Script::kHandwriting) continue;
      bool put_in = false;
      for (text::Piece& piece : part.reading.pieces)
        if (piece.place.box == line.box) piece.by_pen = put_in = true;
      const int middle = line.box.y + line.box.h / 2;
      if (put_in || middle < part.box.y || middle >= part.box.bottom() || line.box.x < right) continue;
      right = line.box.x;
      part.unsure_number = line.text;
    }
}

}  // namespace

ReadingOrder make_flow(std::span<const Page> pages, const schema::Schemas& schemas) {
  const auto numbers = schemas.rules("page.number"), catchwords = schemas.rules("page.catchword");
  const RunningHeads heads(pages, schemas);
  ReadingOrder out;
  for (const Page& page : pages) {
    const int height = usual_height(page);
    std::vector<OrderedPart> of_page;
    for (const FlowItem& item : page.flow) {
      OrderedPart part = part_of(page, height);
      if (item.kind == FlowItem::Kind::kTable) {
        part.table = &page.tables[static_cast<std::size_t>(item.index)];
        part.box = part.table->box;
      } else {
        const Line& line = page.lines[static_cast<std::size_t>(item.index)];
        if (line.script != Script::kPrint) continue;
        part.reading = text::reading_of(line, page.number);
        if (text::trim(part.reading.text).empty()) continue;
        part.box = line.box;
        part.line = &line;
        mark_pen(part, page);
        part.running_head = heads.is_one(line, page);
        if (is_fragment(line, height)) continue;
      }
      of_page.push_back(std::move(part));
    }
    // A page number is the first or last of its page, or stands in the outer tenths; a catchword is among the last lines.
    for (std::size_t i = 0; i < of_page.size(); ++i) {
      const OrderedPart& part = of_page[i];
      const bool edge =
          i < 2 || i + 2 >= of_page.size() || (page.height > 0 && (part.box.bottom() * 10 < page.height || part.box.y * 10 > 9 * page.height));
      if (!part.table && edge && (schema::first_match(numbers, part.reading.text) || schema::first_match(catchwords, part.reading.text))) continue;
      out.push_back(part);
    }
  }
  return out;
}

namespace {

// Whether a line ends before its number: "คะแนน" / "53.48 อยู่ในระดับ" is no item.
bool asks_for_number(const std::string& line) {
  static const RE2 asks(R"((?:คะแนน|คะแนนเฉลี่ย|ร้อยละ|จำนวน|เท่ากับ|ประมาณ)\s*$)");
  return RE2::PartialMatch(line, asks);
}

}  // namespace

namespace {

// "มาตรการที่ ๑ ...", "ข้อ ๑ ...": an item that is named before its number. A sentence may have a line that begins so, but with a verb behind it.
bool begins_named_item(const std::string& line) {
  static const RE2 named(
      R"(^\s*(?:(?:มาตรการที่|กิจกรรมที่|โครงการที่|เรื่องที่|ประการที่|ข้อ(?:ที่)?)\s*\p{Nd}{1,2}\s*[.):]?|(?:มาตรการ|เรื่อง|ประการ)ที่(?:หนึ่ง|สอง|สาม|สี่|ห้า|หก|เจ็ด|แปด|เก้า|สิบ\S{0,8}))\s+\p{Thai})");
  return RE2::PartialMatch(line, named);
}

}  // namespace

namespace {

// How far to the right the lines reach that each line stands among: the page's margin, or their column's where another stands beside it.
class LineEnds {
 public:
  explicit LineEnds(const ReadingOrder& flow) : flow_(flow), run_of_(flow.size(), flow.size()) {
    for (std::size_t i = 0; i < flow.size(); ++i) {
      if (flow[i].table) continue;
      const bool goes_on = i > 0 && !flow[i - 1].table && stands_below(flow[i], flow[i - 1], runs_.back());
      if (!goes_on) runs_.push_back({flow[i].page, 0, {}, false});
      runs_.back().box = unite(runs_.back().box, flow[i].box);
      ++runs_.back().lines;
      run_of_[i] = runs_.size() - 1;
    }
    for (Run& run : runs_) run.is_column = is_column(run);
  }

  // Whether the line ends so far before those about it that no sentence goes on behind it.
  bool ends_early(std::size_t line) const {
    const Run& run = runs_[run_of_[line]];
    if (const Cell* cell = flow_[line].cell; cell && cell->box.w > 0) return 100 * (flow_[line].box.right() - cell->box.x) < kFull * cell->box.w;
    if (run.is_column) return 100 * (flow_[line].box.right() - run.box.x) < kFull * run.box.w;
    return flow_[line].box.right() < flow_[line].page_width * 0.72;
  }

 private:
  struct Run {
    int page, lines;
    Box box;
    bool is_column;
  };
  static constexpr int kFull = 75, kLines = 3;    // percent of a column's or cell's width that a full line covers; lines of a column, at least
  static constexpr int kWidest = 55, kApart = 2;  // percent of the page's width; line heights between lines of one column, at most
  static constexpr int kIndent = 3, kWider = 30;  // line heights from one line's begin to the next's, at most; percent that the next reaches further

  static bool overlap(const Box& a, const Box& b) { return 2 * (std::min(a.right(), b.right()) - std::max(a.x, b.x)) > std::min(a.w, b.w); }

  static bool stands_below(const OrderedPart& line, const OrderedPart& above, const Run& run) {
    if (run.page != line.page || !overlap(line.box, run.box) || std::abs(line.box.x - above.box.x) > kIndent * line.line_height) return false;
    const auto percent = [&](const OrderedPart& part) { return 100 * part.box.right() / std::max(1, part.page_width); };
    if (percent(line) > percent(above) + kWider || (percent(above) >= kMargin && percent(line) <= kWidest)) return false;
    return line.box.y >= run.box.y && line.box.y < run.box.bottom() + kApart * line.line_height;
  }

  bool is_column(const Run& run) const {
    const auto first = std::find(run_of_.begin(), run_of_.end(), static_cast<std::size_t>(&run - runs_.data()));
    const OrderedPart& line = flow_[static_cast<std::size_t>(first - run_of_.begin())];
    if (run.lines < kLines || 100 * run.box.w > kWidest * line.page_width) return false;
    return std::any_of(runs_.begin(), runs_.end(), [&](const Run& other) {
      return other.page == run.page && other.lines >= kLines && (other.box.x >= run.box.right() || other.box.right() <= run.box.x) &&
             std::min(other.box.bottom(), run.box.bottom()) - std::max(other.box.y, run.box.y) > kApart * line.line_height;
    });
  }

  const ReadingOrder& flow_;
  std::vector<std::size_t> run_of_;
  std::vector<Run> runs_;
};

}  // namespace

std::vector<Paragraph> paragraphs(const ReadingOrder& flow, std::size_t from, const std::vector<const schema::TextRule*>& begins_with) {
  std::vector<Paragraph> out;
  std::map<int, int> margin;  // left one of each page's text
  for (std::size_t i = from; i < flow.size() && !begins_with.empty(); ++i) {
    if (flow[i].table) continue;
    int& x = margin.try_emplace(flow[i].page, flow[i].box.x).first->second;
    x = std::min(x, flow[i].box.x);
  }
  const LineEnds ends(flow);
  bool open = false;
  for (std::size_t i = from; i < flow.size(); ++i) {
    const OrderedPart& part = flow[i];
    if (part.table) {
      open = false;
      continue;
    }
    const bool number = open && asks_for_number(flow[i - 1].reading.text);
    bool begins = !open || ((text::begins_item(part.reading.text) || begins_named_item(part.reading.text)) && !number);
    if (!begins && i > 0) {
      const OrderedPart& last = flow[i - 1];
      begins = ends.ends_early(i - 1);
      if (!begins && last.page == part.page) {
        begins = part.box.x > last.box.x + 2 * part.line_height            // indented
                 || part.box.y > last.box.bottom() + 2 * part.line_height  // far below
                 ||
                 (!begins_with.empty() && part.box.x > margin[part.page] + part.line_height && schema::first_match(begins_with, part.reading.text));
      }
    }
    if (begins) {
      out.push_back({part.reading, part.page, i, i, part.of_table != nullptr});
    } else {
      text::append(out.back().reading, number ? " " : text::joiner_between(out.back().reading.text, part.reading.text), part.reading);
      out.back().last = i;
    }
    open = true;
  }
  return out;
}

bool is_centred(const OrderedPart& line) {
  constexpr int kOff = 3;  // from the middle, of the page's width in a hundred
  return std::abs(line.box.x + line.box.w / 2 - line.page_width / 2) <= line.page_width * kOff / 100;
}

bool is_running_text(const ReadingOrder& flow, std::size_t part) {
  const auto reaches_the_margin = [&](std::size_t i) {
    return i < flow.size() && !flow[i].table && flow[i].page == flow[part].page && 100 * flow[i].box.right() >= kMargin * flow[i].page_width;
  };
  if (flow[part].table) return false;
  if (reaches_the_margin(part)) return true;
  if (part == 0 || !reaches_the_margin(part - 1)) return false;
  // A sentence goes on where its line begins; what stands below a wide title on its middle is a line of its own.
  const OrderedPart &above = flow[part - 1], &line = flow[part];
  return line.box.y - above.box.bottom() < line.line_height && line.box.x <= above.box.x + 2 * line.line_height;
}

std::vector<LinePart> segments(const ReadingOrder& flow, std::size_t index) {
  const OrderedPart& part = flow[index];
  std::vector<LinePart> out;
  const std::string& text = part.reading.text;
  const int gap = std::max(part.line_height * 3 / 2, part.page_width / 33);
  std::size_t begin = 0;
  Box box;
  const auto close = [&](std::size_t end) {
    LinePart s{text::slice(part.reading, begin, end), box.empty() ? part.box : box, part.page, index};
    if (!s.reading.empty()) out.push_back(std::move(s));
    begin = end;
    box = {};
  };
  const text::Piece* last = nullptr;
  for (const text::Piece& piece : part.reading.pieces) {
    if (last && last->end < piece.begin && piece.place.box.x - last->place.box.right() > gap) close(piece.begin);
    box = unite(box, piece.place.box);
    last = &piece;
  }
  close(text.size());
  // A line that came without words: a run of three spaces parts it.
  if (out.size() == 1 && part.reading.pieces.size() <= 1) {
    static const RE2 wide(R"((\s{3,}|\t))");
    re2::StringPiece rest(text), found;
    std::vector<std::size_t> cuts;
    while (RE2::FindAndConsume(&rest, wide, &found)) cuts.push_back(static_cast<std::size_t>(found.data() - text.data()));
    if (!cuts.empty()) {
      out.clear();
      cuts.push_back(text.size());
      std::size_t from = 0;
      for (const std::size_t to : cuts) {
        LinePart s{text::slice(part.reading, from, to), part.box, part.page, index};
        s.box.x = part.box.x + static_cast<int>(part.box.w * static_cast<double>(from) / static_cast<double>(text.size()));
        s.box.w = static_cast<int>(part.box.w * static_cast<double>(to - from) / static_cast<double>(text.size()));
        if (!s.reading.empty()) out.push_back(std::move(s));
        from = to;
      }
    }
  }
  return out;
}

ReadingOrder lines_of_table(const OrderedPart& table) {
  ReadingOrder out;
  for (const Cell& cell : table.table->cells) {
    const auto add = [&](text::Excerpt reading, const Box& box, const Line* line) {
      if (text::trim(reading.text).empty()) return;
      OrderedPart part = table;
      part.table = nullptr;
      part.of_table = table.table;
      part.cell = &cell;
      part.reading = std::move(reading);
      part.box = box;
      part.line = line;
      out.push_back(std::move(part));
    };
    if (cell.lines.empty()) {
      add(text::reading_of(cell, table.page), cell.box, nullptr);
      continue;
    }
    for (const Line& line : cell.lines)
      if (line.script == Script::kPrint) add(text::reading_of(line, table.page), line.box, &line);
  }
  std::stable_sort(out.begin(), out.end(), [](const OrderedPart& a, const OrderedPart& b) {
    return std::pair(a.box.y / std::max(1, a.line_height), a.box.x) < std::pair(b.box.y / std::max(1, b.line_height), b.box.x);
  });
  return out;
}

}  // namespace banthuek::document
