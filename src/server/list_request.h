// What a request for a list asks for.
#pragma once

#include "server/call.h"
#include "server/cursors.h"
#include "server/open_tables.h"

namespace postroom::server {

struct ListRequest {
  ListShape shape;  // the columns of rows first, then those asked for
  std::size_t limit = 0;
  std::uint64_t offset = 0;
  std::optional<ListCursor> cursor;
  ParametersMark parameters = 0;
};

// Code::invalid_argument names the parameter; a cursor has to be one of a list with the same parameters.
// Code::too_complex for orders and columns that make other rows than one for each message.
Result<ListRequest> read_list_request(const Call& call);

// A checksum of the store's name, parameters of the path and of the query.
ParametersMark parameters_mark(const Call& call, std::initializer_list<std::string_view> in_path,
                               std::initializer_list<std::string_view> in_query);
Error foreign_cursor();

}  // namespace postroom::server
