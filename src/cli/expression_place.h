// Where an expression that somebody typed is wrong, for a terminal. Pure.
#pragma once

#include <postroom/expression.h>

#include <string>
#include <string_view>

namespace postroom::cli {

// Two lines, each ended: the line of `text` with the mistake, cut to `columns` around it and made safe, and
// marks (^) below what is wrong, at least one. For example
//     read and subjct contains "x"
//              ^^^^^^
std::string show_place(const ExpressionError& error, std::string_view text, int columns);

}  // namespace postroom::cli
