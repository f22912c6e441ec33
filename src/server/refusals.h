// Which error is which problem, and how an error on its way up keeps the place in the request that it is
// about.
#pragma once

#include <postroom/result.h>

#include "server/call.h"

namespace postroom::server {

// A problem by its name in problem_kinds.h, with the status and title that it has there. Asserts that there
// is one.
http::Problem problem(std::string_view name, std::string detail, std::string more = {});

// Errors of this layer. A value of the request that does not fit; `where` is a JSON pointer
// ("/set/PR_SUBJECT"), a parameter ("limit") or a header ("If-Match"), and becomes the problem's member of
// that name.
Error invalid_at(std::string_view where, std::string message);
// An error of the layers below about a value of the request; only those that are the request's fault get the
// place.
Error at(std::string_view where, Error error);
Error malformed(std::string message);         // 400 malformed: not JSON
Error wrong_media_type(std::string message);  // 415

// The name of the problem that an error becomes.
std::string_view problem_name(const Error& error);

http::Response to_response(const Refusal& refusal, const http::Request& request);

}  // namespace postroom::server
