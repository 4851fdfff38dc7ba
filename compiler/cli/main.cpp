#include <iostream>

#include "cli/command_line.h"

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  const int status = jur::run_command_line(std::vector<std::string>(argv + 1, argv + argc), std::cin, std::cout, std::cerr);
  std::cout.flush();
  return std::cout ? status : 2;
}
