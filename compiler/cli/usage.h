// What is wrong with a command line.
#pragma once
#include <iosfwd>
#include <string>
#include <vector>

#include <CLI/App.hpp>

namespace jur::cli {

// Prints what the reading of `args` by `app` failed on, in the words of findings: the verb or option that is unknown with the
// nearest one, what is missing, or what value an option takes.
void explain_usage(const CLI::App& app, const std::vector<std::string>& args, const CLI::ParseError& why, std::ostream& err);

}  // namespace jur::cli
