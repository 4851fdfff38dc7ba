// jur_workload_print COUNT [--plain]: a workload of that many rules as a Jur file; --plain leaves its contradictions open.
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "workload.h"

int main(int argc, char** argv) {
  const std::size_t count = argc > 1 ? std::strtoull(argv[1], nullptr, 10) : 10;
  const bool accepted = argc < 3 || std::string_view(argv[2]) != "--plain";
  std::fputs(jur::bench::print_jur(jur::bench::draw_rules(count), accepted).c_str(), stdout);
  return 0;
}
