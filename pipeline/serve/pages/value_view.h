// One value as the document page shows it: what it is called, what it says, how sure it is, where it stands, and the form that corrects it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/schema/record_kind.h"
#include "extractors/types/fields.h"
#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::site {
struct WholeDocument;
}  // namespace banthuek::serve::site

namespace banthuek::serve::pages {

// What a visitor typed that could not be saved: it stays in its form.
struct Draft {
  std::string field, after, why;
  std::string wrong;  // what is the matter, in the visitor's language
};

struct DocumentFrame {
  view::Language language = view::Language::kThai;
  std::string csrf;
  bool may_correct = false, may_take = false, masked = false;
  std::string words = {};  // searched for: marked in the values
  Draft draft = {};
  std::vector<schema::RecordKind> kinds = {};  // of records of which a row may be added
};

// What a field of a closed list may hold, in words, nothing first: [{"value", "selected", "label"}]; empty where it may hold any text.
view::Json choices_of(const view::Pages& pages, FieldKind kind, view::Language language, const std::string& now = "");

// What was typed, as a field of this kind keeps it: of a closed list a word may be typed as it stands on the paper. Empty where nothing was. Throws
// Error{kUsage} where it is longer than any value of a paper.
std::string kept_value(const view::Pages& pages, std::optional<FieldKind> kind, const std::string& typed);

// The text in pieces for a template, {"hit", "text"}: the words searched for are hits.
view::Json pieces_of(const std::string& text, const std::string& words);

// All that it is made of must outlive it.
class ValueView {
 public:
  ValueView(const view::Pages& pages, const site::WholeDocument& whole, const DocumentFrame& frame) : pages_(pages), whole_(whole), frame_(frame) {}

  view::Json value(std::string_view path, const Field& field) const;
  std::string shown(std::string_view path, const std::string& value) const;
  std::string label(std::string_view path) const;         // "Measure 2 · Status"
  std::string column_label(std::string_view path) const;  // "Status"
  const Document& document() const;
  bool thai() const { return frame_.language == view::Language::kThai; }

 private:
  FieldKind kind_of(std::string_view path) const;
  std::string heading_of(std::string_view path) const;  // of a cell of a table: what stands over its column

  const view::Pages& pages_;
  const site::WholeDocument& whole_;
  const DocumentFrame& frame_;
};

}  // namespace banthuek::serve::pages
