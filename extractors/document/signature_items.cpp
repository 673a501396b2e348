#include "extractors/document/signature_items.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>

#include "extractors/text/fold.h"
#include "extractors/values/person_name.h"

namespace banthuek::document {
namespace {

constexpr double kSamePerson = 0.85;        // similarity of a name and its second print
constexpr int kFarthestRank = 6;            // from a rank down to the name: a signature stands between
constexpr int kFarthestDate = 6;            // from the date that ends a law down to the name
constexpr std::size_t kMaxPartsOfName = 4;  // that wide spaces part a name in brackets into

// Blocks side by side may stand near to each other: a second opinion, name or signing place begins a part of its own.
std::vector<LinePart> cut_at_anchors(LinePart part) {
  static const RE2 anchor(R"(\S\s+((?:ความคิดเห็น|ความเห็น)ของ|\(?ลงชื่อ\)?|\((?:นาย|นาง|น\.ส\.|ว่าที่)))");
  std::vector<LinePart> out;
  for (;;) {
    re2::StringPiece found;
    const std::string& text = part.reading.text;
    if (!RE2::PartialMatch(text, anchor, &found)) break;
    const auto at = static_cast<std::size_t>(found.data() - text.data());
    LinePart left = part, right = part;
    left.reading = text::slice(part.reading, 0, at);
    right.reading = text::slice(part.reading, at, text.size());
    for (LinePart* side : {&left, &right}) {
      Box box;
      for (const text::Piece& piece : side->reading.pieces) box = unite(box, piece.place.box);
      if (part.reading.pieces.size() > 1 && !box.empty()) side->box = box;
    }
    out.push_back(std::move(left));
    part = std::move(right);
  }
  out.push_back(std::move(part));
  return out;
}

// "ลงชื่อ......(นายทดสอบ ระบบดี)......ผู้รับรอง": the name, and what stands behind it on its line.
std::vector<LinePart> cut_behind_name(LinePart part, const schema::Vocabulary& vocabulary) {
  static const RE2 line(R"(^[\s.…_]*(\(?ลงชื่อ\)?[\s.…_]*\([^()]+\))[\s.…_]*([ก-ฮเ-ไ][^()…]*?)[\s.…_]*$)");
  re2::StringPiece name, behind;
  const std::string& text = part.reading.text;
  if (!RE2::FullMatch(text, line, &name, &behind) || !values::person_name({name.data(), name.size()}, vocabulary)) return {std::move(part)};
  std::vector<LinePart> out;
  for (const re2::StringPiece& stretch : {name, behind}) {
    LinePart cut = part;
    cut.reading = text::slice(part.reading, std::string_view(stretch.data(), stretch.size()));
    Box box;
    for (const text::Piece& piece : cut.reading.pieces) box = unite(box, piece.place.box);
    if (part.reading.pieces.size() > 1 && !box.empty()) cut.box = box;
    out.push_back(std::move(cut));
  }
  return out;
}

std::vector<LinePart> parts_of(LinePart segment, const schema::Vocabulary& vocabulary) {
  std::vector<LinePart> out;
  for (LinePart& part : cut_at_anchors(std::move(segment)))
    for (LinePart& cut : cut_behind_name(std::move(part), vocabulary)) out.push_back(std::move(cut));
  return out;
}

// A name set with wide spaces in its brackets is one stretch: "( นายทดสอบ      ระบบดี )".
std::vector<LinePart> joined_in_brackets(std::vector<LinePart> parts, const schema::Vocabulary& vocabulary) {
  const auto count = [](std::string_view text, char c) { return std::count(text.begin(), text.end(), c); };
  for (std::size_t i = 0; i < parts.size(); ++i) {
    if (count(parts[i].reading.text, '(') != count(parts[i].reading.text, ')') + 1) continue;
    LinePart whole = parts[i];
    for (std::size_t k = i + 1; k < parts.size() && k <= i + kMaxPartsOfName && count(parts[k].reading.text, '(') == 0; ++k) {
      text::append(whole.reading, " ", parts[k].reading);
      whole.box = unite(whole.box, parts[k].box);
      if (count(parts[k].reading.text, ')') == 0) continue;
      if (values::person_name(whole.reading.text, vocabulary)) {
        parts[i] = std::move(whole);
        parts.erase(parts.begin() + static_cast<std::ptrdiff_t>(i) + 1, parts.begin() + static_cast<std::ptrdiff_t>(k) + 1);
      }
      break;
    }
  }
  return parts;
}

// "(ลงชื่อ) นายทดสอบ ระบบดี", "ลงนามโดย นายทดสอบ ระบบดี เมื่อ ๑๒ มี.ค. ๖๗": the name without the words around it.
void behind_signing_word(SignatureItem& item, const schema::Vocabulary& vocabulary) {
  static const RE2 signs(
      R"(^\s*(?:(?:ลงนาม|ลงชื่อ|ลงลายมือชื่อ|อนุมัติ)(?:ทาง)?(?:อิเล็กทรอนิกส์)?โดย|\(?(?:ลงชื่อ|ลงนาม)\)?|(?i:(?:digitally\s)?signed\sby))[\s.…:_]*([ก-ฮะ-ฺเ-๎][^()]*?)[\s.…]*(?:เมื่อ.*|\s(?:ผู้[ก-ฮะ-ฺเ-๎]+|พยาน|(?:ประธาน)?กรรมการ))?$)");
  re2::StringPiece behind;
  const std::string& text = item.segment.reading.text;
  if (!RE2::FullMatch(text, signs, &behind) || !values::person_name({behind.data(), behind.size()}, vocabulary)) return;
  item.segment.reading = text::slice(item.segment.reading, std::string_view(behind.data(), behind.size()));
  static const RE2 by(R"(^\s*(?:ลงนาม|ลงชื่อ|ลงลายมือชื่อ|อนุมัติ)โดย)"), when("เมื่อ");
  item.signs = !RE2::PartialMatch(text, by) || RE2::PartialMatch(text, when);  // a sentence may say who signed something else
}

// A name behind the word for signing stands for the pen's: in brackets below it is printed once more, and counts there, with the rank that only one
// of the two has.
void drop_names_printed_twice(std::vector<SignatureItem>& items, const schema::Vocabulary& vocabulary) {
  for (std::size_t i = 0; i + 1 < items.size(); ++i) {
    if (!items[i].signs) continue;
    const auto below = std::find_if(items.begin() + static_cast<std::ptrdiff_t>(i) + 1, items.end(),
                                    [&](const SignatureItem& item) { return item.bracketed || item.segment.page != items[i].segment.page; });
    if (below == items.end() || !below->bracketed || below->segment.page != items[i].segment.page) continue;
    const std::string_view said = text::trim(items[i].segment.reading.text),
                           again = values::person_name(below->segment.reading.text, vocabulary).value_or("");
    const bool ranked = said.size() > again.size() && said.ends_with(again) && !again.empty();
    const std::string_view rank = ranked ? values::titles_alone(said.substr(0, said.size() - again.size()), vocabulary) : std::string_view();
    if (below->rank.empty() && !rank.empty()) below->rank = text::slice(items[i].segment.reading, rank);
    const bool same = !rank.empty() || (again.size() > said.size() && again.ends_with(said)) ||
                      text::similarity(below->segment.reading.text, "(" + items[i].segment.reading.text + ")") >= kSamePerson;
    items[i].is_name = items[i].is_name && !same;
  }
}

bool one_below_the_other(const Box& above, const Box& below) {
  const int h = std::max({above.h, below.h, 1});
  return below.y >= above.y + above.h / 2 && below.y - above.bottom() <= h && above.x < below.right() && below.x < above.right();
}

// A name that its narrow place breaks inside the brackets: "(นางสาวทดสอบ ระบบ", "ดี)".
void join_broken_names(std::vector<SignatureItem>& items, const schema::Vocabulary& vocabulary) {
  static const RE2 begins(R"(^[\s.…]*\([^()]+$)"), ends(R"(^[ก-ฮะ-ฺเ-๎\s]{1,40}\)[\s.…]*$)");
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string& first = items[i].segment.reading.text;
    if (!RE2::PartialMatch(first, begins)) continue;
    for (std::size_t k = i + 1; k < items.size() && items[k].segment.page == items[i].segment.page; ++k) {
      const std::string& second = items[k].segment.reading.text;
      if (!one_below_the_other(items[i].segment.box, items[k].segment.box)) continue;
      if (!RE2::FullMatch(second, ends)) break;
      SignatureItem whole = items[i];
      // Behind two words the line's end parts the second of them, behind one the two.
      std::string_view name = text::trim(std::string_view(first));
      name.remove_prefix(name.find('(') + 1);
      const bool apart = name.ends_with(" ณ") || !values::person_name("(" + std::string(name) + ")", vocabulary);
      text::append(whole.segment.reading, apart ? " " : "", items[k].segment.reading);
      const auto full = values::person_name(whole.segment.reading.text, vocabulary);
      if (!full) break;
      whole.segment.box = unite(whole.segment.box, items[k].segment.box);
      whole.is_name = whole.bracketed = true;
      items[i] = std::move(whole);
      items.erase(items.begin() + static_cast<std::ptrdiff_t>(k));
      break;
    }
  }
}

// A rank stands before the brackets or over them, where the name has no title of its own: "พ.ต.ท.", "(ทดสอบ ระบบดี)".
void find_ranks(std::vector<SignatureItem>& items, const schema::Vocabulary& vocabulary) {
  for (std::size_t i = 0; i < items.size(); ++i) {
    SignatureItem& name = items[i];
    const Box& box = name.segment.box;
    if (!name.is_name || !name.bracketed || !name.rank.empty()) continue;
    const auto own = values::person_name(name.segment.reading.text, vocabulary);
    if (!own || values::person_name(*own, vocabulary)) continue;  // with a title it is a name without brackets too
    const int h = std::max(box.h, 1);
    for (std::size_t k = i; k-- > 0 && items[k].segment.page == name.segment.page;) {
      const Box& above = items[k].segment.box;
      if (box.y - above.bottom() > kFarthestRank * h) break;
      if (above.x > box.right() || above.right() < box.x - box.w) continue;
      if (items[k].is_name) break;
      const std::string_view rank = values::titles_alone(items[k].segment.reading.text, vocabulary);
      if (rank.empty()) continue;
      name.rank = text::slice(items[k].segment.reading, rank);
      break;
    }
  }
}

// Names without title and brackets: right under the date that ends an announcement or a law, right above the office that is held.
void find_bare_names(std::vector<SignatureItem>& items, const schema::Schemas& schemas) {
  const auto dated = schemas.rules("signature.dated"), not_names = schemas.rules("signature.not_name");
  for (std::size_t i = 1; i + 1 < items.size(); ++i) {
    const SignatureItem &above = items[i - 1], &below = items[i + 1];
    SignatureItem& item = items[i];
    const std::string_view text = item.segment.reading.text;
    const int h = std::max(item.segment.box.h, 1);
    if (item.is_name || above.segment.page != item.segment.page || below.segment.page != item.segment.page || !values::bare_name(text)) continue;
    if (!schema::first_match(dated, above.segment.reading.text) ||
        !values::begins_position(text::trim_leaders(below.segment.reading.text), schemas.vocabulary))
      continue;
    if (item.segment.box.y - above.segment.box.bottom() > kFarthestDate * h || below.segment.box.y - item.segment.box.bottom() > kFarthestLine * h)
      continue;
    if (std::abs(centre(item.segment.box) - centre(below.segment.box)) > 2 * h) continue;
    item.is_name = !values::begins_position(text, schemas.vocabulary) && !schema::first_match(not_names, text);
  }
}

}  // namespace

