#include "extractors/document/organisation.h"

#include <fmt/core.h>
#include <re2/re2.h>

#include <algorithm>
#include <map>
#include <set>

#include "extractors/text/field.h"
#include "extractors/text/fold.h"

namespace banthuek::document {
namespace {

constexpr double kMentioned = 0.45;    // confidence of a body that is only mentioned
constexpr double kOneOfSeveral = 0.9;  // and of one among others that the header names
constexpr std::size_t kSubject = 6;    // letters of เรื่อง
constexpr std::size_t kSyllables = 6;  // and of what may follow it inside a name
constexpr double kSameName = 0.88;     // similarity of a name and its misreading

struct Candidate {
  std::string name;  // kind and own name, full form
  std::string type;
  text::Excerpt reading;  // as read
  bool listed = false;
  bool central = false;
  double votes = 0;
  double strong = 0;  // of them, where the document names its own body
  std::size_t order = 0;
};

// One mention of a body in a text.
struct Mention {
  std::string name, type;
  std::size_t begin = 0, end = 0;  // bytes
  bool listed = false;
  bool full = true;  // written out, not อบต.
  bool central = false;
};

// The own name begins at `from`: Thai letters up to a space or a word that goes on with the sentence; cut to a listed name where the
// stretch begins with one and is none itself.
std::size_t end_of_name(std::string_view text, std::size_t from, const schema::OrganisationKind& kind, const schema::Vocabulary& vocabulary,
                        bool& listed) {
  const bool local = !kind.type.empty();
  static const RE2 letters(R"(^([ก-ฮะ-ฺเ-๎]+(?:[.\-][ก-ฮะ-ฺเ-๎]+)*))");
  static const char* const kWords =
      R"((จึง|ได้|ขอ|และ|มีความ|โดย|ซึ่ง|เพื่อ|ประจำ|อำเภอ|จังหวัด|ตามที่|ทั้ง|ดำเนิน|ให้|ต่อไป|ปฏิบัติ|ทราบ|เรื่อง|เป็น|วันที่|ลำดับ|รายการ|ความร่วม|เลข(?:ที่)?รับ|ตำบล.*อำเภอ|ที่(?:ผ่าน|มี|เป็น|อยู่|ต้อง|จะ|ไม่|เข้า|รับ|ดำเนิน)))";
  static const RE2 no_name(
      R"(^(?:พ\.?\s?ศ|รอง|ขึ้น|แต่ละ|ทั้ง|ใหม่|นั้น|นี้|ของ|ตาม|ที่|หรือ|ต่าง|ทุก|ดัง|ใด|อื่น|กับ|ใน|แห่ง|อาจ|ต้อง|จะ|ไม่|มี|ได้|ให้|ควร|สามารถ|และ|เป็น))");
  static const RE2 goes_on(kWords), goes_on_here("^" + std::string(kWords));
  re2::StringPiece stretch;
  const std::string_view rest = text.substr(from);
  if (!RE2::PartialMatch({rest.data(), rest.size()}, letters, &stretch)) return from;
  const bool none = RE2::PartialMatch(stretch, no_name);
  if (!local && none) return from;  // วิทยาลัยนั้น, วิทยาลัยอาจแบ่งส่วนราชการ
  const std::string_view name(stretch.data(), stretch.size());
  const auto& names = vocabulary.office_names;
  listed = local && names.count(kind.word + std::string(name)) > 0;
  if (listed) return from + name.size();
  if (local) {
    // The longest listed name that the stretch begins with, when what follows is no part of a name.
    for (std::size_t n = name.size(); n > 3; --n) {
      if (n < name.size() && (static_cast<unsigned char>(name[n]) & 0xC0) == 0x80) continue;
      if (names.count(kind.word + std::string(name.substr(0, n))) == 0) continue;
      re2::StringPiece next;
      if (RE2::PartialMatch({name.data() + n, name.size() - n}, goes_on_here, &next)) {
        listed = true;
        return from + n;
      }
    }
  }
  if (none) return from;  // no name of the list either
  re2::StringPiece cut;
  // Names of ministries and departments hold such words themselves: ...และสิ่งแวดล้อม.
  static const RE2 about("(ว่าด้วย|เรื่อง|พ\\.ศ)");
  if (kind.central && RE2::PartialMatch({name.data(), name.size()}, about, &cut)) return from + static_cast<std::size_t>(cut.data() - name.data());
  if (!kind.central && RE2::PartialMatch({name.data(), name.size()}, goes_on, &cut)) {
    const auto at = static_cast<std::size_t>(cut.data() - name.data());
    // เรื่อง begins a heading of its own or is misread for เรือง in the name: then the name goes on with a syllable or two.
    if (const std::size_t rest = text::to_u32(name.substr(at)).size(); cut == "เรื่อง" && rest > kSubject && rest < kSubject + kSyllables)
      return from + name.size();
    if (at >= 6) return from + at;
    // สำนักงาน...จังหวัดพิจิตร: of a body that is no local government the place is part of the name.
    static const RE2 place(R"(^((?:จังหวัด|อำเภอ|เขต)[ก-ฮะ-ฺเ-๎]+))");
    re2::StringPiece whole;
    if (at == 0 && !local && RE2::PartialMatch({name.data(), name.size()}, place, &whole)) return from + whole.size();
    if (at == 0) return from;
  }
  return from + name.size();
}

// กทม. ๑๐๓๐๐ and what stands behind a street is an address; ก.เมืองพัทยา is a committee.
bool inside_another(std::string_view text, std::size_t at, const std::string& word, bool central) {
  static const RE2 code(R"(^\s*\p{Nd})"), street(R"(ถนน|แขวง|เขต|ตำบล|หมู่)");
  const std::string_view before = text.substr(0, at), behind = text.substr(at + word.size());
  // Ministries and departments are named everywhere: one writes only where its name begins the line, or stands behind what it issues.
  static const RE2 issued(R"(^\s*(?:ประกาศ|ระเบียบ|คำสั่ง|ข้อบังคับ|หนังสือ|รอง|อธิบดี)*\s*$)");
  if (central) return !RE2::FullMatch({before.data(), before.size()}, issued);
  if (word != "กทม." && word != "กรุงเทพมหานคร" && word != "เมืองพัทยา") return false;
  return before.ends_with("ก.") || RE2::PartialMatch({behind.data(), behind.size()}, code) ||
         RE2::PartialMatch({before.data(), before.size()}, street);
}

// A known place that the stretch is or begins with; else the one that it is misread from; else nothing.
std::optional<std::string> known_place(std::string_view stretch, const std::vector<std::string>& places) {
  std::optional<std::string> best;
  for (const std::string& place : places)
    if (stretch.substr(0, place.size()) == place && (!best || place.size() > best->size())) best = place;
  if (best) return best;
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

std::vector<std::string> province_names(const schema::Vocabulary& vocabulary) {
  std::vector<std::string> out;
  for (const schema::Province& p : vocabulary.provinces) out.push_back(p.name);
  return out;
}

// สำนักงาน...จังหวัดX: that X is a province, as far as it was read.
bool names_a_province(std::string_view name, const schema::Vocabulary& vocabulary) {
  static const std::string kProvince = "จังหวัด";
  const std::size_t at = name.find(kProvince);
  if (at == std::string_view::npos || at + kProvince.size() == name.size()) return true;
  return known_place(name.substr(at + kProvince.size()), province_names(vocabulary)).has_value();
}

std::vector<Mention> mentions(std::string_view text, const schema::Vocabulary& vocabulary) {
  std::vector<Mention> out;
  const auto taken = [&](std::size_t at) {
    return std::any_of(out.begin(), out.end(), [&](const Mention& m) { return at >= m.begin && at < m.end; });
  };
  const auto look_for = [&](const schema::OrganisationKind& kind, const std::string& word, bool full) {
    for (std::size_t at = text.find(word); at != std::string_view::npos; at = text.find(word, at + word.size())) {
      if (taken(at) || inside_another(text, at, word, kind.central)) continue;
      std::size_t from = at + word.size();
      bool listed = false;
      const std::size_t spaced = from < text.size() && text[from] == ' ' ? from + 1 : from;
      std::size_t end = end_of_name(text, from, kind, vocabulary, listed);
      if (end == from && spaced != from) {  // a space before the own name: only where the list knows it, or after อบต.
        end = end_of_name(text, spaced, kind, vocabulary, listed);
        if (!listed && full) continue;
        from = spaced;
      }
      const std::string own(text.substr(from, end - from));
      const bool alone = kind.word == "กรุงเทพมหานคร" || kind.word == "เมืองพัทยา";
      if (text::to_u32(own).size() < 2 && !alone) continue;
      if (kind.type.empty() && (!names_a_province(kind.word + own, vocabulary) || own.ends_with("ตำบล") || own.ends_with("อำเภอ"))) continue;
      out.push_back({kind.word + own, kind.type, at, end, listed || alone, full, kind.central});
    }
  };
  for (const schema::OrganisationKind& kind : vocabulary.organisation_kinds) look_for(kind, kind.word, true);
  for (const schema::OrganisationKind& kind : vocabulary.organisation_kinds)
    for (const std::string& shorter : kind.shorts) look_for(kind, shorter, false);
  return out;
}

// Whether a line ends with the name and the one below it begins with `rest`, and another line holds both.
bool goes_on_below(const ReadingOrder& flow, std::string_view name, std::string_view rest) {
  bool cut = false, whole = false;
  const std::string both = std::string(name) + std::string(rest);
  for (std::size_t i = 0; i < flow.size(); ++i) {
    const std::string_view line = text::trim(flow[i].reading.text);
    whole = whole || line.find(both) != std::string_view::npos;
    cut = cut || (i + 1 < flow.size() && line.ends_with(name) && text::trim(flow[i + 1].reading.text).starts_with(rest));
  }
  return cut && whole;
}

struct PlaceFound {
  MaybeField district, province;
};

PlaceFound find_places(const text::Excerpt& reading, std::size_t from, const schema::Schemas& schemas) {
  PlaceFound out;
  const std::string_view text = std::string_view(reading.text).substr(from);
  const std::vector<std::string> provinces = province_names(schemas.vocabulary);
  std::vector<std::string> districts;
  const auto find = [&](const char* target, const std::vector<std::string>& known, MaybeField& to) {
    for (const schema::TextRule* rule : schemas.rules(target))
      for (const schema::RuleMatch& m : schema::match_all(*rule, text)) {
        const auto place = known_place(m.value, known);
        if (to || !place) continue;
        // As read: the letters of the place, or the whole stretch where a letter was misread.
        const bool exact = m.value.substr(0, place->size()) == *place;
        const auto begin = static_cast<std::size_t>(m.value.data() - reading.text.data());
        const text::Excerpt value = text::slice(reading, begin, begin + (exact ? place->size() : m.value.size()));
        to = text::make_field(value, *place, rule->id);
      }
  };
  find("organisation.province", provinces, out.province);
  for (const schema::Province& p : schemas.vocabulary.provinces)
    if (!out.province || p.name == out.province->value) districts.insert(districts.end(), p.districts.begin(), p.districts.end());
  find("organisation.district", districts, out.district);
  return out;
}

}  // namespace

OfficeMatch resolve_office(std::string_view name, std::string_view district, std::string_view province, const schema::Vocabulary& vocabulary) {
  OfficeMatch out;
  const std::u32string read = text::fold(name).text;
  const int allowed = std::min(3, static_cast<int>(read.size()) / 8);
  int fewest = allowed + 1, count = 0;
  for (const schema::Office& office : vocabulary.offices) {
    if (!province.empty() && office.province != province) continue;
    if (!district.empty() && office.district != district) continue;
    const int d = text::edit_distance(read, text::fold(office.name).text, std::min(fewest, allowed));
    if (d > allowed) continue;
    if (d < fewest) {
      fewest = d;
      count = 1;
      out.office = &office;
    } else if (d == fewest) {
      ++count;
    }
  }
  out.errors = count ? fewest : 0;
  out.ambiguous = count > 1;
  // Without a place, a name that was misread may be any of thousands.
  if (count != 1 || (fewest > 0 && province.empty())) out.office = nullptr;
  return out;
}

FoundOrganisation find_organisation(const ReadingOrder& flow, const std::vector<text::Excerpt>& strong, const schema::Schemas& schemas) {
  FoundOrganisation out;
  std::map<std::string, Candidate> candidates;
  std::size_t order = 0;
  const auto gather = [&](const text::Excerpt& reading, double weight) {
    for (const Mention& m : mentions(reading.text, schemas.vocabulary)) {
      Candidate& c = candidates[m.name];
      if (c.votes == 0) {
        c.name = m.name;
        c.type = m.type;
        c.central = m.central;
        c.order = ++order;
        c.reading = text::slice(reading, m.begin, m.end);
      } else if (m.full && text::to_u32(c.reading.text).size() < text::to_u32(m.name).size()) {
        c.reading = text::slice(reading, m.begin, m.end);
      }
      c.listed = c.listed || m.listed;
      c.votes += weight * (m.full ? 1 : 0.8);
      if (weight > 1) c.strong += weight;
    }
  };
  for (const text::Excerpt& reading : strong) gather(reading, 6);
  const std::vector<Paragraph> text = paragraphs(flow);
  for (const Paragraph& paragraph : text) gather(paragraph.reading, 1);
  for (const OrderedPart& part : flow) {
    if (part.table)
      for (const Cell& cell : part.table->cells) gather(text::reading_of(cell, part.page), 0.3);
  }
  // A name that a misreading stands beside counts the misreading's votes too.
  const Candidate* best = nullptr;
  double most = 0;
  for (const auto& [name, c] : candidates) {
    double votes = c.votes + (c.listed ? 0.5 : 0);
    for (const auto& [other, o] : candidates)
      if (other != name && o.type == c.type && text::similarity(other, name) > kSameName) votes += 0.5 * o.votes;
    if (votes > most || (votes == most && best && c.order < best->order)) {
      most = votes;
      best = &c;
    }
  }
  if (!best) return out;
  // A name that a line's end cut: its rest begins the next line, and elsewhere it stands whole.
  const double named = best->strong;
  const Candidate* whole = nullptr;
  for (const auto& [name, c] : candidates)
    if (c.type == best->type && name.size() > best->name.size() && name.starts_with(best->name) &&
        goes_on_below(flow, best->name, name.substr(best->name.size())))
      whole = &c;
  const bool cut = whole && !best->listed;
  if (cut) best = whole;
  out.in_header = std::any_of(candidates.begin(), candidates.end(), [](const auto& c) { return c.second.strong > 0; });
  const std::string rule = "organisation/name@1";
  out.organisation.name = text::make_field(best->reading, best->name, rule);
  // How sure the choice is: a body only mentioned is a candidate at best; one among several named in the header is not certain.
  const bool rival = std::any_of(candidates.begin(), candidates.end(), [&](const auto& c) {
    return c.first != best->name && 2 * c.second.strong >= best->strong && !(cut && best->name.starts_with(c.first)) &&
           text::similarity(c.first, best->name) <= kSameName;
  });
  // Of two readings of one name that was recognised one is wrong; the list would know which.
  const bool disputed =
      !best->listed && out.organisation.name->confidence < 1 && std::any_of(candidates.begin(), candidates.end(), [&](const auto& c) {
        return c.first != best->name && c.second.type == best->type && text::similarity(c.first, best->name) > kSameName;
      });
  const double choice = named == 0 ? kMentioned : rival || disputed || cut || best->central ? kOneOfSeveral : 1;
  out.organisation.name->confidence = std::min(out.organisation.name->confidence, choice);
  if (!best->type.empty()) out.organisation.type = text::make_field(best->reading, best->type, rule);
  if (out.organisation.type) out.organisation.type->confidence = std::min(out.organisation.type->confidence, choice);
  // The place stands behind the name, in the strong lines or anywhere, or on the line below it.
  const auto places_near = [&](const text::Excerpt& reading, const text::Excerpt* below) {
    if (out.organisation.district && out.organisation.province) return;
    for (const Mention& m : mentions(reading.text, schemas.vocabulary)) {
      if (text::similarity(m.name, best->name) < 0.9) continue;
      PlaceFound found = find_places(text::slice(reading, m.end, std::min(reading.text.size(), m.end + 240)), 0, schemas);
      if (below && !found.province && text::trim(std::string_view(reading.text).substr(m.end)).size() < 60) {
        const PlaceFound next = find_places(text::slice(*below, 0, std::min<std::size_t>(below->text.size(), 240)), 0, schemas);
        if (!found.district) found.district = next.district;
        found.province = next.province;
      }
      if (!out.organisation.district && found.district) out.organisation.district = found.district;
      if (!out.organisation.province && found.province) out.organisation.province = found.province;
    }
  };
  for (std::size_t i = 0; i < strong.size(); ++i) places_near(strong[i], i + 1 < strong.size() ? &strong[i + 1] : nullptr);
  for (std::size_t i = 0; i < text.size(); ++i) places_near(text[i].reading, i + 1 < text.size() ? &text[i + 1].reading : nullptr);
  if (!out.organisation.province && best->type.empty()) {
    const PlaceFound own = find_places(best->reading, 0, schemas);
    out.organisation.province = own.province;
    if (!out.organisation.district) out.organisation.district = own.district;
  }
  if (!out.organisation.province && best->type == "อบจ.") {
    const std::string word = "องค์การบริหารส่วนจังหวัด";
    if (const schema::Province* p = schemas.vocabulary.province(best->name.substr(std::min(best->name.size(), word.size())))) {
      const std::size_t at = best->reading.text.rfind(p->name);
      out.organisation.province =
          text::make_field(at == std::string::npos ? best->reading : text::slice(best->reading, at, at + p->name.size()), p->name, rule);
    }
  }
  if (best->type.empty()) return out;
  const std::string district = out.organisation.district ? out.organisation.district->value : "";
  const std::string province = out.organisation.province ? out.organisation.province->value : "";
  const OfficeMatch match = resolve_office(best->name, district, province, schemas.vocabulary);
  const int page = out.organisation.name->places.empty() ? 0 : out.organisation.name->places.front().page;
  if (match.office) {
    out.organisation.dla_code = match.office->dla_code;
    if (match.errors > 0)
      out.findings.push_back({"organisation_misread", Severity::kWarning, page, "organisation/name", best->name,
                              fmt::format("not in the list, but one office there differs by {} letters", match.errors), match.office->name});
    return out;
  }
  const OfficeMatch anywhere = resolve_office(best->name, "", "", schemas.vocabulary);
  if (match.ambiguous || anywhere.ambiguous)
    out.findings.push_back({"organisation_ambiguous", Severity::kInfo, page, "organisation/name", best->name, "several offices bear this name", ""});
  else if (anywhere.office && !province.empty())
    out.findings.push_back({"organisation_place", Severity::kWarning, page, "organisation/province", district + " " + province,
                            "the office of this name lies elsewhere", anywhere.office->district + " " + anywhere.office->province});
  else
    out.findings.push_back({"organisation_not_listed", Severity::kInfo, page, "organisation/name", best->name,
                            "no local government of this name is in the list; names change", ""});
  return out;
}

}  // namespace banthuek::document
