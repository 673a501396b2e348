#include "pipeline/store/content.h"

#include <algorithm>
#include <charconv>
#include <span>

#include "pipeline/base/hex.h"
#include "pipeline/base/json_string.h"
#include "pipeline/base/sha256.h"

namespace banthuek::store {
namespace {

// Rows that belong to a document or file and are made anew from what is there.
constexpr std::string_view kDerived[] = {"passages"};
// Held against the history by themselves.
constexpr std::string_view kApart[] = {"documents", "file_places"};

void append_value(const database::Statement& row, int column, std::string& out) {
  char number[40];
  switch (sqlite3_column_type(row.handle(), column)) {
    case SQLITE_INTEGER:
      out.append(number, std::to_chars(number, number + sizeof number, row.integer(column)).ptr);
      return;
    case SQLITE_FLOAT:
      out.append(number, std::to_chars(number, number + sizeof number, row.real(column)).ptr);
      return;
    case SQLITE_BLOB:
      out += '"';
      base::append_hex(out, row.view(column));
      out += '"';
      return;
    default:
      base::append_json_string(out, row.view(column));
  }
}

// The columns from `first` on that are not null, each with a comma before it unless the object is at its beginning.
void append_columns(const database::Statement& row, int first, std::string& out) {
  for (int i = first; i < sqlite3_column_count(row.handle()); ++i) {
    if (row.is_null(i)) continue;
    if (out.back() != '{') out += ',';
    base::append_json_string(out, sqlite3_column_name(row.handle(), i));
    out += ':';
    append_value(row, i, out);
  }
}

bool contains(std::span<const std::string_view> list, std::string_view name) { return std::find(list.begin(), list.end(), name) != list.end(); }

struct Reference {
  std::string column, table;
};

std::vector<Reference> references_of(database::Database& db, const std::string& table) {
  std::vector<Reference> out;
  database::Statement row = db.prepare("SELECT \"from\", \"table\" FROM pragma_foreign_key_list(?) ORDER BY \"from\"");
  for (row.bind(table); row.step();) out.push_back({row.text(0), row.text(1)});
  return out;
}

std::vector<std::string> columns_of(database::Database& db, const std::string& table) {
  std::vector<std::string> out;
  database::Statement row = db.prepare("SELECT name FROM pragma_table_info(?) ORDER BY cid");
  for (row.bind(table); row.step();) out.push_back(row.text(0));
  return out;
}

std::string identifier(const std::string& name) { return '"' + name + '"'; }

}  // namespace

// A table with its rows' own columns and the tables whose rows belong to them.
struct ContentReader::Table {
  std::string name;
  std::string select;  // id first (null where there is none), then columns; one parameter: the row itself, or the one that it belongs to
  std::vector<Table> children;

  Table(database::Database& db, std::string name_, const std::string& owner) : name(std::move(name_)) {
    const std::vector<std::string> columns = columns_of(db, name);
    const std::vector<Reference> references = references_of(db, name);
    const auto has = [&](const char* column) { return std::find(columns.begin(), columns.end(), column) != columns.end(); };
    std::string by = "id", list;
    for (const std::string& column : columns) {
      if (column == "id") continue;
      const auto reference = std::find_if(references.begin(), references.end(), [&](const Reference& r) { return r.column == column; });
      if (reference == references.end()) {
        list += ", t." + identifier(column);
      } else if (reference->table == owner) {
        by = column;
      } else if (owner.empty() || (reference->table != "files" && reference->table != "documents")) {
        // Another row's number says nothing elsewhere: what that row says does.
        for (const std::string& of_other : columns_of(db, reference->table))
          if (of_other != "id")
            list += ", (SELECT o." + identifier(of_other) + " FROM " + identifier(reference->table) + " o WHERE o.id = t." + identifier(column) +
                    ") AS " + identifier(column + "." + of_other);
      }
    }
    // A finding of a document stands there, though it names its file too.
    const bool of_document = std::any_of(references.begin(), references.end(), [](const Reference& r) { return r.table == "documents"; });
    select = std::string("SELECT ") + (has("id") ? "t.id" : "NULL") + list + " FROM " + identifier(name) + " t WHERE t." + identifier(by) + " = ?" +
             (owner == "files" && of_document ? " AND t.document IS NULL" : "") + " ORDER BY " +
             (has("number") ? "t.number"
              : has("id")   ? "t.id"
                            : "1");
    if (!has("id")) return;
    std::vector<std::string> tables;
    {
      database::Statement row = db.prepare(
          "SELECT DISTINCT s.name FROM sqlite_schema s, pragma_foreign_key_list(s.name) f WHERE s.type = 'table' AND f.\"table\" = ? ORDER BY 1");
      for (row.bind(name); row.step();) tables.push_back(row.text(0));
    }
    for (const std::string& child : tables)
      if (child != name && !contains(kDerived, child) && !contains(kApart, child)) children.emplace_back(db, child, name);
  }

