#include "server/openapi_document.h"

#include <boost/json/array.hpp>
#include <boost/json/parse.hpp>

#include <algorithm>
#include <cassert>
#include <set>
#include <string>

#include "http/problem.h"
#include "server/openapi_pieces.h"
#include "server/problem_kinds.h"

namespace postroom::server {
namespace {

namespace json = boost::json;
using Names = std::set<std::string, std::less<>>;

// Objects of the same name become one; no other member stands in two pieces.
void merge(json::object& into, const json::object& piece) {
  for (const auto& [name, value] : piece) {
    json::value& there = into[name];
    if (there.is_object() && value.is_object()) {
      merge(there.as_object(), value.as_object());
    } else {
      assert(there.is_null());
      there = value;
    }
  }
}

json::object reference(std::string_view section, std::string_view name) {
  return {{"$ref", std::string("#/components/").append(section).append("/").append(name)}};
}

// What the header fields of a problem's answer tell.
std::string_view field_of(std::string_view problem) {
  constexpr std::pair<std::string_view, std::string_view> kFields[] = {
      {"signed_out", "WWW-Authenticate"},
      {"object_changed", "ETag"},
      {"etag", "ETag"},
      {"range", "Content-Range"},
      {"upload_offset", "Upload-Offset"},
      {"too_many_attempts", "Retry-After"},
      {"overloaded", "Retry-After"},
      {"stopping", "Retry-After"},
      {"busy", "Retry-After"},
  };
  const auto* const found = std::find_if(std::begin(kFields), std::end(kFields),
                                         [&](const auto& each) { return each.first == problem; });
  return found == std::end(kFields) ? std::string_view() : found->second;
}

// Every operation waits for its bytes, its turn and the accounts or stores behind it.
void add_everywhere(Names& names) {
  names.insert({"malformed", "request_timeout", "too_big", "target_too_long", "fields_too_large", "internal",
                "overloaded", "stopping", "busy"});
}

class Operation {
 public:
  Operation(std::string_view path, std::string_view method, json::object& shown)
      : path_(path), is_safe_(method == "get"), needs_(shown.at("x-needs").as_string()), shown_(shown) {}

  void complete(json::object& components) {
    add_parameters();
    if (needs_ == "nothing") shown_["security"] = json::array();
    Names names = problems();
    shown_.erase("x-problems");
    for (const auto& [status, of_status] : by_status(names)) {
      json::value& answer = shown_["responses"].as_object()[std::to_string(status)];
      if (answer.is_null()) answer = answer_of(components, of_status);
    }
  }

 private:
  using Kinds = std::vector<const ProblemKind*>;

  bool is_at(std::string_view part) const { return path_.find(part) != path_.npos; }
  bool takes(std::string_view media_type) const {
    const json::value* const body = shown_.if_contains("requestBody");
    return body && body->at("content").as_object().contains(media_type);
  }
  bool has_parameter(std::string_view name) const {
    const json::array& parameters = shown_.at("parameters").as_array();
    return std::find(parameters.begin(), parameters.end(), json::value(reference("parameters", name))) !=
           parameters.end();
  }

  // Those of the path first.
  void add_parameters() {
    json::array all;
    for (std::size_t open = path_.find('{'); open != path_.npos; open = path_.find('{', open + 1)) {
      all.push_back(reference("parameters", path_.substr(open + 1, path_.find('}', open) - open - 1)));
    }
    if (!is_safe_ && needs_ != "nothing") all.push_back(reference("parameters", "csrf"));
    if (const json::value* const own = shown_.if_contains("parameters")) {
      all.insert(all.end(), own->as_array().begin(), own->as_array().end());
    }
    shown_["parameters"] = std::move(all);
  }

  Names problems() const {
    Names names;
    if (const json::value* const own = shown_.if_contains("x-problems")) {
      for (const json::value& name : own->as_array()) names.emplace(name.as_string());
    }
    add_everywhere(names);
    if (takes("application/json") || !shown_.at("parameters").as_array().empty()) names.insert("invalid");
    if (shown_.contains("requestBody")) names.insert("media_type");
    if (has_parameter("range")) names.insert("range");
    if (!is_safe_) names.insert({"csrf", "disk_full", "outcome_unknown"});
    if (needs_ != "nothing") names.insert({"signed_out", "corrupt"});
    if (is_at("{store}")) names.insert("not_found");
    if (is_at("{folder}") || is_at("{message}")) names.insert("no_access");
    if (needs_ == "writing") names.insert("read_only");
    return names;
  }

  // In the order of problem_kinds().
  static std::vector<std::pair<unsigned, Kinds>> by_status(const Names& names) {
    std::vector<std::pair<unsigned, Kinds>> groups;
    for (const ProblemKind& kind : problem_kinds()) {
      if (!names.contains(kind.name)) continue;
      if (groups.empty() || groups.back().first != kind.status) groups.push_back({kind.status, {}});
      groups.back().second.push_back(&kind);
    }
    return groups;
  }

  // One of `components`, which many operations have.
  static json::object answer_of(json::object& components, const Kinds& kinds) {
    std::string name;
    for (const ProblemKind* kind : kinds) name.append(name.empty() ? "" : "-or-").append(kind->name);
    json::object& responses = components["responses"].as_object();
    if (!responses.contains(name)) responses[name] = problem_answer(components, kinds);
    return reference("responses", name);
  }

  static json::object problem_answer(json::object& components, const Kinds& kinds) {
    std::string description;
    json::object headers;
    json::array schemas;
    for (const ProblemKind* kind : kinds) {
      description.append(description.empty() ? "" : " ")
          .append(kind->name)
          .append(": ")
          .append(kind->title) += '.';
      if (const std::string_view field = field_of(kind->name); !field.empty()) {
        headers[field] = reference("headers", field);
      }
      schemas.push_back(problem_schema(components["schemas"].as_object(), *kind));
    }
    json::object answer{{"description", description}};
    if (!headers.empty()) answer["headers"] = std::move(headers);
    json::value schema = schemas.size() == 1 ? schemas.front() : json::object{{"oneOf", std::move(schemas)}};
    answer["content"] = {{"application/problem+json", {{"schema", std::move(schema)}}}};
    return answer;
  }

  // With the members that this problem alone has, where a piece names them.
  static json::object problem_schema(json::object& schemas, const ProblemKind& kind) {
    const std::string name = "problem_" + std::string(kind.name);
    if (!schemas.contains(name)) {
      const std::string type = std::string(http::kProblemTypes).append(kind.name);
      json::object told{{"type", json::object{{"const", type}}},
                        {"status", json::object{{"const", kind.status}}}};
      json::array all{reference("schemas", "Problem"), json::object{{"properties", std::move(told)}}};
      const std::string members = "members_of_" + std::string(kind.name);
      if (schemas.contains(members)) all.push_back(reference("schemas", members));
      schemas[name] = json::object{{"description", kind.meaning}, {"allOf", std::move(all)}};
    }
    return reference("schemas", name);
  }

  const std::string_view path_;
  const bool is_safe_;
  const std::string needs_;
  json::object& shown_;
};

}  // namespace

json::object openapi_document() {
  json::object document;
  for (const std::string_view piece : openapi_pieces()) merge(document, json::parse(piece).as_object());
  document["security"] = {{{"session", json::array()}}, {{"token", json::array()}}};
  json::object& components = document["components"].as_object();
  components["responses"] = json::object();
  for (auto& path : document["paths"].as_object()) {
    for (auto& operation : path.value().as_object()) {
      Operation(path.key(), operation.key(), operation.value().as_object()).complete(components);
    }
  }
  return document;
}

}  // namespace postroom::server
