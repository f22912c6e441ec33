#include "cli/arguments.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <CLI/CLI.hpp>
#include <algorithm>
#include <charconv>
#include <deque>

#include "base/try.h"

namespace postroom::cli {
namespace {

auto take_text(std::string& target) {
  return [&target](const std::vector<std::string>& values) {
    target = values.back();
    return ok_status();
  };
}

auto take_all(std::vector<std::string>& target) {
  return [&target](const std::vector<std::string>& values) {
    target = values;
    return ok_status();
  };
}

}  // namespace

Result<std::int64_t> parse_number(const std::string& text, std::int64_t least, std::int64_t most) {
  std::int64_t number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error == std::errc() && end == text.data() + text.size() && number >= least && number <= most)
    return number;
  return Error{Code::invalid_argument,
               fmt::format("“{}” is not a whole number from {} to {}.", text, least, most), ""};
}

void Arguments::operand(std::string& target, std::string name, std::string help) {
  declarations_.push_back({std::move(name), "", std::move(help), true, false, take_text(target)});
}

void Arguments::optional_operand(std::string& target, std::string name, std::string help) {
  declarations_.push_back({std::move(name), "", std::move(help), false, false, take_text(target)});
}

void Arguments::operands(std::vector<std::string>& target, std::string name, std::string help) {
  declarations_.push_back({std::move(name), "", std::move(help), true, true, take_all(target)});
}

void Arguments::optional_operands(std::vector<std::string>& target, std::string name, std::string help) {
  declarations_.push_back({std::move(name), "", std::move(help), false, true, take_all(target)});
}

void Arguments::flag(bool& target, std::string name, std::string help) {
  const auto take = [&target](const std::vector<std::string>&) {
    target = true;
    return ok_status();
  };
  declarations_.push_back({std::move(name), "", std::move(help), false, false, take});
}

void Arguments::option(std::string& target, std::string name, std::string value, std::string help) {
  declarations_.push_back(
      {std::move(name), std::move(value), std::move(help), false, false, take_text(target)});
}

void Arguments::option(std::optional<std::string>& target, std::string name, std::string value,
                       std::string help) {
  const auto take = [&target](const std::vector<std::string>& values) {
    target = values.back();
    return ok_status();
  };
  declarations_.push_back({std::move(name), std::move(value), std::move(help), false, false, take});
}

void Arguments::repeatable(std::vector<std::string>& target, std::string name, std::string value,
                           std::string help) {
  declarations_.push_back(
      {std::move(name), std::move(value), std::move(help), false, true, take_all(target)});
}

void Arguments::number(std::optional<std::int64_t>& target, std::string name, std::string value,
                       std::string help, std::int64_t least, std::int64_t most) {
  const auto take = [&target, name, least, most](const std::vector<std::string>& values) -> Status {
    auto number = parse_number(values.back(), least, most);
    if (!number) return Error{Code::invalid_argument, name + ": " + number.error().message, ""};
    target = *number;
    return ok_status();
  };
  declarations_.push_back({name, std::move(value), std::move(help), false, false, take});
}

void Arguments::choice(std::string& target, std::string name, std::vector<std::string> choices,
                       std::string help) {
  const auto take = [&target, name, choices](const std::vector<std::string>& values) -> Status {
    if (std::find(choices.begin(), choices.end(), values.back()) == choices.end()) {
      return Error{
          Code::invalid_argument,
          fmt::format("{} does not know “{}”; it takes {}.", name, values.back(), fmt::join(choices, ", ")),
          ""};
    }
    target = values.back();
    return ok_status();
  };
  declarations_.push_back(
      {name, fmt::format("{}", fmt::join(choices, "|")), std::move(help), false, false, take});
}

Status Arguments::parse(std::vector<std::string> words) {
  CLI::App app;
  app.set_help_flag();
  std::deque<std::vector<std::string>> values;
  std::vector<CLI::Option*> options;
  for (const Declaration& declaration : declarations_) {
    values.emplace_back();
    if (declaration.is_flag()) {
      options.push_back(app.add_flag(declaration.name));
      continue;
    }
    CLI::Option* option = app.add_option(declaration.name, values.back());
    option->required(declaration.required);
    option->multi_option_policy(CLI::MultiOptionPolicy::TakeAll);
    if (!declaration.repeatable || !declaration.is_operand()) option->expected(1)->allow_extra_args(false);
    options.push_back(option);
  }
  std::reverse(words.begin(), words.end());
  try {
    app.parse(words);
  } catch (const CLI::ParseError& error) {
    return Error{Code::invalid_argument, error.what(), ""};
  }
  for (std::size_t i = 0; i < declarations_.size(); ++i) {
    if (options[i]->count() > 0) TRY(declarations_[i].take(values[i]));
  }
  return ok_status();
}

}  // namespace postroom::cli
