// What every example needs: a value, or the end of the program with the error printed.
#pragma once

#include <postroom/result.h>

#include <cstdio>
#include <cstdlib>
#include <utility>

inline void must(const postroom::Status& status) {
  if (status.ok()) return;
  std::fprintf(stderr, "%s\n", postroom::describe(status.error()).c_str());
  std::exit(1);
}

template <class T>
T must(postroom::Result<T> result) {
  if (result.ok()) return std::move(result).value();
  std::fprintf(stderr, "%s\n", postroom::describe(result.error()).c_str());
  std::exit(1);
}

// The store's path from the command line.
inline const char* path_from(int argc, char** argv) {
  if (argc == 2) return argv[1];
  std::fprintf(stderr, "usage: %s STORE   (a path where nothing is yet)\n", argv[0]);
  std::exit(2);
}
