#include "pipeline/serve/access/password_rules.h"

#include <fmt/core.h>

#include <algorithm>
#include <cctype>
#include <cstdlib>
#include <set>

namespace banthuek::serve::access {
namespace {

constexpr std::size_t kMinCharacters = 10, kMaxBytes = 1024, kMinDifferent = 5;

// Words that stand alone, or with digits and signs behind or before them, in every list of the commonest passwords; letters only.
constexpr std::string_view kCommon[] = {
    "password",  "passwort", "passcode",      "pass",       "qwerty",   "qwertyuiop", "asdfghjkl", "asdfgh",   "zxcvbnm",     "qazwsx",
    "qazwsxedc", "admin",    "administrator", "adminadmin", "root",     "toor",       "user",      "guest",    "test",        "testtest",
    "demo",      "login",    "master",        "secret",     "welcome",  "letmein",    "changeme",  "default",  "system",      "server",
    "office",    "thailand", "bangkok",       "sawasdee",   "iloveyou", "loveyou",    "football",  "baseball", "superman",    "dragon",
    "monkey",    "sunshine", "princess",      "computer",   "internet", "samsung",    "google",    "abc",      "abcd",        "abcde",
    "abcdef",    "aaa",      "qwe",           "asd",        "zxc",      "banthuek",   "archive",   "saraban",  "itapassword", "nacc"};

// Rows that fingers run along, and the digits and letters in order.
constexpr std::string_view kRuns[] = {"01234567890123456789",
                                      "qwertyuiopasdfghjklzxcvbnm",
                                      "abcdefghijklmnopqrstuvwxyz",
                                      "1q2w3e4r5t6y7u8i9o0p",
                                      "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
                                      "qazwsxedcrfvtgbyhnujm",
                                      "q1w2e3r4t5y6u7i8o9p0",
                                      "112233445566778899",
                                      "111222333444555666777888999",
                                      "147258369",
                                      "741852963",
                                      "159357"};

std::string small(std::string_view text) {
  std::string out(text);
  for (char& c : out) c = static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
  return out;
}

// p4ssw0rd as password.
std::string without_disguise(std::string text) {
  for (char& c : text) {
    constexpr std::string_view kFrom = "013457@$!", kTo = "oieastasi";
    if (const auto at = kFrom.find(c); at != std::string_view::npos) c = static_cast<char>(std::tolower(static_cast<unsigned char>(kTo[at])));
  }
  return text;
}

bool is_letter(char c) { return (c & 0x80) != 0 || std::isalpha(static_cast<unsigned char>(c)); }

// What stands between the digits and signs at both ends.
std::string_view core(std::string_view text) {
  while (!text.empty() && !is_letter(text.front())) text.remove_prefix(1);
  while (!text.empty() && !is_letter(text.back())) text.remove_suffix(1);
  return text;
}

bool is_common(std::string_view word) { return std::find(std::begin(kCommon), std::end(kCommon), word) != std::end(kCommon); }

// Made of pieces, each of four characters or more, that lie in one of the runs, forwards or backwards; or twice the same.
bool is_run(const std::string& text) {
  for (const std::string_view run : kRuns) {
    std::string back(run.rbegin(), run.rend());
    if (run.find(text) != std::string_view::npos || back.find(text) != std::string::npos) return true;
  }
  return false;
}

bool is_pattern(const std::string& text) {
  if (is_run(text)) return true;
  for (std::size_t size = 1; size <= text.size() / 2; ++size) {
    if (text.size() % size != 0) continue;
    bool repeated = true;
    for (std::size_t i = size; i < text.size() && repeated; ++i) repeated = text[i] == text[i - size];
    if (repeated && size < 8) return true;
  }
  for (std::size_t cut = 4; cut + 4 <= text.size(); ++cut)
    if (is_run(text.substr(0, cut)) && is_run(text.substr(cut))) return true;
  return false;
}

}  // namespace

std::string password_fault(std::string_view password, std::string_view name) {
  std::size_t characters = 0;
  for (const char c : password) characters += (c & 0xc0) != 0x80;
  if (characters < kMinCharacters || password.size() > kMaxBytes)
    return fmt::format("has {} characters; give 10 or more (a few words make a good one), at most 1,024 bytes", characters);
  const std::string plain = small(password), account = small(name);
  const std::string advice = "; give a few words that belong together for nobody else";
  if (std::set<char>(plain.begin(), plain.end()).size() < kMinDifferent || (plain.size() < 64 && is_pattern(plain)))
    return "is a pattern that is tried first" + advice;
  const std::string word(core(plain));
  if (is_common(word) || is_common(without_disguise(word))) return "is one of the commonest" + advice;
  if (account.size() >= 3 && plain.find(account) != std::string::npos && plain.size() < account.size() + 8)
    return "is little more than the name of the account" + advice;
  return "";
}

}  // namespace banthuek::serve::access
