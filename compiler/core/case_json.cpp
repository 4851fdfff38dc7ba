#include "core/case_json.h"

#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/impossible_date.h"
#include "base/nearest.h"
#include "core/json_tree.h"

namespace jur::core {
namespace {

constexpr std::size_t kListed = 8;  // values that a message lists

bool starts_with_path(const std::string& name, const std::string& path) {
  return name.size() > path.size() && name.starts_with(path) && name[path.size()] == '.';
}

std::string expected(const Program& p, const Fact& f) {
  const auto values = [&] {
    const Domain& d = p.domains[f.domain];
    if (d.members.size() > kListed) return fmt::format("value of `{}`", d.name);
    return fmt::format("value of `{}` (\"{}\")", d.name, fmt::join(d.members, "\", \""));
  };
  switch (f.kind) {
    case FactKind::Bool:
      return "true or false";
    case FactKind::Enum:
      return "a " + values();
    case FactKind::Int:
      return fmt::format("a whole number from {} to {}", f.lo, f.hi);
    case FactKind::Date:
      return "a date like \"2014-09-01\"";
    case FactKind::Set:
      return "a list, each item a " + values();
  }
  return "";
}

std::string problem_words(const JsonProblem& p, bool one_line) {
  if (p.line == 0) return p.why;
  if (one_line) return fmt::format("this is not JSON at column {}: {}", p.column, p.why);
  return fmt::format("this is not JSON at line {}, column {}: {}", p.line, p.column, p.why);
}

class Reader {
 public:
  Reader(const Program& program, std::string_view where, Sink& sink)
      : p_(program), where_(where), sink_(sink), given_(program.facts.size()) {
    case_.values.resize(program.facts.size());
    for (const FactId f : program.facts.ids()) by_name_.emplace(program.facts[f].name, f);
  }

  std::optional<Case> read(std::string_view json, bool one_line) {
    const std::size_t errors = sink_.errors();
    JsonProblem problem;
    const auto root = parse_json(json, problem);
    if (!root) {
      report("", problem_words(problem, one_line)).help(skeleton(""));
    } else if (root->kind != JsonNode::Kind::Object) {
      report("", fmt::format("a case is an object, this is {}", describe(*root))).help(skeleton(""));
    } else {
      object(*root, "");
      fill();
    }
    if (sink_.errors() != errors) return std::nullopt;
    return std::move(case_);
  }

 private:
  Diagnostic& report(const std::string& path, const std::string& text) {
    std::string message = where_.empty() ? "" : fmt::format("{}: ", where_);
    if (!path.empty()) message += fmt::format("`{}`: ", path);
    return sink_.report(Code::BadCase, Span{}, message + text);
  }

  // Names that may stand after `path` ("" for the top): of facts and of what holds facts.
  [[nodiscard]] std::vector<std::string> names_below(const std::string& path) const {
    std::vector<std::string> out;
    for (const Fact& f : p_.facts.all()) {
      if (!path.empty() && !starts_with_path(f.name, path)) continue;
      const std::string rest = path.empty() ? f.name : f.name.substr(path.size() + 1);
      const std::string name = rest.substr(0, rest.find('.'));
      if (std::find(out.begin(), out.end(), name) == out.end()) out.push_back(name);
    }
    return out;
  }

  // How the case, or what stands in it under the path, is written: {"demand": {…}, "data": {…}}.
  [[nodiscard]] std::string skeleton(const std::string& path) const {
    const auto names = names_below(path);
    std::string out;
    for (std::size_t i = 0; i < std::min(names.size(), kListed); ++i) {
      const bool fact = by_name_.contains(path.empty() ? names[i] : fmt::format("{}.{}", path, names[i]));
      out += fmt::format("{}\"{}\": {}", i == 0 ? "" : ", ", names[i], fact ? "…" : "{…}");
    }
    if (names.size() > kListed) out += ", …";
    return path.empty() ? fmt::format("a case is written `{{{}}}`", out) : fmt::format("`{}` is written `{{{}}}`", path, out);
  }

  [[nodiscard]] std::string any_words(const JsonNode& node) const {
    std::vector<std::string> names;
    for (const Fact& f : p_.facts.all()) names.push_back(f.name);
    if (const auto near = node.kind == JsonNode::Kind::Text ? nearest(node.text, names) : std::nullopt)
      return fmt::format("did you mean \"{}\"?", *near);
    return fmt::format("it lists facts whose value does not matter: `\"any\": [\"{}\"]`", p_.facts.all().front().name);
  }

  // The fact with a value that it may have: "penalty": 0.
  [[nodiscard]] std::string example(const Fact& f) const {
    const std::string name = f.name.substr(f.name.rfind('.') + 1);
    const auto member = [&] {
      const auto& members = p_.domains[f.domain].members;
      return members.empty() ? std::string("…") : members.front();
    };
    switch (f.kind) {
      case FactKind::Bool:
        return fmt::format("\"{}\": true", name);
      case FactKind::Enum:
        return fmt::format("\"{}\": \"{}\"", name, member());
      case FactKind::Int:
        return fmt::format("\"{}\": {}", name, f.lo);
      case FactKind::Date:
        return fmt::format("\"{}\": \"2014-09-01\"", name);
      case FactKind::Set:
        return fmt::format("\"{}\": [\"{}\"]", name, member());
    }
    return name;
  }

