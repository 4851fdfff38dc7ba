#include "emit/link.h"
#include "emit/object.h"

namespace jur::emit {

// The code needs no library, so that any ELF linker will do, without a compiler's start files.
Bytes shared_library(const std::string& object, const std::string& soname, const std::string& prefix) {
  LinkJob job;
  job.linkers = {"ld.lld-19", "ld.lld", "ld"};
  job.object = object;
  job.script = "JUR_1 { global: " + prefix + "_decide; " + prefix + "_decide_many; " + prefix + "_decide_columns; " + prefix +
               "_reasons; " + prefix + "_manifest; " + prefix + "_of_jur_abi_*; local: *; };\n";
  job.arguments = [&](const std::string& in, const std::string& script, const std::string& out) -> std::vector<std::string> {
    return {"-shared",
            "-soname",
            soname,
            "-o",
            out,
            "-z",
            "relro",
            "-z",
            "now",
            "-z",
            "noexecstack",
            "--build-id=sha1",
            "--hash-style=gnu",
            "--version-script=" + script,
            in};
  };
  return link(job);
}

// A module of its own: it imports nothing and exports the functions, its memory, and where that is free.
Bytes wasm_module(const std::string& object, const std::string& prefix) {
  LinkJob job;
  job.linkers = {"wasm-ld-19", "wasm-ld"};
  job.object = object;
  job.arguments = [&](const std::string& in, const std::string&, const std::string& out) -> std::vector<std::string> {
    std::vector<std::string> words{"--no-entry", "--stack-first", "-z", "stack-size=1048576", "--export=__heap_base"};
    for (const char* name : {"decide", "decide_many", "decide_columns", "reasons", "manifest"})
      words.push_back("--export=" + prefix + "_" + name);
    words.insert(words.end(), {"-o", out, in});
    return words;
  };
  return link(job);
}

}  // namespace jur::emit
