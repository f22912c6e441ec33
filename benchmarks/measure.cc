#include "benchmarks/measure.h"

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <ctime>

namespace postroom::bench {

double now_seconds() {
  timespec now{};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return static_cast<double>(now.tv_sec) + static_cast<double>(now.tv_nsec) * 1e-9;
}

double median(std::vector<double> values) {
  if (values.empty()) return 0;
  std::sort(values.begin(), values.end());
  const std::size_t middle = values.size() / 2;
  return values.size() % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
}

Pair measure_pair(int rounds, const std::function<double()>& ours, const std::function<double()>& bare) {
  std::vector<double> our_rates, bare_rates;
  for (int round = 0; round < rounds; ++round) {
    if (round % 2 == 0) our_rates.push_back(ours());
    bare_rates.push_back(bare());
    if (round % 2 == 1) our_rates.push_back(ours());
  }
  return {median(our_rates), median(bare_rates)};
}

std::string grouped(double number) {
  std::string digits = std::to_string(std::llround(number));
  for (std::ptrdiff_t at = static_cast<std::ptrdiff_t>(digits.size()) - 3; at > 0; at -= 3) {
    digits.insert(static_cast<std::size_t>(at), ",");
  }
  return digits;
}

std::string rate(double per_second) { return grouped(per_second) + "/s"; }

std::string milliseconds(double seconds) {
  char text[32];
  std::snprintf(text, sizeof text, "%.2f ms", seconds * 1000);
  return text;
}

std::string load_text(double per_second, double p50, double p99) {
  return rate(per_second) + ", p50 " + milliseconds(p50) + ", p99 " + milliseconds(p99);
}

void print_header() {
  std::printf("%-58s %16s %16s %10s   %s\n", "work", "ours", "bare", "result", "aim");
}

void print(const Row& row) {
  char result[32], aim[64] = "";
  std::snprintf(result, sizeof result, "%.2f %s", row.value, row.unit.c_str());
  if (row.aim > 0) {
    const bool met = row.better == Better::more ? row.value >= row.aim : row.value <= row.aim;
    std::snprintf(aim, sizeof aim, "%s %.2f %s: %s", row.better == Better::more ? "at least" : "at most", row.aim,
                  row.unit.c_str(), met ? "met" : "MISSED");
  }
  std::printf("%-58s %16s %16s %10s   %s\n", row.work.c_str(), row.ours.c_str(), row.beside.c_str(), result, aim);
  std::fflush(stdout);
}

}  // namespace postroom::bench
