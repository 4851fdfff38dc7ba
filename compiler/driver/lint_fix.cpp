#include "driver/lint_fix.h"

#include <algorithm>

namespace jur {
namespace {

namespace fs = std::filesystem;

fs::path real_path(const std::string& path) {
  std::error_code error;
  fs::path out = fs::weakly_canonical(path, error);
  return error ? fs::absolute(path) : out;
}

bool overlaps(const Edit& a, const Edit& b) {
  return a.span.file == b.span.file && a.span.begin <= b.span.end && b.span.begin <= a.span.end;
}

// The text in canonical layout if the one before was; broken text stays as it is.
std::string laid_out(const std::string& shown, const std::string& before, std::string after) {
  Sources sources;
  Sink sink;
  const auto old = format_text(sources, shown, before, sink);
  if (!old || old->after != before) return after;
  auto now = format_text(sources, shown, after, sink);
  return now ? std::move(now->after) : after;
}

}  // namespace

std::size_t LintFixes::apply(const Session& session, std::span<const Diagnostic> findings) {
  std::vector<const Diagnostic*> mended;
  for (const Diagnostic& d : findings) {
    if (!d.fix.empty()) mended.push_back(&d);
  }
  std::stable_sort(mended.begin(), mended.end(),
                   [](const Diagnostic* a, const Diagnostic* b) { return a->fix.front().span < b->fix.front().span; });
  std::vector<Edit> edits;
  std::size_t applied = 0;
  for (const Diagnostic* d : mended) {
    const bool clear = std::none_of(d->fix.begin(), d->fix.end(), [&](const Edit& e) {
      return std::any_of(edits.begin(), edits.end(), [&](const Edit& taken) { return overlaps(e, taken); });
    });
    if (!clear) continue;
    edits.insert(edits.end(), d->fix.begin(), d->fix.end());
    ++applied;
  }
  std::sort(edits.begin(), edits.end(), [](const Edit& a, const Edit& b) { return b.span < a.span; });
  std::map<FileId, std::string> now;
  for (const Edit& e : edits) {
    std::string& text = now.try_emplace(e.span.file, session.sources()[e.span.file].text).first->second;
    text.replace(e.span.begin, e.span.end - e.span.begin, e.text);
  }
  for (auto& [file, text] : now) {
    const SourceFile& f = session.sources()[file];
    before_.try_emplace(real_path(f.path), f.text);
    texts_[real_path(f.path)] = laid_out(f.path, f.text, std::move(text));
  }
  return applied;
}

std::vector<std::pair<std::string, Rewritten>> LintFixes::changed(const Session& session) const {
  std::vector<std::pair<std::string, Rewritten>> out;
  for (std::uint32_t i = 0; i < session.sources().size(); ++i) {
    const std::string& shown = session.sources()[FileId(i)].path;
    const auto after = texts_.find(real_path(shown));
    if (after == texts_.end()) continue;
    const std::string& old = before_.at(after->first);
    if (old != after->second) out.emplace_back(shown, Rewritten{old, after->second});
  }
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  return out;
}

}  // namespace jur
