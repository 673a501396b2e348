#include "extractors/document/signing_place.h"

#include <algorithm>
#include <map>
#include <set>

#include "extractors/text/fold.h"
#include "extractors/values/person_name.h"

namespace banthuek::document {
namespace {

// In heights of a line of the page, but for shares of the page. Measured on signed pages of offices, text layers and scans.
constexpr double kSignToName = 6;        // from "(ลงชื่อ)" down to the name: a signature stands between
constexpr double kDotsToName = 3;        // from a line of dots, which is signed on
constexpr double kStrokeToName = 2.5;    // from a stroke down to the name; strokes reach into the name too
constexpr double kLowestStroke = 0.4;    // lower is the trace of a rule or a mark
constexpr double kHighestStroke = 4.5;   // higher is a picture of something else
constexpr double kNearInk = 0.35;        // of the line's own height: ink nearer than this was taken away together with marks above letters
constexpr double kRoom = 1.2;            // what a signature needs above a name
constexpr double kBlankLine = 1.5;       // of the step to the line below: a step over a blank line
constexpr double kWholeRole = 0.8;       // of a line, which says a role and no more
constexpr double kGoesOn = 1.3;          // nearer lines are one paragraph
constexpr double kWideLine = 0.45;       // of the page's width: running text
constexpr double kTopOfPage = 0.35;      // of the page's height: where the end of the page before goes on, and where headings of the whole page stand
constexpr int kChart = 5;                // names of a chart
constexpr std::size_t kMaxClosing = 40;  // items from the closing formula to the name

using TextRules = std::vector<const schema::TextRule*>;

bool overlaps(const Box& a, const Box& b, int margin = 0) { return a.x - margin < b.right() && b.x < a.right() + margin; }

bool ruled(const SignatureItem& item) { return item.part && item.part->of_table && item.part->of_table->edges == Edges::kRuled; }

class Judge {
 public:
  Judge(const std::vector<SignatureItem>& items, const schema::Schemas& schemas)
      : items_(items), vocabulary_(schemas.vocabulary), kinds_(items.size()) {
    const TextRules sign = schemas.rules("signature.sign"), role = schemas.rules("signature.role"), closing = schemas.rules("signature.closing"),
                    nobody = schemas.rules("signature.nobody"), certified = schemas.rules("signature.certified");
    std::set<int> pages;  // with names, and those before them
    for (const SignatureItem& item : items)
      if (item.is_name) pages.insert({item.segment.page - 1, item.segment.page});
    for (std::size_t i = 0; i < items.size(); ++i) {
      if (!pages.count(page(i))) continue;
      kinds_[i].sign = items[i].signs || schema::first_match(sign, text(i)).has_value();
      const std::optional<schema::RuleMatch> said = schema::first_match(role, text(i));
      kinds_[i].role = said && said->value.size() >= kWholeRole * text::trim(text(i)).size();
      kinds_[i].dots = text::trim_leaders(text(i)).empty();
      kinds_[i].closing = schema::first_match(closing, text(i)).has_value();
      kinds_[i].nobody = schema::first_match(nobody, text(i)).has_value();
      kinds_[i].certified = schema::first_match(certified, text(i)).has_value();
    }
    charts_ = pages_of_charts();
  }

  Standing of(std::size_t name) const {
    const bool bracketed = items_[name].bracketed;
    if (certifies(name)) return Standing::kMentioned;
    if (signing_place(name)) return Standing::kSigns;
    if (listed(name)) return Standing::kMentioned;
    const bool position = has_position(name);
    if (closed(name) && (bracketed || position)) return Standing::kSigns;
    if (headed_by_nobody(name) || charts_.contains(page(name))) return Standing::kMentioned;
    if (stroke(name) && (bracketed || position)) return Standing::kSigns;
    const bool place = room(name) || (position && under_role(name));
    if (!bracketed) return position && place ? Standing::kLikely : Standing::kMentioned;
    return position && place ? Standing::kSigns : place ? Standing::kLikely : Standing::kPerhaps;
  }

 private:
  struct Kind {
    bool sign = false, role = false, dots = false, closing = false, nobody = false, certified = false;
  };

  const Box& box(std::size_t i) const { return items_[i].segment.box; }
  int page(std::size_t i) const { return items_[i].segment.page; }
  int width(std::size_t i) const { return items_[i].part ? items_[i].part->page_width : 0; }
  std::string_view text(std::size_t i) const { return items_[i].segment.reading.text; }
  int height(std::size_t i) const {
    const int usual = items_[i].part ? items_[i].part->line_height : 0;
    return std::max(usual > 0 ? usual : box(i).h, 1);
  }

