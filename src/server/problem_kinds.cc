#include "server/problem_kinds.h"

#include <algorithm>

namespace postroom::server {
namespace {

constexpr ProblemKind kKinds[] = {
    {400, "malformed", "The request makes no sense",
     "What was sent is not HTTP, or its body is not the JSON that it should be. Nothing was done."},
    {400, "invalid", "A value does not fit",
     "The member `where` says which one: a JSON pointer into the body, a parameter, or a header. Nothing was "
     "done; "
     "the same request will fail again."},
    {401, "signed_out", "Nobody is signed in",
     "The request brings no session or token, or one that has ended. Sign in, or bring another token."},
    {401, "wrong_password", "Name and password do not go together",
     "There is no such account, the password is another one, or the account is disabled; which of these is "
     "not told."},
    {403, "no_access", "You may not do that",
     "The rights on the folder or message do not allow it. Its owner can give them."},
    {403, "csrf", "The request does not come from this server's page",
     "A request that changes something with a session's cookie has to bring the session's `csrf` as "
     "X-CSRF-Token, and "
     "must not come from another site."},
    {403, "read_only", "Only reading is allowed",
     "The account's grant, the token, or the whole store is for reading only."},
    {404, "not_found", "There is nothing here",
     "The address names nothing, or something that the caller may not know of."},
    {405, "method_not_allowed", "This cannot be done here",
     "Allow names the methods that this address takes."},
    {408, "request_timeout", "The request took too long", "It did not arrive in time. Nothing was done."},
    {409, "collision", "The name is taken", "Something of this name is there already."},
    {409, "folder_cycle", "A folder cannot be put into itself",
     "The new place is the folder or one below it."},
    {409, "has_folders", "The folder has folders in it",
     "Delete them with it (`subfolders=true`), or move them first."},
    {409, "has_messages", "The folder has messages in it",
     "Delete them with it (`messages=true`), or move them first."},
    {409, "not_initialized", "The search folder has no criteria yet", "Set them first."},
    {409, "upload_offset", "The part does not follow the last one",
     "Upload-Offset says how much has arrived; go on from there."},
    {410, "gone", "It is no more", "The place of a cursor is no longer known. Read from the start."},
    {410, "object_deleted", "The message has been deleted",
     "It can be undeleted for a time; what was to be saved can be saved elsewhere (Prefer: "
     "conflict=elsewhere)."},
    {412, "object_changed", "Somebody else saved first",
     "Nothing was written. `units` says who changed what; decide, and send the same again with Prefer: "
     "conflict=merge, "
     "`choices` and `seen`, or with another preference."},
    {412, "etag", "It has changed", "The resource is no longer what If-Match says. Read it again."},
    {413, "too_big", "Too much", "Some limit was passed; `detail` says which one."},
    {414, "target_too_long", "The address is too long", "Send less in the address."},
    {415, "media_type", "The body is of another type", "Content-Type has to be what this address takes."},
    {416, "range", "There is nothing in that range", "Ask for a range inside the content, or for the whole."},
    {422, "too_complex", "The condition or order cannot be evaluated", "`detail` says what is in the way."},
    {428, "precondition_required", "If-Match is missing",
     "This only makes sense for a version that was seen."},
    {429, "too_many_attempts", "Too many attempts", "Retry-After says when to try again."},
    {429, "too_many", "Too many at once",
     "The caller has as many of these as is allowed. Finish some first."},
    {431, "fields_too_large", "The header fields are too large", "Send fewer or shorter ones."},
    {500, "internal", "The server failed",
     "Its log says why, under the number `request`. What was asked for may or may not have been done."},
    {500, "corrupt", "Stored bytes make no sense",
     "The store is damaged. Its operator finds out more with `postroom check`."},
    {501, "method_unknown", "The method is not known", "This server does not know the method."},
    {503, "overloaded", "Too much at once", "Nothing was done. Retry-After says when to try again."},
    {503, "stopping", "The server is stopping", "Nothing was done. Try again in a moment."},
    {503, "busy", "Something else holds what is needed",
     "Nothing was done. Retry-After says when to try again."},
    {504, "outcome_unknown", "It is not known whether it was done",
     "The connection to the database broke while it committed. GET tells whether the change is there."},
    {507, "disk_full", "There is no room", "Nothing was changed. The server's operator has to make room."},
};

}  // namespace

std::span<const ProblemKind> problem_kinds() { return kKinds; }

const ProblemKind* find_problem_kind(std::string_view name) {
  const auto* const found = std::find_if(std::begin(kKinds), std::end(kKinds),
                                         [&](const ProblemKind& kind) { return kind.name == name; });
  return found == std::end(kKinds) ? nullptr : found;
}

}  // namespace postroom::server
