#include "pipeline/index/postings.h"

#include <gtest/gtest.h>

namespace banthuek::index {
namespace postings_test {

using Lows = std::vector<std::uint16_t>;

Lows decoded(std::string_view bytes) {
  Lows out;
  append_postings(bytes, out);
  return out;
}

PassageSet set_of(const Lows& lows) {
  PassageSet set;
  for (const std::uint16_t low : lows) set.add(low);
  return set;
}

// 0 to count - 1: one byte each.
Lows first_measures(int count) {
  Lows out;
  for (int i = 0; i < count; ++i) out.push_back(static_cast<std::uint16_t>(i));
  return out;
}

TEST(Postings, AreGapsOfSevenBitsAByteTheLowOnesFirst) {
  const std::pair<Lows, std::string> cases[] = {{{}, ""},
                                                {{0}, std::string(1, '\0')},
                                                {{1}, "\x01"},
                                                {{127}, "\x7F"},
                                                {{128}, "\x80\x01"},
                                                {{129}, "\x81\x01"},
                                                {{16383}, "\xFF\x7F"},
                                                {{16384}, "\x80\x80\x01"},
                                                {{65535}, "\xFF\xFF\x03"},
                                                {{5, 132}, "\x05\x7F"},
                                                {{5, 133}, "\x05\x80\x01"},
                                                {{0, 1, 2}, std::string("\0\1\1", 3)},
                                                {{300, 301, 900, 65535}, "\xAC\x02\x01\xD7\x04\xFB\xF8\x03"}};
  for (const auto& [lows, bytes] : cases) {
    EXPECT_EQ(encode_postings(lows), bytes) << testing::PrintToString(lows);
    EXPECT_EQ(decoded(bytes), lows);
    PassageSet set;
    add_postings(bytes, set);
    EXPECT_EQ(set, set_of(lows));
  }
}

TEST(Postings, BecomeABitmapWhereAListIsNoShorter) {
  EXPECT_EQ(encode_postings(first_measures(8191)).size(), 8191u);
  EXPECT_EQ(encode_postings(first_measures(8191))[8190], '\x01');
  const std::string bitmap = encode_postings(first_measures(8192));
  EXPECT_EQ(bitmap, std::string(1024, '\xFF') + std::string(7168, '\0'));
  EXPECT_EQ(encode_postings(first_measures(65536)), std::string(8192, '\xFF'));
  for (const int count : {8191, 8192, 8193, 65536}) {
    EXPECT_EQ(decoded(encode_postings(first_measures(count))), first_measures(count));
    PassageSet set;
    add_postings(encode_postings(first_measures(count)), set);
    EXPECT_EQ(set.count(), count);
  }
}

TEST(Postings, AreAddedToWhatIsThere) {
  Lows scattered;
  for (int i = 0; i < 65536; i += 7) scattered.push_back(static_cast<std::uint16_t>(i));
  scattered.push_back(65535);
  for (const Lows& lows : {Lows{3, 64, 65535}, scattered}) {
    PassageSet set = set_of({1, 63, 40000});
    add_postings(encode_postings(lows), set);
    PassageSet both = set_of(lows);
    both |= set_of({1, 63, 40000});
    EXPECT_EQ(set, both);
    Lows list = {9};
    append_postings(encode_postings(lows), list);
    EXPECT_EQ(list.size(), lows.size() + 1);
    EXPECT_TRUE(std::equal(lows.begin(), lows.end(), list.begin() + 1));
  }
}

TEST(PassageSet, HoldsEachLowNumberAlone) {
  PassageSet set;
  EXPECT_TRUE(set.empty());
  EXPECT_EQ(set.count(), 0);
  for (const std::uint16_t low : {0, 63, 64, 127, 65535}) {
    set.add(low);
    EXPECT_TRUE(set.has(low));
    EXPECT_FALSE(set.empty());
    EXPECT_EQ(set.count(), 1) << low;
    for (const std::uint16_t other : {1, 62, 65, 128, 65534}) EXPECT_FALSE(set.has(other)) << low;
    set.remove(low);
    EXPECT_TRUE(set.empty()) << low;
  }
  set = set_of({1, 2, 65535});
  set.remove(2);
  EXPECT_EQ(set, set_of({1, 65535}));
  set.clear();
  EXPECT_TRUE(set.empty());
}

TEST(PassageSet, MeetsJoinsAndTakesAwayInEveryWord) {
  const PassageSet a = set_of({0, 5, 64, 65535}), b = set_of({5, 64, 70, 65534, 65535});
  PassageSet meet = a, join = a, less = a;
  meet &= b;
  join |= b;
  less.subtract(b);
  EXPECT_EQ(meet, set_of({5, 64, 65535}));
  EXPECT_EQ(join, set_of({0, 5, 64, 70, 65534, 65535}));
  EXPECT_EQ(less, set_of({0}));
}

// The keys are in files that people have.
TEST(Postings, KeysHoldSegmentKindAndClusters) {
  EXPECT_EQ(term(TermKind::kAnywhere, 0, 0), kAllPassages);
  EXPECT_EQ(term(TermKind::kAnywhere, 2, 3), 0x20003u);
  EXPECT_EQ(term(TermKind::kTitle, 0xFFFF, 0xFFFF), 0x1FFFFFFFFu);
  EXPECT_EQ(posting_key(1, 0), 0x400000000);
  EXPECT_EQ(posting_key(3, term(TermKind::kTitle, 1, 2)), 0xD00010002);
  EXPECT_EQ(kTermMask, 0x3FFFFFFFFu);
}

TEST(Postings, AreKeptFromASetAsTheirListsSay) {
  PassageSet some = set_of({0, 3, 63, 64, 4000, 65535});
  for (const Lows& list : {Lows{}, Lows{3, 64, 65, 65535}, first_measures(100), first_measures(65536)}) {
    PassageSet kept = some, both = some;
    keep_postings(encode_postings(list), kept);
    both &= set_of(list);
    EXPECT_EQ(kept, both) << list.size();
  }
}

TEST(Postings, BitsOfAWordAreCounted) {
  EXPECT_EQ(count_bits(0), 0);
  EXPECT_EQ(count_bits(~std::uint64_t{0}), 64);
  for (int i = 0; i < 64; ++i) {
    EXPECT_EQ(count_bits(std::uint64_t{1} << i), 1) << i;
    EXPECT_EQ(count_bits(~std::uint64_t{0} >> i), 64 - i) << i;
  }
  EXPECT_EQ(set_of(first_measures(40000)).count(), 40000);
}

TEST(Postings, JoinedAreThoseOfAllListsEncodedTogether) {
  const auto every = [](int first, int last, int step) {
    Lows out;
    for (int low = first; low <= last; low += step) out.push_back(static_cast<std::uint16_t>(low));
    return out;
  };
  const std::vector<std::vector<Lows>> cases = {{{0}, {1}},
                                                {{5, 132}, {133, 40000}, {65535}},
                                                {{}, {7}},
                                                {every(0, 1000, 3), every(1001, 30000, 200), every(30001, 30003, 1)},
                                                {every(0, 8000, 1), every(8001, 65535, 1)},     // becomes a bitmap
                                                {every(0, 20000, 1), {20001}, {40000, 50000}},  // one is
                                                {every(0, 16000, 2), every(16001, 40000, 128)}};
  for (const std::vector<Lows>& parts : cases) {
    Lows all;
    std::vector<std::string> encoded;
    for (const Lows& part : parts) {
      encoded.push_back(encode_postings(part));
      all.insert(all.end(), part.begin(), part.end());
    }
    std::erase(encoded, "");
    const std::vector<std::string_view> lists(encoded.begin(), encoded.end());
    EXPECT_EQ(join_postings(lists), encode_postings(all)) << all.size();
  }
}

TEST(Postings, JoinedOfEmptyAndDamagedListsAreWhatEachHolds) {
  const std::string_view with_empty[] = {"\x05", "", "\x07"};
  EXPECT_EQ(decoded(join_postings(with_empty)), (Lows{5, 7}));
  // One that does not end in front of another, and first gaps of more bytes than any that is written.
  for (const std::vector<std::string_view>& lists : {std::vector<std::string_view>{"\xFF\xFF\xFF\xFF\xFF", "\x80", "\x05"},
                                                     {"\x05\x83", "\x07\x01"},
                                                     {"\x03\x80\x80", "\x09", "\x8A"},
                                                     {"\x81\x80\x80\x80\x80\x80\x80\x80\x80\x01\x02", "\x09"},
                                                     {"\x09", "\x02\x02"}}) {
    PassageSet joined;
    Lows each;
    for (const std::string_view list : lists) append_postings(list, each);
    add_postings(join_postings(lists), joined);
    EXPECT_EQ(joined, set_of(each)) << testing::PrintToString(each);
  }
}

}  // namespace postings_test
}  // namespace banthuek::index
