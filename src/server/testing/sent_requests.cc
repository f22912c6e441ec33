#include "server/testing/sent_requests.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>
#include <boost/json/serialize.hpp>

#include "http/request.h"
#include "server/json_parsing.h"

namespace postroom::server::testing {
namespace {

namespace json = boost::json;

constexpr std::size_t kMostItems = 2000;  // of a list that is made one too long; longer ones take too long

// Stand-ins, told from every other number.
constexpr std::int64_t kFolder = 987'650'009, kMessage = 987'650'057, kCopy = 987'650'058;
constexpr std::string_view kUpload = "987650000";

void put_stand_ins(json::value& example) {
  if (auto* array = example.if_array()) {
    for (json::value& item : *array) put_stand_ins(item);
  } else if (auto* object = example.if_object()) {
    for (auto& member : *object) put_stand_ins(member.value());
  } else if (example == json::value(9)) {
    example = kFolder;
  } else if (example == json::value(57)) {
    example = kMessage;
  } else if (example == json::value(58)) {
    example = kCopy;
  } else if (example == json::value("0")) {
    example = kUpload;
  }
}

void replace_all(std::string& text, std::string_view old, std::string_view by) {
  for (std::size_t at = text.find(old); at != text.npos; at = text.find(old, at + by.size())) {
    text.replace(at, old.size(), by);
  }
}

const json::object* content_of(const json::object& operation) {
  const auto* const body = operation.if_contains("requestBody");
  return body ? &body->at("content").as_object() : nullptr;
}

const json::object* json_content(const json::object& operation) {
  const json::object* const content = content_of(operation);
  const auto* const found = content ? content->if_contains("application/json") : nullptr;
  return found ? &found->as_object() : nullptr;
}

std::vector<const json::object*> parameters(const ApiContract& contract, const json::object& operation) {
  std::vector<const json::object*> all;
  for (const json::value& each : operation.at("parameters").as_array()) {
    all.push_back(&contract.schemas().resolved(each).as_object());
  }
  return all;
}

bool is_required(const json::object& parameter) {
  const auto* const required = parameter.if_contains("required");
  return required && required->as_bool();
}

// Of a text in an address that cannot be read.
bool is_decodable(const std::string& text) { return http::parse_target("/" + text).ok(); }

class Changes {
 public:
  Changes(const ApiContract& contract, const json::object& operation, const SentRequest& good)
      : contract_(contract), operation_(operation), good_(good) {}

  std::vector<SentRequest> make() {
    for (const json::object* parameter : parameters(contract_, operation_)) change_parameter(*parameter);
    if (const json::object* content = json_content(operation_)) {
      schema_ = &content->at("schema");
      body_ = json::parse(good_.body);
      change_body(*schema_, body_, {});
      change_text();
    } else if (!content_of(operation_)) {
      add("a body where none is taken", true).body = "{}";
    }
    if (const json::object* content = content_of(operation_); content && !content->contains("*/*"))
      change_type();
    return std::move(made_);
  }

 private:
  SentRequest& add(std::string change, bool is_wrong) {
    made_.push_back(good_);
    made_.back().change = std::move(change);
    made_.back().is_wrong = is_wrong;
    return made_.back();
  }

  // The text of a parameter.
  bool fits(const json::value& schema, const std::string& text) const {
    const auto fits = [&](const json::value& value) {
      return contract_.schemas().faults(schema, value).empty();
    };
    return fits(json::value(text)) || fits(json_of_text(text));
  }

  void change_parameter(const json::object& parameter) {
    const std::string name(parameter.at("name").as_string()), in(parameter.at("in").as_string());
    if (in == "path") return change_path(name, parameter.at("schema"));
    if (is_required(parameter)) {
      SentRequest& without = add("without " + name, true);
      without.query.erase(name);
      without.fields.erase(name);
    }
    for (const std::string& value : odd_texts(in == "query")) {
      const json::value* schema = &contract_.schemas().resolved(parameter.at("schema"));
      if (const auto* items = schema->as_object().if_contains("items")) schema = items;  // of one of several
      const bool is_readable = in != "query" || is_decodable("?" + name + "=" + value);
      const bool is_wrong = !is_readable || !fits(*schema, value);
      SentRequest& changed = add(name + ": " + value.substr(0, 50), is_wrong);
      (in == "query" ? changed.query : changed.fields)[name] = value;
    }
  }

