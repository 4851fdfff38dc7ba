# What `cmake --install` and the Debian package put where. All of it finds the rest relative to itself, so that a prefix can move.
include(CMakePackageConfigHelpers)
install(TARGETS jur RUNTIME DESTINATION ${CMAKE_INSTALL_BINDIR})
install(DIRECTORY stdlib/std DESTINATION share/jur FILES_MATCHING PATTERN "*.jur")
install(FILES stdlib/jur.toml DESTINATION share/jur)
install(FILES stdlib/runtime/jur.h stdlib/runtime/jur.hpp DESTINATION ${CMAKE_INSTALL_INCLUDEDIR})

write_basic_package_version_file(${CMAKE_CURRENT_BINARY_DIR}/JurConfigVersion.cmake
                                 COMPATIBILITY SameMinorVersion ARCH_INDEPENDENT)
install(FILES cmake/package/JurConfig.cmake cmake/package/JurBuild.cmake ${CMAKE_CURRENT_BINARY_DIR}/JurConfigVersion.cmake
        DESTINATION lib/cmake/Jur)
configure_file(cmake/package/jur.pc.in ${CMAKE_CURRENT_BINARY_DIR}/jur.pc @ONLY)
install(FILES ${CMAKE_CURRENT_BINARY_DIR}/jur.pc DESTINATION share/pkgconfig)

install(FILES share/man/jur.1 DESTINATION share/man/man1)
install(FILES share/completions/jur.bash DESTINATION share/bash-completion/completions RENAME jur)
install(FILES share/completions/jur.zsh DESTINATION share/zsh/vendor-completions RENAME _jur)
install(FILES LICENSE DESTINATION share/doc/jur RENAME copyright)

set(CPACK_GENERATOR DEB)
set(CPACK_PACKAGE_NAME jur)
set(CPACK_PACKAGE_VENDOR "The authors of Jur")
set(CPACK_PACKAGE_CONTACT "The authors of Jur <jur@localhost>")
set(CPACK_PACKAGE_DESCRIPTION_SUMMARY "language for rules of jurisdiction, and its compiler")
set(CPACK_PACKAGE_DESCRIPTION "Jur compiles rules of law about data to native decision functions.
It refuses rules that nobody can comply with: a contradiction is a type error.")
set(CPACK_PACKAGING_INSTALL_PREFIX /usr)
set(CPACK_STRIP_FILES ON)
set(CPACK_DEBIAN_FILE_NAME DEB-DEFAULT)
set(CPACK_DEBIAN_PACKAGE_SECTION devel)
set(CPACK_DEBIAN_PACKAGE_SHLIBDEPS ON)
set(CPACK_DEBIAN_PACKAGE_RECOMMENDS "lld-19 | binutils")
set(CPACK_DEBIAN_PACKAGE_SUGGESTS "cmake, pkg-config, bash-completion")
set(CPACK_RESOURCE_FILE_LICENSE ${CMAKE_CURRENT_SOURCE_DIR}/LICENSE)
include(CPack)
