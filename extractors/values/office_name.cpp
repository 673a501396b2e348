#include "extractors/values/office_name.h"

#include <re2/re2.h>

#include <algorithm>

#include "extractors/text/fold.h"

namespace banthuek::values {
namespace {

constexpr std::size_t kSubject = 6;         // letters of เรื่อง
constexpr std::size_t kSyllables = 6;       // and of what may follow it, or a known place, inside a name
constexpr std::size_t kLongestField = 180;  // bytes of the field of an office

// Words that go on with the sentence where a name has ended.
const char* const kGoesOn =
    R"((จึง|ได้|ผ่าน(?:เกณฑ์|การ)|ขอ|และ|มีความ|โดย|ซึ่ง|เพื่อ|ประจำ|อำเภอ|จังหวัด|ตามที่|ทั้ง|ดำเนิน|ให้|ต่อไป|ปฏิบัติ|ทราบ|เรื่อง|เป็น|วันที่|ลำดับ|รายการ|ความร่วม|เลข(?:ที่)?รับ|ตำบล.*อำเภอ|ที่(?:ผ่าน|มี|เป็น|อยู่|ต้อง|จะ|ไม่|เข้า|รับ|ดำเนิน|ให้|ได้|ร่วม|ส่ง|ขอ|จัด|สนับสนุน|กำหนด)|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม))";

using Words = std::vector<std::string>;

re2::StringPiece piece(std::string_view text) { return {text.data(), text.size()}; }

bool goes_on_here(std::string_view text) {
  static const RE2 goes_on("^(?:" + std::string(kGoesOn) + "|ตาม|ที่|ของ|กับ|ณ|ว่า|ลง|เมื่อ|สำหรับ)");
  return RE2::PartialMatch(piece(text), goes_on);
}

// The Thai letters that `text` begins with, dots and hyphens between them too.
std::string_view stretch_of(std::string_view text) {
  static const RE2 letters(R"(^([ก-ฮะ-ฺเ-๎]+(?:[.\-][ก-ฮะ-ฺเ-๎]+)*))");
  re2::StringPiece stretch;
  return RE2::PartialMatch(piece(text), letters, &stretch) ? std::string_view(stretch.data(), stretch.size()) : text.substr(0, 0);
}

// The longest of the words that `text` begins with.
std::string_view longest_begin(std::string_view text, const Words& words) {
  std::string_view best;
  for (const std::string& word : words)
    if (word.size() > best.size() && text.starts_with(word)) best = word;
  return text.substr(0, best.size());
}

class Finder {
 public:
  Finder(std::string_view text, const schema::Vocabulary& vocabulary) : text_(text), vocabulary_(vocabulary), words_(vocabulary.office_words) {}

  std::vector<OfficeMention> find() {
    for (const schema::OrganisationKind& kind : vocabulary_.organisation_kinds) look_for(kind, kind.word, true);
    for (const schema::OrganisationKind& kind : vocabulary_.organisation_kinds)
      for (const std::string& shorter : kind.shorts) look_for(kind, shorter, false);
    for (const std::string& word : words_.named) look_for_named(word);
    for (const std::string& word : words_.heads) look_for_built(word);
    for (const std::string& word : words_.issuing) look_for_issuing(word);
    return std::move(out_);
  }

 private:
  bool taken(std::size_t at) const {
    return std::any_of(out_.begin(), out_.end(), [&](const OfficeMention& m) { return at >= m.begin && at < m.end; });
  }

  const Words& provinces() const { return vocabulary_.province_names; }
  const Words& places() const { return vocabulary_.place_names; }  // districts too

  struct NameEnd {
    std::size_t at = 0;  // byte of the text; where the name would begin if there is none
    bool supposed = false;
  };

