#include "server/testing/api_contract.h"

#include <postroom/text.h>

#include <boost/json/parse.hpp>

#include "server/openapi_document.h"

namespace postroom::server::testing {
namespace {

namespace json = boost::json;
using Faults = std::vector<std::string>;

constexpr std::string_view kPrefix = "/api/v1";

bool is_json(std::string_view type) {
  return type == "application/json" || type == "application/problem+json";
}

// Of an answer that the document describes.
class AnswerCheck {
 public:
  AnswerCheck(const JsonSchemas& schemas, const json::object& answer, const http::Response& response,
              const std::string& text)
      : schemas_(schemas), answer_(answer), response_(response), text_(text) {}

  Faults faults() {
    check_headers();
    check_content();
    return std::move(faults_);
  }

 private:
  void add(const std::string& subject, const json::value& schema, const json::value& value) {
    for (const std::string& fault : schemas_.faults(schema, value)) faults_.push_back(subject + fault);
  }

  void check_headers() {
    const auto* const headers = answer_.if_contains("headers");
    if (!headers) return;
    for (const auto& [name, described] : headers->as_object()) {
      const json::object& header = schemas_.resolved(described).as_object();
      const auto field = response_.fields.find(name);
      const auto* const required = header.if_contains("required");
      if (!field && required && required->as_bool()) faults_.push_back(std::string(name) + " is not there");
      if (field) add(std::string(name), header.at("schema"), json::value(*field));
    }
  }

  void check_content() {
    const auto* const content = answer_.if_contains("content");
    const std::string_view whole_type = response_.fields.find("Content-Type").value_or("");
    const std::string type(whole_type.substr(0, whole_type.find(';')));
    if (!content) {
      if (!text_.empty()) faults_.push_back("there is a body of " + type);
      return;
    }
    const json::object& types = content->as_object();
    const auto* described = types.if_contains(type);
    if (!described) described = types.if_contains("*/*");
    if (!described || type.empty()) return faults_.push_back("it is of the type " + type);
    if (!is_json(type)) return;
    json::error_code error;
    const json::value body = json::parse(text_, error);
    if (error) return faults_.push_back("the body is no JSON");
    add("body", described->at("schema"), body);
  }

  const JsonSchemas& schemas_;
  const json::object& answer_;
  const http::Response& response_;
  const std::string& text_;
  Faults faults_;
};

const json::object& any_problem() {
  static const json::object kAnswer =
      json::parse(
          R"({"content":{"application/problem+json":{"schema":{"$ref":"#/components/schemas/Problem"}}}})")
          .as_object();
  return kAnswer;
}

}  // namespace

ApiContract::ApiContract() : document_(openapi_document()), schemas_(document_) {}

const json::object* ApiContract::operation(http::Method method, std::string_view pattern) const {
  if (!pattern.starts_with(kPrefix)) return nullptr;
  const auto* const path = document().at("paths").as_object().if_contains(pattern.substr(kPrefix.size()));
  const auto* const found = path ? path->as_object().if_contains(to_lower_ascii(to_text(method))) : nullptr;
  return found ? &found->as_object() : nullptr;
}

Faults ApiContract::faults(const http::Route* route, const http::Response& response,
                           const std::string& text) const {
  if (!route) {  // OPTIONS, or an address that is none
    return response.status < 400 ? Faults() : AnswerCheck(schemas_, any_problem(), response, text).faults();
  }
  const json::object* const described = operation(route->method, route->pattern);
  if (!described) return {"the document does not have it"};
  const auto* const answer =
      described->at("responses").as_object().if_contains(std::to_string(response.status));
  if (!answer) return {"the document does not have the status " + std::to_string(response.status)};
  return AnswerCheck(schemas_, schemas_.resolved(*answer).as_object(), response, text).faults();
}

}  // namespace postroom::server::testing
