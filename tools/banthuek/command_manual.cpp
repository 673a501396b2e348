// banthuek manual FOLDER: man pages and bash completion, made out of the commands' own help, so that they never say anything else.
//
// Hidden: the packaging (tools/package) runs it. Writes banthuek.1, banthuek-COMMAND.1 and banthuek.bash.
#include <filesystem>
#include <fstream>
#include <functional>
#include <memory>
#include <sstream>

#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

// Text as troff takes it: '-' stays one that can be copied, no line begins a request.
std::string troff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else if ((c == '.' || c == '\'') && (out.empty() || out.back() == '\n'))
      out += std::string("\\&") + c;
    else
      out += c;
  }
  return out;
}

// "{csv,json,xlsx}" of a type name -> "csv json xlsx"; empty where the values are not a closed list.
std::string choices(const std::string& type) {
  const auto begin = type.find('{'), end = type.find('}');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return "";
  std::string out = type.substr(begin + 1, end - begin - 1);
  for (char& c : out)
    if (c == ',') c = ' ';
  return out;
}

void options(std::ostream& out, const Command& command) {
  for (const OptionFacts& option : command.options()) {
    std::string names;
    for (const std::string& name : option.short_names) names += (names.empty() ? "" : ", ") + ("\\fB\\-" + troff(name)) + "\\fR";
    for (const std::string& name : option.long_names) names += (names.empty() ? "" : ", ") + ("\\fB\\-\\-" + troff(name)) + "\\fR";
    if (!option.positional.empty()) names = "\\fI" + troff(option.positional) + "\\fR";
    const std::string type = option.takes_value && option.positional.empty() ? option.type : "";
    out << ".TP\n" << names << (type.empty() ? "" : " \\fI" + troff(type) + "\\fR") << "\n" << troff(option.description);
    if (!option.default_value.empty()) out << " (default: " << troff(option.default_value) << ")";
    out << "\n";
  }
}

void head(std::ostream& out, const std::string& name, const std::string& what) {
  out << ".TH " << name << " 1 \"\" \"banthuek " BANTHUEK_VERSION "\" \"User commands\"\n.SH NAME\n"
      << troff(name) << " \\- " << troff(what) << "\n.SH SYNOPSIS\n";
}

void example(std::ostream& out, const Command& command) {
  std::string footer = command.footer();
  if (footer.rfind("Example: ", 0) == 0) footer.erase(0, 9);
  if (!footer.empty()) out << ".SH EXAMPLE\n.EX\n" << troff(footer) << "\n.EE\n";
}

constexpr const char* kExitStatus = R"(.SH EXIT STATUS
.TP
0
everything asked for was done
.TP
1
done, but at least one document failed or was refused; the ledger says which and why
.TP
2
the command line or a schema is wrong: nothing was done
.TP
3
the database or the disk failed: nothing half\-written is left
.TP
130
interrupted: run the same command again to go on
)";

std::string page_of(const Command& command) {
  std::ostringstream out;
  std::string positional;
  for (const OptionFacts& option : command.options())
    if (!option.positional.empty()) positional += " \\fI" + troff(option.positional) + "\\fR" + (option.takes_many ? "..." : "");
  head(out, "banthuek-" + command.name(), command.description());
  const std::vector<Command> deeper = command.commands();
  if (deeper.empty())
    out << "\\fBbanthuek " << command.name() << "\\fR [\\fIOPTION\\fR]..." << positional << "\n.SH OPTIONS\n";
  else
    out << "\\fBbanthuek " << command.name() << "\\fR \\fISUBCOMMAND\\fR [\\fIOPTION\\fR]...\n.SH OPTIONS\n";
  options(out, command);
  for (const Command& sub : deeper) {
    out << ".SS " << sub.name() << "\n" << troff(sub.description()) << "\n";
    options(out, sub);
  }
  example(out, command);
  out << kExitStatus << ".SH SEE ALSO\n.BR banthuek (1)\n";
  return out.str();
}

std::string main_page(const Command& command) {
  std::ostringstream out;
  head(out, "banthuek", command.description());
  out << "\\fBbanthuek\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n.SH COMMANDS\n";
  for (const Command& sub : command.commands()) out << ".TP\n\\fBbanthuek\\-" << troff(sub.name()) << "\\fR(1)\n" << troff(sub.description()) << "\n";
  out << ".SH OPTIONS\n";
  options(out, command);
  out << ".SH ENVIRONMENT\n.TP\nBANTHUEK_DATA\nfolder that holds schemas, models and web, in the place of the installed one\n";
  example(out, command);
  out << kExitStatus;
  return out.str();
}

// Words of one command: its subcommands, options, and `--option` followed by a closed list of values.
void completion_of(std::ostream& out, const Command& command, const std::string& path) {
  std::string words, values;
  for (const Command& sub : command.commands()) words += sub.name() + " ";
  for (const OptionFacts& option : command.options())
    for (const std::string& name : option.long_names) {
      words += "--" + name + " ";
      if (const std::string list = choices(option.type); !list.empty()) values += "      --" + name + ") words='" + list + "' ;;\n";
    }
  out << "    '" << path << "')\n      words='" << words << "'\n";
  if (!values.empty()) out << "      case $previous in\n" << values << "      esac\n";
  out << "      ;;\n";
  for (const Command& sub : command.commands()) completion_of(out, sub, path + " " + sub.name());
}

std::string completion(const Command& command) {
  std::ostringstream out;
  out << R"(# bash completion of banthuek; made by `banthuek manual` out of the commands
_banthuek() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path=banthuek words='' i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "$path ${COMP_WORDS[i]}" in
)";
  std::string paths;
  const std::function<void(const Command&, const std::string&)> walk = [&](const Command& at, const std::string& path) {
    for (const Command& sub : at.commands()) {
      paths += (paths.empty() ? "" : "|") + ("'" + path + " " + sub.name() + "'");
      walk(sub, path + " " + sub.name());
    }
  };
  walk(command, "banthuek");
  out << "      " << paths << ") path=\"$path ${COMP_WORDS[i]}\" ;;\n    esac\n  done\n  case $path in\n";
  completion_of(out, command, "banthuek");
  out << R"(  esac
  mapfile -t COMPREPLY < <(compgen -W "$words" -- "$word")
}
complete -o bashdefault -o default -F _banthuek banthuek
)";
  return out.str();
}

void write(const std::filesystem::path& path, const std::string& text) {
  std::ofstream out(path, std::ios::binary);
  out << text;
  out.close();
  if (!out) throw Error(ErrorKind::kDisk, path.string(), "cannot be written; give a folder with room that is yours");
}

int run(const Command& command, const std::filesystem::path& folder) {
  std::error_code none;
  std::filesystem::create_directories(folder, none);
  for (const Command& sub : command.commands()) write(folder / ("banthuek-" + sub.name() + ".1"), page_of(sub));
  write(folder / "banthuek.bash", completion(command));
  write(folder / "banthuek.1", main_page(command));
  return kExitDone;
}

}  // namespace

void add_manual(Command program) {
  Command command = program.add_command("manual", "writes man pages and bash completion, made out of the commands");
  command.hide();
  auto folder = std::make_shared<std::string>();
  command.option("folder", *folder, "where to").required();
  command.footer("Example: banthuek manual build/manual");
  command.run([program, folder] { return run(program, *folder); });
}

}  // namespace banthuek
