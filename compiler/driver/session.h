// One compilation: files in, any stage out, each made once. Replays every witness before it is shown.
#pragma once
#include <cstddef>
#include <memory>
#include <string>
#include <vector>

#include "base/step.h"
#include "core/program.h"
#include "diagnostics/diagnostic.h"
#include "diagnostics/render.h"
#include "driver/load.h"
#include "model/program.h"
#include "package/package.h"

namespace jur {

class Memory;

struct SessionOptions {
  Date today;                    // on which acceptances are judged
  std::size_t limit = 20;        // contradictions listed by verify(); 0: all
  std::string certificate = {};  // a folder for the questions put to the solver; "": they are not kept
  LoadOptions load = {};
  bool written = false;       // programs tell their conditions as written, for coverage
  Memory* memory = nullptr;   // of the sessions before, or null; must outlive the session
  StepPlace* step = nullptr;  // told what the session is at, or null
};

class Session {
 public:
  Session(const std::vector<std::string>& paths, SessionOptions options);
  ~Session();
  Session(const Session&) = delete;
  Session& operator=(const Session&) = delete;

  [[nodiscard]] const Sources& sources() const;
  [[nodiscard]] Sink& sink();
  // The packages that the files belong to, the standard library among them.
  [[nodiscard]] const std::vector<Package>& packages() const;
  // The package of a file; null for a lone one.
  [[nodiscard]] const Package* package_of(FileId file) const;

  // The files' trees, one a module of the model.
  [[nodiscard]] const Loaded& loaded() const;

  // By file: it was asked about, or belongs to the package of one that was, or lies beside it where that has none.
  [[nodiscard]] std::vector<bool> own_files() const;

  // The typed program; what is wrong with it is in the sink.
  const model::Program& model();
  // One program a decision; empty where the model has errors.
  const std::vector<core::Program>& programs();
  // The program of a decision by name, the only one for ""; nothing (reported) where there is none or the choice is open.
  const core::Program* choose(const std::string& decision);
  // Puts every finding into the sink, up to the limit; the summary counts them all.
  Summary verify();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace jur
