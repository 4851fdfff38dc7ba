#include "cli/usage.h"

#include <algorithm>
#include <cctype>
#include <optional>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.h"

namespace jur::cli {
namespace {

struct Complaint {
  std::string error;
  std::string help;
};

std::string quoted(const std::vector<std::string>& names, std::string_view last) {
  std::string out;
  for (std::size_t i = 0; i < names.size(); ++i) {
    out += i == 0 ? "" : i + 1 == names.size() ? fmt::format(" {} ", last) : ", ";
    out += fmt::format("`{}`", names[i]);
  }
  return out;
}

std::vector<std::string> split(std::string_view text, char at) {
  std::vector<std::string> out(1);
  for (const char c : text) {
    if (c == at) {
      out.emplace_back();
    } else {
      out.back() += c;
    }
  }
  return out;
}

std::vector<std::string> verbs_of(const CLI::App& app) {
  std::vector<std::string> out;
  for (const CLI::App* verb : app.get_subcommands({})) out.push_back(verb->get_name());
  return out;
}

std::vector<std::string> options_of(const CLI::App& verb) {
  std::vector<std::string> out;
  for (const CLI::Option* o : verb.get_options()) {
    for (const std::string& name : o->get_lnames()) out.push_back("--" + name);
    for (const std::string& name : o->get_snames()) out.push_back("-" + name);
  }
  return out;
}

// "--case FILE"; "PATH" for what stands by its place.
std::string shown(const CLI::Option& o) {
  if (o.get_positional()) {
    std::string name = o.get_name(true);
    std::transform(name.begin(), name.end(), name.begin(), [](char c) { return c >= 'a' && c <= 'z' ? char(c - 'a' + 'A') : c; });
    return name;
  }
  const std::string name = o.get_lnames().empty() ? "-" + o.get_snames().front() : "--" + o.get_lnames().front();
  return o.get_option_text().empty() ? name : fmt::format("{} {}", name, o.get_option_text());
}

std::string usage(const CLI::App& verb) {
  std::string out = "jur " + verb.get_name();
  for (const CLI::Option* o : verb.get_options()) {
    if (o->get_required()) out += fmt::format(" {}", shown(*o));
  }
  return out;
}

Complaint about_verb(const CLI::App& app, const std::vector<std::string>& args) {
  const std::vector<std::string> verbs = verbs_of(app);
  const auto word = std::ranges::find_if(args, [](const std::string& a) { return !a.empty() && a.front() != '-'; });
  const std::string all = fmt::format("the commands are {}", quoted(verbs, "and"));
  if (word == args.end()) {
    if (args.empty()) return {"no command is given", all};
    return {fmt::format("`jur` has no option `{}`", args.front()), all};
  }
  const auto near = nearest(*word, verbs);
  return {fmt::format("`{}` is no command of `jur`", *word), near ? fmt::format("did you mean `jur {}`?", *near) : all};
}

std::optional<Complaint> about_option(const CLI::App& verb, const std::vector<std::string>& args) {
  const std::vector<std::string> known = options_of(verb);
  for (const std::string& arg : args) {
    if (arg == "--") break;
    const bool is_short = arg.size() == 2 && arg.front() == '-' && std::isdigit(static_cast<unsigned char>(arg[1])) == 0;
    if (!is_short && (arg.size() < 3 || !arg.starts_with("--"))) continue;
    const std::string name = arg.substr(0, arg.find('='));
    if (std::ranges::find(known, name) != known.end()) continue;
    const auto near = is_short ? std::nullopt : nearest(name, known);
    return Complaint{fmt::format("`jur {}` has no option `{}`", verb.get_name(), name),
                     near ? fmt::format("did you mean `{}`?", *near) : fmt::format("its options are {}", quoted(known, "and"))};
  }
  return std::nullopt;
}

std::optional<Complaint> about_missing(const CLI::App& verb) {
  for (const CLI::Option* o : verb.get_options()) {
    if (!o->get_required() || o->count() > 0) continue;
    return Complaint{fmt::format("`jur {}` needs `{}`: {}", verb.get_name(), shown(*o), o->get_description()),
                     fmt::format("write `{}`", usage(verb))};
  }
  return std::nullopt;
}

// The last word that follows the option; nothing where it is not there, "" where nothing follows it.
std::optional<std::string> value_of(const CLI::Option& o, const std::vector<std::string>& args) {
  std::optional<std::string> value;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const std::string name = args[i].substr(0, args[i].find('='));
    if (!name.starts_with('-') || !o.check_name(name)) continue;
    value = name != args[i] ? args[i].substr(name.size() + 1) : i + 1 < args.size() ? args[i + 1] : "";
  }
  return value;
}

// What an option takes: its words, where it lists them, or those of the check that refused the value.
std::vector<std::string> values_of(const CLI::Option& o, std::string_view why) {
  if (o.get_option_text().find('|') != std::string::npos) return split(o.get_option_text(), '|');
  const std::size_t open = why.find(" in {");
  const std::size_t close = why.rfind('}');
  if (open == std::string_view::npos || close == std::string_view::npos) return {};
  return split(why.substr(open + 5, close - open - 5), ',');
}

std::optional<Complaint> about_value(const CLI::App& verb, const std::vector<std::string>& args, std::string_view why) {
  for (const CLI::Option* o : verb.get_options()) {
    const std::string name = o->get_positional() || o->get_lnames().empty() ? "" : "--" + o->get_lnames().front();
    if (name.empty() || why.find(name) == std::string_view::npos) continue;
    const auto value_given = value_of(*o, args);
    if (!value_given) continue;
    const std::string& value = *value_given;
    if (value.empty())
      return Complaint{
          fmt::format("`{}` stands without a value", name),
          fmt::format("write `{}`: {}", o->get_option_text().empty() ? name + " VALUE" : shown(*o), o->get_description())};
    const bool told = why.starts_with(name + ": ") && why.find(" in {") == std::string_view::npos;
    const std::vector<std::string> values = told ? std::vector<std::string>() : values_of(*o, why);
    if (values.empty()) {
      return Complaint{
          fmt::format("`{}` is no value for `{}`", value, name),
          told ? std::string(why.substr(name.size() + 2)) : fmt::format("`{}`: {}", shown(*o), o->get_description())};
    }
    const std::vector<std::string> given = split(value, ',');
    const auto wrong =
        std::ranges::find_if(given, [&](const std::string& v) { return std::ranges::find(values, v) == values.end(); });
    const std::string& word = wrong == given.end() ? value : *wrong;
    const auto near = nearest(word, values);
    return Complaint{fmt::format("`{}` is no value for `{}`", word, name),
                     near ? fmt::format("did you mean `{}`?", *near) : fmt::format("it takes {}", quoted(values, "or"))};
  }
  return std::nullopt;
}

Complaint complaint(const CLI::App& app, const std::vector<std::string>& args, const CLI::ParseError& why) {
  const std::vector<CLI::App*> chosen = app.get_subcommands();
  if (chosen.empty()) return about_verb(app, args);
  const CLI::App& verb = *chosen.front();
  if (auto c = about_option(verb, args)) return *c;
  if (auto c = about_value(verb, args, why.what())) return *c;
  if (auto c = about_missing(verb)) return *c;
  return {fmt::format("`jur {}` cannot be read as it is written: {}", verb.get_name(), why.what()),
          fmt::format("`jur {} --help` says what may stand there", verb.get_name())};
}

}  // namespace

void explain_usage(const CLI::App& app, const std::vector<std::string>& args, const CLI::ParseError& why, std::ostream& err) {
  const Complaint c = complaint(app, args, why);
  err << fmt::format("error: {}\n  = help: {}\n", c.error, c.help);
}

}  // namespace jur::cli
