// Status of a measure: from the marks in columns of choices, or from words. Closed; nothing where the document does not say.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>

#include "extractors/schema/schema.h"
#include "extractors/types/page.h"

namespace banthuek::values {

enum class Choice { kNothing, kEmpty, kChosen, kUnclear };  // what a cell of a choice column holds

// By the marks found in the cell, else by a sign read as a character.
Choice choice_in(const Cell& cell, const schema::Vocabulary& vocabulary);

struct StatusRead {
  std::string value;         // "done", ...; empty: cannot be told
  bool sure = true;          // false: by what the other columns are not
  bool contradicts = false;  // several chosen
};

// Of three columns (not_started, in_progress, done; kNothing where there is no column) the one chosen.
StatusRead status_of_choices(const std::array<Choice, 3>& choices);

// The status that the words of a status cell name, letters misread or not; with marks before several wordings, the one marked.
std::optional<std::string> status_in_words(std::string_view text, const schema::Vocabulary& vocabulary);

// The status of a text that says nothing else ("ดำเนินการแล้ว", "(แล้วเสร็จ)").
std::optional<std::string> status_alone(std::string_view text, const schema::Vocabulary& vocabulary);

// A status in a longer text: where its words begin, and where ends what stands before it, bytes.
struct StatusAt {
  std::string status;
  std::size_t begin = 0, head = 0;
};

// The status that ends the text, in brackets or behind a dash; behind byte `from` and some words.
std::optional<StatusAt> status_behind(std::string_view text, std::size_t from, const schema::Vocabulary& vocabulary);

// The status that stands behind the text's first dash, with more behind it.
std::optional<StatusAt> status_in_line(std::string_view text, std::size_t from, const schema::Vocabulary& vocabulary);

// The status that the words of a result begin with ("ดำเนินการแล้วเสร็จ มีผู้เข้าร่วม ๔๐ คน"); nothing where they say of a part of it alone.
// "ดำเนินการแล้ว" is one where the line ends behind it, or a space parts it from what follows.
std::optional<std::string> status_that_begins(std::string_view text, const schema::Vocabulary& vocabulary);

// Whether a line offers statuses with boxes before them, one of which may be chosen.
bool offers_statuses(std::string_view text);

// The status that a clause of running text says of today: "ขณะนี้อยู่ระหว่างดำเนินการ", "ถือว่าแล้วเสร็จ"; nothing where clauses say several.
std::optional<std::string> status_today(std::string_view text, const schema::Vocabulary& vocabulary);

}  // namespace banthuek::values
