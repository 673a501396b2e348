// The closed lists that values are held against: offices, places, months' companions, titles, statuses, groups, levels, OIT items.
//
// Data of schemas/vocabularies/, read by load_schemas. Absence from a list is a finding at most, never a reason to alter what was
// read. Plain values; share between threads freely.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

namespace banthuek::schema {

struct Office {
  std::string dla_code;  // 7 digits; empty for Bangkok
  std::string name;      // with the type word: เทศบาลตำบลกุดจิก
  std::string type;      // อบต., เทศบาลตำบล, ...
  std::string district, province;
};

struct Province {
  std::string name, letters;  // letters: used in memo references
  std::vector<std::string> districts;
};

struct OitTitle {
  int year = 0;
  std::string code;  // "O1"
  std::string title;
  bool sure = false;  // number and title
};

// A kind of body, as its name begins: "องค์การบริหารส่วนตำบล", short "อบต."
struct OrganisationKind {
  std::string word;  // the full form
  std::string type;  // as in Office::type where it is a local government
  std::vector<std::string> shorts;
  // A ministry, a department, a commission: named in every paper, its own name may hold words that end others.
  bool central = false;
};

// How the names of offices beyond organisation_kinds are built.
struct OfficeWords {
  std::vector<std::string> heads;         // what an office is: สำนักงาน, ศูนย์; behind it its field, a mark and a place
  std::vector<std::string> marks;         // what stands before the place: จังหวัด, อำเภอ
  std::vector<std::string> numbered;      // before a number: ที่, เขต, ภาค
  std::vector<std::string> not_numbered;  // words that end so and number something else: ครั้งที่
  std::vector<std::string> never;         // words that no field of an office holds
  std::vector<std::string> named;         // what stands right before the place: เรือนจำกลาง
  std::vector<std::string> issuing;       // named everywhere: the office only behind what it issues (ประกาศอำเภอ...)
  std::vector<std::string> shared;        // ends of names that several bear: their place stands behind a space
  std::vector<std::string> never_alone;   // of these, ends of names that no office bears without its place or number
  std::vector<std::string> letters;       // of references of ministries: มท
};

struct Level {
  std::string name;                // "AA", "ผ่านดี"
  int from_year = 0, to_year = 0;  // fiscal years, inclusive
  double least = 0, most = 100;    // of the total

  // Whether a total, rounded to two decimals, lies within the bounds.
  bool holds(double total) const;
};

struct Vocabulary {
  std::vector<Office> offices;
  std::unordered_set<std::string> office_names;  // of offices
  std::vector<Province> provinces;
  std::vector<std::string> province_names, place_names;  // of the provinces; of them and of all districts
  std::vector<OitTitle> oit_titles;
  std::vector<OrganisationKind> organisation_kinds;
  OfficeWords office_words;
  std::vector<std::string> titles;                           // of persons, ranks among them; longest first
  std::vector<std::string> departments;                      // สำนักปลัด, กองคลัง, ...; longest first
  std::vector<std::string> positions;                        // occupations and offices held; longest first
  std::map<std::string, std::vector<std::string>> statuses;  // "done" -> wordings
  std::vector<std::string> chosen_marks, empty_marks;        // as characters
  std::map<std::string, std::vector<std::string>> groups;    // "IIT" -> wordings
  std::map<std::string, std::string> indicators;             // indicator -> its group
  std::vector<Level> levels;
  std::map<std::string, double> weights;  // "IIT" -> 30

  std::vector<std::u32string> spellings;  // common words that misreadings are mended by (spelling.h); longest first
  std::vector<std::u32string> spared;     // words of the language near to one of them

  const Province* province(std::string_view name) const;
  // Whether a total is of the level of that name, in any year; nothing where no year has such a level.
  std::optional<bool> is_of_level(double total, std::string_view name) const;
};

}  // namespace banthuek::schema
