// Reads the files of schemas/vocabularies/ into a Vocabulary. Only load_schemas includes this. Throws Error{kSchema}.
#pragma once

#include <string>

#include "extractors/schema/vocabulary.h"

namespace banthuek::schema {

// Adds what one file says; its name without folder decides what it is. An unknown name is an error.
void add_vocabulary(Vocabulary& vocabulary, const std::string& file, const std::string& text);

// Longest first, each once: called when all files are in.
void finish_vocabulary(Vocabulary& vocabulary);

}  // namespace banthuek::schema
