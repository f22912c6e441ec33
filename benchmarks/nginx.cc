#include "benchmarks/nginx.h"

#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <fstream>
#include <thread>

namespace postroom::bench {

Nginx::Nginx(const Workbench& bench, std::size_t bytes, std::uint16_t port) {
  const std::string folder = (bench.folder / "nginx").string();
  std::filesystem::create_directories(folder + "/files");
  std::ofstream(folder + "/files/file") << std::string(bytes, 'x');
  std::ofstream(folder + "/nginx.conf")
      << "daemon off; user root; worker_processes auto; pid " << folder << "/pid; error_log " << folder
      << "/error.log;\nevents { worker_connections 1024; }\nhttp { access_log off; open_file_cache max=100;\n"
      << "keepalive_requests 10000000; sendfile on; tcp_nopush on;\nserver { listen 127.0.0.1:" << port << "; root "
      << folder << "/files; } }\n";
  process_ = ::fork();
  if (process_ == 0) {
    ::execl("/usr/sbin/nginx", "nginx", "-p", folder.c_str(), "-c", (folder + "/nginx.conf").c_str(), nullptr);
    ::_exit(127);
  }
  for (double start = now_seconds(); now_seconds() - start < 10;) {
    if (std::filesystem::exists(folder + "/pid") && std::filesystem::file_size(folder + "/pid") > 0) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(10));
  }
  must(Status(Error{Code::io_error, "nginx did not start; ./bench installs it.", {}}));
}

Nginx::~Nginx() {
  ::kill(process_, SIGTERM);
  ::waitpid(process_, nullptr, 0);
}

}  // namespace postroom::bench
