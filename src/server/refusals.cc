#include "server/refusals.h"

#include <cassert>

#include "server/problem_kinds.h"

namespace postroom::server {
namespace {

// Error has no room for these but in what is meant for the operator; no error of the layers below begins like
// this.
constexpr std::string_view kWhere = "where: ";
constexpr std::string_view kMalformed = "malformed";
constexpr std::string_view kMediaType = "media_type";

std::string_view name_of(Code code) {
  switch (code) {
    case Code::invalid_argument:
    case Code::invalid_bookmark:
    case Code::not_supported:
      return "invalid";
    case Code::not_found:
      return "not_found";
    case Code::no_access:
      return "no_access";
    case Code::read_only:
      return "read_only";
    case Code::object_changed:
      return "object_changed";
    case Code::object_deleted:
      return "object_deleted";
    case Code::collision:
      return "collision";
    case Code::folder_cycle:
      return "folder_cycle";
    case Code::has_folders:
      return "has_folders";
    case Code::has_messages:
      return "has_messages";
    case Code::busy:
      return "busy";
    case Code::disk_full:
      return "disk_full";
    case Code::corrupt:
      return "corrupt";
    case Code::too_big:
      return "too_big";
    case Code::too_complex:
      return "too_complex";
    case Code::not_initialized:
      return "not_initialized";
    case Code::outcome_unknown:
      return "outcome_unknown";
    case Code::io_error:
    case Code::not_a_store:
    case Code::newer_format:
    case Code::cancelled:
      return "internal";
  }
  return "internal";
}

std::string place_of(const Error& error) {
  return error.detail.starts_with(kWhere) ? error.detail.substr(kWhere.size()) : std::string();
}

bool is_the_requests_fault(Code code) {
  return code == Code::invalid_argument || code == Code::too_big || code == Code::no_access ||
         code == Code::not_found || code == Code::too_complex;
}

}  // namespace

http::Problem problem(std::string_view name, std::string detail, std::string more) {
  const ProblemKind* const kind = find_problem_kind(name);
  assert(kind);
  return {kind->status, std::string(name), std::string(kind->title), std::move(detail), std::move(more)};
}

Error invalid_at(std::string_view where, std::string message) {
  return {Code::invalid_argument, std::move(message), std::string(kWhere).append(where)};
}

Error at(std::string_view where, Error error) {
  if (is_the_requests_fault(error.code)) error.detail = std::string(kWhere).append(where);
  return error;
}

Error malformed(std::string message) {
  return {Code::invalid_argument, std::move(message), std::string(kMalformed)};
}

Error wrong_media_type(std::string message) {
  return {Code::not_supported, std::move(message), std::string(kMediaType)};
}

std::string_view problem_name(const Error& error) {
  if (error.code == Code::invalid_argument && error.detail == kMalformed) return kMalformed;
  if (error.code == Code::not_supported && error.detail == kMediaType) return kMediaType;
  return name_of(error.code);
}

Refusal::Refusal(const Error& error) : problem(server::problem(problem_name(error), error.message)) {
  const std::string where = place_of(error);
  if (!where.empty()) {
    problem.more = "\"where\":\"" + http::json_escaped(where) + "\"";
  } else if (problem.status >= 500) {
    note = describe(error);
  }
}

http::Response to_response(const Refusal& refusal, const http::Request& request) {
  http::Response response = http::to_response(http::naming(refusal.problem, request.id));
  for (const http::Field& field : refusal.fields) response.fields.set(field.name, field.value);
  response.note = refusal.note;
  return response;
}

}  // namespace postroom::server
