#include "storage/postgres/sql.h"

namespace postroom::storage::postgres {
namespace {

std::vector<const Sql*>& list() {
  static std::vector<const Sql*> statements;
  return statements;
}

}  // namespace

Sql::Sql(const char* text, Scope scope)
    : text_(text), scope_(scope), number_(list().size()), name_("postroom_" + std::to_string(number_)) {
  list().push_back(this);
}

const std::vector<const Sql*>& Sql::all() { return list(); }

}  // namespace postroom::storage::postgres