  // Whether any other item of the name's page holds.
  template <typename Holds>
  bool any_on_page(std::size_t name, Holds holds) const {
    std::size_t first = name;
    while (first > 0 && page(first - 1) == page(name)) --first;
    for (std::size_t i = first; i < items_.size() && page(i) == page(name); ++i)
      if (i != name && holds(i)) return true;
    return false;
  }

  // "(ลงชื่อ)" or a line of dots above the name or beside it, and no other name between.
  bool signing_place(std::size_t name) const {
    if (kinds_[name].sign) return true;
    const int h = height(name);
    // The word stands at the left of the place, the name below its middle.
    const Box reach{box(name).x - box(name).w, box(name).y, box(name).w * 5 / 2, box(name).h};
    return any_on_page(name, [&](std::size_t i) {
      if (items_[i].is_name || (!kinds_[i].sign && !kinds_[i].dots)) return false;
      const int gap = box(name).y - box(i).bottom();
      if (box(i).y >= box(name).bottom() || gap > (kinds_[i].sign ? kSignToName : kDotsToName) * h) return false;
      if (kinds_[i].dots && gap < -box(i).h / 2) return false;
      return overlaps(kinds_[i].sign ? reach : box(name), box(i)) && !name_between(i, name);
    });
  }

  // Under the words that certify a copy, with nobody between: who signs there signs the copy, not the document.
  bool certifies(std::size_t name) const {
    return any_on_page(name, [&](std::size_t i) {
      if (!kinds_[i].certified || !overlaps(box(name), box(i), height(name))) return false;
      const int gap = box(name).y - box(i).bottom();
      return box(i).y < box(name).y && gap <= kSignToName * height(name) && !name_between(i, name);
    });
  }

  bool name_between(std::size_t above, std::size_t name) const {
    return any_on_page(name, [&](std::size_t i) {
      return items_[i].is_name && overlaps(box(i), box(name)) && box(i).y > box(above).y && box(i).bottom() <= box(name).y + box(name).h / 2;
    });
  }

  // In a column of a table of several rows, or in a line that says more of the person: a list of names.
  bool listed(std::size_t name) const {
    const SignatureItem& item = items_[name];
    if (item.bracketed) return false;
    if (ruled(item) && item.part->of_table->rows > 1 && item.part->of_table->columns > 1 && item.part->cell->lines.size() <= 1) return true;
    // A row of a table without rules that says more of the person.
    const Cell* cell = item.part && item.part->of_table ? item.part->cell : nullptr;
    const auto says_more = [&](const Cell& c) {
      return &c != cell && c.row == cell->row && !text::trim_leaders(c.text).empty() && !values::person_name(c.text, vocabulary_);
    };
    if (cell && std::any_of(item.part->of_table->cells.begin(), item.part->of_table->cells.end(), says_more)) return true;
    return any_on_page(name, [&](std::size_t i) { return items_[i].segment.part == item.segment.part && !items_[i].is_name; });
  }

  // A position right below, over or under the name's middle.
  bool has_position(std::size_t name) const {
    const int h = height(name);
    return any_on_page(name, [&](std::size_t i) {
      if (items_[i].is_name || box(i).y <= box(name).y + box(name).h / 2) return false;
      if (box(i).y - box(name).bottom() > kGoesOn * h || !overlaps(box(i), box(name))) return false;
      const std::string_view said = text::trim_leaders(text(i));
      static const std::string_view label = "ตำแหน่ง";
      return said.substr(0, label.size()) == label || values::begins_position(said, vocabulary_);
    });
  }

  // The formula that closes a document, and after it nothing but signatures.
  bool closed(std::size_t name) const {
    const int h = height(name);
    for (std::size_t i = name; i-- > 0 && name - i <= kMaxClosing;) {
      if (page(i) + 1 < page(name)) return false;
      if (page(i) < page(name) && items_[name].part && box(name).y > kTopOfPage * items_[name].part->page_height) return false;
      if (!kinds_[i].closing) continue;
      std::size_t last = i;  // of the formula's own paragraph
      for (std::size_t k = i + 1; k < name; ++k) {
        if (items_[k].is_name) break;
        if (page(k) == page(last) && box(k).y - box(last).bottom() <= kGoesOn * h) last = k;
      }
      for (std::size_t k = last + 1; k < name; ++k)
        if (ruled(items_[k]) != ruled(items_[name]) || (box(k).w > kWideLine * width(k) && !items_[k].is_name)) return false;
      return true;
    }
    return false;
  }

