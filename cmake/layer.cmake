# postroom_layer(NAME DEPENDS lib...): one folder of src/ as a static library with its unit tests beside it.
# A folder sees only what it links, so an include that points up the house does not build.
# EXCLUDE takes a regular expression for the sources that are built otherwise; TEST_DEPENDS and FIXTURES are for its
# tests, as in postroom_test.
function(postroom_layer NAME)
  cmake_parse_arguments(ARG "" "EXCLUDE" "DEPENDS;PRIVATE;TEST_DEPENDS;FIXTURES" ${ARGN})
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/*.cc)
  if(ARG_EXCLUDE)
    list(FILTER sources EXCLUDE REGEX "${ARG_EXCLUDE}")
  endif()
  set(tests ${sources})
  list(FILTER sources EXCLUDE REGEX "_test\\.cc$")
  list(FILTER tests INCLUDE REGEX "_test\\.cc$")
  add_library(postroom_${NAME} STATIC ${sources})
  target_include_directories(postroom_${NAME} PUBLIC
    $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include> $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/src>)
  target_link_libraries(postroom_${NAME} PUBLIC ${ARG_DEPENDS} PRIVATE ${ARG_PRIVATE})
  if(TARGET postroom_layer_headers AND NOT "PkgConfig::GMIME" IN_LIST ARG_PRIVATE)  # whose definitions are others
    target_precompile_headers(postroom_${NAME} REUSE_FROM postroom_layer_headers)
  endif()
  if(tests AND POSTROOM_TESTS)
    postroom_test(${NAME}_test SOURCES ${tests} DEPENDS postroom_${NAME} ${ARG_PRIVATE} ${ARG_TEST_DEPENDS}
      FIXTURES ${ARG_FIXTURES})
  endif()
endfunction()

# postroom_uses_asio(TARGET): its sources include Asio, of which sanitizers make compilers say what is not so.
function(postroom_uses_asio TARGET)
  if(POSTROOM_SANITIZE STREQUAL "thread" AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${TARGET} PRIVATE -Wno-tsan)  # Asio's fences are not seen, its locks are
  endif()
  if(POSTROOM_SANITIZE MATCHES "undefined" AND CMAKE_CXX_COMPILER_ID MATCHES "Clang")
    target_compile_options(${TARGET} PRIVATE -fno-sanitize=function)  # clang 14 has no such check of coroutines
  endif()
endfunction()

# What nearly every source includes, compiled once, where time to compile is what counts. Not in optimized builds, where
# g++ 12 then forgets that these headers are the system's and warns of what is in them.
function(postroom_layer_headers)
  if(NOT POSTROOM_SANITIZE OR NOT CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    return()
  endif()
  file(WRITE ${PROJECT_BINARY_DIR}/layer_headers.cc "")
  add_library(postroom_layer_headers STATIC ${PROJECT_BINARY_DIR}/layer_headers.cc)
  target_precompile_headers(postroom_layer_headers PRIVATE <algorithm> <array> <atomic> <chrono> <condition_variable>
    <cstdint> <functional> <map> <memory> <mutex> <optional> <set> <span> <string> <string_view> <thread> <utility>
    <variant> <vector>)
endfunction()

# What every test includes, compiled once: a third of the time that the tests take to compile. An executable, as they
# are, so that the flags agree.
function(postroom_test_headers)
  file(WRITE ${PROJECT_BINARY_DIR}/test_headers.cc "int main() {}\n")
  add_executable(postroom_test_headers ${PROJECT_BINARY_DIR}/test_headers.cc)
  target_link_libraries(postroom_test_headers PRIVATE GTest::gtest GTest::gmock Threads::Threads)
  postroom_compile_quickly(postroom_test_headers)
  if(POSTROOM_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(postroom_test_headers PRIVATE -Wno-maybe-uninitialized)
  endif()
  target_precompile_headers(postroom_test_headers PRIVATE <gmock/gmock.h> <gtest/gtest.h> <algorithm> <atomic> <chrono>
    <filesystem> <functional> <iostream> <map> <memory> <mutex> <optional> <random> <set> <string> <thread> <variant>
    <vector>)
endfunction()

# With sanitizers, tests are compiled for time and what they test is optimized.
function(postroom_compile_quickly NAME)
  if(POSTROOM_SANITIZE)
    target_compile_options(${NAME} PRIVATE -O0)
  endif()
endfunction()

# postroom_test_objects(NAME SOURCES file... DEPENDS lib...): tests that several programs are linked from, each for an
# engine of its own. Compiled as executables are, for the sake of the headers above.
function(postroom_test_objects NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS" ${ARGN})
  add_library(${NAME} OBJECT ${ARG_SOURCES})
  target_link_libraries(${NAME} PUBLIC ${ARG_DEPENDS} GTest::gtest GTest::gmock)
  set_target_properties(${NAME} PROPERTIES POSITION_INDEPENDENT_CODE OFF)
  target_compile_options(${NAME} PRIVATE -fPIE)
  postroom_compile_quickly(${NAME})
  target_precompile_headers(${NAME} REUSE_FROM postroom_test_headers)
  if(POSTROOM_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${NAME} PRIVATE -Wno-maybe-uninitialized)
  endif()
endfunction()

# postroom_test(NAME SOURCES file... DEPENDS lib... [LABELS label...] [FIXTURES fixture...]): a GoogleTest program, its
# cases known to ctest. FIXTURES are what ctest sets up for a run first (tests/support).
function(postroom_test NAME)
  cmake_parse_arguments(ARG "" "" "SOURCES;DEPENDS;LABELS;FIXTURES" ${ARGN})
  if(NOT ARG_LABELS)
    set(ARG_LABELS quick)
  endif()
  set(fixtures)
  if(ARG_FIXTURES)
    set(fixtures FIXTURES_REQUIRED "${ARG_FIXTURES}")
  endif()
  add_executable(${NAME} ${ARG_SOURCES})
  target_link_libraries(${NAME} PRIVATE ${ARG_DEPENDS} GTest::gtest GTest::gmock GTest::gtest_main)
  postroom_compile_quickly(${NAME})
  if(NOT "PkgConfig::GMIME" IN_LIST ARG_DEPENDS)  # its definitions are others
    target_precompile_headers(${NAME} REUSE_FROM postroom_test_headers)
  endif()
  if(POSTROOM_SANITIZE AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(${NAME} PRIVATE -Wno-maybe-uninitialized)  # what sanitizers add makes g++ see ghosts
  endif()
  gtest_discover_tests(${NAME} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
    TEST_PREFIX "${NAME}." PROPERTIES LABELS "${ARG_LABELS}" ${fixtures})
endfunction()
