// `jur new`: the made package works, its CI files too; nothing is half-made.
#include <sys/resource.h>
#include <unistd.h>

#include <csignal>
#include <filesystem>
#include <sstream>

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

#include "command.h"

namespace fs = std::filesystem;
using jur::test::has;
using jur::test::run_jur;
using jur::test::Scratch;
using jur::test::text_of;

namespace {

// Runs each `jur …` that a file names, after `before`, in the working folder; gives how many there were.
std::size_t run_commands(const std::string& text, const std::string& before) {
  std::size_t count = 0;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) {
    const std::size_t at = line.find(before + "jur ");
    if (at == std::string::npos) continue;
    const std::size_t begin = at + before.size();
    std::istringstream words(line.substr(begin, line.find('`', begin) - begin));
    std::vector<std::string> args;
    for (std::string word; words >> word;) args.push_back(word);
    args.erase(args.begin());
    ++count;
    CAPTURE(line);
    const auto r = run_jur(args);
    CHECK(r.status == 0);
    CHECK(r.err.empty());
  }
  return count;
}

class Within {
 public:
  explicit Within(const std::string& folder) : before_(fs::current_path()) { fs::current_path(folder); }
  ~Within() { fs::current_path(before_); }
  Within(const Within&) = delete;
  Within& operator=(const Within&) = delete;

 private:
  fs::path before_;
};

}  // namespace

// says: | `jur new NAME` | makes a package with one law, a scenario and a CI file that work |
TEST_CASE("a new package checks, tests and builds, by hand and in CI") {
  const Scratch s;
  const auto made = run_jur({"new", s.path("mailbox")});
  CHECK(made.status == 0);
  CHECK(made.err.empty());
  CHECK(has(made.out, "mailbox/jur.toml\n"));
  CHECK(has(text_of(s.path("mailbox/jur.toml")), "name = \"mailbox\"\n"));
  CHECK(s.names() == std::vector<std::string>{"mailbox"});
  const Within package(s.path("mailbox"));
  const auto checked = run_jur({"check", ".", "--deny", "warnings"});
  CHECK(checked.status == 0);
  CHECK(checked.out == "no findings\n");
  CHECK(run_commands(text_of("README.md"), "| `") == 4);
  CHECK(fs::exists("build/libdisclosure.a"));
  CHECK(run_commands(text_of(".github/workflows/jur.yml"), "run: ") >= 2);
  CHECK(run_commands(text_of(".gitlab-ci.yml"), "- ") >= 2);
  for (const auto& entry : fs::recursive_directory_iterator(".")) {
    if (entry.is_regular_file() && entry.path().extension() != ".a") CHECK_FALSE(has(text_of(entry.path().string()), "@NAME@"));
  }
}

TEST_CASE("a new package at a path, told as JSON") {
  const Scratch s;
  fs::create_directory(s.path("rules"));
  const auto r = run_jur({"new", s.path("rules/eu-data_2/"), "--format", "json"});
  CHECK(r.status == 0);
  const auto report = nlohmann::json::parse(r.out);
  for (const auto& file : report["files"]) CHECK(fs::exists(file.get<std::string>()));
  CHECK(run_jur({"test", s.path("rules/eu-data_2")}).status == 0);
}

TEST_CASE("names that no package can have") {
  const Scratch s;
  for (const char* name : {"my rules", "9lives", "std", "-x", "é", "..", "a.b"}) {
    CAPTURE(name);
    const auto r = run_jur({"new", "--", s.path(name)});
    CHECK(r.status == 2);
    CHECK(r.out.empty());
    CHECK(has(r.err, "error[bad-package]: `"));
    CHECK(has(r.err, "` is not a name for a package"));
  }
  CHECK(run_jur({"new"}).status == 2);
  CHECK(run_jur({"new", ""}).status == 2);
  CHECK(s.names().empty());
}

TEST_CASE("a place that is taken is left as it is") {
  const Scratch s;
  s.write("mailbox/mine.txt", "mine");
  s.write("file", "mine");
  fs::create_symlink("nowhere", s.path("link"));
  for (const char* name : {"mailbox", "file", "link"}) {
    const auto r = run_jur({"new", s.path(name)});
    CHECK(r.status == 2);
    CHECK(has(r.err, "error[cannot-write]"));
    CHECK(has(r.err, "it exists already"));
  }
  CHECK(s.names("mailbox") == std::vector<std::string>{"mine.txt"});
  CHECK(s.names() == std::vector<std::string>{"file", "link", "mailbox"});
}

TEST_CASE("a place where nothing can be made") {
  const Scratch s;
  const auto missing = run_jur({"new", s.path("no/mailbox"), "--format", "json"});
  CHECK(missing.status == 2);
  CHECK(nlohmann::json::parse(missing.out)["findings"][0]["code"] == "cannot-write");
  CHECK(has(missing.out, "there is no folder"));
  CHECK(run_jur({"new", "/proc/mailbox"}).status == 2);
  if (::geteuid() != 0) {
    fs::create_directory(s.path("locked"));
    fs::permissions(s.path("locked"), fs::perms::owner_read | fs::perms::owner_exec);
    CHECK(run_jur({"new", s.path("locked/mailbox")}).status == 2);
    fs::permissions(s.path("locked"), fs::perms::owner_all);
    CHECK(s.names("locked").empty());
  }
}

TEST_CASE("a full disk leaves no part of a package") {
  const Scratch s;
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  const auto handler = std::signal(SIGXFSZ, SIG_IGN);
  const rlimit tight{200, before.rlim_max};
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &tight) == 0);
  const auto r = run_jur({"new", s.path("mailbox")});
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  std::signal(SIGXFSZ, handler);
  CHECK(r.status == 2);
  CHECK(has(r.err, "error[cannot-write]"));
  CHECK(s.names().empty());
}
