// Paired measurements: ours and the bare one take turns in one run, since the machine is shared and noisy; what counts
// is the median of each and their ratio.
#pragma once

#include <functional>
#include <string>
#include <vector>

namespace postroom::bench {

double now_seconds();  // monotonic, the same in all processes
double median(std::vector<double> values);

struct Pair {
  double ours = 0;
  double bare = 0;
};

// Runs both `rounds` times in turn. Each returns a rate (more is better).
Pair measure_pair(int rounds, const std::function<double()>& ours, const std::function<double()>& bare);

enum class Better { more, less };

struct Row {
  std::string work;
  std::string ours;
  std::string beside;  // the same of the bare engine; may be empty
  double value = 0;    // the ratio or figure that the aim speaks of
  double aim = 0;      // 0: none
  Better better = Better::more;
  std::string unit;    // of value and aim: "x", "KB"
};

std::string grouped(double number);   // "12,300"
std::string rate(double per_second);  // "12,300/s"
std::string milliseconds(double seconds);  // "1.25 ms"
// "12,300/s, p50 1.25 ms, p99 3.50 ms"; of p50 and p99 in seconds.
std::string load_text(double per_second, double p50, double p99);
void print_header();
void print(const Row& row);

}  // namespace postroom::bench
