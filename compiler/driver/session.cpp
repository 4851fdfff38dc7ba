#include "driver/session.h"

#include <algorithm>

#include <fmt/format.h>
#include <fmt/ranges.h>

#include "base/nearest.h"
#include "check/check.h"
#include "driver/findings.h"
#include "driver/library_names.h"
#include "driver/memory.h"
#include "elaborate/elaborate.h"

namespace jur {

namespace {

std::vector<model::ModuleId> asked(const Loaded& loaded) {
  std::vector<model::ModuleId> out;
  for (const std::size_t unit : loaded.roots) out.emplace_back(unit);
  return out;
}

}  // namespace

struct Session::State {
  State(const std::vector<std::string>& paths, SessionOptions o) : options(std::move(o)), loaded(read(paths)) {}

  Loaded read(const std::vector<std::string>& paths) {
    const AtStep at(options.step, Step::Read);
    return load(sources, paths, find_standard_library(), options.load, remembered(options.memory), sink);
  }

  static Memory* remembered(Memory* memory) {
    if (memory != nullptr) memory->begin();
    return memory;
  }

  // By file.
  std::vector<bool> asked_files() const {
    std::vector<bool> out(sources.size());
    for (const std::size_t u : loaded.roots) out[loaded.units[u].tree->file.index] = true;
    return out;
  }

  SessionOptions options;
  Sources sources;
  Sink sink;
  Loaded loaded;
  std::optional<model::Program> model;
  std::optional<std::vector<core::Program>> programs;
};

Session::Session(const std::vector<std::string>& paths, SessionOptions options)
    : state_(std::make_unique<State>(paths, std::move(options))) {}
Session::~Session() = default;

const Sources& Session::sources() const { return state_->sources; }
Sink& Session::sink() { return state_->sink; }
const Loaded& Session::loaded() const { return state_->loaded; }
const std::vector<Package>& Session::packages() const { return state_->loaded.packages; }

const Package* Session::package_of(FileId file) const {
  const Loaded& l = state_->loaded;
  for (std::size_t u = 0; u < l.units.size(); ++u) {
    if (l.units[u].tree->file == file && l.package_of[u]) return &l.packages[*l.package_of[u]];
  }
  return nullptr;
}

std::vector<bool> Session::own_files() const {
  const Loaded& l = state_->loaded;
  std::vector<bool> packages(l.packages.size());
  std::vector<bool> out(state_->sources.size());
  bool lone = false;
  for (const std::size_t u : l.roots) {
    out[l.units[u].tree->file.index] = true;
    if (l.package_of[u]) {
      packages[*l.package_of[u]] = true;
    } else {
      lone = true;
    }
  }
  for (std::size_t u = 0; u < l.units.size(); ++u) {
    const bool own = l.package_of[u] ? packages[*l.package_of[u]] : lone && !l.units[u].library;
    if (own) out[l.units[u].tree->file.index] = true;
  }
  return out;
}

const model::Program& Session::model() {
  if (!state_->model) {
    const AtStep at(state_->options.step, Step::Type);
    state_->model = check(state_->sources, state_->loaded.units, state_->sink);
    suggest_library(state_->sources, find_standard_library(), state_->sink);
  }
  return *state_->model;
}

const std::vector<core::Program>& Session::programs() {
  if (!state_->programs) {
    const AtStep at(state_->options.step, Step::Type);
    const model::Program& m = model();
    state_->programs.emplace();
    if (!state_->sink.has_errors()) {
      std::vector<core::Program> made = elaborate(m, asked(state_->loaded), state_->sink, {state_->options.written});
      if (!state_->sink.has_errors()) state_->programs = std::move(made);
    }
  }
  return *state_->programs;
}

const core::Program* Session::choose(const std::string& decision) {
  const std::vector<core::Program>& all = programs();
  Sink& out = state_->sink;
  if (out.has_errors()) return nullptr;
  std::vector<const core::Program*> declared;
  std::vector<std::string> names;
  for (const core::Program& p : all) {
    if (p.declared) names.push_back(p.name);
    if (p.declared && (decision.empty() || p.name == decision)) declared.push_back(&p);
  }
  if (declared.size() == 1) return declared[0];
  if (declared.size() > 1) {
    out.report(Code::WhichDecision, {}, fmt::format("`{}`", fmt::join(names, "`, `"))).help("choose one with `--decision NAME`");
    return nullptr;
  }
  if (!decision.empty()) {
    Diagnostic& d = out.report(Code::UnknownDecision, {}, decision);
    if (const auto near = nearest(decision, names)) {
      d.help(fmt::format("did you mean `{}`?", *near));
    } else if (!names.empty()) {
      d.help(fmt::format("there are `{}`", fmt::join(names, "`, `")));
    }
    return nullptr;
  }
  if (all.size() == 1) return &all[0];
  if (all.empty()) {
    out.report(Code::NoDecision, Span{});
  } else {
    out.report(Code::WhichDecision, Span{}, "one for each case type").help("declare a `decision`");
  }
  return nullptr;
}

Summary Session::verify() {
  const std::vector<core::Program>& all = programs();
  const AtStep at(state_->options.step, Step::Prove);
  Unlisted unlisted;
  if (!state_->sink.has_errors()) {
    Certificate certificate(state_->options.certificate, state_->sink);
    judge_assumptions(elaborate_assumptions(model(), asked(state_->loaded), state_->sink), state_->options, state_->sink);
    unlisted = find(all, state_->options, state_->sources, certificate, state_->sink);
    find_gaps(all, state_->options, state_->sources, certificate, state_->sink);
    find_idle_precedence(all, state_->options, state_->asked_files(), certificate, state_->sink);
    (void)judge_properties(all, state_->options, state_->sources, state_->sink, &certificate);
  }
  state_->sink.sort();  // drops what was said twice
  Summary summary = summarize(state_->sink.all());
  summary.contradictions += unlisted.count;
  summary.errors += unlisted.count;
  summary.unlisted = unlisted.count;
  summary.accepted += unlisted.accepted;
  summary.accepted_unlisted = unlisted.accepted;
  for (auto& [names, count] : unlisted.laws) summary.laws.push_back({names, count});
  std::stable_sort(summary.laws.begin(), summary.laws.end(),
                   [](const Summary::Laws& a, const Summary::Laws& b) { return a.contradictions > b.contradictions; });
  return summary;
}

}  // namespace jur
