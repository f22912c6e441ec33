#include "cli/where_argument.h"

#include <ctime>

#include "cli/expression_place.h"

namespace postroom::cli {
namespace {

std::chrono::minutes utc_offset(FileTime now) {
  const std::time_t seconds = to_unix_seconds(now);
  std::tm local{};
  if (!localtime_r(&seconds, &local)) return std::chrono::minutes(0);
  return std::chrono::duration_cast<std::chrono::minutes>(std::chrono::seconds(local.tm_gmtoff));
}

// What `parse` makes of the text. Of an error the place is shown at once.
template <class Parse>
auto parse_typed(Store& store, const Session& session, const Surroundings& around, const std::string& text, Parse parse)
    -> Result<std::decay_t<decltype(*parse(text, ExpressionContext{}))>> {
  ExpressionContext context;
  context.now = around.clock->now();
  context.utc_offset = utc_offset(context.now);
  context.id_of = [&](const PropertyName& name) { return store.find_property_id(session, name); };
  auto parsed = parse(text, context);
  if (parsed.ok()) return std::move(parsed).value();
  const ExpressionError& error = parsed.error();
  around.terminal.note(show_place(error, text, around.terminal.notes().width));
  return Error{Code::invalid_argument, error.message, {}};
}

PropertyNamer names_of(Store& store, const Session& session) {
  return [&](std::uint16_t id) -> std::optional<PropertyName> {
    auto name = store.property_name(session, id);
    return name.ok() ? *name : std::nullopt;
  };
}

}  // namespace

Result<Restriction> parse_where(Store& store, const Session& session, const Surroundings& around,
                                const std::string& text) {
  return parse_typed(store, session, around, text, parse_restriction);
}

Result<SortOrder> parse_order(Store& store, const Session& session, const Surroundings& around,
                              const std::string& text) {
  return parse_typed(store, session, around, text, parse_sort_order);
}

Result<std::vector<PropertyTag>> parse_column_list(Store& store, const Session& session, const Surroundings& around,
                                                   const std::string& text) {
  return parse_typed(store, session, around, text, parse_columns);
}

std::string where_text(Store& store, const Session& session, const Restriction& restriction) {
  return to_text(restriction, names_of(store, session));
}

std::string columns_text(Store& store, const Session& session, std::span<const PropertyTag> columns) {
  return columns_to_text(columns, names_of(store, session));
}

}  // namespace postroom::cli
