// The same work in several processes at once. The store must be closed while they start: a file of SQLite's
// does not survive a fork.
#pragma once

#include <functional>

namespace postroom::rules {

inline constexpr int kProcesses = 4;

class Meeting;  // where processes wait for each other

// Runs work(meeting, number) in `count` processes; true if each of them returned true and threw nothing.
bool run_processes(int count, const std::function<bool(Meeting&, int number)>& work);

// Waits until every process has come here.
void meet(Meeting& meeting);

// Numbers that all processes see; 0 at first.
inline constexpr int kSharedNumbers = 4096;
int add_to(Meeting& meeting, int index, int difference);  // returns what it was before
int number_at(Meeting& meeting, int index);

}  // namespace postroom::rules