  // None of them is the name of anything; one could be a number.
  void change_path(const std::string& name, const json::value& schema) {
    const bool is_text = fits(schema, "x");
    for (const std::string& value :
         {std::string("0"), std::string("-1"), std::string("99999999999999999999"),
          std::string("9223372036854775807"), std::string("x"), std::string("1.0"), std::string("1e3"),
          std::string("..%2F..%2Fetc%2Fpasswd"), std::string("%2e%2e"), std::string("%00"),
          std::string("%ff"), std::string("a%2Fb"), std::string("1%0d%0aX:%20y"),
          std::string("%22%3Cscript%3E"), std::string(3000, 'a')}) {
      const bool is_wrong = is_text || !fits(schema, value);
      add(name + ": " + value.substr(0, 50), is_wrong).path[name] = value;
    }
  }

  static std::vector<std::string> odd_texts(bool is_encoded) {
    std::vector<std::string> odd{"",     "0",  "-1", "1.5",  "99999999999999999999", "x",
                                 "true", "\"", "*",  "null", "9223372036854775807",  std::string(5000, 'a')};
    if (is_encoded) odd.insert(odd.end(), {"%00", "%ff", "%C3%A9%0d%0a", "%zz"});
    return odd;
  }

  // The body with what stands at a place of it changed.
  void add_body(const std::string& place, const std::string& what,
                const std::function<void(json::value&)>& change) {
    json::value body = body_;
    change(place.empty() ? body : body.at_pointer(place));
    std::string shown = json::serialize(body);
    const bool is_wrong = !contract_.schemas().faults(*schema_, body).empty();
    add("body" + place + ": " + what, is_wrong).body = std::move(shown);
  }
  void replace(const std::string& place, const json::value& by) {
    add_body(place, json::serialize(by).substr(0, 50), [&](json::value& there) { there = by; });
  }

  // What stands at the place and all that is in it.
  void change_body(const json::value& given_schema, const json::value& there, const std::string& place) {
    const json::object& schema = contract_.schemas().resolved(given_schema).as_object();
    if (const auto* either = schema.if_contains("anyOf"))
      return change_body(either->as_array().front(), there, place);
    for (const json::value& odd : odd_values()) replace(place, odd);
    change_numbers(schema, place);
    change_lengths(schema, there, place);
    if (there.is_object()) {
      change_members(schema, there.get_object(), place);
      change_absent(schema, there.get_object(), place);
    }
    if (there.is_array() && !there.get_array().empty()) {
      change_body(schema.at("items"), there.get_array().front(), place + "/0");
    }
  }

  static json::array odd_values() {
    json::array deep;
    for (std::size_t i = 0; i < 20; ++i) deep = json::array{deep};
    return {nullptr,
            true,
            0,
            -1,
            1.5,
            1e300,
            UINT64_MAX,
            "",
            "x",
            "-0",
            "99999999999999999999",
            json::array(),
            json::array{nullptr},
            json::object(),
            json::object{{"", 1}},
            deep};
  }

  void change_numbers(const json::object& schema, const std::string& place) {
    const auto* const least = schema.if_contains("minimum");
    const auto* const most = schema.if_contains("maximum");
    if (least) replace(place, least->to_number<std::int64_t>() - 1);
    if (most) replace(place, most->to_number<std::uint64_t>() + 1);
  }

  void change_lengths(const json::object& schema, const json::value& there, const std::string& place) {
    if (const auto* most = schema.if_contains("maxLength")) {
      replace(place, json::string(most->to_number<std::size_t>() + 1, 'a'));
    }
    if (const auto* most = schema.if_contains("maxItems")) {
      const auto count = most->to_number<std::size_t>() + 1;
      const bool has_one = there.is_array() && !there.get_array().empty();
      if (has_one && count <= kMostItems) replace(place, json::array(count, there.get_array().front()));
    }
  }

