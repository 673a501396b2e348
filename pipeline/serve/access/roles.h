// Who may do what: the one table of rights. A page or endpoint names an Action; allowed() is asked in one place (site.cpp).
#pragma once

#include <optional>
#include <string_view>

namespace banthuek::serve::access {

enum class Role { kNobody, kReader, kEditor, kAdmin };  // each may do what the one before may

enum class Action {
  kSeePublic,      // the sign-in page, styles, fonts
  kOwnAccount,     // one's own page, which sends who has none to the sign-in page; not by a program's token, which may do less than its owner
  kRead,           // search, documents, pictures
  kTakeFiles,      // source files and exports: refused to readers where names are masked
  kReadCasework,   // dossiers, tags: what people wrote may name persons, so refused to readers where names are masked
  kCorrect,        // corrections, review
  kWriteCasework,  // notes, tags, dossiers
  kImport,         // uploads
  kAdminister,     // accounts' list, audit log
};

constexpr Role needed(Action action) {
  switch (action) {
    case Action::kSeePublic:
    case Action::kOwnAccount:
      return Role::kNobody;
    case Action::kRead:
    case Action::kTakeFiles:
    case Action::kReadCasework:
      return Role::kReader;
    case Action::kCorrect:
    case Action::kWriteCasework:
    case Action::kImport:
      return Role::kEditor;
    case Action::kAdminister:
      break;
  }
  return Role::kAdmin;
}

enum class Names { kShown, kMasked };  // whether readers see personal names

constexpr bool allowed(Role role, Action action, Names names) {
  if ((action == Action::kTakeFiles || action == Action::kReadCasework) && names == Names::kMasked) return role >= Role::kEditor;
  return role >= needed(action);
}

const char* name_of(Role role);  // "reader", "editor", "admin"; "" for nobody
std::optional<Role> role_named(std::string_view name);

}  // namespace banthuek::serve::access
