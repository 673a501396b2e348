// Words that mean the same to a search: abbreviations and synonyms, from schemas/vocabularies/search.toml.
#pragma once

#include <cstddef>
#include <filesystem>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "pipeline/index/search_text.h"

namespace banthuek::search {

using Clusters = std::vector<index::Cluster>;

struct SearchVocabulary {
  std::vector<std::pair<Clusters, Clusters>> abbreviations;  // short form with its full stops, full form
  std::vector<std::vector<Clusters>> synonyms;               // each list means one thing
};

// Throws Error{kSchema} that names the file and line.
SearchVocabulary read_vocabulary(const std::filesystem::path& file);
// That of the program's schemas.
SearchVocabulary default_vocabulary();

// How many clusters of พ.ศ. stand right before a place of a text, where a year begins there.
std::size_t era_before(std::span<const index::Cluster> text, std::size_t at);

// The ways in which a term may stand in a text, itself first: years with and without พ.ศ., abbreviations written out and
// written short, a Latin letter and a digit with and without a space between, Latin words closed up; with kMeaning also synonyms. At most 12.
enum class Widen { kSpelling, kMeaning };
std::vector<Clusters> ways_to_write(const Clusters& term, const SearchVocabulary& vocabulary, Widen widen);

}  // namespace banthuek::search
