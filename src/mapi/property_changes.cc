#include "mapi/property_methods.h"

#include <mapi/mapicode.h>
#include <mapi/mapitags.h>
#include <postroom/tags.h>

#include <algorithm>

#include "base/try.h"
#include "mapi/html_body.h"
#include "mapi/values.h"

namespace postroom::mapi {
namespace {

bool is_ignored(const SPropValue& value) {
  return value.ulPropTag == PR_NULL || PROP_TYPE(value.ulPropTag) == PT_ERROR;
}

// What refuses the whole call. All multi-valued types begin with the count.
bool is_refused(const SPropValue& value) {
  const PropertyTag tag(value.ulPropTag);
  if (tag.base_type() == PropertyType::object) return true;
  return is_readable_type(tag) && tag.is_multi_valued() && value.Value.MVl.cValues == 0;
}

// What one call of SetProps brings.
struct Given {
  std::vector<Property> properties;
  std::vector<std::size_t> places;  // of each, in the call's array
  Problems problems;

  void add_problem(std::size_t place, const SPropValue& value, SCODE scode) {
    problems.push_back({place, PropertyTag(value.ulPropTag), scode});
  }
};

Status read_one(std::size_t place, const SPropValue& value, Given& given) {
  if (!is_readable_type(PropertyTag(value.ulPropTag))) {
    given.add_problem(place, value, MAPI_E_INVALID_TYPE);
    return ok_status();
  }
  auto read = read_value(value);
  if (read.ok()) {
    given.properties.push_back(*std::move(read));
    given.places.push_back(place);
  } else if (read.error().code == Code::too_big) {
    given.add_problem(place, value, MAPI_E_NOT_ENOUGH_MEMORY);  // for a stream
  } else {
    return std::move(read).error();
  }
  return ok_status();
}

// Text of HTML becomes the bytes as which it is stored.
Status store_html_as_bytes(Properties& properties, std::vector<Property>& given) {
  const auto is_html_text = [](const Property& each) { return each.tag == kHtmlText; };
  if (std::none_of(given.begin(), given.end(), is_html_text)) return ok_status();
  TRY_SET(auto code_page, code_page_of(properties));
  for (const Property& each : given) {
    if (each.tag == tag::internet_cpid) code_page = std::get<std::int32_t>(each.value);
  }
  for (Property& each : given) {
    if (!is_html_text(each)) continue;
    each = {tag::html, encode_html(std::get<std::string>(each.value), code_page)};
  }
  return ok_status();
}

}  // namespace

Answer set_props(ObjectState& state, Properties& properties, ULONG count, LPSPropValue values,
                 LPSPropProblemArray* problems) {
  if (problems) *problems = nullptr;
  if (count == 0 || !values) return MAPI_E_INVALID_PARAMETER;
  TRY(check_tag_count(count));
  if (!properties.is_writable()) return MAPI_E_NO_ACCESS;
  if (std::any_of(values, values + count, is_refused)) return MAPI_E_INVALID_PARAMETER;
  Given given;
  for (ULONG i = 0; i < count; ++i) {
    if (!is_ignored(values[i])) TRY(read_one(i, values[i], given));
  }
  TRY(store_html_as_bytes(properties, given.properties));
  if (!given.properties.empty()) {
    TRY_SET(const Problems not_set, properties.set(given.properties));
    for (const Problem& problem : not_set) {
      const std::size_t place = given.places[problem.index];
      given.add_problem(place, values[place], problem.scode);
    }
  }
  std::sort(given.problems.begin(), given.problems.end(),
            [](const Problem& a, const Problem& b) { return a.index < b.index; });
  give_problems(state.memory(), given.problems, problems);
  return S_OK;
}

Answer delete_props(ObjectState& state, Properties& properties, LPSPropTagArray tags,
                    LPSPropProblemArray* problems) {
  if (problems) *problems = nullptr;
  if (!tags || tags->cValues == 0) return MAPI_E_INVALID_PARAMETER;
  TRY(check_tag_count(tags->cValues));
  if (!properties.is_writable()) return MAPI_E_NO_ACCESS;
  std::vector<PropertyTag> gone;
  for (ULONG i = 0; i < tags->cValues; ++i) gone.emplace_back(tags->aulPropTag[i]);
  TRY_SET(const Problems not_removed, properties.remove(gone));
  give_problems(state.memory(), not_removed, problems);
  return S_OK;
}

void give_problems(const Memory& memory, const Problems& problems, LPSPropProblemArray* out) {
  if (!out) return;
  *out = nullptr;
  if (problems.empty()) return;
  Block block(memory, CbNewSPropProblemArray(problems.size()));
  auto* const array = block.as<SPropProblemArray>();
  array->cProblem = static_cast<ULONG>(problems.size());
  for (std::size_t i = 0; i < problems.size(); ++i) {
    array->aProblem[i] = {static_cast<ULONG>(problems[i].index), problems[i].tag.value, problems[i].scode};
  }
  *out = block.release<SPropProblemArray>();
}

}  // namespace postroom::mapi
