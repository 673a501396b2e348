#include "extractors/check/declared.h"

#include <algorithm>
#include <optional>

#include "extractors/text/fold.h"
#include "extractors/text/normalise.h"
#include "extractors/values/dates.h"

namespace banthuek::check {
namespace {

constexpr const char* kDiffers = "given_differs";
constexpr const char* kNotStated = "given_not_stated";

// The name with its kind written out, folded.
std::u32string office_key(const std::string& name, const schema::Vocabulary& vocabulary) {
  const std::string inside = text::squeeze(text::to_internal(name));
  for (const schema::OrganisationKind& kind : vocabulary.organisation_kinds)
    for (const std::string& shorter : kind.shorts)
      if (inside.starts_with(shorter)) return text::fold(kind.word + inside.substr(shorter.size())).text;
  return text::fold(inside).text;
}

// Without the word for its kind: what is left is the office's own name.
std::u32string own_name(const std::u32string& key, const schema::Vocabulary& vocabulary) {
  for (const schema::OrganisationKind& kind : vocabulary.organisation_kinds) {
    const std::u32string word = text::fold(kind.word).text;
    if (key.size() > word.size() && key.starts_with(word)) return key.substr(word.size());
  }
  return key;
}

bool same_office(const std::string& given, const Organisation& read, const schema::Vocabulary& vocabulary) {
  const std::u32string wanted = office_key(given, vocabulary);
  std::vector<std::u32string> names{office_key(read.name->value, vocabulary)};
  for (const schema::Office& office : vocabulary.offices)
    if (!read.dla_code.empty() && office.dla_code == read.dla_code) names.push_back(office_key(office.name, vocabulary));
  return std::any_of(names.begin(), names.end(), [&](const std::u32string& name) { return name == wanted || own_name(name, vocabulary) == wanted; });
}

std::u32string district_key(const std::string& name) {
  const std::string inside = text::squeeze(text::to_internal(name));
  for (const std::string_view prefix : {"อำเภอ", "กิ่งอำเภอ", "เขต", "อ."})
    if (inside.starts_with(prefix) && inside.size() > prefix.size()) return text::fold(inside.substr(prefix.size())).text;
  return text::fold(inside).text;
}

// อำเภอเมือง is written for the district of the province's town: เมืองนครราชสีมา.
bool same_district(const std::string& given, const std::string& read) {
  const std::u32string a = district_key(given), b = district_key(read), town = U"เมือง";
  return a == b || (a == town && b.starts_with(town)) || (b == town && a.starts_with(town));
}

bool same_year(const std::string& given, const std::string& read) {
  const std::optional<int> a = values::common_era(text::ascii_digits(text::squeeze(given))),
                           b = values::common_era(text::ascii_digits(text::squeeze(read)));
  return a && b ? *a == *b : text::squeeze(given) == text::squeeze(read);
}

struct Fact {
  const char* path;
  std::string Declared::*given;
  const MaybeField& (*read)(const Document&);
};

const Fact kFacts[] = {
    {"organisation/name", &Declared::office, [](const Document& d) -> const MaybeField& { return d.organisation.name; }},
    {"organisation/district", &Declared::district, [](const Document& d) -> const MaybeField& { return d.organisation.district; }},
    {"fiscal_year", &Declared::year, [](const Document& d) -> const MaybeField& { return d.fiscal_year; }},
};

bool same(const Fact& fact, const std::string& given, const Document& document, const schema::Vocabulary& vocabulary) {
  if (fact.given == &Declared::office) return same_office(given, document.organisation, vocabulary);
  const std::string& read = fact.read(document)->value;
  return fact.given == &Declared::district ? same_district(given, read) : same_year(given, read);
}

void add_once(Document& to, Finding finding) {
  if (std::find(to.findings.begin(), to.findings.end(), finding) == to.findings.end()) to.findings.push_back(std::move(finding));
}

}  // namespace

void check_given(const std::vector<Declared>& given, std::vector<Document>& documents, const schema::Vocabulary& vocabulary) {
  for (Document& document : documents) std::erase_if(document.findings, [](const Finding& f) { return f.code == kDiffers || f.code == kNotStated; });
  for (const Declared& row : given)
    for (const Fact& fact : kFacts) {
      const std::string& wanted = row.*fact.given;
      if (wanted.empty() || documents.empty()) continue;
      bool stated = false;
      for (Document& document : documents) {
        const MaybeField& read = fact.read(document);
        if (!read) continue;
        stated = true;
        if (!same(fact, wanted, document, vocabulary))
          add_once(document, {kDiffers, Severity::kWarning, read->places.empty() ? document.first_page : read->places.front().page, fact.path,
                              read->value, "the manifest says " + wanted, wanted});
      }
      if (!stated)
        add_once(documents.front(),
                 {kNotStated, Severity::kInfo, 0, fact.path, "", "the manifest says " + wanted + "; no document of the file says it", wanted});
    }
}

}  // namespace banthuek::check
