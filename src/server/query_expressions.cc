#include "server/query_expressions.h"

#include "base/try.h"
#include "server/property_naming.h"
#include "server/refusals.h"

namespace postroom::server {
namespace {

// "3 days ago" means the same for a minute, so that the pages of a list can be read from one table.
FileTime whole_minute(FileTime now) {
  constexpr std::int64_t kMinute = Ticks(std::chrono::minutes(1)).count();
  return {now.ticks - now.ticks % kMinute};
}

ExpressionContext context_of(const Call& call) {
  ExpressionContext context;
  context.now = whole_minute(call.session.clock->now());
  context.id_of = [naming = PropertyNaming(*call.store, call.session)](const PropertyName& name) {
    return naming.resolver()(name);
  };
  return context;
}

Result<ExpressionContext> query_context(const Call& call) {
  ExpressionContext context = context_of(call);
  TRY_SET(const auto offset, number_query(call, "utc_offset", -kMaxUtcOffset, kMaxUtcOffset));
  context.utc_offset = std::chrono::minutes(offset.value_or(0));
  return context;
}

template <class T>
Result<T> parsed(Parsed<T> what, std::string_view text, std::string_view where) {
  if (what.ok()) return std::move(what).value();
  return at(where, to_error(what.error(), text));
}

}  // namespace

Result<std::optional<Restriction>> where_query(const Call& call) {
  TRY_SET(const ExpressionContext context, query_context(call));
  const auto text = call.request.parsed.query.find("where");
  if (!text) return std::optional<Restriction>();
  TRY_SET(Restriction where, parsed(parse_restriction(*text, context), *text, "where"));
  return std::optional(std::move(where));
}

Result<SortOrder> sort_query(const Call& call) {
  const auto text = call.request.parsed.query.find("sort");
  if (!text) return SortOrder{};
  TRY_SET(const ExpressionContext context, query_context(call));
  return parsed(parse_sort_order(*text, context), *text, "sort");
}

Result<std::vector<PropertyTag>> columns_query(const Call& call) {
  const auto text = call.request.parsed.query.find("columns");
  if (!text) return std::vector<PropertyTag>();
  TRY_SET(const ExpressionContext context, query_context(call));
  return parsed(parse_columns(*text, context), *text, "columns");
}

Result<Restriction> read_where(const Call& call, const JsonPlace& sent) {
  TRY_SET(const std::string text, sent.text(kMaxExpressionBytes));
  return parsed(parse_restriction(text, context_of(call)), text, sent.where());
}

std::string where_text(const Call& call, const Restriction& restriction) {
  return to_text(restriction, PropertyNaming(*call.store, call.session).namer());
}

}  // namespace postroom::server
