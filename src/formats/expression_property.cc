#include "formats/expression_property.h"

#include <algorithm>
#include <array>
#include <cstdio>

#include <postroom/property_names.h>
#include <postroom/text.h>

#include "base/try.h"
#include "model/hexadecimal.h"
#include "model/property_sets.h"

namespace postroom::expression {
namespace {

struct TypeName {
  std::string_view name;
  PropertyType type;
};
constexpr TypeName kTypeNames[] = {
    {"any", PropertyType::unspecified},
    {"null", PropertyType::null},
    {"int16", PropertyType::integer16},
    {"int32", PropertyType::integer32},
    {"int64", PropertyType::integer64},
    {"float32", PropertyType::float32},
    {"float64", PropertyType::float64},
    {"currency", PropertyType::currency},
    {"apptime", PropertyType::app_time},
    {"boolean", PropertyType::boolean},
    {"text", PropertyType::unicode},
    {"ansi", PropertyType::string8},
    {"time", PropertyType::system_time},
    {"guid", PropertyType::class_id},
    {"binary", PropertyType::binary},
    {"object", PropertyType::object},
    {"server-id", PropertyType::server_id},
    {"restriction", PropertyType::restriction},
    {"rule-action", PropertyType::rule_action},
};

const PropertyName& keywords() {
  static const PropertyName name{kPsPublicStrings, std::string("Keywords")};
  return name;
}

bool is_keywords(const Token& token) { return token.is_word("keywords") || token.is_word("categories"); }

bool is_tag(const Token& token) {
  constexpr std::size_t kWrittenTag = 10;
  return token.kind == TokenKind::number && token.written.size() == kWrittenTag &&
         find_property_tag(token.written);
}

// A set and ":" right behind it.
bool is_named(const Reader& reader) {
  const Token& set = reader.current();
  if (set.kind != TokenKind::word && set.kind != TokenKind::guid) return false;
  const Token colon = reader.following();
  return colon.is_sign(":") && colon.offset == set.end();
}

Parsed<std::uint16_t> take_type(Reader& reader) {
  const Token token = reader.take();
  const auto* const known = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                         [&](const TypeName& type) { return token.is_word(type.name); });
  if (token.kind != TokenKind::word || known == std::end(kTypeNames)) {
    return error_at(token,
                    "Expected the property's type behind the /, such as text, int32, boolean or time.");
  }
  auto type = static_cast<std::uint16_t>(known->type);
  if (reader.current().is_sign("[") && reader.current().offset == token.end() &&
      reader.following().is_sign("]")) {
    reader.take();
    reader.take();
    type |= kMultiValueFlag;
  }
  return type;
}

Parsed<PropertyName> take_name(Reader& reader) {
  const Token set = reader.take();
  const auto guid = set.kind == TokenKind::guid ? parse_guid(set.written) : find_property_set(set.written);
  if (!guid) return error_at(set, "Expected a set of named properties, such as PS_PUBLIC_STRINGS or {GUID}.");
  if (auto error = reader.expect_sign(":", "and a name behind the set of a named property"))
    return *std::move(error);
  Token name = reader.take();
  if (name.kind == TokenKind::word) return PropertyName{*guid, std::string(name.written)};
  if (name.kind == TokenKind::text && !name.value.empty()) return PropertyName{*guid, std::move(name.value)};
  const auto number = name.written.starts_with("0x") ? parse_hexadecimal(name.written.substr(2))
                                                     : std::optional<std::uint64_t>();
  if (name.kind == TokenKind::number && number && *number <= 0xFFFFFFFF) {
    return PropertyName{*guid, static_cast<std::uint32_t>(*number)};
  }
  return error_at(name, "Expected the named property's name, or its number such as 0x820D.");
}

ExpressionError at_range(const Reader& reader, std::size_t offset, std::string message) {
  return {offset, reader.behind() - offset, std::move(message)};
}

Parsed<PropertyReference> resolve(Reader& reader, const PropertyName& name, std::size_t offset) {
  const std::optional<PropertyTag> known = well_known_type(name);
  std::uint16_t type = known ? known->raw_type() : 0;
  bool has_type = known.has_value();
  if (reader.current().is_sign("/") && reader.current().offset == reader.behind()) {
    reader.take();
    TRY_SET(type, take_type(reader));
    has_type = true;
  }
  const PropertyResolver& id_of = reader.context().id_of;
  if (!id_of)
    return at_range(reader, offset, "Named properties cannot be used here: there is no store to look in.");
  const auto id = id_of(name);
  if (!id.ok())
    return at_range(reader, offset, "The named property could not be looked up: " + describe(id.error()));
  if (!*id) return at_range(reader, offset, "The store has no property of this name.");
  const PropertyTag tag(**id, static_cast<PropertyType>(type));
  return PropertyReference{tag, nullptr, has_type, offset, reader.behind() - offset};
}

ExpressionError no_property(const Token& token, Scope scope) {
  if (token.kind != TokenKind::word) {
    return error_at(token, "Expected a property, such as subject, PR_SUBJECT or 0x0037001F.");
  }
  const bool is_condition = scope == Scope::message && find_condition(token.written) != nullptr;
  if (is_condition) return error_at(token, "Expected a property: this word is a condition, not a property.");
  return error_at(token,
                  "Expected a property: there is none of this name." + suggestion(scope, token.written));
}

// Set, name and type of a named property; empty for types that have no name.
std::string named_text(PropertyTag tag, const PropertyName& name) {
  std::string text = to_text(PropertyName{name.set, std::uint32_t{0}});
  text.resize(text.rfind(':') + 1);
  if (const auto* number = std::get_if<std::uint32_t>(&name.name)) {
    std::array<char, 11> digits;
    std::snprintf(digits.data(), digits.size(), "0x%04X", *number);
    text += digits.data();
  } else {
    const std::string& string = std::get<std::string>(name.name);
    if (string.empty()) return {};
    text += is_plain_word(string) ? string : quoted(string);
  }
  if (const auto known = well_known_type(name); known && known->raw_type() == tag.raw_type()) return text;
  const auto base = static_cast<PropertyType>(tag.raw_type() & ~kMultiValueFlag);
  const auto* const type = std::find_if(std::begin(kTypeNames), std::end(kTypeNames),
                                        [&](const TypeName& known) { return known.type == base; });
  if (type == std::end(kTypeNames)) return {};
  return text + "/" + std::string(type->name) + (tag.is_multi_valued() ? "[]" : "");
}

std::string tag_text(PropertyTag tag) {
  std::array<char, 11> digits;
  std::snprintf(digits.data(), digits.size(), "0x%08X", tag.value);
  return digits.data();
}

}  // namespace