  void object(const JsonNode& node, const std::string& path) {
    const auto names = names_below(path);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < node.keys.size(); ++i) {
      const std::string& key = node.keys[i];
      const JsonNode& value = node.items[i];
      const std::string full = path.empty() ? key : fmt::format("{}.{}", path, key);
      if (!seen.insert(key).second) {
        report(full, "given twice").help("leave one of them out");
      } else if (std::find(names.begin(), names.end(), key) == names.end()) {
        if (full == "any") {
          any(value);
        } else {
          unknown_field(full, key, path, names);
          unread_ = unread_ || (value.kind == JsonNode::Kind::Object && !nearest(key, names));
        }
      } else if (const auto it = by_name_.find(full); it != by_name_.end()) {
        given_[it->second.index] = true;
        fact(it->second, value);
      } else if (value.kind == JsonNode::Kind::Object) {
        object(value, full);
      } else if (value.kind != JsonNode::Kind::Null) {
        report(full, fmt::format("an object of facts is expected, this is {}", describe(value))).help(skeleton(full));
        given_below(full);
      }
    }
  }

  void unknown_field(const std::string& full, const std::string& key, const std::string& path,
                     const std::vector<std::string>& names) {
    Diagnostic& d = report(full, "the case has no such fact");
    if (path.empty() && by_name_.contains(key)) {
      const std::size_t dot = key.rfind('.');
      d.help(fmt::format("write it inside `{}`: {{\"{}\": …}}", key.substr(0, dot), key.substr(dot + 1)));
      near_.insert(key);
      return;
    }
    if (const Fact* f = called(key); f != nullptr && !nearest(key, names)) {
      const std::string_view place = std::string_view(f->name).substr(0, f->name.size() - key.size() - 1);
      d.help(fmt::format("it belongs to `{}`: {{\"{}\": …}}", place, key));
      near_.insert(f->name);
      return;
    }
    if (const auto near = nearest(key, names)) {
      d.help(fmt::format("did you mean `{}`?", path.empty() ? *near : fmt::format("{}.{}", path, *near)));
      near_.insert(path.empty() ? *near : fmt::format("{}.{}", path, *near));
    } else {
      d.help(skeleton(path));
    }
  }

  // The one fact of a record that has this name, if there is one alone.
  [[nodiscard]] const Fact* called(const std::string& key) const {
    const Fact* out = nullptr;
    for (const Fact& f : p_.facts.all()) {
      if (!f.name.ends_with("." + key)) continue;
      if (out != nullptr) return nullptr;
      out = &f;
    }
    return out;
  }

  // A misspelt name was reported in its place or above it, or something was not read that may hold it.
  [[nodiscard]] bool overlooked(const Fact& f) const {
    return unread_ || near_.contains(f.name) ||
           std::any_of(near_.begin(), near_.end(), [&](const std::string& n) { return starts_with_path(f.name, n); });
  }

  void given_below(const std::string& path) {
    for (const FactId f : p_.facts.ids()) {
      if (starts_with_path(p_.facts[f].name, path)) given_[f.index] = true;
    }
  }

  // Facts whose value does not matter, as write_case names them.
  void any(const JsonNode& node) {
    if (node.kind != JsonNode::Kind::List) {
      report("any", fmt::format("a list of facts is expected, this is {}", describe(node))).help(any_words(node));
      return;
    }
    for (const JsonNode& item : node.items) {
      const auto it = item.kind == JsonNode::Kind::Text ? by_name_.find(item.text) : by_name_.end();
      if (it == by_name_.end()) {
        report("any", fmt::format("the name of a fact is expected, this is {}", describe(item))).help(any_words(item));
      } else {
        any_.insert(it->second);
      }
    }
  }

  void fact(FactId id, const JsonNode& node) {
    const Fact& f = p_.facts[id];
    if (node.kind == JsonNode::Kind::Null) {
      given_[id.index] = false;
      return;
    }
    if (f.or_none && node.kind == JsonNode::Kind::Text && node.text == "none") {
      case_[id] = Value::none();
      return;
    }
    const bool fits = f.kind == FactKind::Bool  ? node.kind == JsonNode::Kind::Bool
                      : f.kind == FactKind::Int ? node.kind == JsonNode::Kind::Whole
                      : f.kind == FactKind::Set ? node.kind == JsonNode::Kind::List
                                                : node.kind == JsonNode::Kind::Text;
    if (!fits) {
      wrong(f, node);
      return;
    }
    switch (f.kind) {
      case FactKind::Bool:
        case_[id] = Value::of_bool(node.number != 0);
        break;
      case FactKind::Enum:
        if (const auto m = member(f, node)) case_[id] = Value::of_enum(*m);
        break;
      case FactKind::Int:
        if (node.number < f.lo || node.number > f.hi) {
          wrong(f, node);
        } else {
          case_[id] = Value::of_int(node.number);
        }
        break;
      case FactKind::Date:
        date(id, node);
        break;
      case FactKind::Set:
        set(id, node);
        break;
    }
  }

