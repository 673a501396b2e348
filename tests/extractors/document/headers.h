// Headers of memos, letters and orders as one line of text, for the tests of what is read out of them.
#pragma once

#include <optional>
#include <stdexcept>
#include <string>
#include <vector>

#include "extractors/document/memo.h"
#include "extractors/document/reading_order.h"
#include "tests/extractors/text_pages.h"

namespace banthuek::document {

inline const schema::SchemaLayout& layout(const char* name) {
  for (const schema::SchemaLayout& l : test::schemas().layouts)
    if (l.name == name) return l;
  throw std::out_of_range(name);
}

// department|telephone|reference|date|subject|to| and the findings.
inline std::string shown(const std::optional<MemoHeader>& header) {
  if (!header) return "no memo";
  const Memo& m = header->memo;
  std::string out;
  for (const MaybeField* f : {&m.department, &m.telephone, &m.reference, &m.date, &m.subject, &m.to}) out += (*f ? (*f)->value : "") + "|";
  for (const Finding& f : header->findings) out += " " + f.code + " " + f.field;
  return out;
}

// The same of a text whose header begins with its first line.
inline std::string header(const char* kind, const std::string& text) {
  const std::vector<Page> pages = test::pages_of(text);
  return shown(extract_memo(make_flow(pages, test::schemas()), layout(kind), 0, test::schemas()));
}

}  // namespace banthuek::document
