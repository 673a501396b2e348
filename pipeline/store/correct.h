// Corrects a value of a stored document, and carries corrections from one database to another.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>

#include "pipeline/store/corrections.h"
#include "pipeline/store/store.h"

namespace banthuek::store {

// Sets a field of a stored document (nothing: takes the value away) and keeps the correction. Digits of years and numbers may
// be Thai and dates written out (๕ เม.ย. ๒๕๖๖). `place`: where it stands on the paper, if nothing was read there; with it the field may be one of the
// row behind the last of a list, which the reader missed. Throws Error{kUsage} where the document or the path is unknown, or `who` or
// `why` is empty, or the value does not fit the field, or the place is none of the document.
void correct(Store& store, std::string_view key, std::string_view field, const std::optional<std::string>& after, std::string_view who,
             std::string_view why, const std::optional<Place>& place = std::nullopt);

// Adds a row that the reader missed to a list ("measures", "signatures", "oit_items", "scores", or a kind of records that the database knows): a
// correction for each value, all or none. Gives the path of the row. `values`: the path in the row ("title") and what stands there. Throws as
// `correct`, and where a row was added at this place before. `described`: the kind of that name, made known to a database that does not know it.
std::string add_row(Store& store, std::string_view key, std::string_view list, std::span<const std::pair<std::string, std::string>> values,
                    const Place& place, std::string_view who, std::string_view why, const schema::RecordKind* described = nullptr);

// Takes all values of a row that a person added away again, and with them the row. Throws where it was read.
void take_out_row(Store& store, std::string_view key, std::string_view row, std::string_view who, std::string_view why);

// What reviewers say of values that were given as certain (confidence of 0.95 and more): the leading figure, estimated on the archive itself.
struct CertainValues {
  long looked_at = 0;  // in documents that somebody reviewed, and those that somebody changed
  long changed = 0;    // of them; a change that was taken back is none. Corrections made before the confidence was kept do not count
};
CertainValues certain_values(database::Database& db);

// Copies the corrections of a content from another database, before the content is put; each stands in the history.
void take_corrections(Store& to, database::Database& from, std::string_view sha256);

}  // namespace banthuek::store