  // The place at `from`: a known one, or what stands there up to a space or a word that goes on with the sentence.
  NameEnd end_of_place(std::size_t from, const Words& places) const {
    const std::string_view stretch = stretch_of(text_.substr(from));
    if (stretch.empty()) return {from};
    const std::string_view known = longest_begin(stretch, places);
    const std::string_view rest = stretch.substr(known.size());
    if (!known.empty() && (rest.empty() || goes_on_here(rest) || text::to_u32(rest).size() > kSyllables)) return {from + known.size()};
    static const RE2 goes_on(kGoesOn);
    re2::StringPiece cut;
    std::size_t size = stretch.size();
    if (RE2::PartialMatch(piece(rest), goes_on, &cut)) size = static_cast<std::size_t>(cut.data() - stretch.data());
    if (size == 0) return {from};
    // A place of the list with a letter misread is known too.
    return {from + size, !known.empty() || !known_place(stretch.substr(0, size), places)};
  }

  // The own name begins at `from`: Thai letters up to a space or a word that goes on with the sentence; cut to a listed name where the
  // stretch begins with one and is none itself.
  std::size_t end_of_name(std::size_t from, const schema::OrganisationKind& kind, bool& listed) {
    const bool local = !kind.type.empty();
    static const RE2 no_name(
        R"(^(?:พ\.?\s?ศ|รอง|ขึ้น|ผ่าน(?:เกณฑ์|การ)|แต่ละ|ทั้ง|ใหม่|นั้น|นี้|ของ|ตาม|ที่|หรือ|ต่าง|ทุก|ดัง|ใด|อื่น|กับ|ใน|แห่ง|อาจ|ต้อง|จะ|ไม่|มี|ได้|ให้|ควร|สามารถ|และ|เป็น))");
    static const RE2 goes_on(kGoesOn), goes_on_at("^" + std::string(kGoesOn));
    const std::string_view name = stretch_of(text_.substr(from));
    if (name.empty()) return from;
    const bool none = RE2::PartialMatch(piece(name), no_name);
    if (!local && none) return from;  // วิทยาลัยนั้น, วิทยาลัยอาจแบ่งส่วนราชการ
    const auto& names = vocabulary_.office_names;
    listed = local && names.count(kind.word + std::string(name)) > 0;
    if (listed) return from + name.size();
    if (local) {
      // The longest listed name that the stretch begins with, when what follows is no part of a name.
      for (std::size_t n = name.size(); n > 3; --n) {
        if (n < name.size() && (static_cast<unsigned char>(name[n]) & 0xC0) == 0x80) continue;
        if (names.count(kind.word + std::string(name.substr(0, n))) == 0) continue;
        if (RE2::PartialMatch(piece(name.substr(n)), goes_on_at)) {
          listed = true;
          return from + n;
        }
      }
    }
    if (none) return from;  // no name of the list either
    re2::StringPiece cut;
    // Names of ministries and departments hold such words themselves: ...และสิ่งแวดล้อม.
    static const RE2 about("(ว่าด้วย|เรื่อง|พ\\.ศ|มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)");
    if (kind.central && RE2::PartialMatch(piece(name), about, &cut)) return from + static_cast<std::size_t>(cut.data() - name.data());
    if (kind.central) return from + name.size();
    // A known place that the name begins with may hold such a word: เชียงของ.
    const std::size_t known = local ? 0 : longest_begin(name, places()).size();
    if (!RE2::PartialMatch(piece(name.substr(known)), goes_on, &cut)) return from + name.size();
    const auto at = static_cast<std::size_t>(cut.data() - name.data());
    // เรื่อง begins a heading of its own or is misread for เรือง in the name: then the name goes on with a syllable or two.
    if (const std::size_t rest = text::to_u32(name.substr(at)).size(); cut == "เรื่อง" && rest > kSubject && rest < kSubject + kSyllables)
      return from + name.size();
    if (at >= 6) return from + at;
    // สำนักงาน...จังหวัดพิจิตร: of a body that is no local government the place is part of the name.
    static const RE2 place(R"(^((?:จังหวัด|อำเภอ|เขต)[ก-ฮะ-ฺเ-๎]+))");
    re2::StringPiece whole;
    if (at == 0 && !local && RE2::PartialMatch(piece(name), place, &whole)) return from + whole.size();
    return at == 0 ? from : from + name.size();
  }

