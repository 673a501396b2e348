// Where values come from, as the JSON of the columns `provenance`: {"title": [confidence, rule, [[page, x, y, w, h]...], raw?,
// value?], ...}. `raw` is null or left out where it equals the value; `value` is there only where the column cannot hold
// it as it was (a number with zeros at its end, or that is none). The view field_values unrolls it.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "extractors/types/record.h"

namespace banthuek::store {

// Builds one object; keys in the order given.
class ProvenanceWriter {
 public:
  // `held`: what the column gives back for the value.
  void add(std::string_view key, const Field& field, std::string_view held);
  void add(std::string_view key, const Field& field) { add(key, field, field.value); }
  std::string take();

 private:
  std::string json_ = "{";
};

// Reads an object into fields by key; `value` is what the columns hold. Throws Error{kDatabase} for what is no such JSON.
class ProvenanceReader {
 public:
  explicit ProvenanceReader(std::string_view json);
  // The field under `key` with `held` as its value, unless the object keeps another; nothing where there is none.
  MaybeField take(const std::string& key, const std::optional<std::string>& held);

 private:
  struct Entry {
    Field field;
    std::optional<std::string> raw, value;
  };
  std::map<std::string, Entry, std::less<>> entries_;
};

// The places alone, in the order written, for who shows a page of results: a third of what all of it takes. Nothing for what is no such JSON.
struct PlacedValue {
  std::string key;
  std::vector<Place> places;
};
std::vector<PlacedValue> placed_values(std::string_view json);

}  // namespace banthuek::store
