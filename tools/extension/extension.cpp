// The search inside SQLite: SELECT * FROM banthuek_search('คุณธรรม') in the sqlite3 shell, Python, datasette.
//
//   .load build/banthuek_search        (Python: connection.load_extension("build/banthuek_search"))
//   SELECT measure, office, snippet FROM banthuek_search('งบประมาณ NOT พัสดุ') LIMIT 5;
//   SELECT * FROM banthuek_search('งบประมาน', 'fuzzy')      options: fuzzy, no_tones, no_synonyms, parted by spaces
//
// Columns: id (of the table measures), measure, document, title, office, province, year, status, page, score, distance,
// snippet; best first, at most 1,000. It opens the file of the connection's main database once more, read-only, so it sees what is
// committed. What goes wrong is said as the error of the statement.
#include <sqlite3ext.h>
SQLITE_EXTENSION_INIT1

#include <new>
#include <string>

#include "tools/extension/search_rows.h"

namespace {

using banthuek::SearchRows;

constexpr const char* kSchema =
    "CREATE TABLE x (id INTEGER, measure TEXT, document TEXT, title TEXT, office TEXT, province TEXT, year INTEGER, status TEXT, "
    "page INTEGER, score REAL, distance INTEGER, snippet TEXT, query HIDDEN, options HIDDEN)";
constexpr int kQueryColumn = 12, kOptionsColumn = 13;

struct Table {
  sqlite3_vtab base{};
  sqlite3* db = nullptr;
  SearchRows rows;
};

struct Cursor {
  sqlite3_vtab_cursor base{};
  banthuek::Rows found;
  std::size_t at = 0;
};

int connect(sqlite3* db, void*, int, const char* const*, sqlite3_vtab** out, char**) {
  const int code = sqlite3_declare_vtab(db, kSchema);
  if (code != SQLITE_OK) return code;
  auto* table = new (std::nothrow) Table;
  if (!table) return SQLITE_NOMEM;
  table->db = db;
  *out = &table->base;
  return SQLITE_OK;
}

int disconnect(sqlite3_vtab* table) {
  delete reinterpret_cast<Table*>(table);
  return SQLITE_OK;
}

// Both arguments go to filter, in their order; without a query there is nothing to look for.
int best_index(sqlite3_vtab*, sqlite3_index_info* info) {
  int query = -1, options = -1;
  for (int i = 0; i < info->nConstraint; ++i) {
    const auto& c = info->aConstraint[i];
    if (c.op != SQLITE_INDEX_CONSTRAINT_EQ) continue;
    if (c.iColumn != kQueryColumn && c.iColumn != kOptionsColumn) continue;
    if (!c.usable) return SQLITE_CONSTRAINT;
    (c.iColumn == kQueryColumn ? query : options) = i;
  }
  if (query >= 0) {
    info->aConstraintUsage[query].argvIndex = 1;
    info->aConstraintUsage[query].omit = 1;
    info->idxNum = 1;
  }
  if (query >= 0 && options >= 0) {
    info->aConstraintUsage[options].argvIndex = 2;
    info->aConstraintUsage[options].omit = 1;
  }
  info->estimatedCost = query >= 0 ? 10 : 1e12;
  info->estimatedRows = 100;
  return SQLITE_OK;
}

int open_cursor(sqlite3_vtab*, sqlite3_vtab_cursor** out) {
  auto* cursor = new (std::nothrow) Cursor;
  if (!cursor) return SQLITE_NOMEM;
  *out = &cursor->base;
  return SQLITE_OK;
}

int close_cursor(sqlite3_vtab_cursor* cursor) {
  delete reinterpret_cast<Cursor*>(cursor);
  return SQLITE_OK;
}

std::string text_of(sqlite3_value* value) {
  const auto* text = reinterpret_cast<const char*>(sqlite3_value_text(value));
  return text ? std::string(text, static_cast<std::size_t>(sqlite3_value_bytes(value))) : std::string();
}

int fail(sqlite3_vtab* table, const std::string& message) {
  sqlite3_free(table->zErrMsg);
  table->zErrMsg = sqlite3_mprintf("%s", message.c_str());
  return SQLITE_ERROR;
}

int filter(sqlite3_vtab_cursor* base, int index, const char*, int count, sqlite3_value** values) {
  auto* cursor = reinterpret_cast<Cursor*>(base);
  auto* table = reinterpret_cast<Table*>(base->pVtab);
  cursor->at = 0;
  if (index == 0 || count < 1) return fail(base->pVtab, "banthuek_search needs a query; write banthuek_search('คุณธรรม')");
  const char* file = sqlite3_db_filename(table->db, "main");
  std::string error;
  cursor->found = table->rows.search(file ? file : "", text_of(values[0]), count > 1 ? text_of(values[1]) : "", error);
  return error.empty() ? SQLITE_OK : fail(base->pVtab, error);
}

int next(sqlite3_vtab_cursor* base) {
  ++reinterpret_cast<Cursor*>(base)->at;
  return SQLITE_OK;
}

int at_end(sqlite3_vtab_cursor* base) {
  const auto* cursor = reinterpret_cast<Cursor*>(base);
  return cursor->at >= cursor->found.size();
}

int column(sqlite3_vtab_cursor* base, sqlite3_context* context, int i) {
  const auto* cursor = reinterpret_cast<Cursor*>(base);
  const banthuek::Row& row = cursor->found[cursor->at];
  const auto text = [&](const std::string& value) {
    if (value.empty())
      sqlite3_result_null(context);
    else
      sqlite3_result_text(context, value.c_str(), static_cast<int>(value.size()), SQLITE_TRANSIENT);
  };
  switch (i) {
    case 0:
      sqlite3_result_int64(context, row.id);
      break;
    case 6:
    case 8:
      if (row.texts[i].empty())
        sqlite3_result_null(context);
      else
        sqlite3_result_int64(context, std::stoll(row.texts[i]));
      break;
    case 9:
      sqlite3_result_double(context, row.score);
      break;
    case 10:
      sqlite3_result_int(context, row.distance);
      break;
    default:
      if (i < kQueryColumn)
        text(row.texts[i]);
      else
        sqlite3_result_null(context);
  }
  return SQLITE_OK;
}

int row_id(sqlite3_vtab_cursor* base, sqlite3_int64* out) {
  *out = static_cast<sqlite3_int64>(reinterpret_cast<Cursor*>(base)->at);
  return SQLITE_OK;
}

sqlite3_module module_of() {
  sqlite3_module m{};
  m.xConnect = connect;  // no xCreate: a table-valued function, no table that can be made
  m.xDisconnect = disconnect;
  m.xBestIndex = best_index;
  m.xOpen = open_cursor;
  m.xClose = close_cursor;
  m.xFilter = filter;
  m.xNext = next;
  m.xEof = at_end;
  m.xColumn = column;
  m.xRowid = row_id;
  return m;
}

}  // namespace

extern "C" __attribute__((visibility("default"))) int sqlite3_extension_init(sqlite3* db, char**, const sqlite3_api_routines* api) {
  SQLITE_EXTENSION_INIT2(api);
  static const sqlite3_module module = module_of();
  return sqlite3_create_module_v2(db, "banthuek_search", &module, nullptr, nullptr);
}
