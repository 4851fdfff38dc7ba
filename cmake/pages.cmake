# Writes OUTPUT, a C++ source that defines jur::FUNCTION() from the .md files of FOLDER but its README.md.
file(GLOB pages ${FOLDER}/*.md)
list(FILTER pages EXCLUDE REGEX "/README\\.md$")
list(SORT pages)
set(entries "")
set(count 0)
foreach(page IN LISTS pages)
  get_filename_component(name ${page} NAME_WE)
  file(READ ${page} text)
  string(APPEND entries "    Page{\"${name}\", R\"page(${text})page\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT}.new
     "#include <array>\n\n#include \"explain/pages.h\"\n\nnamespace jur {\n\nstd::span<const Page> ${FUNCTION}() {\n"
     "  static constexpr std::array<Page, ${count}> kPages{{\n${entries}  }};\n  return kPages;\n}\n\n}  // namespace jur\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
