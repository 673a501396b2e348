// One page of an opened file as a Page: its own text layer where that can be trusted, else its picture read.
#pragma once

#include <functional>

#include "extractors/types/page.h"
#include "pipeline/read/read_page.h"
#include "pipeline/source/source.h"

namespace banthuek::read {

// Gives the recogniser when the first page needs it: loading a model costs more than a born-digital file.
using RecogniserGiver = std::function<recognise::Recogniser&()>;

// Page `number` from 1, with its number, source_reason and the findings about opening it. Throws what Source and
// read_page throw.
Page read_source_page(source::Source& source, int number, const RecogniserGiver& recogniser, const ReadSettings& settings = {});

}  // namespace banthuek::read
