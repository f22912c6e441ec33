#include "benchmarks/wrk.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <sstream>

#include "benchmarks/workbench.h"

namespace postroom::bench {
namespace {

std::string quoted(const std::string& word) {
  std::string text = "'";
  for (const char c : word) text += c == '\'' ? std::string("'\\''") : std::string(1, c);
  return text + "'";
}

std::string output_of(const std::string& command) {
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  std::string output;
  char buffer[4096];
  for (std::size_t count; pipe && (count = std::fread(buffer, 1, sizeof buffer, pipe)) > 0;)
    output.append(buffer, count);
  if (!pipe || ::pclose(pipe) != 0)
    must(Status(Error{Code::io_error, "wrk did not run; ./bench installs it.", output}));
  return output;
}

// "1.25ms", "310.00us", "2.01s"
double seconds_of(const std::string& text) {
  std::size_t end = 0;
  const double number = std::stod(text, &end);
  const std::string unit = text.substr(end);
  if (unit == "us") return number / 1e6;
  return unit == "ms" ? number / 1e3 : number;
}

}  // namespace

WrkResult run_wrk(const std::string& url, std::size_t connections, double seconds,
                  const std::vector<std::string>& fields) {
  std::string command = "wrk -t2 -c" + std::to_string(connections) + " -d" +
                        std::to_string(std::max(1, static_cast<int>(std::lround(seconds)))) + "s --latency";
  for (const std::string& field : fields) command += " -H " + quoted(field);
  std::istringstream lines(output_of(command + " " + quoted(url) + " 2>&1"));
  WrkResult result;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string first, second;
    words >> first >> second;
    if (first == "50%") result.p50 = seconds_of(second);
    if (first == "99%") result.p99 = seconds_of(second);
    if (first == "Requests/sec:") result.rate = std::stod(second);
    if (first == "Socket" || first == "Non-2xx") result.errors += line + " ";
  }
  return result;
}

}  // namespace postroom::bench
