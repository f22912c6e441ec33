// View::scan and View::scan_these: many rows, and of each only what is asked for.
#pragma once

#include "storage/engine.h"
#include "storage/sqlite/connection.h"

namespace postroom::storage {

Status scan_messages(Connection& connection, const ScanQuery& query, const VisitRow& visit);
Status visit_messages(Connection& connection, std::span<const MessageId> ids, RowFields fields, bool content,
                      const VisitRow& visit);

}  // namespace postroom::storage
