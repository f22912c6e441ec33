#include "base/parallel.h"

#include <algorithm>
#include <system_error>
#include <thread>
#include <vector>

namespace postroom {

Status run_in_parts(std::size_t parts, const std::function<Status(std::size_t part)>& work) {
  std::vector<Status> told(parts, ok_status());
  std::vector<std::thread> threads;
  std::size_t begun = 1;
  for (; begun < parts; ++begun) {
    try {
      threads.emplace_back([&told, &work, part = begun] { told[part] = work(part); });
    } catch (const std::system_error&) {
      break;
    }
  }
  if (parts > 0) told[0] = work(0);
  for (std::size_t part = begun; part < parts; ++part) told[part] = work(part);
  for (std::thread& thread : threads) thread.join();
  for (Status& status : told) {
    if (!status.ok()) return std::move(status);
  }
  return ok_status();
}

std::size_t parts_for(std::size_t items, std::size_t items_each) {
  const std::size_t processors = std::max(1U, std::thread::hardware_concurrency());
  return std::clamp<std::size_t>(items / items_each, 1, std::min(processors, kMaxParts));
}

}  // namespace postroom