  void wrong(const Fact& f, const JsonNode& node) {
    Diagnostic& d = report(
        f.name, fmt::format("{}{} is expected, this is {}", expected(p_, f), f.or_none ? " or \"none\"" : "", describe(node)));
    if (node.kind == JsonNode::Kind::Text && node.text == "unknown" && f.optional)
      d.help("leave the fact out where it is unknown");
    if (node.kind == JsonNode::Kind::Text && f.kind == FactKind::Bool && (node.text == "yes" || node.text == "true"))
      d.help("write `true`, without quotes");
    if (node.kind == JsonNode::Kind::Text && f.kind == FactKind::Bool && (node.text == "no" || node.text == "false"))
      d.help("write `false`, without quotes");
    const bool digits = !node.text.empty() && node.text.find_first_not_of("0123456789") == std::string::npos;
    if (node.kind == JsonNode::Kind::Text && f.kind == FactKind::Int && digits)
      d.help(fmt::format("write `{}`, without quotes", node.text));
    if (d.helps.empty()) d.help(fmt::format("as in `{}`", example(f)));
  }

  std::optional<std::size_t> member(const Fact& f, const JsonNode& node) {
    const Domain& domain = p_.domains[f.domain];
    if (node.kind != JsonNode::Kind::Text) {
      wrong(f, node);
      return std::nullopt;
    }
    const auto it = std::find(domain.members.begin(), domain.members.end(), node.text);
    if (it != domain.members.end()) return static_cast<std::size_t>(it - domain.members.begin());
    Diagnostic& d = report(f.name, fmt::format("`{}` has no value \"{}\"", domain.name, node.text));
    if (const auto near = nearest(node.text, domain.members)) {
      d.help(fmt::format("did you mean \"{}\"?", *near));
    } else if (node.text == "unknown" && f.optional) {
      d.help("leave the fact out where it is unknown");
    } else if (domain.members.size() <= kListed) {
      d.help(fmt::format("its values are \"{}\"", fmt::join(domain.members, "\", \"")));
    } else {
      d.help(fmt::format("as in `{}`: the program lists its values in `enum {}`", example(f), domain.name));
    }
    return std::nullopt;
  }

  void date(FactId id, const JsonNode& node) {
    const Fact& f = p_.facts[id];
    const auto day = parse_date(node.text);
    if (!day) {
      const std::string why = why_no_date(node.text);
      if (why.empty()) return wrong(f, node);
      report(f.name, fmt::format("`{}` is not a day of the calendar", node.text)).help(why);
    } else if (day->days < f.lo || day->days > f.hi) {
      const auto show = [](std::int64_t days) { return to_string(Date{static_cast<std::int32_t>(days)}); };
      report(f.name, fmt::format("a date from {} to {} is expected, this is {}", show(f.lo), show(f.hi), node.text))
          .help("compare the year");
    } else {
      case_[id] = Value::of_date(*day);
    }
  }

  void set(FactId id, const JsonNode& node) {
    const Fact& f = p_.facts[id];
    ValueSet out(p_.domains[f.domain].members.size());
    for (const JsonNode& item : node.items) {
      if (const auto m = member(f, item)) out.insert(*m);
    }
    case_[id] = Value::of_set(std::move(out));
  }

  // Facts that the case leaves out.
  void fill() {
    for (const FactId id : p_.facts.ids()) {
      const Fact& f = p_.facts[id];
      if (given_[id.index]) continue;
      if (any_.contains(id)) {
        if (id == p_.as_of) case_[id] = Value::of_date(Date{static_cast<std::int32_t>(f.lo)});
      } else if (f.fallback) {
        case_[id] = *f.fallback;
      } else if (!f.optional && !overlooked(f)) {
        Diagnostic& d = sink_.report(Code::CaseIncomplete, Span{}, f.name);
        if (!where_.empty()) d.note(fmt::format("in {}", where_));
        d.help(fmt::format("give it {}", expected(p_, f)));
      }
    }
  }

  const Program& p_;
  std::string_view where_;
  Sink& sink_;
  Case case_;
  std::vector<bool> given_;
  std::map<std::string, FactId> by_name_;
  std::set<FactId> any_;
  std::set<std::string> near_;  // facts and records whose misspelt names were reported
  bool unread_ = false;         // an object with a name that nothing in the case resembles
};

}  // namespace

std::optional<Case> read_case(const Program& program, std::string_view json, std::string_view where, Sink& sink, bool one_line) {
  return Reader(program, where, sink).read(json, one_line);
}

}  // namespace jur::core
