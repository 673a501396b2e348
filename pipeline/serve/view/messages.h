// What the program says of a failure, in the visitor's language.
//
// The program's own messages are English, for a terminal: they name options. Each is known by its words ([says] of strings.toml,
// where {} is what varies) and shown by its code ([message]). What varies is given to the string as {{a}}, {{b}}, ...; where it is itself
// known it is shown so too. tests/serve/messages_test.py holds every message of the sources against the list.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "pipeline/serve/view/templates.h"

namespace banthuek::serve::view {

// What stands for each {} of the pattern, where the whole text fits it; each as short as the rest allows.
std::optional<std::vector<std::string>> fit(std::string_view pattern, std::string_view text);

// The code of the message that fits with the most words of its own; "" where none does. What stands before a ": " may be left out: it says where.
std::string message_code(const Pages& pages, std::string_view message);

// By its code, or, where it is not known, in general words: never another language than the page's.
std::string shown_message(const Pages& pages, std::string_view message, Language language);

// Of a row of the ledger: why the file at `path` was not read, or not whole; "" where nothing is to be said.
std::string shown_reason(const Pages& pages, std::string_view path, std::string_view outcome, std::string_view message, Language language);

}  // namespace banthuek::serve::view
