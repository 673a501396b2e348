#include "extractors/people/people.h"

#include <re2/re2.h>

#include <algorithm>
#include <cstdlib>
#include <set>
#include <utility>

#include "extractors/document/data_tables.h"
#include "extractors/text/field.h"
#include "extractors/text/fold.h"
#include "extractors/values/person_name.h"

namespace banthuek::people {
namespace {

constexpr double kInASentence = 0.9;     // confidence, at most, of what no column and no number parts from the words around it
constexpr double kNeighbour = 0.9;       // and of a position below a name, or one that may be the name of a unit
constexpr std::size_t kLongest = 80;     // letters of a position; longer is a sentence
constexpr std::size_t kMaxPeople = 500;  // of a document: longer lists are tables with headings

using document::LinePart;
using document::OrderedPart;

struct NameMatch {
  std::size_t begin = 0, end = 0;  // of the piece's text
};

// Whether a name may begin behind this: at the beginning of a word, and not within an abbreviation ("ก.ค.ศ.", whose end is a title too).
bool begins_a_name(std::string_view before) {
  static const RE2 word(R"((?:^|[\s(]|\p{Nd}[.)]+)$)"), abbreviation(R"([^\p{Nd}\s.]\.\s*$)");
  return RE2::PartialMatch({before.data(), before.size()}, word) && !RE2::PartialMatch({before.data(), before.size()}, abbreviation);
}

// Names in a text: a title at the beginning of a word, and two words of Thai letters.
std::vector<NameMatch> names_in(std::string_view text, const schema::Vocabulary& vocabulary, const std::vector<const schema::TextRule*>& not_names) {
  static const RE2 words(R"(^\s*[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]{1,24}\s{1,4}[ก-ฮเ-ไ][ก-ฮะ-ฺเ-๎]{1,26})"), thai(R"(^[ก-ฮะ-ฺเ-๎])");
  static const RE2 no_family_name(R"(\s(?:เป็น|ตำแหน่ง|ดำรง|ผู้|กรรมการ|ประธาน|หัวหน้า|รอง|และ|พร้อม|ได้|มี|ซึ่ง|จาก)\S*$)");
  std::vector<NameMatch> out;
  std::size_t at = 0;
  while (at < text.size()) {
    const bool begins = begins_a_name(text.substr(0, at));
    std::size_t length = 0;
    if (begins)
      for (const std::string& title : vocabulary.titles) {
        if (title.size() <= 3 || text.substr(at, title.size()) != title) continue;
        re2::StringPiece rest(text.data() + at + title.size(), text.size() - at - title.size());
        const re2::StringPiece before = rest;
        if (!RE2::Consume(&rest, words)) continue;
        length = title.size() + (before.size() - rest.size());
        break;
      }
    if (length == 0) {
      ++at;
      continue;
    }
    const std::string_view name = text.substr(at, length);
    const bool whole = !RE2::PartialMatch({text.data() + at + length, text.size() - at - length}, thai);
    if (whole && !values::begins_position(name, vocabulary) && !schema::first_match(not_names, name) &&
        !RE2::PartialMatch({name.data(), name.size()}, no_family_name))
      out.push_back({at, at + length});
    at += length;
  }
  return out;
}

struct Said {
  text::Excerpt position, role;
};

bool is_role(std::string_view text) {
  static const RE2 role(R"(^(?:เป็น\s*)?(?:รอง|อนุ|ผู้ช่วย)?(?:ประธาน|กรรมการ|เลขานุการ|คณะทำงาน|ที่ปรึกษา|ผู้ประสานงาน|วิทยากร|เหรัญญิก)[ก-ฮะ-ฺเ-๎\s/]*$)");
  return RE2::FullMatch({text.data(), text.size()}, role) && text::to_u32(text).size() <= 40;
}

class Reader {
 public:
  Reader(const document::ReadingOrder& flow, const schema::Schemas& schemas)
      : flow_(flow), vocabulary_(schemas.vocabulary), not_names_(schemas.rules("signature.not_name")) {}

  std::vector<Person> read() {
    for (std::size_t i = 0; i < flow_.size() && out_.size() < kMaxPeople;) {
      const std::size_t end = end_of_row(i);
      if (!flow_[i].table) row(i, end);
      i = end;
    }
    return std::move(out_);
  }

 private:
  // What stands beside the part: the cells of one row, stretches of lines at one height.
  std::size_t end_of_row(std::size_t i) const {
    const OrderedPart& first = flow_[i];
    std::size_t end = i + 1;
    while (!first.table && end < flow_.size() && !flow_[end].table && beside(first, flow_[end])) ++end;
    return end;
  }