  // กทม. ๑๐๓๐๐ and what stands behind a street is an address; ก.เมืองพัทยา is a committee.
  bool inside_another(std::size_t at, const std::string& word, bool central) const {
    static const RE2 code(R"(^\s*\p{Nd})"), street(R"(ถนน|แขวง|เขต|ตำบล|หมู่)");
    const std::string_view before = text_.substr(0, at), behind = text_.substr(at + word.size());
    // Ministries and departments are named everywhere: one writes only where its name begins the line, or stands behind what it issues.
    static const RE2 issued(R"(^\s*(?:ประกาศ|ระเบียบ|คำสั่ง|ข้อบังคับ|หนังสือ|รอง|อธิบดี)*\s*$)");
    if (central) return !RE2::FullMatch(piece(before), issued);
    if (word != "กทม." && word != "กรุงเทพมหานคร" && word != "เมืองพัทยา") return false;
    return before.ends_with("ก.") || RE2::PartialMatch(piece(behind), code) || RE2::PartialMatch(piece(before), street);
  }

  void look_for(const schema::OrganisationKind& kind, const std::string& word, bool full) {
    bool known = false;  // the place of a spaced name
    const bool of_district = kind.word.ends_with("อำเภอ"), of_province = kind.type.empty() && kind.word.ends_with("จังหวัด");
    for (std::size_t at = text_.find(word); at != std::string_view::npos; at = text_.find(word, at + word.size())) {
      if (taken(at) || inside_another(at, word, kind.central)) continue;
      std::size_t from = at + word.size();
      bool listed = false, supposed = false;
      const auto end_at = [&](std::size_t begin) {
        if (!of_district && !of_province) return end_of_name(begin, kind, listed);
        const NameEnd end = end_of_place(begin, of_province ? provinces() : places());
        supposed = of_province && end.supposed;
        known = end.at > begin && !end.supposed;
        return end.at;
      };
      const std::size_t spaced = from < text_.size() && text_[from] == ' ' ? from + 1 : from;
      std::size_t end = end_at(from);
      if (end == from && spaced != from) {  // a space before the own name: only where the list knows it, or after อบต.
        end = end_at(spaced);
        if (!listed && full && !known) continue;
        from = spaced;
      }
      const std::string own(text_.substr(from, end - from));
      const bool alone = kind.word == "กรุงเทพมหานคร" || kind.word == "เมืองพัทยา";
      if (text::to_u32(own).size() < 2 && !alone) continue;
      if (kind.type.empty() && (own.ends_with("ตำบล") || own.ends_with("อำเภอ"))) continue;
      // สำนักงาน...จังหวัดX: X is a province, as far as it was read.
      static const std::string kProvince = "จังหวัด";
      if (const std::size_t in = own.find(kProvince); kind.type.empty() && in != std::string::npos && in + kProvince.size() < own.size())
        supposed = supposed || !known_place(std::string_view(own).substr(in + kProvince.size()), provinces());
      const std::size_t whole = kind.type.empty() && !kind.central ? end_of_tail(end) : end;
      // The place that tells it from others of its name is none that a list knows, or is not there.
      supposed = supposed || (kind.type.empty() && is_cut(end, whole));
      out_.push_back(
          {kind.word + own + std::string(text_.substr(end, whole - end)), kind.type, at, whole, listed || alone, full, kind.central, supposed});
    }
  }

  bool ends_with_any(std::size_t end, const std::vector<std::string>& words) const {
    return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return text_.substr(0, end).ends_with(word); });
  }

  // Whether a name that ends so lacks what tells it from others: its place, or the words behind a number (เฉลิมพระเกียรติ ๖๐ พรรษา ...).
  bool is_cut(std::size_t end, std::size_t whole) const {
    static const RE2 age(R"(^\s?(?:\p{Nd}{1,3}\s?)?(?:พรรษา|ปี))");
    return ends_with_any(end, words_.never_alone) && (whole == end || RE2::PartialMatch(piece(text_.substr(whole)), age));
  }

