// A Page as JSON and back: the shape of `read --format json` (DESIGN.md) with what else a Page holds beside it, so that
// nothing is lost on the way. Used by the command `read`, the worker protocol, the page cache and tests from saved
// pages.
//
// {"page", "width", "height", "dpi", "turned", "skew", "source", "source_reason", "text",
//  "lines": [{"text", "box": [x, y, w, h], "confidence", "baseline", "script": "print|handwriting",
//             "words": [{"text", "box", "confidence"}]}],
//  "tables": [{"box", "rows", "columns", "edges": "ruled|open",
//              "cells": [{"row", "column", "row_span", "column_span", "text", "box", "confidence", "lines",
//              "marks"}]}],
//  "flow": [["line"|"table", index], ...], "marks": [{"kind", "box", "confidence"}], "regions": [{"kind", "box",
//  "confidence"}], "findings": [{"code", "severity", "page", "field", "value", "reason", "reading"}]}
//
// Boxes are in pixels of the page picture, origin at the top left; "text" is page_text and is not read back. Doubles
// are written so that they come back exactly. Pure; safe from any thread.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/types/page.h"

namespace banthuek {
inline namespace types {

// Bytes in a Page that are no UTF-8 come out as U+FFFD.
nlohmann::ordered_json page_to_json(const Page& page);
std::string page_to_json_text(const Page& page);  // on one line

// Gives nothing for text that is no JSON, a key of the wrong type, an unknown name of a kind, a flow that names what is
// not there or names it twice, a cell outside its table: input may come from a worker that read a hostile file. Missing
// optional keys get the value of an empty Page; unknown keys are passed over. Never throws.
std::optional<Page> page_from_json(const nlohmann::json& json);
std::optional<Page> page_from_json_text(std::string_view text);

}  // namespace types
}  // namespace banthuek
