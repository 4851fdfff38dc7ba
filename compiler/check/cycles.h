// Circles of precedence; private to precedence.cpp.
#pragma once
#include "check/context.h"

namespace jur::checking {

// Reports each circle of Program::precedence once, the shortest first found, and takes its entries out.
void report_cycles(Context& c);

}  // namespace jur::checking