  // Under a heading at the top of the page that names a chart or a list of persons.
  bool headed_by_nobody(std::size_t name) const {
    return any_on_page(name, [&](std::size_t i) {
      return kinds_[i].nobody && box(i).y < box(name).y && items_[i].part && box(i).y < kTopOfPage * items_[i].part->page_height;
    });
  }

  // Pages most of whose names stand close under a line of print, as in the boxes of a chart: who signs has room above the name.
  std::set<int> pages_of_charts() const {
    struct Names {
      int all = 0, close = 0;
    };
    std::map<int, Names> of_page;
    for (std::size_t i = 0; i < items_.size(); ++i) {
      if (!items_[i].is_name) continue;
      Names& names = of_page[page(i)];
      ++names.all;
      names.close += !room(i) && !signing_place(i);
    }
    std::set<int> out;
    for (const auto& [page, names] : of_page)
      if (names.close >= kChart && 2 * names.close > names.all) out.insert(page);
    return out;
  }

  // Ink of a pen, or a picture of it, right above the name or through it.
  bool stroke(std::size_t name) const {
    const OrderedPart* part = items_[name].part;
    if (!part || !part->sheet) return false;
    const int h = height(name);
    const auto is_stroke = [&](const Box& b) {
      return b.h >= kLowestStroke * h && b.h <= kHighestStroke * h && b.w >= h && overlaps(b, box(name)) && b.y < box(name).y &&
             box(name).y - b.bottom() <= kStrokeToName * h && !parted(b, name);
    };
    const auto& regions = part->sheet->regions;
    const auto& lines = part->sheet->lines;
    return std::any_of(regions.begin(), regions.end(), [&](const Region& r) { return r.kind != RegionKind::kLogo && is_stroke(r.box); }) ||
           std::any_of(lines.begin(), lines.end(), [&](const Line& l) { return l.script == Script::kHandwriting && is_stroke(l.box); });
  }

  // Whether a line of print lies between the stroke and the name.
  bool parted(const Box& stroke, std::size_t name) const {
    return any_on_page(name, [&](std::size_t i) {
      const int middle = box(i).y + box(i).h / 2;
      return overlaps(box(i), box(name)) && middle > stroke.bottom() && middle < box(name).y;
    });
  }

  // A line that says nothing but as what somebody signs (ผู้รับผิดชอบการให้ข้อมูล of a form), and below it, past a blank line, the name.
  bool under_role(std::size_t name) const {
    int below = height(name) * 2;  // the step to the next line
    any_on_page(name, [&](std::size_t i) {
      const int step = box(i).y - box(name).y;
      if (overlaps(box(i), box(name)) && step > box(name).h / 2) below = std::min(below, step);
      return false;
    });
    return any_on_page(name, [&](std::size_t i) {
      const int step = box(name).y - box(i).y;
      return kinds_[i].role && overlaps(box(i), box(name)) && step >= kBlankLine * below && step <= kSignToName * height(name) &&
             !name_between(i, name);
    });
  }

  // Room for a signature between the name and the line above it.
  bool room(std::size_t name) const {
    return !any_on_page(name, [&](std::size_t i) {
      return overlaps(box(i), box(name)) && box(i).y + box(i).h / 2 < box(name).y && box(name).y - box(i).bottom() < kRoom * height(name);
    });
  }

  const std::vector<SignatureItem>& items_;
  const schema::Vocabulary& vocabulary_;
  std::vector<Kind> kinds_;
  std::set<int> charts_;  // pages
};

}  // namespace

std::vector<Standing> standings(const std::vector<SignatureItem>& items, const schema::Schemas& schemas) {
  const Judge judge(items, schemas);
  std::vector<Standing> out(items.size(), Standing::kMentioned);
  for (std::size_t i = 0; i < items.size(); ++i)
    if (items[i].is_name) out[i] = judge.of(i);
  return out;
}

bool lost_ink(const SignatureItem& item) {
  if (!item.part || !item.part->sheet || item.part->sheet->source != PageSource::kScan) return false;
  const Box& box = item.segment.box;
  const auto& regions = item.part->sheet->regions;
  return std::any_of(regions.begin(), regions.end(), [&](const Region& r) {
    const bool ink = r.kind == RegionKind::kHandwriting || r.kind == RegionKind::kSignature || r.kind == RegionKind::kStamp;
    return ink && overlaps(r.box, box) && r.box.y < box.bottom() && r.box.bottom() > box.y - kNearInk * box.h;
  });
}

}  // namespace banthuek::document
