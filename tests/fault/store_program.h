// A program of whole operations of the domain: messages, saves in every mode, folders, flags, named
// properties, large values, compacting, a backup, closing and opening again. Its check is the audit of the
// kill tests (kill/audit.h), which runs the domain's own.
#pragma once

#include "fault/engine_access.h"
#include "fault/program.h"

namespace postroom::fault {

MakeProgram store_program(EngineAccess access);

}  // namespace postroom::fault