  void add_names(std::vector<std::string>& names) const {
    names.push_back(name);
    for (const Table& child : children) child.add_names(names);
  }
};

ContentReader::ContentReader(database::Database& db) : db_(db) {}
ContentReader::~ContentReader() = default;

void ContentReader::append_rows(const Table& table, std::int64_t owner, std::string& out) {
  // Rows belong to rows of other tables only, so no statement is used inside itself.
  database::Statement row = db_.prepare(table.select);
  bool first = true;
  for (row.bind(owner); row.step();) {
    out += first ? "{" : ",{";
    first = false;
    append_columns(row, 1, out);
    for (const Table& child : table.children) {
      const std::size_t before = out.size();
      if (out.back() != '{') out += ',';
      base::append_json_string(out, child.name);
      out += ":[";
      const std::size_t empty = out.size();
      append_rows(child, row.integer(0), out);
      if (out.size() == empty)
        out.resize(before);
      else
        out += ']';
    }
    out += '}';
  }
}

std::string ContentReader::document_text(std::int64_t id) {
  if (!document_) document_ = std::make_unique<Table>(db_, "documents", "");
  std::string out;
  append_rows(*document_, id, out);
  return out;
}

std::string ContentReader::file_text(std::int64_t id) {
  if (!file_) file_ = std::make_unique<Table>(db_, "files", "");
  std::string out;
  append_rows(*file_, id, out);
  return out;
}

FileContents ContentReader::contents_of_file(std::int64_t id) {
  FileContents out;
  {
    database::Statement row = db_.prepare("SELECT sha256 FROM files WHERE id = ?");
    if (row.bind(id).step()) out.file.name = "file " + row.text(0);
  }
  out.file.hash = base::sha256_hex(file_text(id));
  std::vector<std::pair<std::int64_t, std::string>> documents;
  {
    database::Statement row = db_.prepare("SELECT id, key FROM documents WHERE file = ? ORDER BY first_page");
    for (row.bind(id); row.step();) documents.emplace_back(row.integer(0), row.text(1));
  }
  for (const auto& [document, key] : documents) out.documents.push_back({"document " + key, base::sha256_hex(document_text(document))});
  return out;
}

std::vector<std::string> ContentReader::tables() const {
  std::vector<std::string> out;
  Table(db_, "documents", "").add_names(out);
  Table(db_, "files", "").add_names(out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::string FileContents::digest() const {
  base::Digest digest;
  digest.add(file.name).add(file.hash);
  for (const Content& document : documents) digest.add(document.name).add(document.hash);
  return digest.hex();
}

std::string row_text(const database::Statement& row) {
  std::string out = "{";
  append_columns(row, 0, out);
  return out + '}';
}

std::string ledger_digest(database::Database& db, std::string_view path) {
  database::Statement row = db.prepare("SELECT * FROM ledger WHERE path = ?");
  return row.bind(path).step() ? base::sha256_hex(row_text(row)) : "";
}

std::string correction_digest(database::Database& db, std::int64_t id) {
  database::Statement row =
      db.prepare("SELECT sha256, first_page, field, anchor, before, after, who, at, why, picture, place FROM corrections WHERE id = ?");
  return row.bind(id).step() ? base::sha256_hex(row_text(row)) : "";
}

std::string casework_digest(database::Database& db, std::int64_t id) {
  database::Statement row = db.prepare("SELECT at, who, action, dossier, document, field, seen, text FROM casework WHERE id = ?");
  return row.bind(id).step() ? base::sha256_hex(row_text(row)) : "";
}

bool is_derived_setting(std::string_view name) { return name.starts_with("indexed_to") || name == "last_segment" || name == "upgrading"; }

}  // namespace banthuek::store
