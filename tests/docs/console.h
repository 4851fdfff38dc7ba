// Fences of a Markdown page that a reader would follow in a shell.
#pragma once
#include <filesystem>
#include <string>
#include <utility>
#include <vector>

#include "blocks.h"

namespace jur::docs {

// A folder of its own, gone at the end, in which commands are run one after another by bash; `jur` is the one that was built.
class Shell {
 public:
  Shell();
  ~Shell();
  Shell(const Shell&) = delete;
  Shell& operator=(const Shell&) = delete;

  [[nodiscard]] bool ready() const { return !top_.empty(); }
  void write(const std::string& name, const std::string& text) const;
  // What lies in a folder of the repository.
  void copy(const std::string& folder) const;
  // Where the command before ended.
  Outcome run(const std::string& command);

 private:
  std::filesystem::path top_;
  std::filesystem::path here_;
};

// A page with fences `console` or `console STATUS`: what stands after `$ ` is run where the step before ended; the lines below
// are all that it prints; the last command of the fence ends with STATUS (0 where none is given, as all others do).
class ConsolePage {
 public:
  explicit ConsolePage(std::string page) : page_(std::move(page)) {}
  // Runs a fence and checks what it prints; with JUR_ACCEPT set it is kept for done().
  void follow(Shell& shell, const Block& block);
  // With JUR_ACCEPT set: rewrites the page with what was printed.
  void done() const;
  [[nodiscard]] std::size_t fences() const { return printed_.size(); }

 private:
  std::string page_;
  std::vector<std::pair<std::size_t, std::string>> printed_;  // line of a fence, its text
};

}  // namespace jur::docs
