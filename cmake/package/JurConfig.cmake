# The CMake package of Jur: the compiler as the target Jur::jur, and
#
#   jur_add_decision(TARGET FILE… [DECISION NAME…] [TRIPLE TRIPLE] [CPU NAME])
#
# makes a library target from `.jur` files or folders as part of the build; whoever links it can include NAME.h of each decision.
# Without DECISION it holds all decisions that the files declare. TRIPLE and CPU are those of `jur build`. The library is made
# again when a file changes that the build read: imports, `jur.toml` and the standard library too.
get_filename_component(_jur_prefix "${CMAKE_CURRENT_LIST_DIR}/../../.." REALPATH)
find_program(_jur_program jur PATHS "${_jur_prefix}/bin" NO_DEFAULT_PATH NO_CACHE)
if(NOT _jur_program)
  set(Jur_FOUND FALSE)
  set(Jur_NOT_FOUND_MESSAGE "there is no ${_jur_prefix}/bin/jur")
  return()
endif()
if(NOT TARGET Jur::jur)
  add_executable(Jur::jur IMPORTED GLOBAL)
  set_target_properties(Jur::jur PROPERTIES IMPORTED_LOCATION "${_jur_program}")
endif()
set(_jur_build_script "${CMAKE_CURRENT_LIST_DIR}/JurBuild.cmake" CACHE INTERNAL "")

function(jur_add_decision target)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TRIPLE;CPU" "DECISION")
  if(NOT arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "jur_add_decision(${target}): names no `.jur` file")
  endif()
  if(arg_KEYWORDS_MISSING_VALUES)
    message(FATAL_ERROR "jur_add_decision(${target}): ${arg_KEYWORDS_MISSING_VALUES} lacks a value")
  endif()
  if(TARGET ${target})
    message(FATAL_ERROR "jur_add_decision(${target}): there is a target of this name; name a new one and link it to yours")
  endif()
  if(NOT CMAKE_AR)
    message(FATAL_ERROR "jur_add_decision(${target}): the project enables neither C nor C++")
  endif()
  set(files "")
  set(depends "")
  foreach(file IN LISTS arg_UNPARSED_ARGUMENTS)
    get_filename_component(file "${file}" ABSOLUTE)
    if(NOT EXISTS "${file}")
      message(FATAL_ERROR "jur_add_decision(${target}): there is no `${file}`")
    endif()
    list(APPEND files "${file}")
    if(IS_DIRECTORY "${file}")
      file(GLOB_RECURSE below CONFIGURE_DEPENDS "${file}/*.jur")
      list(APPEND depends ${below})
    else()
      list(APPEND depends "${file}")
    endif()
  endforeach()

  set(folder "${CMAKE_CURRENT_BINARY_DIR}/${target}.jur")
  set(library "${folder}/lib${target}.a")
  file(MAKE_DIRECTORY "${folder}/include")
  # A list is handed over with another separator: a semicolon would end the argument.
  string(REPLACE ";" "|" files "${files}")
  string(REPLACE ";" "|" decisions "${arg_DECISION}")
  get_target_property(jur Jur::jur IMPORTED_LOCATION)
  add_custom_command(
    OUTPUT "${library}"
    COMMAND "${CMAKE_COMMAND}" "-DJUR=${jur}" "-DFILES=${files}" "-DDECISIONS=${decisions}" "-DTRIPLE=${arg_TRIPLE}"
            "-DCPU=${arg_CPU}" "-DFOLDER=${folder}" "-DLIBRARY=${library}" "-DAR=${CMAKE_AR}" -P "${_jur_build_script}"
    DEPENDS ${depends} "${jur}" "${_jur_build_script}"
    DEPFILE "${folder}/depends.d"
    COMMENT "Compiling the rules of ${target}"
    VERBATIM)
  add_custom_target(${target}_rules DEPENDS "${library}")
  add_library(${target} STATIC IMPORTED GLOBAL)
  set_target_properties(${target} PROPERTIES IMPORTED_LOCATION "${library}" INTERFACE_INCLUDE_DIRECTORIES "${folder}/include")
  add_dependencies(${target} ${target}_rules)
endfunction()
