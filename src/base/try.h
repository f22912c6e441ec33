// Early return on failure, for functions that return a Result.
//   TRY(statement)            returns its error, if it failed
//   TRY_SET(auto x, call())   the same, and else names its value
#pragma once

#include <postroom/result.h>

#define POSTROOM_JOIN_(a, b) a##b
#define POSTROOM_JOIN(a, b) POSTROOM_JOIN_(a, b)

#define TRY_(name, expression)                             \
  do {                                                     \
    auto name = (expression);                              \
    if (!name.ok()) return std::move(name).error();        \
  } while (false)
#define TRY(expression) TRY_(POSTROOM_JOIN(try_, __COUNTER__), expression)

#define TRY_SET_(name, variable, expression)      \
  auto name = (expression);                       \
  if (!name.ok()) return std::move(name).error(); \
  variable = std::move(name).value()
#define TRY_SET(variable, expression) TRY_SET_(POSTROOM_JOIN(try_set_, __COUNTER__), variable, expression)
