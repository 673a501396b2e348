#include "extractors/document/signatures.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <map>

#include "extractors/document/signature_items.h"
#include "extractors/document/signing_place.h"
#include "extractors/text/confidence.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/values/person_name.h"
#include "extractors/values/spelling.h"

namespace banthuek::document {
namespace {

constexpr std::size_t kMaxPositionLines = 5;
constexpr int kFarthestPosition = 3;         // heights of a line from a name down to its position
constexpr std::size_t kFarthestComment = 5;  // segments between a comment and the name below it

// How sure a value is that was chosen by too little: below what counts as certain.
constexpr double kPerhapsSigns = 0.7;   // a name in brackets alone
constexpr double kPerhapsHolds = 0.8;   // the line below a name that no list knows as a position, or that stands aside
constexpr double kOfficeBelow = 0.9;    // over an office that may be of it
constexpr double kRoleAlone = 0.9;      // a position that is the role on the signing line
constexpr double kLostInk = 0.9;        // read where ink of a pen covered letters
constexpr std::size_t kMaxPerhaps = 2;  // so many names on a page that stand in brackets alone; more are a chart or a list

struct Rules {
  std::vector<const schema::TextRule*> sign, role, opinion, comment, end, asks;
};

std::string_view without_bullet(std::string_view text) {
  static const RE2 bullet(R"(^[\s.…·\-–—•]*(.*?)[\s.…·\-–—]*$)");
  re2::StringPiece inner;
  if (RE2::FullMatch({text.data(), text.size()}, bullet, &inner)) return {inner.data(), inner.size()};
  return text;
}

bool ends_with_dots(std::string_view text) { return text.size() > 1 && text.substr(text.size() - 2) == ".."; }

// What stands before the dots that lead to a comment: "ตำบล.....-ทราบ" -> "ตำบล"; all where there are none.
std::string_view before_leaders(std::string_view text) {
  const std::size_t dots = std::min(text.find(".."), text.find("…"));
  return text::trim(text.substr(0, dots));
}

class BlockReader {
 public:
  BlockReader(std::vector<SignatureItem> items, const schema::Schemas& schemas) : items_(std::move(items)), schemas_(schemas) {
    rules_ = {schemas.rules("signature.sign"),    schemas.rules("signature.role"), schemas.rules("signature.opinion"),
              schemas.rules("signature.comment"), schemas.rules("signature.end"),  schemas.rules("signature.asks")};
    for (std::size_t i = 0; i < items_.size(); ++i)
      if (items_[i].is_name) names_.push_back(i);
  }

  std::vector<Signature> read() {
    std::vector<Signature> out;
    const std::vector<Standing> standing = standings(items_, schemas_);
    std::map<int, std::vector<std::size_t>> perhaps;  // by page, of `out`
    for (std::size_t k = 0; k < names_.size(); ++k) {
      std::vector<std::size_t> row;
      for (const std::size_t other : names_)
        if (other == names_[k] || side_by_side(items_[other], items_[names_[k]])) row.push_back(other);
      Signature s;
      const text::Excerpt& text = items_[names_[k]].segment.reading;
      const auto name = values::person_name(text.text, schemas_.vocabulary);
      text::Excerpt whole = items_[names_[k]].rank;
      text::append(whole, whole.empty() ? "" : " ", text::slice(text, name.value_or(text::trim(text.text))));
      s.name = text::make_field(whole, "signatures/name@1");
      position(names_[k], row, s);
      above(names_[k], row, s);
      if (standing[names_[k]] == Standing::kMentioned) continue;
      if (standing[names_[k]] != Standing::kSigns && !s.opinion_of && !s.comment) {
        if (standing[names_[k]] == Standing::kPerhaps) perhaps[items_[names_[k]].segment.page].push_back(out.size());
        for (MaybeField* field : {&s.name, &s.position}) doubt(*field, kPerhapsSigns);
      }
      if (lost_ink(items_[names_[k]])) doubt(s.name, kLostInk);
      out.push_back(std::move(s));
    }
    for (auto page = perhaps.rbegin(); page != perhaps.rend(); ++page)
      if (page->second.size() > kMaxPerhaps)
        for (std::size_t n = page->second.size(); n-- > 0;) out.erase(out.begin() + static_cast<std::ptrdiff_t>(page->second[n]));
    return out;
  }