  // What belongs to a name behind a space: a branch, the number of a district, the place of one of several that bear the name.
  std::size_t end_of_tail(std::size_t end) {
    const std::string_view rest = text_.substr(end);
    static const RE2 district(R"(^\s?เขต\s?\p{Nd}{1,2})"), branch(R"(^\s?(?:สาขา(?:อำเภอ)?|วิทยาเขต))"), number(R"(^\s(?:\p{Nd}{1,2}\s)?)");
    re2::StringPiece in = piece(rest);
    if (RE2::Consume(&in, district)) return text_.size() - in.size();
    if (RE2::Consume(&in, branch)) {
      const NameEnd place = end_of_place(text_.size() - in.size(), places());
      return place.at > text_.size() - in.size() ? place.at : end;
    }
    // โรงเรียนเทศบาล ๑ (...): the number alone tells it from others.
    static const RE2 numbered_school(R"(^\s?\p{Nd}{1,2}\s?\([ก-ฮะ-ฺเ-๎\s.]{2,60}\))");
    if (text_.substr(0, end).ends_with("โรงเรียนเทศบาล") && RE2::Consume(&in, numbered_school)) return text_.size() - in.size();
    if (!ends_with_any(end, words_.shared) || !RE2::Consume(&in, number)) return end;
    static const std::string kCity = "นคร";
    std::size_t from = text_.size() - in.size();
    const std::string_view stretch = stretch_of(text_.substr(from));
    for (const std::size_t skip : {std::size_t{0}, stretch.starts_with(kCity) ? kCity.size() : 0})
      if (const std::string_view known = longest_begin(stretch.substr(skip), places());
          !known.empty() && (known.size() + skip == stretch.size() || goes_on_here(stretch.substr(skip + known.size()))))
        return from + skip + known.size();
    static const RE2 alone(R"(^(\s\p{Nd}{1,2})(?:\s|$))");
    re2::StringPiece digits;
    return RE2::PartialMatch(piece(rest), alone, &digits) ? end + digits.size() : end;
  }

  bool any_begins_in(std::size_t begin, std::size_t end) const {
    return std::any_of(out_.begin(), out_.end(), [&](const OfficeMention& m) { return m.begin > begin && m.begin < end; });
  }

  void add(std::size_t at, std::size_t end, bool supposed) {
    if (taken(at) || any_begins_in(at, end)) return;
    // A kind of the list whose own name was not found: สำนักงานเขตพื้นที่การศึกษา.
    const auto& kinds = vocabulary_.organisation_kinds;
    const std::string_view name = text_.substr(at, end - at);
    if (std::any_of(kinds.begin(), kinds.end(), [&](const schema::OrganisationKind& kind) { return name.starts_with(kind.word); })) return;
    out_.push_back({std::string(name), "", at, end, false, true, false, supposed});
  }

  // เรือนจำกลาง + a place.
  void look_for_named(const std::string& word) {
    for (std::size_t at = text_.find(word); at != std::string_view::npos; at = text_.find(word, at + word.size())) {
      const std::size_t from = at + word.size();
      const NameEnd place = end_of_place(from, places());
      if (place.at > from + 3) add(at, end_of_tail(place.at), place.supposed);
      if (place.at == from && end_of_tail(from) > from) add(at, end_of_tail(from), false);  // การประปาส่วนภูมิภาค สาขา...
    }
  }

  // สำนักงาน + ที่ดิน + จังหวัด + a place, ศูนย์ + อนามัย + ที่ + a number.
  void look_for_built(const std::string& head) {
    for (std::size_t at = text_.find(head); at != std::string_view::npos; at = text_.find(head, at + head.size())) {
      if (taken(at)) continue;
      const std::string_view stretch = stretch_of(text_.substr(at)).substr(0, kLongestField);
      if (stretch.size() < head.size()) continue;
      std::optional<NameEnd> end = end_of_marked(at, head.size(), stretch);
      if (!end) end = end_of_numbered(at, head.size(), stretch);
      if (end) add(at, end_of_tail(end->at), end->supposed);
    }
  }

  bool is_field(std::string_view with_head, std::size_t head) const {
    if (with_head.size() < head + 6) return false;
    return std::none_of(words_.never.begin(), words_.never.end(),
                        [&](const std::string& word) { return with_head.find(word) != std::string_view::npos; });
  }

