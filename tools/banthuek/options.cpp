#include "tools/banthuek/options.h"

#include <CLI/CLI.hpp>
#include <algorithm>
#include <cstdio>

#include "extractors/text/fold.h"

namespace banthuek {

Option& Option::required() {
  option_->required();
  return *this;
}

Option& Option::type_name(const std::string& name) {
  option_->type_name(name);
  return *this;
}

Option& Option::group(const std::string& title) {
  option_->group(title);
  return *this;
}

Option& Option::show_default() {
  option_->capture_default_str();
  return *this;
}

Option& Option::one_of(const std::vector<std::string>& values) {
  option_->check(CLI::IsMember(values));
  return *this;
}

Option& Option::range(int least, int most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option& Option::range(double least, double most) {
  option_->check(CLI::Range(least, most));
  return *this;
}

Option& Option::one_value_each() {
  option_->allow_extra_args(false);
  return *this;
}

Option& Option::excludes(Option other) {
  option_->excludes(other.option_);
  return *this;
}

Option& Option::needs(Option other) {
  option_->needs(other.option_);
  return *this;
}

Command Command::add_command(const std::string& name, const std::string& description) { return {app_->add_subcommand(name, description), chosen_}; }

void Command::hide() { app_->group(""); }

void Command::footer(const std::string& text) { app_->footer(text); }

void Command::require_command() { app_->require_subcommand(1); }

void Command::run(Run what) {
  app_->callback([chosen = chosen_, what = std::move(what)] { *chosen = what; });
}

Option Command::option(const std::string& name, std::string& value, const std::string& description) {
  return Option(app_->add_option(name, value, description));
}

Option Command::option(const std::string& name, int& value, const std::string& description) {
  return Option(app_->add_option(name, value, description));
}

Option Command::option(const std::string& name, std::int64_t& value, const std::string& description) {
  return Option(app_->add_option(name, value, description));
}

Option Command::option(const std::string& name, std::uint64_t& value, const std::string& description) {
  return Option(app_->add_option(name, value, description));
}

Option Command::option(const std::string& name, double& value, const std::string& description) {
  return Option(app_->add_option(name, value, description));
}

Option Command::option(const std::string& name, std::vector<std::string>& values, const std::string& description) {
  return Option(app_->add_option(name, values, description));
}

Option Command::flag(const std::string& name, bool& value, const std::string& description) {
  return Option(app_->add_flag(name, value, description));
}

std::string Command::name() const { return app_->get_name(); }

std::string Command::description() const { return app_->get_description(); }

std::string Command::footer() const { return app_->get_footer(); }

std::vector<Command> Command::commands() const {
  std::vector<Command> out;
  for (CLI::App* sub : app_->get_subcommands([](const CLI::App* app) { return !app->get_group().empty(); })) out.emplace_back(sub, chosen_);
  return out;
}

std::vector<OptionFacts> Command::options() const {
  std::vector<OptionFacts> out;
  for (const CLI::Option* option : app_->get_options()) {
    if (option->get_group().empty()) continue;
    OptionFacts& facts = out.emplace_back();
    facts.short_names = option->get_snames();
    facts.long_names = option->get_lnames();
    if (option->get_positional()) facts.positional = option->get_name(true);
    facts.type = option->get_type_name();
    facts.description = option->get_description();
    facts.default_value = option->get_default_str();
    facts.takes_value = option->get_items_expected_max() > 0;
    facts.takes_many = option->get_items_expected_max() > 1;
  }
  return out;
}

CommandLine::CommandLine(const std::string& name, const std::string& description, const std::string& version)
    : app_(std::make_unique<CLI::App>(description, name)), chosen_(std::make_shared<Command::Run>()) {
  app_->set_version_flag("--version", version);
}

CommandLine::~CommandLine() = default;

Command CommandLine::root() const { return {app_.get(), chosen_}; }

namespace {

// The known name that is nearest to what was typed, where it is near.
std::string nearest(const std::string& typed, const std::vector<std::string>& known) {
  const std::u32string asked = text::to_u32(typed);
  int least = (typed.size() < 5 ? 1 : 2) + 1;  // two letters changed places are two
  std::string best;
  for (const std::string& name : known) {
    const int distance = text::edit_distance(asked, text::to_u32(name), least - 1);
    if (distance >= least) continue;
    least = distance;
    best = name;
  }
  return best;
}

// What may have been meant by a word or an option that nothing is called; "" where nothing comes near.
std::string meant(const CLI::App& app, const std::string& typed) {
  std::vector<std::string> known;
  if (typed.starts_with("-")) {
    for (const CLI::Option* option : app.get_options())
      for (const std::string& name : option->get_lnames()) known.push_back("--" + name);
  } else {
    for (const CLI::App* command : app.get_subcommands([](const CLI::App* one) { return !one->get_group().empty(); }))
      known.push_back(command->get_name());
  }
  return nearest(typed.substr(0, typed.find('=')), known);
}

// The command that was given, the innermost.
const CLI::App* given(const CLI::App* app) {
  for (const std::vector<CLI::App*> commands = app->get_subcommands(); !commands.empty();) return given(commands.front());
  return app;
}

}  // namespace

CommandLine::Parsed CommandLine::parse(int argc, char** argv) {
  try {
    app_->parse(argc, argv);
  } catch (const CLI::ParseError& e) {
    if (e.get_exit_code() == 0) return {{}, app_->exit(e) == 0};
    // A word that is no command, or an option that the command does not have: CLI11 names it, and says no more.
    const CLI::App* command = given(app_.get());
    const bool first = command == app_.get() && argc > 1 && argv[1][0] != '-';
    std::vector<std::string> unknown = first ? std::vector<std::string>{argv[1]} : command->remaining(true);
    if (unknown.empty()) unknown = app_->remaining(true);
    for (const std::string& typed : unknown) {
      const std::string name = meant(*command, typed);
      if (name.empty() || name == typed) continue;
      std::fprintf(stderr, "banthuek: '%s' is no %s; did you mean %s?\n", typed.c_str(), typed.starts_with("-") ? "option of it" : "command",
                   name.c_str());
      return {{}, false};
    }
    return {{}, app_->exit(e) == 0};
  }
  return {*chosen_, true};
}

}  // namespace banthuek
