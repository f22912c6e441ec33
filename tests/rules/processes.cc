#include "rules/processes.h"

#include <pthread.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstdlib>
#include <exception>
#include <iostream>
#include <memory>
#include <new>
#include <stdexcept>
#include <vector>

namespace postroom::rules {

// Lies in memory that all processes share.
class Meeting {
 public:
  explicit Meeting(int count) : count_(count) {
    pthread_mutexattr_t mutex;
    pthread_mutexattr_init(&mutex);
    pthread_mutexattr_setpshared(&mutex, PTHREAD_PROCESS_SHARED);
    pthread_mutex_init(&mutex_, &mutex);
    pthread_condattr_t condition;
    pthread_condattr_init(&condition);
    pthread_condattr_setpshared(&condition, PTHREAD_PROCESS_SHARED);
    pthread_cond_init(&changed_, &condition);
  }

  // False: somebody has failed and will never come.
  bool wait() {
    pthread_mutex_lock(&mutex_);
    const int round = round_;
    if (++here_ == count_) {
      here_ = 0;
      ++round_;
      pthread_cond_broadcast(&changed_);
    }
    while (round == round_ && !failed_) pthread_cond_wait(&changed_, &mutex_);
    const bool all_came = round != round_;
    pthread_mutex_unlock(&mutex_);
    return all_came;
  }

  void fail() {
    pthread_mutex_lock(&mutex_);
    failed_ = true;
    pthread_cond_broadcast(&changed_);
    pthread_mutex_unlock(&mutex_);
  }

  std::atomic<int> numbers[kSharedNumbers] = {};

 private:
  const int count_;
  pthread_mutex_t mutex_;
  pthread_cond_t changed_;
  int here_ = 0;
  int round_ = 0;
  bool failed_ = false;
};

namespace {

constexpr unsigned kPatience = 300;  // seconds; for a process whose fellows died without a word

struct Unmap {
  void operator()(Meeting* meeting) const { ::munmap(meeting, sizeof(Meeting)); }
};

std::unique_ptr<Meeting, Unmap> make_meeting(int count) {
  void* shared = ::mmap(nullptr, sizeof(Meeting), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (shared == MAP_FAILED) std::abort();
  return std::unique_ptr<Meeting, Unmap>(new (shared) Meeting(count));
}

[[noreturn]] void run_child(Meeting& meeting, int number, const std::function<bool(Meeting&, int)>& work) {
  ::alarm(kPatience);
  bool well = false;
  try {
    well = work(meeting, number);
  } catch (const std::exception& error) {
    std::cerr << "process " << number << ": " << error.what() << std::endl;
  }
  if (!well) meeting.fail();
  std::_Exit(well ? 0 : 1);
}

bool ended_well(pid_t child) {
  int status = 0;
  while (::waitpid(child, &status, 0) < 0 && errno == EINTR) continue;
  return WIFEXITED(status) && WEXITSTATUS(status) == 0;
}

}  // namespace

bool run_processes(int count, const std::function<bool(Meeting&, int number)>& work) {
  const auto meeting = make_meeting(count);
  std::vector<pid_t> children;
  for (int number = 0; number < count; ++number) {
    const pid_t child = ::fork();
    if (child < 0) std::abort();
    if (child == 0) run_child(*meeting, number, work);
    children.push_back(child);
  }
  bool well = true;
  for (const pid_t child : children) well = ended_well(child) && well;
  return well;
}

void meet(Meeting& meeting) {
  if (!meeting.wait()) throw std::runtime_error("another process has failed");
}
int add_to(Meeting& meeting, int index, int difference) {
  return meeting.numbers[index].fetch_add(difference);
}
int number_at(Meeting& meeting, int index) { return meeting.numbers[index].load(); }

}  // namespace postroom::rules
