#include "extractors/schema/schema_check.h"

#include "extractors/schema/heading_match.h"
#include "extractors/schema/start_match.h"
#include "extractors/text/fold.h"

namespace banthuek::schema {
namespace {

void check_rule(const TomlFile& file, const TextRule& rule) {
  const auto fail = [&](int line, const std::string& message) { fail_at_line(file.file, file.text, line, 1, message); };
  if (rule.matches.empty()) fail(rule.line, "rule for '" + rule.target + "' has no sample; add matches = [\"...\"] with a text that it must match");
  if (rule.rejects.empty())
    fail(rule.line, "rule for '" + rule.target + "' rejects nothing; add rejects = [\"...\"] with a text near to it that it must not match");
  for (const Sample& sample : rule.matches) {
    const auto m = match(rule, sample.text);
    if (!m) fail(sample.line, "'" + sample.text + "' is not matched by its rule for '" + rule.target + "'; mend the pattern or the sample");
    if (sample.value && text::trim(m->value) != *sample.value)
      fail(sample.line,
           "'" + sample.text + "' gives '" + std::string(text::trim(m->value)) + "', not '" + *sample.value + "'; mend the pattern or the sample");
  }
  for (const Sample& sample : rule.rejects)
    if (match(rule, sample.text))
      fail(sample.line, "'" + sample.text + "' is matched by the rule for '" + rule.target + "' that rejects it; narrow the pattern");
}

// A heading must be its own column's, and no other's.
void check_columns(const TomlFile& file, const SchemaLayout& layout) {
  for (const SchemaColumn& column : layout.columns) {
    for (const std::string& heading : column.headings) {
      const auto best = best_column(layout, heading);
      if (!best || best->role != column.role)
        fail_at_line(file.file, file.text, column.line, 1,
                     "heading '" + heading + "' of '" + column.role + "' is taken by '" + (best ? best->role : "none") +
                         "'; it stands under two columns, or a word of the other is in it");
    }
    for (const Sample& sample : column.rejects) {
      const auto best = best_column(layout, sample.text);
      if (best && best->role == column.role)
        fail_at_line(file.file, file.text, sample.line, 1,
                     "heading '" + sample.text + "' is taken by '" + column.role + "' that rejects it; remove a word of it");
    }
  }
}

// The samples of a start are tops of pages; those of a kind of documents must be there.
void check_start(const TomlFile& file, const Start& start, const SchemaLayout& layout, const Vocabulary& vocabulary) {
  const auto fail = [&](int line, const std::string& message) { fail_at_line(file.file, file.text, line, 1, message); };
  if (!layout.document.name.empty() && (start.matches.empty() || start.rejects.empty()))
    fail(start.line, "[[start]] of a kind of documents lacks samples; add matches = [\"\"\"...\"\"\"] and rejects, tops of pages");
  const auto begins = [&](const Sample& sample) {
    std::vector<PageLine> lines;
    std::string_view rest = sample.text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find('\n'), rest.size());
      if (end > 0) lines.push_back({rest.substr(0, end), 0});
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return match_start(start, layout, lines, vocabulary).has_value();
  };
  for (const Sample& sample : start.matches)
    if (!begins(sample)) fail(sample.line, "'" + sample.text + "' begins no '" + layout.name + "'; mend the start or the sample");
  for (const Sample& sample : start.rejects)
    if (begins(sample)) fail(sample.line, "'" + sample.text + "' begins a '" + layout.name + "' that rejects it; narrow the start");
}

}  // namespace

void check_layout(const TomlFile& file, const SchemaLayout& layout, const Vocabulary& vocabulary) {
  for (const TextRule& rule : layout.rules) check_rule(file, rule);
  check_columns(file, layout);
  for (const Start& start : layout.starts) check_start(file, start, layout, vocabulary);
}

}  // namespace banthuek::schema
