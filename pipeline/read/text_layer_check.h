// A file's own text layers held against what its pages show: a font whose codes say other letters than it draws gives text that looks
// sound and is not. Its fonts are judged one by one (font_check.h), those of its first pages always, others where they first stand; what is wrong is
// decoded (decode_fonts.h), and pages whose wrong fonts cannot be are left to recognition. Where the source tells of no fonts, a few lines of the
// file are recognised and compared, and all its layers are left out where they have little in common.
#pragma once

#include <memory>

#include "pipeline/read/read_source.h"
#include "pipeline/source/source.h"

namespace banthuek::read {

// `source` with its pages' layers checked, once a file and only where it has some; pages whose layer is left out come as kReplaced.
// What is said depends on the file alone, not on the order in which pages are asked for, but for fonts that first stand behind the third page: those
// are judged on the page that is asked for first. Throws as `source` and `recogniser` do.
std::unique_ptr<source::Source> with_checked_layers(std::unique_ptr<source::Source> source, RecogniserGiver recogniser);

}  // namespace banthuek::read
