#include "driver/rewrite.h"

#include <fmt/format.h>

#include "base/write_file.h"
#include "driver/read_file.h"
#include "format/format.h"
#include "parse/parse.h"

namespace jur {

namespace fs = std::filesystem;

std::optional<Rewritten> format_text(Sources& sources, const std::string& shown, std::string text, Sink& sink) {
  const ParseOptions limits;
  if (text.size() > limits.max_bytes) {
    sink.report(Code::FileTooLarge, {}, shown, limits.max_bytes >> 20U);
    return std::nullopt;
  }
  const FileId file = sources.add(shown, std::move(text));
  const syntax::Tree tree = parse(sources, file, limits, sink);
  if (tree.has_errors) return std::nullopt;
  std::string after = format(tree, FormatOptions());
  Sink again;
  const FileId copy = sources.add(shown, after);
  if (!same_program(tree, parse(sources, copy, limits, again))) {
    sink.report(Code::Internal, Span{file, 0, 0},
                fmt::format("the layout of `{}` would change what it says; it is left as it is", shown));
    return std::nullopt;
  }
  return Rewritten{sources[file].text, std::move(after)};
}

std::optional<Rewritten> format_file(Sources& sources, const fs::path& path, Sink& sink) {
  const std::size_t limit = ParseOptions().max_bytes;
  FileText file = read_file(path, limit);
  if (file.text) return format_text(sources, path.string(), std::move(*file.text), sink);
  if (file.too_large) {
    sink.report(Code::FileTooLarge, {}, path.string(), limit >> 20U);
  } else {
    report_unreadable(sink, {}, path, file.why);
  }
  return std::nullopt;
}

bool replace_file(const fs::path& path, const std::string& text, Sink& sink) {
  const std::error_code error = replace_file(path, text);
  if (error) sink.report(Code::CannotWrite, {}, path.string(), reason_of(error));
  return !error;
}

}  // namespace jur
