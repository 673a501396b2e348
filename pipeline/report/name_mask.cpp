#include "pipeline/report/name_mask.h"

#include <fmt/core.h>
#include <toml++/toml.h>

#include <algorithm>
#include <cctype>
#include <cstdint>
#include <set>

#include "extractors/text/fold.h"
#include "extractors/types/error.h"
#include "extractors/types/field_path.h"
#include "extractors/types/ordered_json.h"
#include "pipeline/base/data_folder.h"
#include "pipeline/store/record_kinds.h"
#include "pipeline/store/store.h"

namespace banthuek::report {
namespace {

constexpr std::size_t kFirstLetters = 3;
constexpr std::size_t kMinLetters = 6;   // of a known name: shorter ones are syllables of any word
constexpr std::size_t kMaxLetters = 24;  // of one part of a name; what goes on longer is a sentence
constexpr std::size_t kSureLetters = 8;  // a word for an office that is as long may go on: "นายช่างโยธาปฏิบัติงาน"

bool is_space(char32_t c) { return c == ' ' || c == '\n' || c == '\t' || c == '\r' || c == 0xA0 || c == 0x200B; }
bool is_letter(char32_t c) { return c >= 0x0E01 && c <= 0x0E4E && c != 0x0E2F && c != 0x0E3F && c != 0x0E46; }
using text::is_thai_mark;  // belongs to the letter before: nothing begins or ends between them

bool stands_at(const std::u32string& text, std::size_t at, const std::u32string& word) { return text.compare(at, word.size(), word) == 0; }

std::uint64_t first_two(const std::u32string& text, std::size_t at) {
  return at + 1 < text.size() ? (std::uint64_t{text[at]} << 32) | text[at + 1] : 0;
}

void add(WordsByBegin& to, std::string_view word) {
  std::u32string letters = text::to_u32(word);
  if (letters.size() >= 2) to[first_two(letters, 0)].push_back(std::move(letters));
}

void longest_first(WordsByBegin& words) {
  for (auto& [begin, alike] : words) std::stable_sort(alike.begin(), alike.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

WordsByBegin words_of(const toml::table& file, std::string_view section) {
  WordsByBegin out;
  if (const auto* list = file[section]["words"].as_array())
    for (const auto& word : *list) add(out, word.value_or(std::string_view()));
  return out;
}

const std::vector<std::u32string>& words_at(const WordsByBegin& words, const std::u32string& text, std::size_t at) {
  static const std::vector<std::u32string> none;
  const auto found = words.find(first_two(text, at));
  return found == words.end() ? none : found->second;
}

// "%E0%B8%81" runs as the text they stand for; nothing where there is none.
bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }
int hex(char c) { return c <= '9' ? c - '0' : (c | 32) - 'a' + 10; }

std::string percent_encoded(std::string_view text) {
  std::string out;
  for (const char c : text) {
    constexpr const char* kDigits = "0123456789ABCDEF";
    const auto byte = static_cast<unsigned char>(c);
    out += '%';
    out += kDigits[byte >> 4];
    out += kDigits[byte & 15];
  }
  return out;
}

template <typename Record, typename Each>
void person_columns(const char* table, const Each& visit) {
  Record record;
  visit_fields(record, [&](const FieldInfo& info, auto&) {
    if (info.names == Names::kPerson) visit(table, info.column_name());
  });
}

}  // namespace

std::shared_ptr<const TitleWords> title_words() {
  static const auto words = [] {
    const std::filesystem::path file = base::data_folder(base::DataFolder::kSchemas) / "vocabularies" / "words.toml";
    try {
      const toml::table table = toml::parse_file(file.string());
      TitleWords out{words_of(table, "title"), words_of(table, "position")};
      // What follows "นายก" where it is no name that begins with its last letter.
      for (const char* office : {"นายกรัฐมนตรี", "นายกสมาคม", "นายกสภา", "นายกกิตติมศักดิ์", "นายกเหล่ากาชาด", "นายกเทศ", "นายกองค์การ", "เจ้านาย", "ขุนนาง"})
        add(out.positions, office);
      longest_first(out.titles);
      longest_first(out.positions);
      return std::make_shared<const TitleWords>(std::move(out));
    } catch (const toml::parse_error& e) {
      throw Error(ErrorKind::kSchema, fmt::format("{}:{}", file.string(), e.source().begin.line), std::string(e.description()) + "; mend the line");
    }
  }();
  return words;
}

NameMask::NameMask(const std::vector<std::string>& names, std::shared_ptr<const TitleWords> words) : words_(std::move(words)) {
  for (const std::string& name : names) {
    std::u32string letters;
    const std::u32string text = text::to_u32(name);
    std::size_t at = 0;
    while (at < text.size() && (is_space(text[at]) || text[at] == '(')) ++at;
    at += title_at(text, at);
    for (; at < text.size(); ++at)
      if (!is_space(text[at]) && text[at] != '(' && text[at] != ')') letters += text[at];
    // A dotted line or a mark that was read as a name covers nothing.
    if (letters.size() < kMinLetters ||
        std::none_of(letters.begin(), letters.end(), [](char32_t c) { return is_letter(c) || (c < 128 && std::isalpha(static_cast<int>(c))); }))
      continue;
    std::vector<std::u32string>& alike = names_[letters.substr(0, kFirstLetters)];
    if (std::find(alike.begin(), alike.end(), letters) == alike.end()) alike.push_back(letters);
  }
  for (auto& [begin, alike] : names_) std::sort(alike.begin(), alike.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
}

std::size_t NameMask::title_at(const std::u32string& text, std::size_t at) const {
  for (const std::u32string& title : words_at(words_->titles, text, at))
    if (stands_at(text, at, title) && (at + title.size() == text.size() || !is_thai_mark(text[at + title.size()]))) return title.size();
  return 0;
}

std::size_t NameMask::known_at(const std::u32string& text, std::size_t at) const {
  if (is_space(text[at])) return at;
  std::u32string first;
  for (std::size_t i = at; i < text.size() && first.size() < kFirstLetters; ++i)
    if (!is_space(text[i])) first += text[i];
  const auto found = names_.find(first);
  if (found == names_.end()) return at;
  for (const std::u32string& name : found->second) {
    std::size_t i = at, n = 0;
    for (; n < name.size() && i < text.size(); ++i) {
      if (text[i] == name[n])
        ++n;
      else if (!is_space(text[i]))
        break;
    }
    if (n == name.size()) {
      while (i < text.size() && is_thai_mark(text[i])) ++i;
      return i;
    }
  }
  return at;
}

std::size_t NameMask::mentioned_at(const std::u32string& text, std::size_t at) const {
  const std::size_t length = title_at(text, at);
  if (length == 0) return at;
  // In the middle of a word only the titles that every sentence runs into: "โดยนายก้อง ...".
  const bool within = at > 0 && (is_letter(text[at - 1]) || text[at - 1] == '.');
  static const std::u32string kRunIn[] = {U"นาย", U"นางสาว", U"นาง"};
  if (within && std::none_of(std::begin(kRunIn), std::end(kRunIn), [&](const auto& title) { return title == text.substr(at, length); })) return at;
  std::size_t i = at + length;
  const auto spaces = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_space(text[i]) && i - begin < 4) ++i;
    return i - begin;
  };
  const auto part = [&] {
    const std::size_t begin = i;
    while (i < text.size() && is_letter(text[i])) ++i;
    return i - begin;
  };
  // "พันตรี นายแพทย์ ...", "ดร. นาง ...": titles in a row.
  for (int more = 0; more < 2; ++more) {
    const std::size_t before = i;
    spaces();
    const std::size_t next = i < text.size() ? title_at(text, i) : 0;
    i = next ? i + next : before;
  }
  const bool apart = spaces() > 0;
  const std::size_t begin = i, first = part();
  if (first < 2 || first > kMaxLetters || is_thai_mark(text[begin])) return at;
  const std::size_t end_of_first = i;
  if (spaces() == 0) return apart || within ? at : i;  // "นายสมมุติ": a first name alone stands close to its title
  const std::size_t last = part();
  if (last < 2 || last > kMaxLetters) return apart || within ? at : end_of_first;
  return i;
}

std::vector<std::pair<std::size_t, std::size_t>> NameMask::find(std::string_view utf8) const {
  std::vector<std::pair<std::size_t, std::size_t>> out;
  if (utf8.size() < kMinLetters) return out;
  std::u32string text;
  std::vector<std::size_t> bytes;  // where each letter begins, and the end
  for (std::size_t at = 0; at < utf8.size();) {
    const auto lead = static_cast<unsigned char>(utf8[at]);
    std::size_t size = lead < 0xC0 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
    size = std::min(size, utf8.size() - at);
    const std::u32string letter = text::to_u32(utf8.substr(at, size));
    if (letter.size() != 1) size = 1;  // not UTF-8: no letter
    bytes.push_back(at);
    text += letter.size() == 1 ? letter[0] : U'\uFFFD';
    at += size;
  }
  bytes.push_back(utf8.size());
  for (std::size_t at = 0; at < text.size();) {
    std::size_t begin = at, end = known_at(text, at);
    if (end == at) {
      // A word for an office that begins like a title is passed over whole.
      const auto& offices = words_at(words_->positions, text, at);
      const auto office = std::find_if(offices.begin(), offices.end(), [&](const std::u32string& word) {
        const std::size_t after = at + word.size();
        return stands_at(text, at, word) &&
               (after == text.size() || !is_letter(text[after]) || (word.size() >= kSureLetters && !is_thai_mark(text[after])));
      });
      if (office != offices.end()) {
        at += office->size();
        continue;
      }
      end = mentioned_at(text, at);
      if (end > at) {
        begin = at + title_at(text, at);
        while (begin < end && is_space(text[begin])) ++begin;
      }
    }
    if (end == at) {
      ++at;
      continue;
    }
    out.emplace_back(bytes[begin], bytes[end]);
    at = end;
  }
  return out;
}

std::string NameMask::mask(std::string_view text, std::string_view by) const {
  std::string out;
  std::size_t done = 0;
  for (const auto& [begin, end] : find(text)) {
    out.append(text.substr(done, begin - done)).append(by);
    done = end;
  }
  return out.append(text.substr(done));
}

namespace {

std::string masked_address(const NameMask& mask, const std::string& text, std::string_view by) {
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    std::string run;
    std::size_t end = i;
    while (end < text.size()) {
      if (text[end] == '%' && end + 2 < text.size() && is_hex(text[end + 1]) && is_hex(text[end + 2])) {
        run += static_cast<char>(hex(text[end + 1]) * 16 + hex(text[end + 2]));
        end += 3;
      } else if (text[end] == '+' && end > i) {
        run += ' ';
        ++end;
      } else {
        break;
      }
    }
    if (end == i) {
      out += text[i++];
      continue;
    }
    out += mask.hides(run) ? percent_encoded(mask.mask(run, by)) : text.substr(i, end - i);
    i = end;
  }
  return out;
}

bool in_pieces(const OrderedJson& json) {
  return json.is_array() && json.size() > 1 && std::all_of(json.begin(), json.end(), [](const auto& piece) {
           return piece.is_object() && piece.contains("text") && piece["text"].is_string();
         });
}

}  // namespace

