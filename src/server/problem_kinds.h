// Every problem that the API answers: one status and one title for each name, and a page that explains it.
#pragma once

#include <span>
#include <string_view>

namespace postroom::server {

struct ProblemKind {
  unsigned status;
  std::string_view name;
  std::string_view title;
  std::string_view meaning;  // for whoever follows the link: what it means and what to do
};

std::span<const ProblemKind> problem_kinds();                 // in order of status
const ProblemKind* find_problem_kind(std::string_view name);  // null: there is none

}  // namespace postroom::server
