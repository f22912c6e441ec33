# The installed library: every layer below the programs in one shared object, with headers, a CMake package and a
# pkg-config file.
include(CMakePackageConfigHelpers)

set(layers base model table storage storage_sqlite storage_postgres formats store open transfer)
set(objects ${layers})
list(TRANSFORM objects REPLACE "(.+)" "$<TARGET_OBJECTS:postroom_\\1>")
add_library(postroom_library SHARED ${objects})
add_library(Postroom::postroom ALIAS postroom_library)
set_target_properties(postroom_library PROPERTIES OUTPUT_NAME postroom EXPORT_NAME postroom
  VERSION ${PROJECT_VERSION} SOVERSION ${PROJECT_VERSION_MAJOR}.${PROJECT_VERSION_MINOR})
target_compile_features(postroom_library PUBLIC cxx_std_20)
target_include_directories(postroom_library INTERFACE $<INSTALL_INTERFACE:${CMAKE_INSTALL_INCLUDEDIR}>
  $<BUILD_INTERFACE:${PROJECT_SOURCE_DIR}/include>)
target_link_libraries(postroom_library PRIVATE SQLite::SQLite3 PostgreSQL::PostgreSQL PkgConfig::GMIME PkgConfig::ZSTD PkgConfig::SODIUM PkgConfig::ICU
  Threads::Threads)

install(TARGETS postroom_library EXPORT postroom LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/postroom DESTINATION ${CMAKE_INSTALL_INCLUDEDIR} FILES_MATCHING PATTERN "*.h")
install(EXPORT postroom NAMESPACE Postroom:: FILE PostroomTargets.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Postroom)
configure_package_config_file(cmake/PostroomConfig.cmake.in ${PROJECT_BINARY_DIR}/PostroomConfig.cmake
  INSTALL_DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Postroom)
write_basic_package_version_file(${PROJECT_BINARY_DIR}/PostroomConfigVersion.cmake COMPATIBILITY SameMinorVersion)
install(FILES ${PROJECT_BINARY_DIR}/PostroomConfig.cmake ${PROJECT_BINARY_DIR}/PostroomConfigVersion.cmake
  DESTINATION ${CMAKE_INSTALL_LIBDIR}/cmake/Postroom)
# The files find the prefix from where they stand, so that an installed tree may be moved.
file(RELATIVE_PATH prefix_from_pc /${CMAKE_INSTALL_LIBDIR}/pkgconfig /)
foreach(name postroom postroom-mapi)
  configure_file(cmake/${name}.pc.in ${PROJECT_BINARY_DIR}/${name}.pc @ONLY)
  install(FILES ${PROJECT_BINARY_DIR}/${name}.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
endforeach()
