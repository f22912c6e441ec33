// The OpenAPI 3.1 document of the API: what stands in openapi/, and what follows from it for every operation.
// Pure.
#pragma once

#include <boost/json/object.hpp>

namespace postroom::server {

// The pieces put together. Each operation gets the parameters that its path names, how its caller is told
// apart (`x-needs`: nothing, identity, reading or writing, as Needs has it), and the problems that every
// operation of its kind can answer, beside those of its `x-problems`.
boost::json::object openapi_document();

}  // namespace postroom::server