  void change_members(const json::object& schema, const json::object& there, const std::string& place) {
    add_body(place, "an unknown member", [](json::value& object) { object.as_object()["no such"] = 1; });
    const auto* const others = schema.if_contains("additionalProperties");
    for (const auto& member : there) {
      const std::string name(member.key());
      add_body(place, "without " + name, [&](json::value& object) { object.as_object().erase(name); });
      const auto* const known = schema.if_contains("properties");
      const auto* const described = known ? known->as_object().if_contains(name) : nullptr;
      if (described) change_body(*described, member.value(), place + "/" + name);
      if (!described && others && others->is_object())
        change_body(*others, member.value(), place + "/" + name);
    }
  }

  // Members that the example does not have.
  void change_absent(const json::object& schema, const json::object& there, const std::string& place) {
    const auto* const known = schema.if_contains("properties");
    if (!known) return;
    for (const auto& [name, described] : known->as_object()) {
      if (there.contains(name)) continue;
      for (const json::value& odd : odd_values()) {
        add_body(place, std::string(name) + " " + json::serialize(odd).substr(0, 50),
                 [&, name = name](json::value& object) { object.as_object()[name] = odd; });
      }
    }
  }

  // What is no JSON, or none that is read.
  void change_text() {
    const std::size_t quotation_mark = good_.body.find('"');
    add("truncated", true).body.pop_back();
    add("with more behind it", true).body += "{}";
    add("too deep", true).body = std::string(kMaxJsonDepth + 1, '[') + std::string(kMaxJsonDepth + 1, ']');
    add("far too deep", true).body = std::string(3000, '[');
    add("a number without end", true).body = "{\"a\":1e}";
    if (quotation_mark != good_.body.npos) add("not UTF-8", true).body.insert(quotation_mark + 1, "\xFF");
    add("half a surrogate", true).body = "{\"\\ud800\":1}";
    add("a NUL", true).body += std::string(1, '\0');
    if (operation_.at("requestBody").at("required").as_bool()) add("no body", true).body.clear();
  }

  void change_type() {
    for (const char* type :
         {"text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=a", "/"}) {
      add(std::string("of type ") + type, true).content_type = type;
    }
  }

  const ApiContract& contract_;
  const json::object& operation_;
  const SentRequest& good_;
  const json::value* schema_ = nullptr;
  json::value body_;
  std::vector<SentRequest> made_;
};

}  // namespace

SentRequest good_request(const ApiContract& contract, const json::object& operation) {
  SentRequest good;
  for (const json::object* parameter : parameters(contract, operation)) {
    const std::string name(parameter->at("name").as_string()), in(parameter->at("in").as_string());
    if (in == "path") good.path[name] = "{" + name + "}";
    const auto* const example = parameter->if_contains("example");
    if (!example) continue;
    const auto* const text = example->if_string();
    (in == "query" ? good.query : good.fields)[name] = text ? std::string(*text) : json::serialize(*example);
  }
  if (const json::object* content = json_content(operation)) {
    json::value example = content->at("example");
    put_stand_ins(example);
    good.body = json::serialize(example);
    good.content_type = "application/json";
  } else if (const json::object* bytes = content_of(operation)) {
    const std::string_view type = bytes->begin()->key();
    good.body = "Subject: x\r\n\r\nbody\r\n";
    good.content_type = type == "*/*" ? "text/plain" : type;
  }
  return good;
}

std::vector<SentRequest> changed_requests(const ApiContract& contract, const json::object& operation,
                                          const SentRequest& good) {
  return Changes(contract, operation, good).make();
}

SentRequest about(SentRequest request, const KnownThings& things) {
  for (auto& [name, value] : request.path) {
    if (value == "{" + name + "}") value = things.path.at(name);
  }
  replace_all(request.body, std::to_string(kFolder), std::to_string(things.folder));
  replace_all(request.body, std::to_string(kMessage), std::to_string(things.message));
  replace_all(request.body, std::to_string(kCopy), std::to_string(things.copy));
  replace_all(request.body, kUpload, things.upload);
  return request;
}

}  // namespace postroom::server::testing
