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

// Prints a page part by part. A part holds whole groups, and its first piece is no Close; what follows it begins with a Hard or
// a Trailing piece.
class Printer {
 public:
  explicit Printer(std::size_t width) : width_(width) {}
  void print(const std::vector<Piece>& part);
  // The page, its last line ended; empty where nothing was printed.
  [[nodiscard]] std::string finish();

 private:
  struct Group {
    int indent;
    bool flat;
  };
  void measure(const std::vector<Piece>& part);
  [[nodiscard]] bool fits(std::size_t from, std::size_t to) const;
  void text(std::string_view t);
  void new_line(int indent, int shift, bool blank);

  std::size_t width_;
  std::string out_;
  std::size_t column_ = 0;
  std::size_t pending_ = 0;  // spaces to print before the next text
  std::vector<Group> open_{{0, false}};
  // Of the part at hand. flat_[i]: columns of all pieces before i, each group flat. next_[i]: the Close of an Open, or for a Fill
  // the next Fill or Hard of its group, or its Close. tail_[i]: columns from i to the next place where a line may break.
  std::vector<std::size_t> flat_;
  std::vector<std::size_t> next_;
  std::vector<std::size_t> tail_;
};

// In code points.
[[nodiscard]] std::size_t columns(std::string_view text);

}  // namespace jur::formatting
