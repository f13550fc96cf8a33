# House rules for our own targets, on one INTERFACE target that no third-party target links.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_POSITION_INDEPENDENT_CODE ON)
# Debian's LibTorch pulls in OpenCV and with it Qt 5, which would call our copies of Qt 6's inline functions.
set(CMAKE_VISIBILITY_INLINES_HIDDEN ON)

if(NOT CMAKE_BUILD_TYPE AND NOT CMAKE_CONFIGURATION_TYPES)
    set(CMAKE_BUILD_TYPE Release CACHE STRING "Kind of build" FORCE)
endif()

# Files of a target are compiled a dozen at a time: most of their time is the headers that they share. The sanitizers' build
# is plain, and so finds a forgotten #include.
if(SCOTOPIC_SANITIZE)
    set(unityByDefault OFF)
else()
    set(unityByDefault ON)
endif()
set(CMAKE_UNITY_BUILD ${unityByDefault} CACHE BOOL "Compile several sources of a target as one")
if(NOT DEFINED CMAKE_UNITY_BUILD_BATCH_SIZE)  # 0, a target at once, finds names that only meet elsewhere
    set(CMAKE_UNITY_BUILD_BATCH_SIZE 12)
endif()

find_program(CCACHE_PROGRAM ccache)
if(CCACHE_PROGRAM AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
    # Precompiled headers want these: ccache's manual, "Precompiled headers".
    set(CMAKE_CXX_COMPILER_LAUNCHER
        ${CMAKE_COMMAND} -E env CCACHE_SLOPPINESS=pch_defines,time_macros ${CCACHE_PROGRAM})
endif()

# A source that includes torch's headers takes the compiler a gigabyte: no more of them at once than there is memory for.
cmake_host_system_information(RESULT memoryMiB QUERY TOTAL_PHYSICAL_MEMORY)
math(EXPR compilersInMemory "(${memoryMiB} - 512) / 1024")
if(compilersInMemory LESS 1)
    set(compilersInMemory 1)
endif()
set_property(GLOBAL APPEND PROPERTY JOB_POOLS memory=${compilersInMemory})
set(CMAKE_JOB_POOL_COMPILE memory)

add_library(scotopic_options INTERFACE)
target_include_directories(scotopic_options INTERFACE ${PROJECT_SOURCE_DIR} ${PROJECT_BINARY_DIR}/generated)
target_compile_options(scotopic_options INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow $<$<NOT:$<BOOL:$<TARGET_PROPERTY:SCOTOPIC_CONVERTS_SILENTLY>>>:-Wconversion>
    -Wnon-virtual-dtor -Wold-style-cast -Woverloaded-virtual)
# GCC 13 and newer suspect every function that takes a temporary name and returns a reference into something else.
target_compile_options(scotopic_options INTERFACE
    $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-dangling-reference>)
# GCC 12, optimising, takes std::string's own copying for one between overlapping strings (GCC bug 105651).
set(isGcc12 $<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,12>,$<VERSION_LESS:$<CXX_COMPILER_VERSION>,13>)
target_compile_options(scotopic_options INTERFACE $<$<AND:${isGcc12},$<NOT:$<CONFIG:Debug>>>:-Wno-restrict>)
include(CheckSums)
if(NOT SCOTOPIC_SUMS_ARE_RIGHT AND CMAKE_CXX_COMPILER_ID STREQUAL "GNU")
    target_compile_options(scotopic_options INTERFACE -fno-tree-loop-vectorize)
endif()
if(SCOTOPIC_WARNINGS_AS_ERRORS)
    target_compile_options(scotopic_options INTERFACE -Werror)
    # GCC 13 and 14, optimising, take std::vector<bool>::reserve() in LibTorch's headers for an overrun (GCC bug 110498).
    target_compile_options(scotopic_options INTERFACE
        $<$<AND:$<CXX_COMPILER_ID:GNU>,$<VERSION_GREATER_EQUAL:$<CXX_COMPILER_VERSION>,13>>:-Wno-error=array-bounds$<SEMICOLON>-Wno-error=stringop-overflow>)
endif()
if(SCOTOPIC_SANITIZE)
    # -g1: reports name functions and lines; all else costs the compiler a fifth of its time, and half the size.
    target_compile_options(scotopic_options INTERFACE -fsanitize=${SCOTOPIC_SANITIZE} -fno-omit-frame-pointer -g1)
    target_link_options(scotopic_options INTERFACE -fsanitize=${SCOTOPIC_SANITIZE})
endif()
if(SCOTOPIC_FUZZ)
    target_compile_options(scotopic_options INTERFACE -fsanitize=fuzzer-no-link -O1)
endif()

configure_file(${PROJECT_SOURCE_DIR}/cmake/version.h.in ${PROJECT_BINARY_DIR}/generated/scotopic_version.h @ONLY)

option(SCOTOPIC_TIDY "Run clang-tidy with each compilation" OFF)
if(SCOTOPIC_TIDY)
    find_program(CLANG_TIDY_PROGRAM clang-tidy REQUIRED)
    set(CMAKE_CXX_CLANG_TIDY ${PROJECT_SOURCE_DIR}/cmake/tidy --extra-arg=-Wno-unknown-warning-option)
endif()

# scotopic_precompile(TARGET [PLAIN_ONLY] HEADER... | REUSE_FROM OTHER): foreign headers that cost the compiler more than our
# own code are parsed once for all targets of the same flags. PLAIN_ONLY: not worth it where sources are compiled together.
# The preset tidy goes without, and so finds a forgotten #include.
function(scotopic_precompile target)
    if(ARGV1 STREQUAL "REUSE_FROM")
        get_target_property(shared ${ARGV2} PRECOMPILE_HEADERS)
        if(NOT shared)
            return()
        endif()
        target_precompile_headers(${target} REUSE_FROM ${ARGV2})
    elseif(ARGV1 STREQUAL "PLAIN_ONLY")
        if(CMAKE_UNITY_BUILD)
            return()
        endif()
        list(POP_FRONT ARGN)
        target_precompile_headers(${target} PRIVATE ${ARGN})
    else()
        target_precompile_headers(${target} PRIVATE ${ARGN})
    endif()
    # -fPIC: programs would be compiled with -fPIE, and GCC refuses headers of the one for the other.
    target_compile_options(${target} PRIVATE $<$<CXX_COMPILER_ID:GNU>:-fpch-preprocess;-fPIC>)
endfunction()

# scotopic_room(NAME SOURCES ... [PUBLIC ...] [PRIVATE ...]): one static library for one room of core or ui.
function(scotopic_room name)
    cmake_parse_arguments(ROOM "" "" "SOURCES;PUBLIC;PRIVATE" ${ARGN})
    add_library(scotopic_${name} STATIC ${ROOM_SOURCES})
    target_link_libraries(scotopic_${name} PUBLIC scotopic_options ${ROOM_PUBLIC} PRIVATE ${ROOM_PRIVATE})
endfunction()