  static bool beside(const OrderedPart& a, const OrderedPart& b) {
    if (a.page != b.page || a.of_table != b.of_table) return false;
    if (a.cell && b.cell) return a.cell->row == b.cell->row;
    return 2 * std::abs(a.box.y + a.box.h / 2 - b.box.y - b.box.h / 2) < std::min(a.box.h, b.box.h);
  }

  std::vector<LinePart> pieces_of(std::size_t begin, std::size_t end) const {
    std::vector<LinePart> out;
    for (std::size_t i = begin; i < end; ++i)
      for (LinePart& piece : document::segments(flow_, i)) {
        // A cell is one piece, its lines joined.
        if (!out.empty() && flow_[i].cell && flow_[out.back().part].cell == flow_[i].cell && out.back().part != i) {
          text::append(out.back().reading, text::joiner_between(out.back().reading.text, piece.reading.text), piece.reading);
          out.back().box = unite(out.back().box, piece.box);
          continue;
        }
        out.push_back(std::move(piece));
      }
    return out;
  }

  void row(std::size_t begin, std::size_t end) {
    std::vector<LinePart> pieces = pieces_of(begin, end);
    std::stable_sort(pieces.begin(), pieces.end(), [](const LinePart& a, const LinePart& b) { return a.box.x < b.box.x; });
    Person* person = nullptr;
    for (std::size_t p = 0; p < pieces.size(); ++p) {
      const text::Excerpt& reading = pieces[p].reading;
      const std::vector<NameMatch> names = names_in(reading.text, vocabulary_, not_names_);
      if (names.empty()) {
        if (person) say(*person, reading, true, false);
        continue;
      }
      for (std::size_t n = 0; n < names.size(); ++n) {
        const std::size_t next = n + 1 < names.size() ? names[n + 1].begin : reading.text.size();
        const bool parted = stands_alone(reading.text, names[n]);
        Person& made = out_.emplace_back(Person{text::make_field(text::slice(reading, names[n].begin, names[n].end), "people/name@1"), {}, {}});
        if (!parted) made.name.confidence = std::min(made.name.confidence, kInASentence);
        say(made, text::slice(reading, names[n].end, next), false, !parted);
        person = &made;
      }
      if (pieces.size() == 1 && names.size() == 1 && !person->position) below(*person, pieces[p], end);
    }
  }

  // Whether nothing but a number stands before the name: of an item of a list, a cell, a box.
  static bool stands_alone(std::string_view text, const NameMatch& name) {
    static const RE2 number(R"(^\s*[(\[]?\s*(?:[\p{Nd}.]+\s*[).]*|[-–•])?\s*[(]?\s*$)");
    return RE2::FullMatch({text.data(), name.begin}, number);
  }

  // Takes what stands behind the name: a position and a role, or one of them. `column`: it stands apart from the name.
  void say(Person& person, const text::Excerpt& behind, bool column, bool in_sentence) const {
    static const RE2 label(R"(^[\s,)\-–:]*(?:ดำรง)?ตำแหน่ง[\s:]*)"), punctuation(R"(^[\s,)\-–:.…]+)");
    static const RE2 parts(R"(^(.*?)(?:\s+|\s*[-–]\s*|\s*เป็น\s*)((?:รอง|อนุ|ผู้ช่วย)?(?:ประธาน|กรรมการ|เลขานุการ|คณะทำงาน|ที่ปรึกษา)[ก-ฮะ-ฺเ-๎]*)$)");
    re2::StringPiece rest(behind.text);
    const bool labelled = RE2::Consume(&rest, label);
    RE2::Consume(&rest, punctuation);
    std::string_view said = text::trim_leaders({rest.data(), rest.size()});
    if (said.empty()) return;
    std::string_view position = said, role;
    re2::StringPiece first, second;
    if (is_role(said)) {
      position = {};
      role = said.starts_with("เป็น") ? text::trim(said.substr(std::string_view("เป็น").size())) : said;
    } else if (RE2::FullMatch({said.data(), said.size()}, parts, &first, &second)) {
      position = text::trim({first.data(), first.size()});
      role = {second.data(), second.size()};
    }
    const std::size_t letters = text::to_u32(position).size();
    const bool holds = labelled || values::begins_position(position, vocabulary_) || (column && !person.position && !person.role);
    if (letters < 3 || letters > kLongest || !holds || text::begins_item(position)) position = {};
    const auto put = [&](MaybeField& field, std::string_view text, const char* rule, bool guessed) {
      if (text.empty() || field) return;
      field = text::make_field(text::slice(behind, text), rule);
      if (guessed) field->confidence = std::min(field->confidence, kInASentence);
    };
    put(person.position, position, "people/position@1", in_sentence || (!labelled && !is_position(position)));
    put(person.role, role, "people/role@1", in_sentence);
  }

