// What is stamped on a document beside its text and binds who reads it: secrecy, and that it is a certified copy. Pure.
#pragma once

#include <span>

#include "extractors/types/page.h"
#include "extractors/types/record.h"

namespace banthuek::check {

// Adds a finding "marking" for each word (ลับ, ลับมาก, ลับที่สุด, สำเนาถูกต้อง) that stands alone, in a stamp or on a line, with the first page of it.
void find_markings(Document& document, std::span<const Page> pages);

}  // namespace banthuek::check
