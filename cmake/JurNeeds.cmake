# What the build needs: looked for first, and all that is missing is told at once, with the Debian packages that have it.
set(JUR_MISSING "")
set(JUR_MISSING_PACKAGES "")

macro(jur_missing what packages)
  string(APPEND JUR_MISSING "  ${what}\n")
  string(APPEND JUR_MISSING_PACKAGES " ${packages}")
endmacro()

# jur_needs(NAME "Debian packages" [arguments of find_package…]); a macro, so that what the package sets is seen.
macro(jur_needs name packages)
  find_package(${name} ${ARGN} QUIET)
  if(NOT ${name}_FOUND)
    string(REPLACE ";" ", " jur_considered "${${name}_CONSIDERED_VERSIONS}")
    if(jur_considered)
      jur_missing("${name}: there is ${jur_considered}, which does not serve for ${ARGV2}" "${packages}")
    else()
      jur_missing("${name}" "${packages}")
    endif()
  endif()
endmacro()

# Stops where something is missing.
function(jur_all_there)
  if(JUR_MISSING)
    message(FATAL_ERROR "jur cannot be built without what is missing here:\n${JUR_MISSING}"
                        "On Debian 12 scripts/install-deps installs what is missing, or:\n  apt install${JUR_MISSING_PACKAGES}\n")
  endif()
endfunction()
