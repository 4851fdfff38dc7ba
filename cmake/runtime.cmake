# Writes OUTPUT, a C++ source that defines the functions of emit/runtime_files.h from the files of FOLDER.
set(text "#include \"emit/runtime_files.h\"\nnamespace jur::emit {\n")
foreach(pair runtime_header=jur.h runtime_cpp_header=jur.hpp es_module_text=decision.mjs python_module_text=decision.py
             postgresql_text=decision_pg.c.in)
  string(REPLACE "=" ";" pair ${pair})
  list(GET pair 0 function)
  list(GET pair 1 file)
  file(READ ${FOLDER}/${file} content)
  string(APPEND text "std::string_view ${function}() { return R\"runtime(${content})runtime\"; }\n")
endforeach()
file(WRITE ${OUTPUT}.new "${text}}  // namespace jur::emit\n")
file(COPY_FILE ${OUTPUT}.new ${OUTPUT} ONLY_IF_DIFFERENT)
