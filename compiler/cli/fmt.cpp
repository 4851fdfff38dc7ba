#include <algorithm>
#include <iterator>
#include <memory>
#include <ostream>

#include <fmt/format.h>
#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

#include "base/line_diff.h"
#include "cli/options.h"
#include "diagnostics/render.h"
#include "driver/find_sources.h"
#include "driver/rewrite.h"

namespace jur::cli {
namespace {

struct FmtOptions {
  Common common;
  bool check = false;
};

struct Work {
  Sources sources;
  Sink sink;
  std::vector<std::string> changed;
  std::string diff;
  std::size_t files = 0;
};

void one_file(const std::string& path, bool check, Work& work) {
  ++work.files;
  const auto done = format_file(work.sources, path, work.sink);
  if (!done || done->before == done->after) return;
  if (check) {
    work.diff += line_diff(done->before, done->after, path);
  } else if (!replace_file(path, done->after, work.sink)) {
    return;
  }
  work.changed.push_back(path);
}

// Standard input to standard output.
int stream(const FmtOptions& o, Streams& io) {
  Work work;
  const std::string text{std::istreambuf_iterator<char>(io.in), {}};
  const auto done = format_text(work.sources, "standard input", text, work.sink);
  if (!done) {
    io.err << render_text(work.sources, work.sink.all(), coloured(o.common));
    return 2;
  }
  io.out << (o.check ? line_diff(done->before, done->after, "standard input") : done->after);
  return o.check && done->before != done->after ? 1 : 0;
}

int tell(const FmtOptions& o, Work& work, Streams& io) {
  work.sink.sort();
  const bool failed = exit_status(work.sink) != 0;
  if (o.common.format == Format::Json) {
    auto json = nlohmann::ordered_json::parse(render_json(work.sources, work.sink.all(), summarize(work.sink.all())));
    json["changed"] = work.changed;
    io.out << json.dump() << "\n";
  } else {
    io.out << work.diff;
    io.err << render_text(work.sources, work.sink.all(), coloured(o.common));
    io.out << fmt::format("{} of {} file{} {}\n", work.changed.size(), work.files, work.files == 1 ? "" : "s",
                          o.check ? "would be changed" : "changed");
  }
  return failed ? 2 : o.check && !work.changed.empty() ? 1 : 0;
}

int format_all(const FmtOptions& o, Streams& io) {
  if (o.common.paths == std::vector<std::string>{"-"}) return stream(o, io);
  Work work;
  std::vector<std::string> files;
  for (const std::string& path : o.common.paths) {
    for (const auto& f : find_sources(path, work.sink)) files.push_back(f.string());
  }
  std::sort(files.begin(), files.end());
  files.erase(std::unique(files.begin(), files.end()), files.end());
  for (const std::string& f : files) one_file(f, o.check, work);
  return tell(o, work, io);
}

}  // namespace

Verb fmt_verb(CLI::App& app) {
  auto o = std::make_shared<FmtOptions>();
  CLI::App* verb = app.add_subcommand("fmt", "brings files into the one canonical layout, comments kept");
  add_paths(*verb, o->common, true);
  add_format(*verb, o->common);
  verb->add_flag("--check", o->check, "change nothing; print what would change, exit 1 where something would");
  return {verb, [o](Streams& io) { return format_all(*o, io); }};
}

}  // namespace jur::cli
