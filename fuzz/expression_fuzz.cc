// Any bytes, as a condition, a sort order and a column list: refused at a place inside them, or written to a
// text that reads back as the same value and is written the same again.
#include <postroom/expression.h>

#include <cstdlib>

namespace {

using namespace postroom;

// Ids that are the same in both directions: a name's id is its place in the list of those seen.
class Names {
 public:
  std::optional<std::uint16_t> id_of(const PropertyName& name) {
    for (std::size_t i = 0; i < names_.size(); ++i) {
      if (names_[i] == name) return static_cast<std::uint16_t>(kFirstNamedId + i);
    }
    if (names_.size() == kMost) return std::nullopt;
    names_.push_back(name);
    return static_cast<std::uint16_t>(kFirstNamedId + names_.size() - 1);
  }
  std::optional<PropertyName> name_of(std::uint16_t id) const {
    const std::size_t place = id - kFirstNamedId;
    return place < names_.size() ? std::optional(names_[place]) : std::nullopt;
  }

 private:
  static constexpr std::size_t kMost = 1000;
  std::vector<PropertyName> names_;
};

void expect(bool truth) {
  if (!truth) std::abort();
}

template <class T, class Parse, class Print>
void round_trip(std::string_view text, const Parse& parse, const Print& print) {
  const Parsed<T> first = parse(text);
  if (!first.ok()) {
    expect(first.error().offset <= text.size() && first.error().length <= text.size() - first.error().offset);
    expect(!first.error().message.empty());
    (void)to_error(first.error(), text);
    return;
  }
  const std::string canonical = print(*first);
  const Parsed<T> second = parse(canonical);
  expect(second.ok() && *second == *first && print(*second) == canonical);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string_view text(reinterpret_cast<const char*>(data), size);
  Names names;
  const ExpressionContext context{
      FileTime{134'000'000'000'000'000}, std::chrono::minutes(90),
      [&](const PropertyName& name) -> Result<std::optional<std::uint16_t>> { return names.id_of(name); }};
  const PropertyNamer name_of = [&](std::uint16_t id) { return names.name_of(id); };
  round_trip<Restriction>(
      text, [&](std::string_view given) { return parse_restriction(given, context); },
      [&](const Restriction& made) { return to_text(made, name_of); });
  round_trip<SortOrder>(
      text, [&](std::string_view given) { return parse_sort_order(given, context); },
      [&](const SortOrder& made) { return to_text(made, name_of); });
  round_trip<std::vector<PropertyTag>>(
      text, [&](std::string_view given) { return parse_columns(given, context); },
      [&](const std::vector<PropertyTag>& made) { return columns_to_text(made, name_of); });
  return 0;
}
