// Whole numbers out of bytes, the highest byte first, as fonts and pictures hold them. Beyond the end there are zeros.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

namespace banthuek::write {

inline unsigned u8(const std::string& s, std::size_t i) { return i < s.size() ? static_cast<unsigned char>(s[i]) : 0; }
inline unsigned u16(const std::string& s, std::size_t i) { return u8(s, i) << 8 | u8(s, i + 1); }
inline int i16(const std::string& s, std::size_t i) { return static_cast<std::int16_t>(u16(s, i)); }
inline std::uint32_t u32(const std::string& s, std::size_t i) { return std::uint32_t{u16(s, i)} << 16 | u16(s, i + 2); }

}  // namespace banthuek::write
