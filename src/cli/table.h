// Rows in aligned columns, fitted to the width of the terminal.
#pragma once

#include <string>
#include <vector>

#include "cli/terminal.h"

namespace postroom::cli {

enum class Align { left, right };

struct Column {
  std::string heading;
  Align align = Align::left;
  bool flexible = false;  // may be made narrower, down to kLeastFlexible
};

inline constexpr int kLeastFlexible = 8;

class Table {
 public:
  explicit Table(std::vector<Column> columns) : columns_(std::move(columns)) {}
  // Cells are text from anywhere; they are made safe here. As many as there are columns.
  void add(std::vector<std::string> cells);
  // Nothing but the heading when there are no rows. Without a width nothing is cut.
  std::string render(Look look) const;

 private:
  std::vector<int> widths(int width) const;

  std::vector<Column> columns_;
  std::vector<std::vector<std::string>> rows_;
};

}  // namespace postroom::cli