bool is_property(const Reader& reader, Scope scope) {
  const Token& token = reader.current();
  if (is_tag(token) || is_named(reader)) return true;
  if (token.kind != TokenKind::word) return false;
  return is_keywords(token) || find_friendly(scope, token.written) != nullptr ||
         find_property_tag(token.written);
}

Parsed<PropertyReference> parse_property(Reader& reader, Scope scope) {
  const std::size_t offset = reader.current().offset;
  if (is_named(reader)) {
    TRY_SET(const PropertyName name, take_name(reader));
    return resolve(reader, name, offset);
  }
  if (!is_property(reader, scope)) return no_property(reader.current(), scope);
  const Token token = reader.take();
  if (is_keywords(token)) return resolve(reader, keywords(), offset);
  const FriendlyName* const friendly =
      token.kind == TokenKind::word ? find_friendly(scope, token.written) : nullptr;
  const PropertyTag tag = friendly != nullptr ? friendly->tag : *find_property_tag(token.written);
  return PropertyReference{tag, friendly, true, offset, token.written.size()};
}

std::string property_text(PropertyTag tag, Scope scope, Use use, const PropertyNamer& name_of) {
  if (const std::string_view name = friendly_name(scope, tag, use); !name.empty()) return std::string(name);
  if (tag.is_named() && name_of) {
    const auto name = name_of(tag.id());
    if (std::string text = name ? named_text(tag, *name) : std::string(); !text.empty()) return text;
  }
  const std::string name = property_name(tag);
  for (const std::string& form : {name, name + "_A"}) {
    if (!name.starts_with("0x") && find_property_tag(form) == tag) return form;
  }
  return tag_text(tag);
}

}  // namespace postroom::expression
