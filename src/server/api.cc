#include "server/api.h"

#include "server/action_routes.h"
#include "server/attachment_routes.h"
#include "server/batch_routes.h"
#include "server/conflict_routes.h"
#include "server/event_routes.h"
#include "server/folder_routes.h"
#include "server/history_routes.h"
#include "server/list_routes.h"
#include "server/mail_routes.h"
#include "server/message_routes.h"
#include "server/openapi_routes.h"
#include "server/presence_routes.h"
#include "server/problem_routes.h"
#include "server/property_routes.h"
#include "server/rights_routes.h"
#include "server/search_routes.h"
#include "server/sign_in_routes.h"
#include "server/state_routes.h"
#include "server/stores_routes.h"
#include "server/token_routes.h"
#include "server/upload_routes.h"

namespace postroom::server {
namespace {

// What is below a store and answers JSON: what a batch can hold.
void add_store_routes(http::Router& router, const std::shared_ptr<Service>& service) {
  add_message_routes(router, service);
  add_property_routes(router, service);
  add_state_routes(router, service);
  add_action_routes(router, service);
  add_history_routes(router, service);
  add_conflict_routes(router, service);
  add_folder_routes(router, service);
  add_rights_routes(router, service);
  add_list_routes(router, service);
  add_search_routes(router, service);
  add_presence_routes(router, service);
}

}  // namespace

void add_api(http::Router& router, const std::shared_ptr<Service>& service) {
  add_problem_routes(router, service);
  add_openapi_routes(router, service);
  add_sign_in_routes(router, service);
  add_token_routes(router, service);
  add_stores_routes(router, service);
  add_attachment_routes(router, service);
  add_upload_routes(router, service);
  add_mail_routes(router, service);
  add_event_routes(router, service);
  add_store_routes(router, service);
  const auto inside = std::make_shared<http::Router>();  // of its own, so that `router` may be moved
  add_store_routes(*inside, service);
  add_batch_routes(router, service, inside);
}

}  // namespace postroom::server