std::vector<SignatureItem> signature_items(const ReadingOrder& flow, std::size_t from, const schema::Schemas& schemas) {
  std::vector<SignatureItem> items;
  const auto not_names = schemas.rules("signature.not_name");
  for (std::size_t i = from; i < flow.size(); ++i) {
    if (flow[i].table) continue;
    for (LinePart& segment : joined_in_brackets(segments(flow, i), schemas.vocabulary))
      for (LinePart& part : parts_of(std::move(segment), schemas.vocabulary)) {
        SignatureItem item{std::move(part), false, false, &flow[i], false, {}};
        static const RE2 ranked(R"(^([^(]+?)[\s.…]*\([^()]+\)[\s.…]*$)");
        if (re2::StringPiece rank; RE2::FullMatch(item.segment.reading.text, ranked, &rank))
          if (const auto titles = values::titles_alone({rank.data(), rank.size()}, schemas.vocabulary); !titles.empty()) {
            item.rank = text::slice(item.segment.reading, titles);
            item.segment.reading = text::slice(item.segment.reading, item.segment.reading.text.find('('), item.segment.reading.text.size());
          }
        behind_signing_word(item, schemas.vocabulary);
        const auto name = values::person_name(item.segment.reading.text, schemas.vocabulary);
        item.is_name = name && !schema::first_match(not_names, *name);
        item.bracketed = name && values::in_brackets(item.segment.reading.text, *name);
        items.push_back(std::move(item));
      }
  }
  // By page, then from the top; what stands side by side stays in its line's order.
  std::stable_sort(items.begin(), items.end(), [](const SignatureItem& a, const SignatureItem& b) {
    return std::pair(a.segment.page, a.segment.box.y) < std::pair(b.segment.page, b.segment.box.y);
  });
  join_broken_names(items, schemas.vocabulary);
  drop_names_printed_twice(items, schemas.vocabulary);
  find_bare_names(items, schemas);
  find_ranks(items, schemas.vocabulary);
  return items;
}

