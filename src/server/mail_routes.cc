#include "server/mail_routes.h"

#include <postroom/entry_id.h>
#include <postroom/tags.h>
#include <postroom/transfer.h>

#include <boost/json/array.hpp>
#include <boost/json/object.hpp>

#include "base/try.h"
#include "server/body_file.h"
#include "server/etags.h"
#include "server/file_fields.h"
#include "server/mail_files.h"
#include "server/query_expressions.h"
#include "server/refusals.h"
#include "server/saving.h"
#include "transfer/mbox_source.h"

namespace postroom::server {
namespace {

namespace json = boost::json;

constexpr std::size_t kReadAtOnce = 10'000;  // rows

Answer get_raw(Call& call) {
  TRY_SET(const MessageId id, message_parameter(call));
  const auto message = call.store->open_message(call.session, id, Access::read_only);
  if (!message.ok()) return missing_message(call, id, message.error());
  http::Response head;
  head.fields.set("ETag", etag_of(message->version()));
  head.fields.set("Cache-Control", "private, no-cache");
  if (is_known(call.request.fields, *head.fields.find("ETag"))) {
    head.status = 304;
    return head;
  }
  TRY_SET(auto bytes, mail_bytes(call, *message));
  add_file_fields(head.fields, mail_file_name(subject_of(*message)), "message/rfc822");
  return http::content_response(call.request, std::move(bytes), std::move(head));
}

struct MailType {
  std::string_view type, file_name;
  std::uint64_t most;  // bytes
};

Result<MailType> read_type(const Call& call) {
  const std::string type = call.request.content_type();
  if (type == "message/rfc822") return MailType{"message/rfc822", "mail.eml", call.service.limits.mail_body};
  if (type == "application/mbox")
    return MailType{"application/mbox", "mail.mbox", call.service.limits.import_body};
  return wrong_media_type(
      "Content-Type has to say what comes: message/rfc822 for one message, application/mbox for many.");
}

json::object report_json(const ImportReport& report) {
  json::array ids, problems;
  for (const MessageId id : report.ids) ids.push_back(id.value);
  for (const ImportProblem& problem : report.problems) {
    problems.push_back(
        json::object{{"where", problem.where}, {"what", problem.what}, {"skipped", problem.skipped}});
  }
  return {{"messages", report.messages}, {"ids", std::move(ids)}, {"problems", std::move(problems)}};
}

Answer import_mail(Call& call) {
  ImportOptions options;
  TRY_SET(options.folder, folder_parameter(call));
  TRY_SET(options.draft, yes_no_query(call, "draft"));
  TRY_SET(const MailType type, read_type(call));
  if (call.request.body_size() == 0) return malformed("There is no mail: the body is empty.");
  if (call.request.body_size() > type.most) {
    return Error{
        Code::too_big, "Mail of this type can have at most " + std::to_string(type.most) + " bytes.", {}};
  }
  TRY_SET(const FolderRights rights, call.store->effective_rights(call.session, options.folder));
  if (!has(rights, FolderRights::create)) {
    return Error{Code::no_access, "You may not put messages into this folder.", {}};
  }
  TRY_SET(const BodyFile file,
          BodyFile::write(call.service.state_folder, type.file_name, *call.request.body));
  TRY_SET(const ImportReport report, import_file(*call.store, call.session, file.path(), options));
  return json_answer(200, report_json(report));
}

// In the order of the list.
Result<std::vector<MessageId>> listed(Call& call, FolderId folder) {
  TRY_SET(const auto where, where_query(call));
  TRY_SET(Table table, call.store->contents_table(call.session, folder));
  TRY(table.set_columns({tag::entryid}));
  if (where) TRY(table.restrict(where));
  std::vector<MessageId> ids;
  for (;;) {
    TRY_SET(const auto rows, table.read(kReadAtOnce));
    if (rows.empty()) return ids;
    for (const RowValues& row : rows) {
      const auto* const bytes = std::get_if<Bytes>(&row[0].value);
      if (!bytes) continue;
      TRY_SET(const EntryId entry, decode_entry_id(*bytes));
      ids.push_back(std::get<MessageId>(entry.target));
    }
  }
}

Result<std::string> folder_name(Call& call, FolderId id) {
  const auto folder = call.store->folder(call.session, id);
  return folder.ok() ? folder->name : std::string("Mail");  // one may read a folder that one does not see
}

Answer export_mail(Call& call) {
  TRY_SET(const FolderId id, folder_parameter(call));
  TRY_SET(std::vector<MessageId> ids, listed(call, id));
  TRY_SET(const std::string name, folder_name(call, id));
  TRY_SET(auto source, transfer::mbox_source(*call.store, call.session, std::move(ids)));
  http::Response response;
  add_file_fields(response.fields, name + ".mbox", {});
  response.fields.set("Content-Type", "application/mbox");
  response.body = http::Response::Stream{std::move(source), std::nullopt};
  return response;
}

}  // namespace

void add_mail_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  using http::Method;
  const std::string store = "/api/v1/stores/{store}", folder = store + "/folders/{folder}";
  const std::uint64_t largest = std::max(service->limits.mail_body, service->limits.import_body);
  add(router, service, {Method::get, store + "/messages/{message}/raw", Needs::reading, get_raw});
  add(router, service, {Method::post, folder + "/import", Needs::writing, import_mail, largest});
  add(router, service, {Method::get, folder + "/export", Needs::reading, export_mail});
}

}  // namespace postroom::server