void NameMask::mask(OrderedJson& json, std::string_view by) const {
  if (json.is_string()) {
    std::string& text = json.get_ref<std::string&>();
    if (hides(text)) text = mask(text, by);
    if (text.find("%E0%B8") != std::string::npos) text = masked_address(*this, text, by);
    return;
  }
  if (in_pieces(json)) {
    std::string whole;
    for (const auto& piece : json) whole += piece["text"].get_ref<const std::string&>();
    const auto names = find(whole);
    std::size_t at = 0;
    for (auto& piece : json) {
      std::string& text = piece["text"].get_ref<std::string&>();
      const std::size_t end = at + text.size();
      std::string shown;
      std::size_t done = at;
      for (const auto& [from, to] : names) {
        if (to <= at || from >= end) continue;
        shown += whole.substr(done, std::max(from, done) - done);
        if (from >= at) shown += by;
        done = std::min(to, end);
      }
      shown += whole.substr(done, end - done);
      text = std::move(shown);
      at = end;
    }
  }
  if (json.is_object()) {
    const bool keys = std::any_of(json.items().begin(), json.items().end(), [&](const auto& item) { return hides(item.key()); });
    if (keys) {
      OrderedJson renamed = OrderedJson::object();
      for (auto& [key, value] : json.items()) renamed[mask(key, by)] = std::move(value);
      json = std::move(renamed);
    }
  }
  if (json.is_structured())
    for (auto& part : json) mask(part, by);
}

