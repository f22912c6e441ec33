// A program that uses every part of the engine port once or twice: folders, messages, versions, large values,
// flags, links, names, groups of jobs, removals, closing and opening again.
#pragma once

#include "fault/program.h"
#include "storage/engine.h"

namespace postroom::fault {

// How the engine under test makes and opens stores; an empty `vfs` is the machine's own.
struct EngineAccess {
  using Open = std::function<Result<std::unique_ptr<storage::Engine>>(const std::string& path,
                                                                      const std::string& vfs)>;
  Open create;
  Open open;
};

MakeProgram engine_program(EngineAccess access);

}  // namespace postroom::fault
