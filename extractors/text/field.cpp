#include "extractors/text/field.h"

#include <algorithm>

#include "extractors/text/confidence.h"

namespace banthuek::text {

Field make_field(const Excerpt& reading, std::string value, std::string rule) {
  if (std::any_of(reading.pieces.begin(), reading.pieces.end(), [](const Piece& p) { return p.by_pen; })) rule += "+pen";
  Field out{reading.text, std::move(value), {}, value_confidence(reading), std::move(rule)};
  for (const Piece& piece : reading.pieces) {
    const auto at = std::find_if(out.places.begin(), out.places.end(), [&](const Place& p) { return p.page == piece.place.page; });
    if (at == out.places.end())
      out.places.push_back(piece.place);
    else
      at->box = unite(at->box, piece.place.box);
  }
  return out;
}

Field make_field(const Excerpt& reading, std::string rule) { return make_field(reading, reading.text, std::move(rule)); }

Excerpt quote_of(const Field& field) {
  Excerpt out{field.raw, {}};
  if (!field.places.empty()) out.pieces.push_back({0, field.raw.size(), field.places.front(), letter_confidence(field.confidence, field.raw)});
  return out;
}

}  // namespace banthuek::text