void NameMask::mask(Document& document, std::string_view by) const {
  const auto cover = [&](Field& field) {
    field.raw = mask(field.raw, by);
    field.value = mask(field.value, by);
  };
  std::vector<std::string> persons;
  for_each_field(document, [&](std::string_view path, Field& field) {
    if (is_person(document, path))
      persons.emplace_back(path);
    else
      cover(field);
  });
  for (const std::string& path : persons)
    if (MaybeField* field = field_at(document, path)) field->reset();
  for (Finding& finding : document.findings) {
    if (is_person(document, finding.field)) finding.value = finding.reading = "";
    for (std::string* text : {&finding.value, &finding.reason, &finding.reading}) *text = mask(*text, by);
  }
  for (DataTable& table : document.tables) {
    if (table.caption) cover(*table.caption);
    for (DataColumn& column : table.columns) cover(column.heading);
    for (DataRow& row : table.rows)
      for (DataCell& cell : row.cells) cover(cell.field);
  }
}

namespace {

// Whether a path of any document may name a person's name: a record's field by its name in any of the kinds.
bool may_be_person(const std::vector<schema::RecordKind>& kinds, std::string_view path) {
  if (!path.starts_with("records/")) return is_person(Document{}, path);
  const std::string_view name = path.substr(path.rfind('/') + 1);
  return std::any_of(kinds.begin(), kinds.end(), [&](const schema::RecordKind& kind) {
    const schema::KindField* field = kind.field(name);
    return field && field->type == CellType::kPerson;
  });
}

}  // namespace

