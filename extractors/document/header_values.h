// The values of a header's fields as they are written: telephone numbers, references, words without the dots that lead to them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "extractors/document/reading_order.h"
#include "extractors/schema/vocabulary.h"
#include "extractors/text/excerpt.h"
#include "extractors/types/finding.h"
#include "extractors/values/dates.h"

namespace banthuek::document {

// Without the dots and spaces around it; nothing where it is nothing else.
text::Excerpt without_leaders(const text::Excerpt& reading);

// A whole value without leaders, and without the dashes and discs that end it: behind words they are left of a line of dots, or dirt; behind a
// slash a dash says that there is no number, and stays.
text::Excerpt whole_value(const text::Excerpt& reading);

// The line from the word that stands where the header's labels begin (`labels_at`, -1: not known): before it, a letter's height off and more, a
// pen's note in the margin was read. All of it where no word stands there, and where the labels stand in no left quarter of the page.
text::Excerpt from_labels(const text::Excerpt& line, int labels_at, int page_width);

// The line without its first word where that stands where the header's labels begin (`labels_at`, -1: not known): a label that was misread past
// knowing.
text::Excerpt without_label(const text::Excerpt& line, int labels_at);

// Whether a day ends with a year of two digits: a receipt stamp writes it so, the header of a letter hardly.
bool has_short_year(std::string_view date);

// A date without its day where that was read with doubt: on letters the day is often written by hand over dots.
text::Excerpt without_doubtful_day(const text::Excerpt& date);

// A finding (written_by_hand) for each part of the value that a pen wrote, with that part.
void tell_pen(const text::Excerpt& value, int page, const char* field, std::vector<Finding>& findings);

// Digits of a telephone number with its dashes, no space: "๐๔๓ - ๐๐๐๑๒๓" -> "043-000123".
std::string telephone_value(std::string_view raw);

// Whether a line is the rest of a full one, at its margin or below its value (which begins at `value_x`) and right below it: the text behind an
// addressee is indented otherwise, or begins with words of its own ("ด้วยกองคลัง"), as other fields do ("ผ่าน ปลัด"). The rest is short, unless labels
// of the header stand below it.
bool goes_on_below(const OrderedPart& full, int value_x, const OrderedPart& line, bool labels_below);
bool is_full_line(const Box& line, int page_width);

// Whether a line behind an addressee begins as the body or another field does.
bool begins_anew(std::string_view line);

// Whether a value ends well before the text's right edge, where the first word of the line below would have had room: its writer ended it, and
// the line below is perhaps another matter. Never of a line without places.
bool ended_early(const text::Excerpt& value, const text::Excerpt& below, int page_width);

// What the line's end cut from a telephone number, mostly its extension: digits alone.
bool is_rest_of_telephone(const std::string& line);

// The dates of a header's line; ๐๐๖๐.๔/๒๕๐๙ is a number, and holds no April of 2509.
std::vector<values::FoundDate> dates_of_header(const std::string& line);

// A reference without spaces about its slash.
std::string reference_value(std::string_view raw);

// A province's code is two consonants before the office's number: marks above or below them in a doubtful reading are none of it
// (กุส ๕๑๐๐๑ -> กส ๕๑๐๐๑). Only where what is left are the letters of a province.
std::string without_marks_in_code(const text::Excerpt& value, const schema::Vocabulary& vocabulary);

// `code`, the number of a memo or letter read as `value`, with the dots that a scan lost between its parts or made commas of:
// "สน ๐๐๓๒ ๓/๑๒" -> "สน ๐๐๓๒.๓/๑๒".
std::string with_lost_dots(const text::Excerpt& value, std::string code);

// The number of a memo or letter as a field. Recognised, it is certain only where nothing was put between its numbers, and where its letters are
// those of a province or ministry.
Field reference_field(const text::Excerpt& value, const schema::Vocabulary& vocabulary, const std::string& rule);

// Words with no sign of a reference: "ท่าใหม่ จังหวัดจันทบุรี" begins nearly as "ที่" does.
bool is_a_place(const std::string& text);

// Of the words of urgency the one that is nearest to `text`: ด่วน, ด่วนมาก, ด่วนที่สุด.
std::string urgency_value(std::string_view text);

}  // namespace banthuek::document