 private:
  static void doubt(MaybeField& field, double most) {
    if (field) field->confidence = std::min(field->confidence, most);
  }

  bool stops(std::string_view text) const {
    return schema::first_match(rules_.end, text) || schema::first_match(rules_.opinion, text) || schema::first_match(rules_.sign, text);
  }

  // Whether `item` is the rest of a position wider than its place: short Thai words right below it, on its middle, and it is wider than
  // the name.
  static bool wraps(const SignatureItem& name, const SignatureItem& last, const SignatureItem& item) {
    const Box &n = name.segment.box, &a = last.segment.box, &b = item.segment.box;
    const std::u32string text = text::to_u32(item.segment.reading.text);
    const bool centred = std::abs(2 * a.x + a.w - 2 * b.x - b.w) <= a.h && std::abs(2 * a.x + a.w - 2 * n.x - n.w) <= 2 * a.h;
    // Boxes of a scan are as high as the ink, those of a text layer as the line.
    const bool scan = item.part && item.part->sheet && item.part->sheet->source == PageSource::kScan;
    if (a.w <= n.w || b.y - a.bottom() >= (scan ? a.h : a.h / 2) || !centred) return false;
    // The rest of a deputy's position leads over to whose place they take.
    if (values::ends_acting(item.segment.reading.text) && b.w < a.w) return true;
    return text.size() <= 25 && 2 * b.w < a.w && std::all_of(text.begin(), text.end(), [](char32_t c) { return text::is_thai_sign(c); });
  }

