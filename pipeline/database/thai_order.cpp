#include "pipeline/database/thai_order.h"

#include <unicode/coll.h>

#include <cstring>
#include <memory>
#include <string_view>

namespace banthuek::database {
namespace {

int compare(void* collator, int a_size, const void* a, int b_size, const void* b) {
  const icu::StringPiece left(static_cast<const char*>(a), a_size), right(static_cast<const char*>(b), b_size);
  UErrorCode status = U_ZERO_ERROR;
  if (collator) return static_cast<const icu::Collator*>(collator)->compareUTF8(left, right, status);
  return std::string_view(left.data(), static_cast<std::size_t>(a_size)).compare({right.data(), static_cast<std::size_t>(b_size)});
}

void make(void*, sqlite3* db, int, const char* name) {
  if (std::strcmp(name, "thai") != 0) return;
  UErrorCode status = U_ZERO_ERROR;
  std::unique_ptr<icu::Collator> collator(icu::Collator::createInstance(icu::Locale("th"), status));
  if (U_FAILURE(status)) collator.reset();
  const auto end = [](void* one) { delete static_cast<icu::Collator*>(one); };
  // SQLite deletes it with the connection, and not where it refuses the collation.
  if (sqlite3_create_collation_v2(db, name, SQLITE_UTF8, collator.get(), compare, end) == SQLITE_OK) collator.release();
}

}  // namespace

void provide_thai_order(sqlite3* db) { sqlite3_collation_needed(db, nullptr, make); }

}  // namespace banthuek::database
