// What is left of a text when most of it is left out: quicker to make than its clusters, and enough to be sure that something does not stand there.
// Pure; safe from any thread.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "pipeline/index/search_text.h"

namespace banthuek::index {

// A byte for each cluster's first character, where it is no space, lone mark, า, เ or แ (what a cluster is made of together with its neighbour).
// Clusters that stand in a text have a skeleton that stands in the text's, the other way round not always: quick to make, and enough to be sure that
// they do not.
std::string skeleton(std::span<const Cluster> clusters);
void append_skeleton(std::string_view text, std::string& out);

// A byte for each character of clusters, where it is no space, tone mark or nikhahit; sara am has that of า, แ that of เ. Texts that differ by so
// many characters have letters that differ by no more: three times as quick to make as the clusters, and most of what is not near is refused by them.
std::string letters(std::span<const Cluster> clusters);
void append_letters(std::string_view text, std::string& out);

}  // namespace banthuek::index
