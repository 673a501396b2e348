// banthuek manual FOLDER: man pages and bash completion, made out of the commands' own help, so that they never say anything else.
//
// Hidden: the packaging (tools/package) runs it. Writes banthuek.1, banthuek-COMMAND.1 and banthuek.bash.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "tools/banthuek/commands.h"

namespace banthuek {
namespace {

using Apps = std::vector<const CLI::App*>;

Apps shown_commands(const CLI::App& app) {
  return app.get_subcommands([](const CLI::App* sub) { return !sub->get_group().empty(); });
}

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
std::string choices(const CLI::Option& option) {
  const std::string type = option.get_type_name();
  const auto begin = type.find('{'), end = type.find('}');
  if (begin == std::string::npos || end == std::string::npos || end < begin) return "";
  std::string out = type.substr(begin + 1, end - begin - 1);
  for (char& c : out)
    if (c == ',') c = ' ';
  return out;
}

void options(std::ostream& out, const CLI::App& app) {
  for (const CLI::Option* option : app.get_options()) {
    if (option->get_group().empty()) continue;
    std::string names;
    for (const std::string& name : option->get_snames()) names += (names.empty() ? "" : ", ") + ("\\fB\\-" + troff(name)) + "\\fR";
    for (const std::string& name : option->get_lnames()) names += (names.empty() ? "" : ", ") + ("\\fB\\-\\-" + troff(name)) + "\\fR";
    if (option->get_positional()) names = "\\fI" + troff(option->get_name(true)) + "\\fR";
    std::string type = option->get_items_expected_max() > 0 && !option->get_positional() ? option->get_type_name() : "";
    out << ".TP\n" << names << (type.empty() ? "" : " \\fI" + troff(type) + "\\fR") << "\n" << troff(option->get_description());
    if (!option->get_default_str().empty()) out << " (default: " << troff(option->get_default_str()) << ")";
    out << "\n";
  }
}

void head(std::ostream& out, const std::string& name, const std::string& what) {
  out << ".TH " << name << " 1 \"\" \"banthuek " BANTHUEK_VERSION "\" \"User commands\"\n.SH NAME\n"
      << troff(name) << " \\- " << troff(what) << "\n.SH SYNOPSIS\n";
}

void example(std::ostream& out, const CLI::App& app) {
  std::string footer = app.get_footer();
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

std::string page_of(const CLI::App& app) {
  std::ostringstream out;
  std::string positional;
  for (const CLI::Option* option : app.get_options())
    if (option->get_positional())
      positional += " \\fI" + troff(option->get_name(true)) + "\\fR" + (option->get_items_expected_max() > 1 ? "..." : "");
  head(out, "banthuek-" + app.get_name(), app.get_description());
  const Apps deeper = shown_commands(app);
  if (deeper.empty())
    out << "\\fBbanthuek " << app.get_name() << "\\fR [\\fIOPTION\\fR]..." << positional << "\n.SH OPTIONS\n";
  else
    out << "\\fBbanthuek " << app.get_name() << "\\fR \\fISUBCOMMAND\\fR [\\fIOPTION\\fR]...\n.SH OPTIONS\n";
  options(out, app);
  for (const CLI::App* sub : deeper) {
    out << ".SS " << sub->get_name() << "\n" << troff(sub->get_description()) << "\n";
    options(out, *sub);
  }
  example(out, app);
  out << kExitStatus << ".SH SEE ALSO\n.BR banthuek (1)\n";
  return out.str();
}

std::string main_page(const CLI::App& app) {
  std::ostringstream out;
  head(out, "banthuek", app.get_description());
  out << "\\fBbanthuek\\fR \\fICOMMAND\\fR [\\fIOPTION\\fR]... [\\fIARGUMENT\\fR]...\n.SH COMMANDS\n";
  for (const CLI::App* sub : shown_commands(app))
    out << ".TP\n\\fBbanthuek\\-" << troff(sub->get_name()) << "\\fR(1)\n" << troff(sub->get_description()) << "\n";
  out << ".SH OPTIONS\n";
  options(out, app);
  out << ".SH ENVIRONMENT\n.TP\nBANTHUEK_DATA\nfolder that holds schemas, models and web, in the place of the installed one\n";
  example(out, app);
  out << kExitStatus;
  return out.str();
}

// Words of one command: its subcommands, options, and `--option` followed by a closed list of values.
void completion_of(std::ostream& out, const CLI::App& app, const std::string& path) {
  std::string words, values;
  for (const CLI::App* sub : shown_commands(app)) words += sub->get_name() + " ";
  for (const CLI::Option* option : app.get_options())
    for (const std::string& name : option->get_lnames()) {
      words += "--" + name + " ";
      if (const std::string list = choices(*option); !list.empty()) values += "      --" + name + ") words='" + list + "' ;;\n";
    }
  out << "    '" << path << "')\n      words='" << words << "'\n";
  if (!values.empty()) out << "      case $previous in\n" << values << "      esac\n";
  out << "      ;;\n";
  for (const CLI::App* sub : shown_commands(app)) completion_of(out, *sub, path + " " + sub->get_name());
}

std::string completion(const CLI::App& app) {
  std::ostringstream out;
  out << R"(# bash completion of banthuek; made by `banthuek manual` out of the commands
_banthuek() {
  local word=${COMP_WORDS[COMP_CWORD]} previous=${COMP_WORDS[COMP_CWORD-1]} path=banthuek words='' i
  for ((i = 1; i < COMP_CWORD; ++i)); do
    case "$path ${COMP_WORDS[i]}" in
)";
  std::string paths;
  const std::function<void(const CLI::App&, const std::string&)> walk = [&](const CLI::App& at, const std::string& path) {
    for (const CLI::App* sub : shown_commands(at)) {
      paths += (paths.empty() ? "" : "|") + ("'" + path + " " + sub->get_name() + "'");
      walk(*sub, path + " " + sub->get_name());
    }
  };
  walk(app, "banthuek");
  out << "      " << paths << ") path=\"$path ${COMP_WORDS[i]}\" ;;\n    esac\n  done\n  case $path in\n";
  completion_of(out, app, "banthuek");
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

int run(const CLI::App& app, const std::filesystem::path& folder) {
  std::error_code none;
  std::filesystem::create_directories(folder, none);
  for (const CLI::App* sub : shown_commands(app)) write(folder / ("banthuek-" + sub->get_name() + ".1"), page_of(*sub));
  write(folder / "banthuek.bash", completion(app));
  write(folder / "banthuek.1", main_page(app));
  return kExitDone;
}

}  // namespace

void add_manual(CLI::App& app, Run& run_later) {
  CLI::App* command = app.add_subcommand("manual", "writes man pages and bash completion, made out of the commands");
  command->group("");
  auto folder = std::make_shared<std::string>();
  command->add_option("folder", *folder, "where to")->required();
  command->footer("Example: banthuek manual build/manual");
  command->callback([&run_later, &app, folder] { run_later = [&app, folder] { return run(app, *folder); }; });
}

}  // namespace banthuek
