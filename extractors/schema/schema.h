// Layouts and vocabularies as read from schemas/: what the extractors know of documents.
// Plain values once loaded (schema_load.h); share them freely.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/known_texts.h"
#include "extractors/schema/record_kind.h"
#include "extractors/schema/rule.h"
#include "extractors/schema/vocabulary.h"

namespace banthuek::schema {

// What begins a logical document on the page it stands on: a heading, a pattern of a line, or the fields of a header, or a heading with such
// fields below it.
struct Start {
  std::vector<std::string> headings;     // a line of its own, letters may be misread
  bool whole_line = true;                // the heading is the whole line, or only its beginning, a body's name behind it
  std::shared_ptr<const RE2> pattern;    // of a line, instead of headings
  std::vector<std::string> fields;       // targets whose rules match lines, one below the other
  int least = 0;                         // so many of them; 0: all
  std::vector<std::string> without;      // lines above or among them that begin so make it another kind
  double zone = 0.4;                     // it stands within this share of the page's height from the top
  bool splits = true;                    // false: it tells what kind a file's first page is, and begins no document inside a file
  std::vector<Sample> matches, rejects;  // tops of pages, a line of text each line
  int line = 0;
};

// A kind of documents, of a layout that is one.
struct DocumentKind {
  std::string name;                  // one of document_kinds(); empty: this layout is none
  std::vector<std::string> never;    // records that such a document has not: of never_kinds()
  bool year_in_title = false;        // its fiscal year stands in title or subject, nowhere else: the body speaks of other years
  bool to_others = false;            // its addressee and subject name other offices than the one that writes
  std::vector<std::string> offices;  // beginnings of a department that is itself the office that writes, where no known kind of office is named
  std::vector<std::string> seats;  // words before the province that sits there, ศาลากลางจังหวัด + น่าน: the office where no other is named
};

// A column of a table: what it holds, and how its heading may read.
struct SchemaColumn {
  std::string role;             // one of column_roles()
  KnownTexts headings;          // whole headings, letters may be misread
  KnownTexts words;             // stretches that tell it where the heading as a whole is unknown
  KnownTexts denies;            // stretches that say that the heading is not this column's: of how many, not of how much
  bool weak = false;            // such a heading names the role only where no other does, and says nothing of what the table is about
  std::string besides;          // the role that such a heading names beside another column of `role`; "" for none
  std::string content;          // how to know it where no heading helps: "number", "item", "office", "period", "mark", ""
  std::vector<Sample> rejects;  // headings that are not this column's
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
  DocumentKind document;
  std::vector<Start> starts;
  std::vector<TextRule> rules;
  SchemaTable table;
  std::vector<SchemaColumn> columns;
};

struct Schemas {
  std::vector<SchemaLayout> layouts;  // by file name
  std::vector<RecordKind> records;    // by file name
  Vocabulary vocabulary;

  // All rules for a target, in the order of files and lines.
  std::vector<const TextRule*> rules(std::string_view target) const;
};

// The rules of one layout for a target.
std::vector<const TextRule*> rules_of(const SchemaLayout& layout, std::string_view target);

// Closed lists; schemas/README.md describes each.
const std::vector<std::string>& rule_targets();
const std::vector<std::string>& column_roles();
const std::vector<std::string>& document_kinds();
const std::vector<std::string>& never_kinds();

}  // namespace banthuek::schema
