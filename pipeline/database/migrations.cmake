# Builds schemas/migrations/*.sql into the program: migrations.cpp, one raw string each, in the order of their names.
file(GLOB migration_files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/schemas/migrations/*.sql)
list(SORT migration_files)
set(migration_entries "")
foreach(migration ${migration_files})
  set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${migration})
  get_filename_component(name ${migration} NAME_WE)
  file(READ ${migration} text)
  string(APPEND migration_entries "    {\"${name}\", R\"SQL(${text})SQL\"},\n")
endforeach()
file(CONFIGURE OUTPUT ${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp @ONLY CONTENT [[
#include "pipeline/database/migrate.h"

namespace banthuek::database {

std::span<const Migration> migrations() {
  static const Migration list[] = {
@migration_entries@  };
  return list;
}

}  // namespace banthuek::database
]])
target_sources(banthuek_database PRIVATE ${CMAKE_CURRENT_BINARY_DIR}/migrations.cpp)
