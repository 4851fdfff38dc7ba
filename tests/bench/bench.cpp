#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>
#include <string>

#include <fmt/format.h>

#include "check_bench.h"
#include "cli/command_line.h"
#include "parse/parse.h"

namespace {

namespace fs = std::filesystem;

double seconds(const std::function<void()>& work) {
  const auto start = std::chrono::steady_clock::now();
  work();
  return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

// A program of `laws` laws with ten rules each; only its shape matters.
std::string program(int laws) {
  std::string text = "enum Country { US, IE }\nrecord Demand { from: Country  received: date }\n";
  text += "case Request as of demand.received { demand: Demand  party custodian: Demand }\naction disclose\n";
  for (int l = 0; l < laws; ++l) {
    text += fmt::format("law l{} \"Law {}\" {{\n  jurisdiction US\n  in force from 1986-10-21 until 2018-05-24\n", l, l);
    for (int r = 0; r < 10; ++r) {
      text += fmt::format(
          "  rule r{} \"Rule {}\" {{\n    cite \"§ {}\"\n    when demand.from is US and not demand.received < 2014-09-01\n"
          "    custodian must disclose within 14 days of demand.received\n  }}\n",
          r, r, r);
    }
    text += "}\n";
  }
  return text;
}

void bench_parse() {
  jur::Sources sources;
  jur::Sink sink;
  const jur::FileId file = sources.add("bench.jur", program(3000));
  const double megabytes = static_cast<double>(sources[file].text.size()) / 1e6;
  const double time = seconds([&] { (void)jur::parse(sources, file, {}, sink); });
  fmt::print("parse            {:6.1f} MB in {:6.3f} s, {:6.1f} MB/s\n", megabytes, time, megabytes / time);
}

void bench_format() {
  const fs::path path = fs::temp_directory_path() / "jur-bench.jur";
  std::ofstream(path) << program(1851);
  std::istringstream in;
  std::ostringstream out;
  int status = 0;
  const double time = seconds([&] { status = jur::run_command_line({"fmt", "--check", path.string()}, in, out, out); });
  fs::remove(path);
  fmt::print("fmt              100,000 lines in {:6.3f} s, exit {}\n", time, status);
}

void bench_command(const std::string& title, const std::vector<std::string>& words) {
  std::istringstream in;
  std::ostringstream out;
  int status = 0;
  const double time = seconds([&] { status = jur::run_command_line(words, in, out, out); });
  fmt::print("{:16} {:9.3f} s, exit {}\n", title, time, status);
}

}  // namespace

int main() {
  fs::current_path(fs::path(JUR_SOURCE_DIR) / "examples" / "microsoft-ireland");
  const fs::path out = fs::temp_directory_path() / "jur-bench";
  bench_parse();
  bench_format();
  bench_command("check", {"check", "accepted.jur"});
  bench_command("test", {"test", "accepted.jur"});
  bench_command("run", {"run", "accepted.jur", "--case", "cases/2-content-in-dublin-2014-09-01.json"});
  bench_command("build", {"build", "accepted.jur", "-o", out.string(), "--emit", "static,shared,header"});
  fs::remove_all(out);
  return jur::bench::check_table() ? 0 : 1;
}
