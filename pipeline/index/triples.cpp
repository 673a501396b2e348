#include "pipeline/index/triples.h"

#include <bit>
#include <cstring>

namespace banthuek::index {
namespace {

constexpr std::size_t byte_of(std::int64_t id) { return static_cast<std::size_t>((id & 0xFFFF) >> 3); }

std::uint64_t hash_of(Cluster cluster) {
  const std::uint64_t x = (cluster < 0x10000 ? cluster : without_tone(cluster)) * 0x9e3779b97f4a7c15ull;
  return x ^ x >> 32;
}

std::uint32_t slot_of_hashes(std::uint64_t a, std::uint64_t b, std::uint64_t c, int slots) {
  const std::uint64_t x = (a ^ std::rotl(b, 21) ^ std::rotl(c, 42)) * 0xbf58476d1ce4e5b9ull;
  return static_cast<std::uint32_t>(x >> 32) & static_cast<std::uint32_t>(slots - 1);
}

// set &= the bits, the first of which are byte `from` of a range.
void keep_bytes(std::string_view bits, std::size_t from, PassageSet& set) {
  PassageSet holding;
  std::memcpy(reinterpret_cast<char*>(holding.words().data()) + from, bits.data(), bits.size());
  set &= holding;
}

}  // namespace

std::uint32_t slot_of(Cluster a, Cluster b, Cluster c, int slots) { return slot_of_hashes(hash_of(a), hash_of(b), hash_of(c), slots); }

Triples::Triples(std::int64_t first, std::int64_t last)
    : slots_(slots_of(kind_of(first))), first_byte_(byte_of(first)), bytes_(byte_of(last) - first_byte_ + 1) {
  bits_.resize(static_cast<std::size_t>(slots_) * bytes_);
}

void Triples::add(std::span<const Cluster> text, std::uint16_t low) {
  if (text.size() < 3) return;
  std::uint64_t a = hash_of(text[0]), b = hash_of(text[1]);
  char* const column = bits_.data() + (low >> 3) - first_byte_;
  const auto bit = static_cast<char>(1 << (low & 7));
  for (const Cluster cluster : text.subspan(2)) {
    const std::uint64_t c = hash_of(cluster);
    char& byte = column[slot_of_hashes(a, b, c, slots_) * bytes_];
    byte = static_cast<char>(byte | bit);
    a = b;
    b = c;
  }
}

void Triples::join(int number, std::string_view block, std::int64_t first) {
  const std::size_t bytes = block.size() / kSlotsOfBlock, from = byte_of(first) - first_byte_;
  if (number >= blocks() || from + bytes > bytes_) return;
  for (std::size_t slot = 0; slot < kSlotsOfBlock; ++slot) {
    char* const to = bits_.data() + (static_cast<std::size_t>(number) * kSlotsOfBlock + slot) * bytes_ + from;
    for (std::size_t i = 0; i < bytes; ++i) to[i] = static_cast<char>(to[i] | block[slot * bytes + i]);
  }
}

void write_triples(database::Database& db, std::int64_t segment, const Triples& triples) {
  database::Statement row = db.prepare("INSERT INTO search_triples VALUES (?, ?)");
  for (int i = 0; i < triples.blocks(); ++i) row.bind(triples_key(segment, i)).bind_blob(triples.block(i)).run();
}

bool has_triples(database::Database& db, std::int64_t segment) {
  database::Statement row = db.prepare("SELECT 1 FROM search_triples WHERE key = ?");
  return row.bind(triples_key(segment, 0)).step();
}

void Triples::keep(std::uint32_t slot, PassageSet& set) const { keep_bytes(std::string_view(bits_).substr(slot * bytes_, bytes_), first_byte_, set); }

bool keep_slot(database::Database& db, std::int64_t segment, std::int64_t first, std::int64_t last, std::uint32_t slot, PassageSet& set) {
  const std::size_t from = byte_of(first), bytes = byte_of(last) - from + 1;
  database::Statement row = db.prepare("SELECT passages FROM search_triples WHERE key = ?");
  if (!row.bind(triples_key(segment, static_cast<int>(slot) / kSlotsOfBlock)).step()) return false;
  const std::string_view bits = row.view(0);
  if (bits.size() != bytes * kSlotsOfBlock) return false;
  keep_bytes(bits.substr(slot % kSlotsOfBlock * bytes, bytes), from, set);
  return true;
}

}  // namespace banthuek::index