  std::optional<NameEnd> end_of_marked(std::size_t at, std::size_t head, std::string_view stretch) {
    std::size_t first = std::string_view::npos;
    const std::string* mark = nullptr;
    for (const std::string& word : words_.marks)
      if (const std::size_t found = stretch.find(word, head); found < first || (found == first && mark && word.size() > mark->size())) {
        first = found;
        mark = &word;
      }
    if (!mark || first == std::string_view::npos || !is_field(stretch.substr(0, first), head)) return std::nullopt;
    const std::size_t from = at + first + mark->size();
    NameEnd end = end_of_place(from, mark->ends_with("จังหวัด") ? provinces() : places());
    if (end.at <= from + 3) return std::nullopt;
    return end;
  }

  std::optional<NameEnd> end_of_numbered(std::size_t at, std::size_t head, std::string_view stretch) {
    const bool numbered = std::any_of(words_.numbered.begin(), words_.numbered.end(), [&](const std::string& w) { return stretch.ends_with(w); });
    const bool other =
        std::any_of(words_.not_numbered.begin(), words_.not_numbered.end(), [&](const std::string& w) { return stretch.ends_with(w); });
    if (other || !is_field(stretch, head)) return std::nullopt;
    static const RE2 number(R"(^(\s?\p{Nd}{1,2})(?:[^\p{Nd}/.,]|$))"), place(R"(^\s(?:จังหวัด)?)");
    const std::string_view rest = text_.substr(at + stretch.size());
    re2::StringPiece digits;
    if (!RE2::PartialMatch(piece(rest), number, &digits)) return std::nullopt;
    const std::size_t end = at + stretch.size() + digits.size();
    re2::StringPiece in = piece(text_.substr(end));
    const std::optional<NameEnd> number_alone = numbered ? std::optional(NameEnd{end}) : std::nullopt;
    if (!RE2::Consume(&in, place)) return number_alone;
    const std::size_t from = text_.size() - in.size();
    const std::string_view known = longest_begin(stretch_of(text_.substr(from)), provinces());
    const std::string_view behind = stretch_of(text_.substr(from)).substr(known.size());
    if (known.empty() || (!behind.empty() && !goes_on_here(behind))) return number_alone;  // else สถาบัน... ๑๒ สงขลา
    return NameEnd{from + known.size()};
  }

  // ประกาศ + อำเภอ + a place, where the text begins.
  void look_for_issuing(const std::string& word) {
    static const RE2 issues(R"(^\s*(?:ประกาศ|คำสั่ง|ระเบียบ|ข้อบังคับ)\s?$)");
    const std::size_t at = text_.find(word);
    if (at == std::string_view::npos || !RE2::PartialMatch(piece(text_.substr(0, at)), issues)) return;
    const NameEnd place = end_of_place(at + word.size(), word == "จังหวัด" ? provinces() : places());
    if (place.at > at + word.size() + 3) add(at, place.at, place.supposed);
  }

  std::string_view text_;
  const schema::Vocabulary& vocabulary_;
  const schema::OfficeWords& words_;
  std::vector<OfficeMention> out_;
};

}  // namespace

std::optional<std::string> known_place(std::string_view stretch, const std::vector<std::string>& places) {
  if (const std::string_view begin = longest_begin(stretch, places); !begin.empty()) return std::string(begin);
  std::optional<std::string> best;
  const std::u32string read = text::to_u32(stretch);
  int fewest = 1000, count = 0;
  for (const std::string& place : places) {
    const std::u32string word = text::to_u32(place);
    if (word.size() < 4) continue;
    const int d = text::edit_distance(read, word, 2);
    if (d > std::min<int>(2, text::allowed_errors(word.size()))) continue;
    if (d < fewest) {
      fewest = d;
      best = place;
      count = 1;
    } else if (d == fewest && best != place) {
      ++count;
    }
  }
  return count == 1 ? best : std::nullopt;
}

bool ends_with_place(std::string_view name, const schema::Vocabulary& vocabulary) {
  static const RE2 number(R"(\p{Nd}$)");
  if (RE2::PartialMatch(piece(name), number)) return true;
  return std::any_of(vocabulary.place_names.begin(), vocabulary.place_names.end(), [&](const std::string& place) { return name.ends_with(place); });
}

std::vector<OfficeMention> office_mentions(std::string_view text, const schema::Vocabulary& vocabulary) { return Finder(text, vocabulary).find(); }

}  // namespace banthuek::values
