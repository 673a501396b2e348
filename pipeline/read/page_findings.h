// What makes a whole page doubtful, and which of its lines are no print.
#pragma once

#include "extractors/types/page.h"
#include "pipeline/read/straighten.h"

namespace banthuek::read {

// Of the picture that the page's boxes lie in.
struct PageMeasure {
  int width = 0, height = 0;
  double body = 0;  // height of its letters
};

void add_finding(Page& page, const char* code, Severity severity, std::string value, std::string reason);

// Pages without text, read with low confidence, inverted, askew, turned, of low resolution. `up`: how the page was straightened.
void add_findings(Page& page, const Upright& up);

// What is written in a stamp's fields, or by a pen on a leader, is no print: the line says so, and stands in no text. A short line
// within such a region, read with doubt or of one letter only. So is what is noise anywhere: strokes and dots, punched holes, what is left of rules.
void tell_handwriting(Page& page, const PageMeasure& measure);

}  // namespace banthuek::read
