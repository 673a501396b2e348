#include "extractors/types/document_codec.h"

#include <nlohmann/json.hpp>

#include "extractors/types/fields.h"

namespace banthuek {
inline namespace types {
namespace {

using Json = nlohmann::json;

Json to_json(const Field& field) {
  Json places = Json::array();
  for (const Place& p : field.places) places.push_back({p.page, p.box.x, p.box.y, p.box.w, p.box.h});
  return Json::array({field.raw, field.value, field.confidence, field.rule, std::move(places)});
}

// Throws Json::exception for what is no whole number, or no page, pixel or count could be: nlohmann would cut it to something.
int int_of(const Json& json) {
  if (!json.is_number_integer()) throw Json::type_error::create(302, "no whole number", &json);
  const auto n = json.get<std::int64_t>();
  if (n < -1'000'000'000 || n > 1'000'000'000) throw Json::out_of_range::create(406, "too large a number", &json);
  return static_cast<int>(n);
}

// nlohmann would go through a value that is no list, and give nothing of what is not there.
const Json& list(const Json& json) {
  if (!json.is_array()) throw Json::type_error::create(302, "no list", &json);
  return json;
}

Field to_field(const Json& json) {
  Field field{json.at(0), json.at(1), {}, json.at(2), json.at(3)};
  for (const Json& p : list(json.at(4)))
    field.places.push_back({int_of(p.at(0)), {int_of(p.at(1)), int_of(p.at(2)), int_of(p.at(3)), int_of(p.at(4))}});
  return field;
}

// The members of each struct under their names, for writing and reading alike: the fields, and what is no field.
template <typename V, typename Record>
void members(V& v, Record& record) {
  visit_fields(record, [&](const FieldInfo& info, auto& member) { v(info.key, member); });
}
template <typename V>
void members(V& v, Finding& f) {
  v("code", f.code), v("severity", f.severity), v("page", f.page), v("field", f.field), v("value", f.value), v("reason", f.reason),
      v("reading", f.reading);
}
template <typename V>
void members(V& v, DataCell& c) {
  v("field", c.field), v("type", c.type);
}
template <typename V>
void members(V& v, DataRow& r) {
  v("cells", r.cells), v("is_sum", r.is_sum);
}
template <typename V>
void members(V& v, DataColumn& c) {
  v("heading", c.heading), v("type", c.type);
}
template <typename V>
void members(V& v, DataTable& t) {
  v("first_page", t.first_page), v("last_page", t.last_page), v("caption", t.caption), v("layout", t.layout), v("columns", t.columns),
      v("rows", t.rows);
}
template <typename V>
void members(V& v, RecordField& f) {
  v("name", f.name), v("type", f.type), v("value", f.value);
}
template <typename V>
void members(V& v, TableRecord& r) {
  v("kind", r.kind), v("table", r.table), v("row", r.row), v("fields", r.fields);
}
template <typename V>
void members(V& v, Document& d) {
  v("first_page", d.first_page), v("last_page", d.last_page), v("layouts", d.layouts), v("tables", d.tables), v("findings", d.findings);
  visit_fields(d, [&](const FieldInfo& info, auto& member) { v(info.key, member); });
}

struct Writer {
  Json json = Json::object();

  void operator()(const char* key, int& value) { json[key] = value; }
  void operator()(const char* key, std::string& value) { json[key] = value; }
  void operator()(const char* key, Severity& value) { json[key] = static_cast<int>(value); }
  void operator()(const char* key, CellType& value) { json[key] = name_of(value); }
  void operator()(const char* key, bool& value) { json[key] = value; }
  void operator()(const char* key, Field& field) { json[key] = to_json(field); }
  template <typename T>
  void operator()(const char* key, T& value) {
    json[key] = write(value);
  }
  template <typename T>
  void operator()(const char* key, std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  template <typename T>
  void operator()(const char* key, std::vector<T>& values) {
    Json& out = json[key] = Json::array();
    for (T& value : values) out.push_back(write(value));
  }

  static Json write(std::string& text) { return text; }
  template <typename T>
  static Json write(T& value) {
    Writer inner;
    members(inner, value);
    return std::move(inner.json);
  }
};

// Throws Json::exception where the shape is another.
struct Reader {
  const Json& json;

  void operator()(const char* key, int& value) { value = int_of(json.at(key)); }
  void operator()(const char* key, std::string& value) { json.at(key).get_to(value); }
  void operator()(const char* key, Severity& value) {
    const int n = int_of(json.at(key));
    value = n == 0 ? Severity::kInfo : n == 1 ? Severity::kWarning : Severity::kError;
  }
  void operator()(const char* key, CellType& value) {
    const Json& name = json.at(key);
    const auto type = name.is_string() ? cell_type(name.get_ref<const std::string&>()) : std::nullopt;
    if (!type) throw Json::type_error::create(302, "no type of a cell", &name);
    value = *type;
  }
  void operator()(const char* key, bool& value) { json.at(key).get_to(value); }
  void operator()(const char* key, Field& field) { field = to_field(json.at(key)); }
  template <typename T>
  void operator()(const char* key, T& value) {
    read(json.at(key), value);
  }
  template <typename T>
  void operator()(const char* key, std::optional<T>& value) {
    if (json.contains(key)) (*this)(key, value.emplace());
  }
  template <typename T>
  void operator()(const char* key, std::vector<T>& values) {
    for (const Json& element : list(json.at(key))) read(element, values.emplace_back());
  }

  static void read(const Json& json, std::string& text) { json.get_to(text); }
  template <typename T>
  static void read(const Json& json, T& value) {
    if (!json.is_object()) throw Json::type_error::create(302, "no object", &json);
    Reader inner{json};
    members(inner, value);
  }
};

template <typename T>
std::optional<T> read_whole(const Json& json) {
  try {
    T value;
    Reader::read(json, value);
    return value;
  } catch (const Json::exception&) {
    return std::nullopt;
  }
}

}  // namespace

Json document_to_json(const Document& document) {
  Document copy = document;  // members() serves reading too, so it takes values that may change
  return Writer::write(copy);
}

std::optional<Document> document_from_json(const Json& json) { return read_whole<Document>(json); }

Json finding_to_json(const Finding& finding) {
  Finding copy = finding;
  return Writer::write(copy);
}

std::optional<Finding> finding_from_json(const Json& json) { return read_whole<Finding>(json); }

}  // namespace types
}  // namespace banthuek
