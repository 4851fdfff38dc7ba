# Writes OUTPUT, a C++ source that defines jur::package_template() from the files below FOLDER. A path's `dot-` stands for a
# leading dot.
file(GLOB_RECURSE paths RELATIVE ${FOLDER} ${FOLDER}/*)
list(SORT paths)
set(entries "")
set(count 0)
foreach(path IN LISTS paths)
  file(READ ${FOLDER}/${path} text)
  string(REGEX REPLACE "(^|/)dot-" "\\1." made ${path})
  string(APPEND entries "    TemplateFile{\"${made}\", R\"page(${text})page\"},\n")
  math(EXPR count "${count} + 1")
endforeach()
file(WRITE ${OUTPUT}.new
     "#include <array>\n\n#include \"driver/new_package.h\"\n\nnamespace jur {\n\n"
     "std::span<const TemplateFile> package_template() {\n"
     "  static constexpr std::array<TemplateFile, ${count}> kFiles{{\n${entries}  }};\n  return kFiles;\n}\n\n"
     "}  // namespace jur\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