bool side_by_side(const SignatureItem& a, const SignatureItem& b) {
  if (a.segment.page != b.segment.page) return false;
  const int h = std::max({a.segment.box.h, b.segment.box.h, 1});
  return std::abs(a.segment.box.y - b.segment.box.y) < 8 * h && a.segment.box.x != b.segment.box.x &&
         (a.segment.box.right() <= b.segment.box.x || b.segment.box.right() <= a.segment.box.x);
}

bool belongs(const std::vector<SignatureItem>& items, const std::vector<std::size_t>& row, std::size_t name, const SignatureItem& item) {
  std::size_t best = name;
  int least = std::abs(centre(items[name].segment.box) - centre(item.segment.box));
  const Box& box = item.segment.box;
  const bool over = box.bottom() <= items[name].segment.box.y;
  for (const std::size_t other : row) {
    if (over && items[other].segment.box.bottom() <= box.y) continue;
    const int d = std::abs(centre(items[other].segment.box) - centre(item.segment.box));
    if (d < least) {
      least = d;
      best = other;
    }
  }
  return best == name;
}

std::vector<std::size_t> names_near(const std::vector<SignatureItem>& items, const std::vector<std::size_t>& row, std::size_t name, const Box& box) {
  constexpr int kFarthest = 4;  // heights of the box, from what belongs to a name, "(ลงชื่อ)" or an opinion, down to it
  std::vector<std::size_t> out;
  for (const std::size_t other : row)
    if (other == name || items[other].segment.box.y - box.bottom() <= kFarthest * box.h) out.push_back(other);
  return out;
}

bool on_one_axis(const Box& name, const Box& above, const Box& box, int h) {
  const auto near = [&](int a, int b) { return std::abs(a - b) <= 2 * h; };
  return near(centre(box), centre(name)) || near(centre(box), centre(above)) || near(box.x, above.x) || near(box.x, name.x);
}

bool stands_aside(const Box& name, const Box& last, const Box& box, int h) {
  constexpr int kApart = 2;  // heights of a line
  return box.right() + kApart * h < std::min(name.x, last.x) || box.x > std::max(name.right(), last.right()) + kApart * h;
}

}  // namespace banthuek::document
