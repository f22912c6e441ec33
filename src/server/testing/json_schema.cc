#include "server/testing/json_schema.h"

#include <postroom/text.h>

#include <boost/json/serialize.hpp>

#include <algorithm>
#include <array>
#include <cmath>

#include "server/json_place.h"

namespace postroom::server::testing {
namespace {

namespace json = boost::json;
using Faults = std::vector<std::string>;

// They say something to people and programs, and nothing about what fits.
constexpr std::array<std::string_view, 5> kAnnotations{"description", "format", "default", "examples",
                                                       "title"};

bool is_of_type(const json::value& value, std::string_view type) {
  if (type == "null") return value.is_null();
  if (type == "boolean") return value.is_bool();
  if (type == "string") return value.is_string();
  if (type == "array") return value.is_array();
  if (type == "object") return value.is_object();
  if (type == "number") return value.is_number();
  if (type != "integer") return false;
  const double* const number = value.if_double();
  return value.is_int64() || value.is_uint64() || (number && std::trunc(*number) == *number);
}

// Numbers are compared as what they are, so that 2.0 is 2.
bool is_same(const json::value& a, const json::value& b) {
  if (a.is_number() && b.is_number()) return a.to_number<double>() == b.to_number<double>();
  return a == b;
}

std::size_t characters(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(
      text.begin(), text.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0) != 0x80; }));
}

// Exactly: a double cannot tell 2^63 from the number before it.
bool is_less(const json::value& a, const json::value& b) {
  if (a.is_int64() && b.is_int64()) return a.get_int64() < b.get_int64();
  if (a.is_int64() && b.is_uint64())
    return a.get_int64() < 0 || std::uint64_t(a.get_int64()) < b.get_uint64();
  if (a.is_uint64() && b.is_int64())
    return b.get_int64() >= 0 && a.get_uint64() < std::uint64_t(b.get_int64());
  if (a.is_uint64() && b.is_uint64()) return a.get_uint64() < b.get_uint64();
  return a.to_number<double>() < b.to_number<double>();
}

class Checker {
 public:
  Checker(const JsonSchemas& schemas, Faults& faults) : schemas_(schemas), faults_(faults) {}

  void check(const json::value& schema, const json::value& value, const std::string& where) {
    if (const bool* all_or_nothing = schema.if_bool()) {
      if (!*all_or_nothing) fault(where, "nothing is allowed here");
      return;
    }
    const json::object& rules = schema.as_object();
    for (const auto& rule : rules) check_rule(rule.key(), rule.value(), rules, value, where);
  }

 private:
  using Check = void (Checker::*)(const json::value& rule, const json::value& value,
                                  const std::string& where);

  void fault(const std::string& where, const std::string& what) { faults_.push_back(where + ": " + what); }

  bool fits(const json::value& schema, const json::value& value) {
    Faults inside;
    Checker(schemas_, inside).check(schema, value, {});
    return inside.empty();
  }

  void check_rule(std::string_view name, const json::value& rule, const json::object& rules,
                  const json::value& value, const std::string& where) {
    static const std::map<std::string_view, Check> kChecks{
        {"$ref", &Checker::check_reference},     {"type", &Checker::check_type},
        {"enum", &Checker::check_enum},          {"const", &Checker::check_const},
        {"allOf", &Checker::check_all},          {"anyOf", &Checker::check_any},
        {"oneOf", &Checker::check_one},          {"minimum", &Checker::check_range},
        {"maximum", &Checker::check_range},      {"minLength", &Checker::check_text},
        {"maxLength", &Checker::check_text},     {"pattern", &Checker::check_text},
        {"items", &Checker::check_items},        {"required", &Checker::check_required},
        {"minItems", &Checker::check_count},     {"maxItems", &Checker::check_count},
        {"maxProperties", &Checker::check_count}};
    if (name == "properties") return check_properties(rule, value, where);
    if (name == "additionalProperties") return check_others(rule, rules, value, where);
    if (std::find(kAnnotations.begin(), kAnnotations.end(), name) != kAnnotations.end()) return;
    const auto found = kChecks.find(name);
    if (found == kChecks.end()) return fault(where, "the schema has an unknown rule " + std::string(name));
    rule_ = name;
    (this->*found->second)(rule, value, where);
  }

