// Layouts and vocabularies as read from schemas/: what the extractors know of documents.
// Plain values once loaded (schema_load.h); share them freely.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/rule.h"
#include "extractors/schema/vocabulary.h"

namespace banthuek::schema {

// A heading that begins a logical document, or a part of one, on the page it stands on.
struct Start {
  std::vector<std::string> headings;  // a line of its own, letters may be misread
  std::vector<std::string> after;     // kinds of document that it only goes on with: an annex
  bool whole_line = true;             // the heading is the whole line, or only its beginning
  double zone = 0.4;                  // it stands within this share of the page's height from the top
  int line = 0;
};

// A column of a table: what it holds, and how its heading may read.
struct SchemaColumn {
  std::string role;                   // one of column_roles()
  std::vector<std::string> headings;  // whole headings, letters may be misread
  std::vector<std::string> words;     // stretches that tell it where the heading as a whole is unknown
  std::string content;                // how to know it where no heading helps: "number", "item", "office", "period", "mark", ""
  std::vector<Sample> rejects;        // headings that are not this column's
  std::string file;
  int line = 0;
};

struct SchemaTable {
  std::string records;                    // "measures" or "scores"; empty: this layout describes no table
  std::vector<std::string> needs;         // roles that must be there
  std::vector<std::string> needs_one_of;  // and one of these
};

struct SchemaLayout {
  std::string name;
  int version = 1;
  std::string about;
  std::string file;
  std::vector<Start> starts;
  std::vector<TextRule> rules;
  SchemaTable table;
  std::vector<SchemaColumn> columns;
};

struct Schemas {
  std::vector<SchemaLayout> layouts;  // by file name
  Vocabulary vocabulary;

  // All rules for a target, in the order of files and lines.
  std::vector<const TextRule*> rules(std::string_view target) const;
};

// Closed lists; schemas/README.md describes each.
const std::vector<std::string>& rule_targets();
const std::vector<std::string>& column_roles();

}  // namespace banthuek::schema
