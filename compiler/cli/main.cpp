#include <iostream>

#include "cli/command_line.h"
#include "cli/last_words.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  jur::StepPlace step = jur::Step::Begin;
  const jur::cli::LastWords last_words(step);
  const std::vector<std::string> args(argv + 1, argv + argc);
  const int status = jur::run_command_line(args, std::cin, std::cout, std::cerr, &step);
  std::cout.flush();
  return std::cout ? status : 2;
}
