# The languages of resources/translations. By hand: qt_add_lrelease takes other arguments from Qt 6.7 on than before.
set(translationsFolder ${PROJECT_SOURCE_DIR}/resources/translations)

# scotopic_translations(TARGET): each .ts file, compiled, becomes a Qt resource of TARGET, below :/translations.
function(scotopic_translations target)
    file(GLOB sources CONFIGURE_DEPENDS ${translationsFolder}/*.ts)
    set(compiled)
    set(entries)
    foreach(ts IN LISTS sources)
        get_filename_component(name ${ts} NAME_WE)
        set(qm ${CMAKE_CURRENT_BINARY_DIR}/${name}.qm)
        add_custom_command(OUTPUT ${qm}
            COMMAND Qt6::lrelease -silent ${ts} -qm ${qm}
            DEPENDS ${ts}
            VERBATIM)
        list(APPEND compiled ${qm})
        string(APPEND entries "<file>${name}.qm</file>")
    endforeach()
    set(qrc ${CMAKE_CURRENT_BINARY_DIR}/translations.qrc)
    file(CONFIGURE OUTPUT ${qrc} CONTENT "<RCC><qresource prefix=\"/translations\">${entries}</qresource></RCC>\n")
    set(embedded ${CMAKE_CURRENT_BINARY_DIR}/translations_resource.cpp)
    add_custom_command(OUTPUT ${embedded}
        COMMAND Qt6::rcc --name translations --output ${embedded} ${qrc}
        DEPENDS ${qrc} ${compiled}
        VERBATIM)
    set_source_files_properties(${embedded} PROPERTIES SKIP_AUTOMOC ON SKIP_PRECOMPILE_HEADERS ON)
    target_sources(${target} PRIVATE ${embedded})
endfunction()

# Takes new texts of the sources over into the .ts files, and drops those that are gone.
add_custom_target(update-translations
    COMMAND ${translationsFolder}/update $<TARGET_FILE:Qt6::lupdate> ${translationsFolder}
    VERBATIM USES_TERMINAL)
