// Small parts of a PDF: numbers, digits, streams.
#pragma once

#include <string>

namespace banthuek::write {

std::string pdf_number(double value, int decimals);  // what is no number is 0
std::string pdf_hex(unsigned unit);                  // a UTF-16 unit or a glyph in four digits
std::string deflated(const std::string& data);       // throws Error{kMemory}

}  // namespace banthuek::write
