// Private to emit/: the ES module beside a decision's wasm module.
#pragma once
#include <string>

#include "emit/interface.h"

namespace jur::emit {

// Loads PREFIX.wasm, encodes cases as `jur run` reads them, and decides.
[[nodiscard]] std::string es_module(const Interface& about);

}  // namespace jur::emit
