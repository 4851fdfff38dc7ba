// Private to emit/: the record that every library carries, so that `jur inspect` can tell what was compiled without running it.
// JSON, compressed, in a section `.jur` of its own: it survives archives, linking and stripping.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include <llvm/IR/Module.h>

#include "core/program.h"
#include "lower/lower.h"

namespace jur::emit {

// Keys: decision, case, digest, jur, abi, shape, target, strategy, case_size, verdict_size, facts, acts, bounded,
// assumed, rules, acceptances.
[[nodiscard]] std::string record_of(const core::Program& program, const lower::Lowered& code, const std::string& target);

// Puts it into the module, where no linker takes it for unused.
void add_record(llvm::Module& module, const std::string& record);

// The section's name in objects of the module's kind.
[[nodiscard]] std::string_view record_section(const llvm::Module& module);

// Records that lie in a section one behind the other, whatever padding is between them. False where it holds anything else.
[[nodiscard]] bool unpack_records(std::string_view section, std::vector<std::string>& records);

}  // namespace jur::emit