  void position(std::size_t name, const std::vector<std::size_t>& row, Signature& out) {
    text::Excerpt value;
    std::size_t lines = 0;
    bool listed = true;  // every line begins as a known position does, or goes on with one
    bool with_office = false, of_several = false;
    const SignatureItem* last = &items_[name];
    const Box& of_name = items_[name].segment.box;
    for (std::size_t i = name + 1; i < items_.size() && lines < kMaxPositionLines; ++i) {
      const SignatureItem& item = items_[i];
      const Box& box = item.segment.box;
      if (item.segment.page != items_[name].segment.page) break;
      if (item.is_name) {
        if (std::find(row.begin(), row.end(), i) != row.end()) continue;
        break;
      }
      if (box.y + box.h / 2 < of_name.y) continue;
      if (row.size() > 1 && !belongs(items_, names_near(items_, row, name, box), name, item)) continue;
      const std::string_view text = text::trim_leaders(item.segment.reading.text);
      if (text.empty() || is_speck(text)) continue;
      const int h = std::max({box.h, last->segment.box.h, 1});
      // The sender's unit and telephone at the left of a letter's foot.
      const bool beside = lines == 0 && item.part == items_[name].part && box.y < of_name.bottom();
      if (!beside && stands_aside(of_name, last->segment.box, box, h) && box.y - last->segment.box.bottom() <= kFarthestPosition * h &&
          (lines > 0 || has_line_below(items_[name], i)))
        continue;
      const bool same_line = lines > 0 && item.segment.part == last->segment.part;
      if (box.y - last->segment.box.bottom() > (lines == 0 ? kFarthestPosition : kFarthestLine) * h) break;
      if (stops(text) || schema::first_match(rules_.comment, text)) break;
      const schema::TextRule* rule = nullptr;
      // A role that stands beside the name, or below the position: "ผู้รับรองข้อมูล".
      const bool below = lines > 0 && text.starts_with("ผู้") && !values::begins_position(text, schemas_.vocabulary);
      if (const auto m = beside || below ? schema::first_match(rules_.role, text, &rule) : std::nullopt; m && m->value.size() == text.size()) {
        out.opinion_of = text::make_field(text::slice(item.segment.reading, text), rule->id);
        consumed_.push_back(i);
        continue;
      }
      if (below) break;  // a role of another wording
      const bool begins = values::begins_position(text, schemas_.vocabulary);
      const bool goes_on =
          lines > 0 && (same_line || wraps(items_[name], *last, item) || values::goes_on_with_position(value.text, text, schemas_.vocabulary));
      // An office right below: of the position (the school of an association of its pupils), or its holder's, or the sender's. Only of a body that is
      // always somebody's it is taken.
      static const RE2 somebodys(R"((?:สมาคม|ชมรม|เครือข่าย|มูลนิธิ)[ก-๙]*$)");
      const bool office = lines > 0 && !begins && !goes_on && values::is_office(text, schemas_.vocabulary);
      with_office = with_office || office;
      const bool taken = begins || goes_on || (office && RE2::PartialMatch(value.text, somebodys));
      if (lines == 0 ? !could_be_position(text) : !taken) break;
      if (lines > 0 && !same_line && !on_one_axis(of_name, last->segment.box, box, h)) break;
      const bool wrapped = lines > 0 && !begins && !office && !values::ends_acting(value.text) && !same_line;
      text::append(value, value.empty() || wrapped ? "" : " ", text::slice(item.segment.reading, text));
      listed = listed && (begins || goes_on);
      // A line under two names holds the positions of both.
      of_several = of_several || std::count_if(row.begin(), row.end(), [&](std::size_t other) {
                                   const int middle = centre(items_[other].segment.box);
                                   return middle > box.x && middle < box.right();
                                 }) > 1;
      ++lines;
      last = &item;
      consumed_.push_back(i);
    }
    if (value.empty()) return;
    // "ตำแหน่ง" before the position is a label.
    static const RE2 label(R"(^\(?ตำแหน่ง[\s.…:]*)");
    re2::StringPiece rest(value.text);
    if (RE2::Consume(&rest, label)) {
      value = text::slice(value, static_cast<std::size_t>(rest.data() - value.text.data()), value.text.size());
      listed = true;
    }
    if (value.empty()) return;
    out.position = values::make_text_field(value, "signatures/position@1", schemas_.vocabulary);
    if (!listed || of_several) doubt(out.position, kPerhapsHolds);
    if (with_office) doubt(out.position, kOfficeBelow);
  }

  bool has_line_below(const SignatureItem& name, std::size_t aside) const {
    const Box& of = items_[aside].segment.box;  // on its level
    return std::any_of(items_.begin(), items_.end(), [&](const SignatureItem& item) {
      const Box& box = item.segment.box;
      return item.segment.page == name.segment.page && !item.is_name && 2 * std::abs(box.y - of.y) <= of.h &&
             box.y >= name.segment.box.y + of.h / 2 && std::abs(centre(box) - centre(name.segment.box)) <= 2 * of.h &&
             !stops(item.segment.reading.text);
    });
  }

  // A character or two that are no word: dirt, the foot of a stroke, the side of a frame.
  static bool is_speck(std::string_view text) {
    const std::u32string letters = text::to_u32(text);
    return letters.size() <= 2 && std::none_of(letters.begin(), letters.end(), text::is_thai_sign);
  }

  // What stands below a name may be its position: a line of words that is no item of a list.
  static bool could_be_position(std::string_view text) {
    const std::u32string letters = text::to_u32(text);
    static const RE2 sentence(R"(ได้|แล้ว|จึง|ทั้งนี้|เมื่อ(?:วันที่|เวลา)|มีมติ|^\p{Nd}{1,2}\s*[ก-๙.]+\s*\p{Nd}{2,4}$)");
    if (RE2::PartialMatch({text.data(), text.size()}, sentence)) return false;
    return letters.size() < 90 && !text::begins_item(text) && std::count_if(letters.begin(), letters.end(), text::is_thai_sign) >= 3;
  }

