// What one process remembers from one session to the next, so that an edit costs what it changes: the trees of files whose text
// is the same, and the proofs about programs that are the same. A session says with a memory what it says without.
#pragma once
#include <cstdint>
#include <map>
#include <string>
#include <string_view>

#include "syntax/tree.h"
#include "verify/routes.h"

namespace jur {

class Memory {
 public:
  // A session begins. What the one before did not ask for is dropped.
  void begin();

  // The tree of a file without mistakes that had this path and text; null where there is none. Its `file` and `text` are another
  // session's.
  [[nodiscard]] const syntax::Tree* tree(const std::string& path, std::string_view text);
  void keep(const std::string& path, std::string_view text, const syntax::Tree& tree);

  // What was proved about such a program, with nothing reported; null where nothing is known. See key().
  [[nodiscard]] const Judged* judged(const std::string& key);
  void keep(const std::string& key, const Judged& judged);

  // Programs of one key have the same proofs.
  [[nodiscard]] static std::string key(const core::Program& program, const VerifyOptions& options);

 private:
  struct File {
    std::string text;
    syntax::Tree tree;
    std::uint64_t session = 0;
  };
  struct Proved {
    Judged judged;
    std::uint64_t session = 0;
  };
  std::map<std::string, File> files_;  // by path
  std::map<std::string, Proved> proved_;
  std::uint64_t session_ = 0;
};

}  // namespace jur
