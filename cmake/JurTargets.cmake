# One static library a room of compiler/: jur_room(NAME [links…]) takes every .cpp of the folder.
add_library(jur_options INTERFACE)
target_include_directories(jur_options INTERFACE ${CMAKE_SOURCE_DIR}/compiler)
target_compile_options(jur_options INTERFACE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wno-sign-conversion -Werror)
# GCC 12 sees overlapping copies in std::string's operator+ where there are none (GCC bug 105651).
target_compile_options(jur_options INTERFACE $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
# libstdc++ 12 marks what its own std::stable_sort calls as deprecated, which clang 19 reports at each use.
target_compile_options(jur_options INTERFACE $<$<CXX_COMPILER_ID:Clang>:-Wno-deprecated-declarations>)

function(jur_room name)
  file(GLOB sources CONFIGURE_DEPENDS ${CMAKE_CURRENT_SOURCE_DIR}/${name}/*.cpp)
  if(NOT sources)
    return()
  endif()
  add_library(jur_${name} STATIC ${sources})
  target_link_libraries(jur_${name} PUBLIC jur_options ${ARGN})
endfunction()