std::vector<std::string> names_of_persons(store::Store& store) {
  std::set<std::string> names;
  database::Database& db = store.db();
  const auto column = [&](const char* table, const char* name) {
    database::Statement row = db.prepare(fmt::format("SELECT DISTINCT {} FROM {} WHERE {} IS NOT NULL", name, table, name));
    while (row.step()) names.insert(row.text(0));
  };
  person_columns<Organisation>("documents", column);
  person_columns<Memo>("documents", column);
  person_columns<Measure>("measures", column);
  person_columns<Signature>("signatures", column);
  person_columns<OitItem>("oit_items", column);
  person_columns<Score>("scores", column);
  const std::vector<schema::RecordKind> kinds = store::record_kinds(db);
  for (const schema::RecordKind& kind : kinds)
    for (const schema::KindField& field : kind.fields) {
      if (field.type != CellType::kPerson) continue;
      database::Statement row = db.prepare("SELECT DISTINCT json_extract(fields, '$.' || ?) FROM records WHERE kind = ?");
      for (row.bind(field.name).bind(kind.name); row.step();)
        if (!row.is_null(0)) names.insert(row.text(0));
    }
  {
    database::Statement row = db.prepare("SELECT field, before, after FROM corrections");
    while (row.step())
      if (may_be_person(kinds, row.text(0)))
        for (const int at : {1, 2})
          if (!row.is_null(at)) names.insert(row.text(at));
  }
  {
    database::Statement row = db.prepare("SELECT field, value FROM findings WHERE field LIKE '%/%'");
    while (row.step())
      if (may_be_person(kinds, row.text(0))) names.insert(row.text(1));
  }
  return {names.begin(), names.end()};
}

}  // namespace banthuek::report
