// Values as the desk shows them: labels, dates and statuses in the visitor's language, how sure, where.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "extractors/types/fields.h"
#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::view {

// "measures/3/status" -> "field.status": the key of its label in strings.toml; "" for a path that has none.
std::string label_key(std::string_view field);
std::string label_of(const Pages& pages, std::string_view field, Language language);

// The same of what a person may note something of: a value, a row of a list ("measures/3"), a whole document (""). What is none is named as it is.
std::string label_of_subject(const Pages& pages, std::string_view field, Language language);

// The section of strings.toml that has the words of such a field; only for kinds with closed words.
std::string word_section(FieldKind kind);

// What a person types into such a field, as it is kept: a word in either language ("ดำเนินการแล้ว") by its name ("done"), all else as it is.
std::string word_named(const Pages& pages, FieldKind kind, const std::string& text);

// The value in words: 2021-10-05 as "5 ต.ค. 2564" or "5 Oct 2021", statuses, frequencies and kinds by name, all else as it is.
std::string shown_value(const Pages& pages, FieldKind kind, const std::string& value, Language language);
std::string shown_value(const Pages& pages, std::string_view field, const std::string& value, Language language);  // of no field of records
std::string shown_time(std::string_view iso, Language language);  // "2026-11-21T14:46:20Z" by this machine's clock: "21 พ.ย. 2569 21:46"
// Why a value was corrected, as the person wrote it; reasons that the desk writes itself ([why]) in the visitor's language.
std::string shown_why(const Pages& pages, const std::string& why, Language language);
// Why a value is doubtful: in Thai by the finding's code, in English as the finding says it.
std::string shown_finding(const Pages& pages, const std::string& code, const std::string& reason, Language language);
std::string shown_date(std::string_view iso, Language language);  // of any precision; as it is where it is no date

// "high" from 0.95, "middle" from 0.8, "low": the classes of the style sheet.
const char* sureness(double confidence);
int percent(double confidence);                                    // rounded down, so that 100 means 1
std::string anchor_of(std::string_view field);                     // "measures-3-status"
std::string thousands(long long number);                           // "12,345"
std::string size_text(std::uint64_t bytes);                        // "12 KB", "3.4 MB"
std::string short_path(std::string_view path);                     // its last folder and name: "2566/report.pdf"
std::string begin_of(const std::string& text, std::size_t bytes);  // its first bytes, less where that would cut a character

}  // namespace banthuek::serve::view
