// Private to format/: a page as a flat list of pieces, groups of which stand on one line where they fit.
#pragma once
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace jur::formatting {

struct Piece {
  enum class Kind : std::uint8_t {
    Text,      // `text` is printed as it is
    Trailing,  // `text`, a comment after two spaces; it counts as nothing where a width is reckoned
    Space,     // `n` spaces
    Line,      // `n` spaces while its group is flat, else a line break
    Fill,      // `n` spaces where what follows fits up to the next Fill of the group, else a line break
    Hard,      // a line break, and a blank line where n is 1; the groups around it are not flat
    Open,      // a group begins; lines that break in it are indented `n` columns more
    Close,
  };
  Kind kind;
  int n = 0;
  std::string_view text = {};
  int shift = 0;  // of Line and Hard: columns added to the indentation of its group
};

[[nodiscard]] std::string print(const std::vector<Piece>& pieces, std::size_t width);

// In code points.
[[nodiscard]] std::size_t columns(std::string_view text);

}  // namespace jur::formatting
