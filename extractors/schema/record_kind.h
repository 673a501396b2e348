// Kinds of records that files of schemas/records describe: rows of tables, with the wordings of headings by which their columns are known.
//
// One file is one kind, and enough: no code, no migration and no string names it anywhere else. What readers of a database need of a kind (names,
// titles, types, what is searched and counted) is written into that database with its first record (definition_json), so that a database is read
// without the file that made it. Plain values; share them freely.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "extractors/schema/known_texts.h"
#include "extractors/schema/rule.h"
#include "extractors/types/record.h"

namespace banthuek::schema {

struct KindTitle {
  std::string th, en;
};

enum class FieldFacet { kNone, kValue, kRange };  // how a search counts it: by value, or (figures) by size

struct KindField {
  std::string name;
  KindTitle title;
  CellType type = CellType::kText;
  bool search = false;
  FieldFacet facet = FieldFacet::kNone;
  // What only the reading of tables needs.
  KnownTexts headings, words;       // as those of a layout's column
  std::vector<Sample> rejects;      // headings that are not this field's
  std::vector<std::string> units;   // that may stand behind its figures: "ราย"
  std::vector<std::string> values;  // all that it may hold; empty: anything
  std::optional<double> min, max;   // of figures
  int line = 0;
};

// A small table as text, and the records it must give.
struct KindSample {
  std::vector<std::string> headings;
  std::vector<std::vector<std::string>> rows;
  std::vector<std::vector<std::pair<std::string, std::string>>> gives;  // name and value of each field that a record has
  int line = 0;
};

struct RecordKind {
  std::string name;  // "purchase_plan": of its view (record_NAME), in --in, in addresses
  int version = 1;
  std::string about, file;
  KindTitle title;
  std::vector<std::string> needs;  // fields whose columns a table must have; a row without the first of them is no record
  std::vector<std::string> sums;   // what stands first in a row of sums, beside what every table's may say
  std::vector<KindField> fields;
  std::vector<KindSample> samples;
  std::vector<std::vector<std::string>> rejects;  // headings of tables that are none

  const KindField* field(std::string_view name) const;
};

// The kind of that name; null: there is none.
const RecordKind* kind_named(std::span<const RecordKind> kinds, std::string_view name);

// Lower-case letters, digits and underscores, a letter first: what may stand in SQL, JSON and addresses as it is.
bool is_plain_name(std::string_view name);

// What a database keeps of a kind, and back. Nothing for what is no such definition: a file from elsewhere may hold anything.
std::string definition_json(const RecordKind& kind);
std::optional<RecordKind> kind_of_definition(std::string_view json);

}  // namespace banthuek::schema