  // A position that is not the name of a unit.
  bool is_position(std::string_view text) const {
    static const RE2 unit(R"(^(?:กลุ่ม|งาน|กอง|ศูนย์|สำนัก|ฝ่าย|แผนก))");
    return values::begins_position(text, vocabulary_) && !RE2::PartialMatch({text.data(), text.size()}, unit);
  }

  // In a box of a chart the position stands below the name.
  void below(Person& person, const LinePart& name, std::size_t i) const {
    if (i >= flow_.size() || flow_[i].table || flow_[i].page != name.page) return;
    const Box& box = flow_[i].box;
    const bool under = box.x < name.box.right() && name.box.x < box.right() && box.y >= name.box.y + name.box.h / 2 &&
                       box.y - name.box.bottom() < 3 * name.box.h / 2;
    const std::string_view said = text::trim_leaders(flow_[i].reading.text);
    if (!under || !values::begins_position(said, vocabulary_) || text::to_u32(said).size() > kLongest) return;
    person.position = text::make_field(text::slice(flow_[i].reading, said), "people/position@1");
    person.position->confidence = std::min(person.position->confidence, kNeighbour);
  }

  const document::ReadingOrder& flow_;
  const schema::Vocabulary& vocabulary_;
  const std::vector<const schema::TextRule*> not_names_;
  std::vector<Person> out_;
};

std::string said_of(const Person& person) { return (person.position ? person.position->value : "") + "\t" + (person.role ? person.role->value : ""); }

bool touch(const Field& a, const Field& b) {
  for (const Place& x : a.places)
    for (const Place& y : b.places)
      if (x.page == y.page && x.box.x < y.box.right() && y.box.x < x.box.right() && x.box.y < y.box.bottom() && y.box.y < x.box.bottom()) return true;
  return false;
}

}  // namespace

std::vector<Person> find_people(const document::ReadingOrder& flow, const schema::Schemas& schemas) {
  std::vector<Person> out;
  std::set<std::string> names;
  std::set<std::pair<std::string, std::string>> told;
  for (Person& person : Reader(flow, schemas).read()) {
    const std::string said = said_of(person);
    if (!told.insert({person.name.value, said}).second) continue;
    if (!names.insert(person.name.value).second && said == "\t") continue;
    out.push_back(std::move(person));
  }
  return out;
}

void add_people(Document& document, const document::ReadingOrder& flow, const schema::Schemas& schemas) {
  const auto kind = std::find_if(schemas.records.begin(), schemas.records.end(), [](const schema::RecordKind& k) { return k.name == kKind; });
  if (kind == schemas.records.end()) return;
  std::vector<Person> people = find_people(flow, schemas);
  std::erase_if(people, [&](const Person& person) {
    const auto is_it = [&](const MaybeField& field) { return field && touch(*field, person.name); };
    return std::any_of(document.signatures.begin(), document.signatures.end(), [&](const Signature& s) { return is_it(s.name); }) ||
           std::any_of(document.records.begin(), document.records.end(), [&](const TableRecord& r) {
             return std::any_of(r.fields.begin(), r.fields.end(),
                                [&](const RecordField& f) { return f.type == CellType::kPerson && is_it(f.value); });
           });
  });
  if (people.empty()) return;
  DataTable& table = document.tables.emplace_back();
  table.layout = kKind;
  table.columns.resize(3);
  table.first_page = people.front().name.places.empty() ? document.first_page : people.front().name.places.front().page;
  table.last_page = people.back().name.places.empty() ? table.first_page : people.back().name.places.front().page;
  for (const Person& person : people) {
    TableRecord record{std::string(kKind), static_cast<int>(document.tables.size()) - 1, static_cast<int>(table.rows.size()), {}};
    DataRow& row = table.rows.emplace_back();
    row.cells.resize(3);
    row.cells[0].field = person.name;
    if (person.position) row.cells[1].field = *person.position;
    if (person.role) row.cells[2].field = *person.role;
    for (const schema::KindField& field : kind->fields) {
      RecordField& to = record.fields.emplace_back(RecordField{field.name, field.type, std::nullopt});
      if (field.name == "name") to.value = person.name;
      if (field.name == "position") to.value = person.position;
      if (field.name == "role") to.value = person.role;
    }
    document.records.push_back(std::move(record));
  }
  document::finish_table(table);
}

}  // namespace banthuek::people
