#include "pipeline/store/provenance.h"

#include <charconv>
#include <nlohmann/json.hpp>

#include "extractors/types/error.h"
#include "pipeline/base/json_string.h"

namespace banthuek::store {
namespace {

template <typename Number>
void append_number(std::string& out, Number number) {
  char buffer[32];
  const auto end = std::to_chars(buffer, buffer + sizeof buffer, number).ptr;
  out.append(buffer, end);
}

// Takes places out of the JSON as it is read.
class PlacesReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  std::vector<PlacedValue> values;

  bool null() override { return part(); }
  bool boolean(bool) override { return part(); }
  bool number_integer(number_integer_t value) override { return number(static_cast<int>(value)); }
  bool number_unsigned(number_unsigned_t value) override { return number(static_cast<int>(value)); }
  bool number_float(number_float_t value, const string_t&) override { return number(static_cast<int>(value)); }
  bool string(string_t&) override { return part(); }
  bool binary(binary_t&) override { return part(); }
  bool start_object(std::size_t) override { return depth_++ == 0; }
  bool key(string_t& name) override {
    values.push_back({std::move(name), {}});
    parts_ = 0;
    return true;
  }
  bool end_object() override { return true; }
  bool start_array(std::size_t) override {
    if (++depth_ == kPlace) numbers_ = 0;
    return depth_ > 1;
  }
  bool end_array() override {
    if (depth_-- == kPlace && parts_ == kPlaces && numbers_ == std::size(place_))
      values.back().places.push_back({place_[0], {place_[1], place_[2], place_[3], place_[4]}});
    return part();
  }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }

 private:
  static constexpr int kValue = 2, kPlace = 4;  // depth in them; the whole is 1, the list of places 3
  static constexpr int kPlaces = 2;             // parts of a value before its places

  bool number(int value) {
    if (depth_ == kPlace && numbers_ < std::size(place_)) place_[numbers_] = value;
    return part();
  }
  bool part() {
    if (depth_ == kPlace) ++numbers_;
    if (depth_ == kValue) ++parts_;
    return true;
  }

  int depth_ = 0, parts_ = 0, place_[5] = {};
  std::size_t numbers_ = 0;
};

}  // namespace

void ProvenanceWriter::add(std::string_view key, const Field& field, std::string_view held) {
  if (json_.size() > 1) json_ += ',';
  base::append_json_string(json_, key);
  json_ += ":[";
  append_number(json_, field.confidence);
  json_ += ',';
  base::append_json_string(json_, field.rule);
  json_ += ",[";
  for (std::size_t i = 0; i < field.places.size(); ++i) {
    const Place& place = field.places[i];
    json_ += i ? ",[" : "[";
    for (const int number : {place.page, place.box.x, place.box.y, place.box.w, place.box.h}) {
      append_number(json_, number);
      json_ += ',';
    }
    json_.back() = ']';
  }
  json_ += ']';
  const bool raw = field.raw != field.value, value = field.value != held;
  if (raw || value) {
    json_ += ',';
    if (raw)
      base::append_json_string(json_, field.raw);
    else
      json_ += "null";
  }
  if (value) {
    json_ += ',';
    base::append_json_string(json_, field.value);
  }
  json_ += ']';
}

std::string ProvenanceWriter::take() {
  json_ += '}';
  return std::move(json_);
}

ProvenanceReader::ProvenanceReader(std::string_view json) {
  try {
    const auto object = nlohmann::json::parse(json);
    for (const auto& [key, parts] : object.items()) {
      Entry entry;
      entry.field.confidence = parts.at(0).get<double>();
      entry.field.rule = parts.at(1).get<std::string>();
      for (const auto& place : parts.at(2))
        entry.field.places.push_back(
            {place.at(0).get<int>(), {place.at(1).get<int>(), place.at(2).get<int>(), place.at(3).get<int>(), place.at(4).get<int>()}});
      if (parts.size() > 3 && !parts[3].is_null()) entry.raw = parts[3].get<std::string>();
      if (parts.size() > 4) entry.value = parts[4].get<std::string>();
      entries_.emplace(key, std::move(entry));
    }
  } catch (const nlohmann::json::exception& e) {
    throw Error(ErrorKind::kDatabase, "", std::string("a provenance is damaged (") + e.what() + "); see: banthuek verify");
  }
}

std::vector<PlacedValue> placed_values(std::string_view json) {
  PlacesReader reader;
  if (!nlohmann::json::sax_parse(json, &reader)) return {};
  return std::move(reader.values);
}

MaybeField ProvenanceReader::take(const std::string& key, const std::optional<std::string>& held) {
  const auto found = entries_.find(key);
  if (found == entries_.end()) return std::nullopt;
  Field field = std::move(found->second.field);
  field.value = found->second.value ? *found->second.value : held.value_or("");
  field.raw = found->second.raw ? *found->second.raw : field.value;
  return field;
}

}  // namespace banthuek::store