  void check_reference(const json::value& rule, const json::value& value, const std::string& where) {
    check(schemas_.resolved(json::object{{"$ref", rule}}), value, where);
  }
  void check_type(const json::value& rule, const json::value& value, const std::string& where) {
    const auto is_it = [&](const json::value& type) { return is_of_type(value, type.as_string()); };
    const bool fits =
        rule.is_array() ? std::any_of(rule.get_array().begin(), rule.get_array().end(), is_it) : is_it(rule);
    if (!fits) fault(where, "is not of type " + json::serialize(rule));
  }
  void check_enum(const json::value& rule, const json::value& value, const std::string& where) {
    const auto is_it = [&](const json::value& each) { return is_same(each, value); };
    if (std::none_of(rule.as_array().begin(), rule.as_array().end(), is_it))
      fault(where, "is none of " + json::serialize(rule));
  }
  void check_const(const json::value& rule, const json::value& value, const std::string& where) {
    if (!is_same(rule, value)) fault(where, "is not " + json::serialize(rule));
  }
  void check_all(const json::value& rule, const json::value& value, const std::string& where) {
    for (const json::value& each : rule.as_array()) check(each, value, where);
  }
  void check_any(const json::value& rule, const json::value& value, const std::string& where) {
    if (count_fitting(rule, value) == 0) fault(where, "fits none of " + json::serialize(rule));
  }
  void check_one(const json::value& rule, const json::value& value, const std::string& where) {
    const auto count = count_fitting(rule, value);
    if (count != 1) fault(where, "fits " + std::to_string(count) + " of " + json::serialize(rule));
  }
  std::ptrdiff_t count_fitting(const json::value& rule, const json::value& value) {
    return std::count_if(rule.as_array().begin(), rule.as_array().end(),
                         [&](const json::value& each) { return fits(each, value); });
  }
  void check_range(const json::value& rule, const json::value& value, const std::string& where) {
    if (!value.is_number()) return;
    const bool is_past = rule_ == "minimum" ? is_less(value, rule) : is_less(rule, value);
    if (is_past) fault(where, "is past the " + std::string(rule_) + " of " + json::serialize(rule));
  }
  void check_text(const json::value& rule, const json::value& value, const std::string& where) {
    const auto* const text = value.if_string();
    if (!text) return;
    const std::string plain(*text);
    const bool fits = rule_ == "pattern"     ? schemas_.matches(plain, std::string(rule.as_string()))
                      : rule_ == "minLength" ? characters(plain) >= rule.to_number<std::size_t>()
                                             : characters(plain) <= rule.to_number<std::size_t>();
    if (!fits) fault(where, "breaks " + std::string(rule_) + " " + json::serialize(rule));
  }
  void check_items(const json::value& rule, const json::value& value, const std::string& where) {
    const auto* const items = value.if_array();
    if (!items) return;
    for (std::size_t i = 0; i < items->size(); ++i) check(rule, (*items)[i], where + "/" + std::to_string(i));
  }
  void check_required(const json::value& rule, const json::value& value, const std::string& where) {
    const auto* const object = value.if_object();
    if (!object) return;
    for (const json::value& name : rule.as_array()) {
      if (!object->contains(name.as_string())) fault(where, "lacks " + std::string(name.as_string()));
    }
  }
  void check_count(const json::value& rule, const json::value& value, const std::string& where) {
    const auto limit = rule.to_number<std::size_t>();
    const bool is_of_object = rule_ == "maxProperties";
    if (is_of_object ? !value.is_object() : !value.is_array()) return;
    const std::size_t count = is_of_object ? value.get_object().size() : value.get_array().size();
    if (rule_ == "minItems" ? count < limit : count > limit) fault(where, "breaks " + std::string(rule_));
  }
  void check_properties(const json::value& rule, const json::value& value, const std::string& where) {
    const auto* const object = value.if_object();
    if (!object) return;
    for (const auto& [name, schema] : rule.as_object()) {
      if (const auto* const member = object->if_contains(name))
        check(schema, *member, where + "/" + std::string(name));
    }
  }
  void check_others(const json::value& rule, const json::object& rules, const json::value& value,
                    const std::string& where) {
    const auto* const object = value.if_object();
    if (!object) return;
    const auto* const known = rules.if_contains("properties");
    for (const auto& [name, member] : *object) {
      if (!known || !known->as_object().contains(name)) check(rule, member, where + "/" + std::string(name));
    }
  }

  const JsonSchemas& schemas_;
  Faults& faults_;
  std::string_view rule_;  // the name of the one that is being checked
};

}  // namespace

JsonSchemas::JsonSchemas(const json::value& document) : document_(document) { add_patterns(document); }

void JsonSchemas::add_patterns(const json::value& in) {
  if (const auto* array = in.if_array()) {
    for (const json::value& item : *array) add_patterns(item);
  } else if (const auto* object = in.if_object()) {
    for (const auto& [name, member] : *object) {
      if (name != "pattern" || !member.is_string()) {
        add_patterns(member);
      } else if (const std::string pattern(member.get_string()); !patterns_.contains(pattern)) {
        patterns_.emplace(pattern, pattern);
      }
    }
  }
}

bool JsonSchemas::matches(const std::string& text, const std::string& pattern) const {
  const auto known = patterns_.find(pattern);
  return std::regex_search(text, known == patterns_.end() ? std::regex(pattern) : known->second);
}

std::vector<std::string> JsonSchemas::faults(const json::value& schema, const json::value& value) const {
  Faults faults;
  Checker(*this, faults).check(schema, value, {});
  return faults;
}

const json::value& JsonSchemas::resolved(const json::value& value) const {
  const json::value* found = &value;
  for (;;) {
    const auto* const object = found->if_object();
    const auto* const reference = object ? object->if_contains("$ref") : nullptr;
    if (!reference) return *found;
    found = &document_.at_pointer(std::string_view(reference->as_string()).substr(1));
  }
}

json::value json_of_text(std::string_view text) {
  if (const auto number = parse_whole(text)) return *number;
  if (text == "true" || text == "false") return text == "true";
  return json::value(text);
}

}  // namespace postroom::server::testing
