// The evidence as a report in Thai: a PDF whose text is found and copied.
#pragma once

#include <string>

#include "pipeline/serve/bundle/evidence.h"

namespace banthuek::serve::bundle {

std::string evidence_pdf(const Evidence& evidence, const view::Pages& pages);  // throws Error{kUsage} where the machine has no Thai font

}  // namespace banthuek::serve::bundle
