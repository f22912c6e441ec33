# What a server has beside its program: the web page, the service manager's unit, example settings, the manual.
# `page` makes the page, for which it needs Node.js; everything else is built without it.
set(page ${PROJECT_SOURCE_DIR}/web/dist)
add_custom_target(page COMMAND ${PROJECT_SOURCE_DIR}/scripts/page.sh USES_TERMINAL VERBATIM)
install(DIRECTORY ${page}/ DESTINATION ${CMAKE_INSTALL_DATADIR}/postroom/web COMPONENT programs OPTIONAL)

install(DIRECTORY ${PROJECT_SOURCE_DIR}/docs/ DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/deploy/postroomd.toml DESTINATION ${CMAKE_INSTALL_DOCDIR} COMPONENT programs)
install(FILES ${PROJECT_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright COMPONENT programs)

# The unit names the program where it is installed, which is known when it is installed.
install(CODE "
  file(READ \"${PROJECT_SOURCE_DIR}/deploy/postroomd.service\" unit)
  string(REPLACE \"=/usr/bin/\" \"=\${CMAKE_INSTALL_PREFIX}/${CMAKE_INSTALL_BINDIR}/\" unit \"\${unit}\")
  file(WRITE \"${PROJECT_BINARY_DIR}/postroomd.service\" \"\${unit}\")
  file(INSTALL \"${PROJECT_BINARY_DIR}/postroomd.service\" DESTINATION \"\${CMAKE_INSTALL_PREFIX}/lib/systemd/system\")"
  COMPONENT programs)