  void above(std::size_t name, const std::vector<std::size_t>& row, Signature& out) {
    std::vector<std::size_t> between;
    text::Excerpt role;
    const schema::TextRule* role_rule = nullptr;
    // "(ลงชื่อ)........ผู้รายงาน" on the name's own line or below it is rare; above is usual.
    for (std::size_t i = name; i-- > 0;) {
      const SignatureItem& item = items_[i];
      if (item.is_name) {
        if (std::find(row.begin(), row.end(), i) != row.end()) continue;
        break;
      }
      if (item.segment.page + 1 < items_[name].segment.page) break;
      if (row.size() > 1 && !belongs(items_, row, name, item)) continue;
      if (std::find(consumed_.begin(), consumed_.end(), i) != consumed_.end()) {
        if (row.size() > 1) continue;  // the position of one beside it
        break;
      }
      const std::string& text = item.segment.reading.text;
      const schema::TextRule* rule = nullptr;
      if (const auto m = schema::first_match(rules_.opinion, text, &rule)) {
        text::Excerpt whose = text::slice(item.segment.reading, text::trim_leaders(m->value));
        text::Excerpt behind = text::slice(item.segment.reading, text::offset_of(item.segment.reading, m->value) + m->value.size(), text.size());
        if (!between.empty() && text::trim_leaders(behind.text).empty()) {
          const text::Excerpt& next = items_[between.back()].segment.reading;
          const std::string_view head = before_leaders(next.text);
          if (parts_a_kind(whose.text, head)) {
            text::append(whose, "", text::slice(next, head));
            behind = text::slice(next, head.size(), next.text.size());
            between.pop_back();
          }
        }
        out.opinion_of = values::make_text_field(whose, rule->id, schemas_.vocabulary);
        comment(whole_comment(behind, between), Place::kBehindOpinion, out);
        break;
      }
      const bool sign = schema::first_match(rules_.sign, text).has_value();
      if (role.empty())
        if (const auto m = schema::first_match(rules_.role, text, &rule); m && (sign || text::trim_leaders(text).size() == m->value.size())) {
          role = text::slice(item.segment.reading, m->value);
          role_rule = rule;
          continue;
        }
      if (sign) {
        whole_role(item.segment.reading, role);
        continue;
      }
      if (schema::first_match(rules_.end, text) && !ends_with_dots(text)) break;
      between.push_back(i);
    }
    // Of a committee the role on the signing line is the position, where none stands below the name.
    static const RE2 member(R"(กรรมการ|เลขานุการ)");
    if (!out.position && role_rule && RE2::PartialMatch(role.text, member)) {
      out.position = text::make_field(role, role_rule->id);
      doubt(out.position, kRoleAlone);
    }
    if (!out.opinion_of && role_rule && !role.empty()) out.opinion_of = text::make_field(role, role_rule->id);
    if (out.comment) return;
    if (out.opinion_of && role.empty()) {  // all words between the opinion's line and the name
      text::Excerpt words;
      for (std::size_t n = between.size(); n-- > 0;) {
        const text::Excerpt& line = items_[between[n]].segment.reading;
        if (!text::trim_leaders(line.text).empty()) text::append(words, text::joiner_between(words.text, line.text), line);
      }
      comment(words, Place::kUnderOpinion, out);
      return;
    }
    for (std::size_t n = 0; n < between.size() && !out.comment; ++n) {
      const SignatureItem& item = items_[between[n]];
      if (name - between[n] > kFarthestComment || item.segment.page != items_[name].segment.page) break;
      const SignatureItem* above = between[n] > 0 ? &items_[between[n] - 1] : nullptr;
      if (above && above->segment.page == item.segment.page && schema::first_match(rules_.asks, above->segment.reading.text)) continue;
      comment(item.segment.reading, Place::kAboveName, out);
    }
  }

