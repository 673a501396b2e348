// The command line of the program: commands, their options, and what each runs.
//
// All that the program knows of CLI11 stands in options.cpp: its header costs 8 s of compiling wherever it is included.
//
// Command and Option are handles, cheap to copy. What they name belongs to the CommandLine, which must outlive them; so must the
// variables that options are bound to. One thread only.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace CLI {
class App;
class Option;
}  // namespace CLI

namespace banthuek {

class Option {
 public:
  explicit Option(CLI::Option* option) : option_(option) {}

  Option& required();
  Option& type_name(const std::string& name);  // as the help shows the value: FILE
  Option& group(const std::string& title);     // the heading that the help puts it under
  Option& show_default();                      // the help shows what the variable holds now
  Option& one_of(const std::vector<std::string>& values);
  Option& range(int least, int most);
  Option& range(double least, double most);
  Option& one_value_each();  // of a list: the option is written again for each value
  Option& excludes(Option other);
  Option& needs(Option other);

 private:
  CLI::Option* option_;
};

// What an option is called and takes, for a manual.
struct OptionFacts {
  std::vector<std::string> short_names, long_names;  // without dashes
  std::string positional;                            // the name of an argument without dashes; empty for an option
  std::string type;                                  // the value: "FILE", "TEXT:{csv,json}"; empty for a flag
  std::string description, default_value;
  bool takes_value = false, takes_many = false;
};

class Command {
 public:
  using Run = std::function<int()>;

  Command(CLI::App* app, std::shared_ptr<Run> chosen) : app_(app), chosen_(std::move(chosen)) {}

  Command add_command(const std::string& name, const std::string& description);
  void hide();  // from the help: not for people
  void footer(const std::string& text);
  void require_command();  // one of its own commands must be given
  // What the program does where this command is given; its value is the exit code.
  void run(Run what);

  // `name` with dashes is an option, without them an argument that is given by its place.
  Option option(const std::string& name, std::string& value, const std::string& description);
  Option option(const std::string& name, int& value, const std::string& description);
  Option option(const std::string& name, std::int64_t& value, const std::string& description);
  Option option(const std::string& name, std::uint64_t& value, const std::string& description);
  Option option(const std::string& name, double& value, const std::string& description);
  Option option(const std::string& name, std::vector<std::string>& values, const std::string& description);
  Option flag(const std::string& name, bool& value, const std::string& description);

  // For a manual; what is hidden is left out.
  std::string name() const;
  std::string description() const;
  std::string footer() const;
  std::vector<Command> commands() const;
  std::vector<OptionFacts> options() const;

 private:
  CLI::App* app_;
  std::shared_ptr<Run> chosen_;
};

class CommandLine {
 public:
  CommandLine(const std::string& name, const std::string& description, const std::string& version);
  ~CommandLine();

  Command root() const;

  struct Parsed {
    Command::Run run;   // of the command that was given; empty: nothing is left to do (--help, --version, or a mistake)
    bool done = false;  // without a mistake
  };
  // Prints the help to stdout where it is asked for, and what is wrong with the command line to stderr.
  Parsed parse(int argc, char** argv);

 private:
  std::unique_ptr<CLI::App> app_;
  std::shared_ptr<Command::Run> chosen_;
};

}  // namespace banthuek
