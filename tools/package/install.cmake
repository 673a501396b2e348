# What is installed, and the Debian package. See README.md beside this.
include(GNUInstallDirs)
install(TARGETS banthuek RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
set(data ${CMAKE_INSTALL_DATADIR}/banthuek)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/schemas/ DESTINATION ${data}/schemas PATTERN "README.md" EXCLUDE)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/pipeline/models/ DESTINATION ${data}/models)
install(DIRECTORY ${CMAKE_SOURCE_DIR}/tools/web/ DESTINATION ${data}/web PATTERN "node_modules" EXCLUDE PATTERN "README.md" EXCLUDE)
# Of what npm fetched only what the desk serves (pipeline/serve/view/static_files.cpp).
set(plex @fontsource/ibm-plex-sans-thai-looped)
foreach(file openseadragon/build/openseadragon/openseadragon.min.js uplot/dist/uPlot.iife.min.js uplot/dist/uPlot.min.css
    ${plex}/files/ibm-plex-sans-thai-looped-thai-400-normal.woff2 ${plex}/files/ibm-plex-sans-thai-looped-thai-600-normal.woff2
    ${plex}/files/ibm-plex-sans-thai-looped-latin-400-normal.woff2 ${plex}/files/ibm-plex-sans-thai-looped-latin-600-normal.woff2
    openseadragon/LICENSE.txt uplot/LICENSE ${plex}/LICENSE)
  get_filename_component(folder ${file} DIRECTORY)
  install(FILES ${CMAKE_SOURCE_DIR}/tools/web/node_modules/${file} DESTINATION ${data}/web/node_modules/${folder} OPTIONAL)
endforeach()

if(NOT BANTHUEK_SANITIZE AND EXISTS ${CMAKE_SOURCE_DIR}/tools/banthuek/command_manual.cpp)
  add_custom_command(OUTPUT ${CMAKE_BINARY_DIR}/manual/banthuek.1 COMMAND banthuek manual ${CMAKE_BINARY_DIR}/manual DEPENDS banthuek
    COMMENT "man pages and completion out of the commands")
  add_custom_target(manual ALL DEPENDS ${CMAKE_BINARY_DIR}/manual/banthuek.1)
  install(CODE "file(GLOB pages ${CMAKE_BINARY_DIR}/manual/*.1)\nforeach(page \${pages})\nexecute_process(COMMAND gzip -9nkf \${page})\nendforeach()")
  install(DIRECTORY ${CMAKE_BINARY_DIR}/manual/ DESTINATION ${CMAKE_INSTALL_MANDIR}/man1 FILES_MATCHING PATTERN "*.1.gz")
  install(FILES ${CMAKE_BINARY_DIR}/manual/banthuek.bash DESTINATION ${CMAKE_INSTALL_DATADIR}/bash-completion/completions RENAME banthuek)
endif()
install(FILES ${CMAKE_SOURCE_DIR}/tools/package/banthuek.service DESTINATION lib/systemd/system)
install(FILES ${CMAKE_SOURCE_DIR}/README.md DESTINATION ${CMAKE_INSTALL_DOCDIR})
install(FILES ${CMAKE_SOURCE_DIR}/LICENSE DESTINATION ${CMAKE_INSTALL_DOCDIR} RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME banthuek)
set(CPACK_PACKAGE_DESCRIPTION "Finds memo headers, tables of measures and signature blocks in scans and PDF files,\n loads them into one SQLite file, and opens the auditor's desk in the browser.")
set(CPACK_PACKAGE_CONTACT "banthuek <banthuek@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "Reads scanned Thai government memos into records, and finds them")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION text)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "fonts-thai-tlwg, poppler-data, libtesseract5")
include(CPack)
