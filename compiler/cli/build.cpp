#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <CLI/CLI.hpp>

#include "cli/options.h"
#include "diagnostics/render.h"
#include "driver/depfile.h"
#include "emit/emit.h"

namespace jur::cli {
namespace {

struct BuildOptions {
  Common common;
  std::string dir = ".";
  std::vector<std::string> kinds{"static", "shared", "header"};
  std::string decision;
  std::string target;
  std::string cpu;
  std::string depfile;
  bool verbose = false;
  std::string strategy = "automatic";
};

// The decisions to build: the one named, else all that are declared.
std::vector<const core::Program*> wanted(Session& session, const std::string& decision) {
  std::vector<const core::Program*> out;
  if (decision.empty()) {
    for (const core::Program& p : session.programs()) {
      if (p.declared && p.judged) out.push_back(&p);
    }
    if (!out.empty()) return out;
  }
  if (const core::Program* p = session.choose(decision)) out.push_back(p);
  return out;
}

int build(const BuildOptions& o, Streams& io) {
  Session session(o.common.paths, session_options(o.common, io));
  if (o.cpu == "list") {
    for (const std::string& name : emit::processor_names(o.target, session.sink())) io.out << name << "\n";
    return session.sink().has_errors() ? give_up(session, o.common, io) : 0;
  }
  (void)session.verify();
  if (session.sink().has_errors()) return give_up(session, o.common, io);
  emit::EmitOptions options;
  options.dir = o.dir;
  options.target = o.target;
  options.cpu = o.cpu;
  options.strategy = *lower::strategy_of(o.strategy);
  for (const std::string& kind : o.kinds) {
    if (const auto k = emit::kind_of(kind)) options.kinds.push_back(*k);
  }
  Sink& sink = session.sink();
  std::vector<std::string> written;
  const AtStep at(io.step, Step::Compile);
  const std::vector<const core::Program*> programs = wanted(session, o.decision);
  if (sink.has_errors()) return give_up(session, o.common, io);
  if (const auto made = emit::emit(programs, options, sink)) {
    written = made->files;
    for (std::size_t i = 0; o.verbose && i < programs.size(); ++i) {
      io.err << fmt::format("{}: {}\n", programs[i]->name, made->strategies[i]);
    }
  }
  if (!sink.has_errors() && !o.depfile.empty()) write_depfile(o.depfile, written, session.sources(), sink);
  if (sink.has_errors()) return give_up(session, o.common, io);
  for (const std::string& file : written) io.out << file << "\n";
  return 0;
}

}  // namespace

Verb build_verb(CLI::App& app) {
  auto o = std::make_shared<BuildOptions>();
  CLI::App* verb = app.add_subcommand("build", "compiles decisions to libraries");
  add_paths(*verb, o->common, true);
  verb->add_option("-o,--output", o->dir, "the folder to write to")->option_text("DIR")->capture_default_str();
  const auto names = emit::kind_names();
  verb->add_option("--emit", o->kinds, fmt::format("which files: {}", fmt::join(names, ", ")))
      ->delimiter(',')
      ->check(CLI::IsMember(std::vector<std::string>(names.begin(), names.end())))
      ->option_text("KIND,…");
  verb->add_option("--decision", o->decision, "build this decision alone")->option_text("NAME");
  verb->add_option("--target", o->target, "the machine to build for, as a triple")->option_text("TRIPLE");
  verb->add_option("--cpu", o->cpu,
                   "the least processor to build for, `native` for this one (default: any of its architecture); `list` lists "
                   "them and builds nothing")
      ->option_text("NAME");
  verb->add_option("--depfile", o->depfile, "write which files were read, as `cc -MD` does, for make and ninja")
      ->option_text("FILE");
  verb->add_option("--strategy", o->strategy, "how to find the rules that apply, for trying it out")
      ->check(CLI::IsMember(lower::strategy_names()))
      ->option_text("NAME")
      ->group("");
  verb->add_flag("--verbose", o->verbose, "tell how each decision finds the rules that apply, and why so");
  add_format(*verb, o->common);
  add_today(*verb, o->common);
  return {verb, [o](Streams& io) { return build(*o, io); }};
}

}  // namespace jur::cli
