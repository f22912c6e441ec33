// A program that uses every part of the engine port once or twice: folders, messages, versions, large values,
// flags, links, names, groups of jobs, removals, closing and opening again.
#pragma once

#include "fault/engine_access.h"
#include "fault/program.h"

namespace postroom::fault {

MakeProgram engine_program(EngineAccess access);

}  // namespace postroom::fault
