#include "postroomd/program.h"

int main(int count, char** words) { return postroom::daemon::run_program({words + 1, words + count}); }
