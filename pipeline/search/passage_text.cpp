#include "pipeline/search/passage_text.h"

#include <utility>

#include "pipeline/index/skeleton.h"

namespace banthuek::search {
namespace {

constexpr std::size_t kLong = 32;  // bytes of a text whose skeleton is made first: most texts are refused by it, and it costs a third of the clusters

// Kept from passage to passage, as they keep their memory.
std::vector<index::Cluster>& clusters_of(int field) {
  static thread_local std::vector<index::Cluster> clusters[index::kMaxFields];
  return clusters[field];
}

std::string& skeleton_of(int field) {
  static thread_local std::string skeletons[index::kMaxFields];
  return skeletons[field];
}

std::string& letters_of(int field) {
  static thread_local std::string letters[index::kMaxFields];
  return letters[field];
}

}  // namespace

std::optional<PassageText> PassageText::read(index::IndexReader& index, std::int64_t id) {
  const index::PassageKind kind = index::kind_of(id);
  database::Statement row = index.database().prepare(index::select_own_texts(kind));
  index::IndexReader::Segment* const segment = index.segment_of(id);
  if (!segment || !row.bind(id).step()) return std::nullopt;
  return PassageText(std::move(row), index, *segment, id);
}

// The column of a segment is read when a passage of it is first asked for: most are found by what stands in their own row.
std::string_view PassageText::view(int i) const {
  if (!index::is_of_document(segment_->kind(), info_->fields[static_cast<std::size_t>(i)])) return row_.view(i);
  return index_->value(index::Column::kOffice, index_->number_in(*segment_, index::Column::kOffice, id_));
}

template <typename Value>
const Value& PassageText::made_once(unsigned& made, int i, Value& value, void (*append)(std::string_view, Value&)) const {
  if (!(made >> i & 1)) {
    made |= 1u << i;
    value.clear();
    append(view(i), value);
  }
  return value;
}

// Most hits stand in the title or the method: the others are cut when they are first asked for.
std::span<const index::Cluster> PassageText::field(int i) const { return made_once(cut_, i, clusters_of(i), &index::append_clusters); }

const std::string& PassageText::skeleton(int i) const { return made_once(reduced_, i, skeleton_of(i), &index::append_skeleton); }

const std::string& PassageText::letters(int i) const { return made_once(lettered_, i, letters_of(i), &index::append_letters); }

bool PassageText::may_hold(int i, const Term& term) const {
  if (cut_ >> i & 1 || view(i).size() < kLong) return true;
  return may_stand(term, skeleton(i));
}

bool PassageText::may_nearly_hold(int i, const Term& term) const { return may_nearly_stand(term, letters(i)); }

}  // namespace banthuek::search
