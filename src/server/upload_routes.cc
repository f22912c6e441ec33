#include "server/upload_routes.h"

#include <boost/json/object.hpp>

#include "base/try.h"
#include "http/spool.h"
#include "server/json_place.h"
#include "server/json_values.h"
#include "server/refusals.h"
#include "server/uploads.h"

namespace postroom::server {
namespace {

constexpr std::uint64_t kMaxBeginBody = 4 << 10;  // bytes of JSON

void add_fields(http::Fields& fields, const UploadState& state) {
  fields.set("Upload-Offset", std::to_string(state.offset));
  fields.set("Upload-Length", std::to_string(state.size));
}

http::Response state_answer(unsigned status, const UploadState& state) {
  http::Response response = json_answer(status, boost::json::object{{"upload", state.id},
                                                                    {"size", state.size},
                                                                    {"offset", state.offset},
                                                                    {"expires", time_json(state.expires)}});
  add_fields(response.fields, state);
  return response;
}

Answer begin_upload(Call& call) {
  TRY_SET(const boost::json::value body, json_object(call, {"size"}));
  const JsonPlace sent(body);
  TRY_SET(const JsonPlace size_place, sent.need("size"));
  TRY_SET(const std::int64_t size, size_place.whole(0, INT64_MAX));
  const auto begun = call.service.uploads->begin(call.identity->account.id, static_cast<std::uint64_t>(size));
  if (!begun.ok() && begun.error().code == Code::busy)
    return Refusal(problem("too_many", begun.error().message));
  if (!begun.ok()) return at(size_place.where(), begun.error());
  http::Response response = state_answer(201, *begun);
  response.fields.add("Location", store_path(call) + "/uploads/" + begun->id);
  return response;
}

Answer show_upload(Call& call) {
  TRY_SET(const UploadState state,
          call.service.uploads->state(call.identity->account.id, call.parameter("upload")));
  return state_answer(200, state);
}

Result<std::uint64_t> offset_field(const Call& call) {
  const auto text = call.request.fields.find("Upload-Offset");
  const auto offset = text ? parse_whole(*text) : std::nullopt;
  if (offset && *offset >= 0) return static_cast<std::uint64_t>(*offset);
  return invalid_at("Upload-Offset", "Upload-Offset has to say at which byte of the file this part begins.");
}

// Where the next part has to begin, in the answer itself.
Refusal wrong_offset(Call& call, const Error& error) {
  Refusal refusal(problem("upload_offset", error.message));
  const auto state = call.service.uploads->state(call.identity->account.id, call.parameter("upload"));
  if (state.ok()) {
    add_fields(refusal.fields, *state);
    refusal.problem.more = "\"offset\":" + std::to_string(state->offset);
  }
  return refusal;
}

Answer append_part(Call& call) {
  TRY_SET(const std::uint64_t offset, offset_field(call));
  const std::shared_ptr<RandomAccess> part = call.request.body ? call.request.body : http::body_in_memory({});
  const auto appended =
      call.service.uploads->append(call.identity->account.id, call.parameter("upload"), offset, *part);
  if (!appended.ok() && appended.error().code == Code::collision) return wrong_offset(call, appended.error());
  if (!appended.ok()) return appended.error();
  http::Response response = http::no_content();
  add_fields(response.fields, *appended);
  return response;
}

Answer delete_upload(Call& call) {
  const std::int64_t account = call.identity->account.id;
  TRY(call.service.uploads->state(account, call.parameter("upload")));
  call.service.uploads->remove(account, call.parameter("upload"));
  return http::no_content();
}

}  // namespace

void add_upload_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string uploads = "/api/v1/stores/{store}/uploads", one = uploads + "/{upload}";
  add(router, service, {Method::post, uploads, Needs::writing, begin_upload, kMaxBeginBody});
  add(router, service, {Method::get, one, Needs::reading, show_upload});
  add(router, service, {Method::patch, one, Needs::writing, append_part, service->limits.attachment});
  add(router, service, {Method::delete_, one, Needs::writing, delete_upload});
}

}  // namespace postroom::server