  // A role that the end of the signing line parts: "ลงชื่อ.......ประธาน", "กรรมการ".
  void whole_role(const text::Excerpt& sign, text::Excerpt& role) const {
    static const RE2 last(R"([.…_\s]([ก-ฮะ-ฺเ-๎]+)\s*$)");
    re2::StringPiece begin;
    if (role.empty() || !RE2::PartialMatch(sign.text, last, &begin)) return;
    text::Excerpt whole = text::slice(sign, std::string_view(begin.data(), begin.size()));
    text::append(whole, "", role);
    if (const auto m = schema::first_match(rules_.role, whole.text); m && m->value.size() == whole.text.size()) role = std::move(whole);
  }

  // Whether the line's end parts the word of a kind of office: "ปลัดองค์การบริหารส่วน", "ตำบล".
  bool parts_a_kind(std::string_view line, std::string_view next) const {
    const std::string whole = std::string(line) + std::string(next);
    return std::any_of(
        schemas_.vocabulary.organisation_kinds.begin(), schemas_.vocabulary.organisation_kinds.end(), [&](const schema::OrganisationKind& k) {
          const auto at = whole.find(k.word);
          return at != std::string::npos && at < line.size() && at + k.word.size() > line.size() && whole.size() <= at + k.word.size() + 3;
        });
  }

  // A comment that dots lead to goes on over the lines below until dots end it: ".....-แจ้งทุกส่วนราชการ", "ทราบ.....". What is taken
  // leaves `between`, whose last is the line right below.
  text::Excerpt whole_comment(text::Excerpt words, std::vector<std::size_t>& between) const {
    const auto leads = [](std::string_view text) { return text.size() > 1 && text.substr(0, 2) == ".."; };
    if (!leads(words.text) || text::trim_leaders(words.text).empty()) return words;
    while (!ends_with_dots(words.text) && !between.empty()) {
      const text::Excerpt& next = items_[between.back()].segment.reading;
      text::append(words, text::joiner_between(words.text, next.text), next);
      between.pop_back();
    }
    return text::slice(words, text::trim_leaders(words.text));
  }

  // A choice that was offered and not taken: "☐ ไม่อนุมัติ", "( ) อนุมัติ".
  static bool unticked(std::string_view text) {
    static const RE2 empty(R"(^[\s.…]*(?:[☐□○◯]|\(\s*\)))");
    return RE2::PartialMatch({text.data(), text.size()}, empty);
  }

  enum class Place { kBehindOpinion, kUnderOpinion, kAboveName };

  void comment(const text::Excerpt& reading, Place place, Signature& out) {
    if (reading.empty() || out.comment || unticked(reading.text)) return;
    const schema::TextRule* rule = nullptr;
    if (const auto m = schema::first_match(rules_.comment, reading.text, &rule)) {
      out.comment = values::make_text_field(text::slice(reading, m->value), rule->id, schemas_.vocabulary);
      return;
    }
    if (place == Place::kAboveName) return;
    // Free words of an opinion: Thai text, surely read.
    const std::string_view text = without_bullet(reading.text);
    const std::u32string letters = text::fold(text).text;
    const auto thai = std::count_if(letters.begin(), letters.end(), text::is_thai_sign);
    const text::Excerpt words = text::slice(reading, text);
    if (thai < 8 || 10 * thai < 8 * static_cast<long>(letters.size()) || text::legibility(words) < 0.75) return;
    if (values::begins_position(text, schemas_.vocabulary)) return;
    out.comment = values::make_text_field(words, "signatures/comment@1", schemas_.vocabulary);
  }

  std::vector<SignatureItem> items_;
  const schema::Schemas& schemas_;
  Rules rules_;
  std::vector<std::size_t> names_, consumed_;
};

}  // namespace

std::vector<Signature> extract_signatures(const ReadingOrder& flow, std::size_t from, const schema::Schemas& schemas) {
  return BlockReader(signature_items(flow, from, schemas), schemas).read();
}

}  // namespace banthuek::document
