using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>How whisper.cpp is built: for this machine's processor, without a GPU, into one library.</summary>
internal static class WhisperRecipe
{
    /// <summary>The library's file name on this system.</summary>
    public static string LibraryFile => OperatingSystem.IsWindows() ? "whisper.dll" : OperatingSystem.IsMacOS() ? "libwhisper.dylib" : "libwhisper.so";

    /// <summary>The program's file name on this system.</summary>
    public static string ProgramFile => OperatingSystem.IsWindows() ? "whisper-cli.exe" : "whisper-cli";

    /// <summary>
    /// CMake project of the library. Its own project, because whisper.cpp's top-level build writes into its source folder. OpenMP would bring a
    /// thread pool that spins beside one-thread workers.
    /// </summary>
    public const string Library = """
        cmake_minimum_required(VERSION 3.24)
        project(fusionscorer-whisper C CXX)
        set(CMAKE_POSITION_INDEPENDENT_CODE ON)
        add_subdirectory("${WHISPER_SOURCE}" whisper.cpp EXCLUDE_FROM_ALL)
        file(WRITE "${CMAKE_CURRENT_BINARY_DIR}/anchor.cpp" "")
        add_library(fusion_whisper SHARED "${CMAKE_CURRENT_BINARY_DIR}/anchor.cpp")
        target_link_libraries(fusion_whisper PRIVATE "$<LINK_LIBRARY:WHOLE_ARCHIVE,whisper>")
        set_target_properties(fusion_whisper PROPERTIES OUTPUT_NAME whisper
          LIBRARY_OUTPUT_DIRECTORY "${FUSION_OUT}" RUNTIME_OUTPUT_DIRECTORY "${FUSION_OUT}")

        """;

    /// <summary>CMake project of whisper.cpp's own program, on top of the library that was built before.</summary>
    public const string Program = """
        cmake_minimum_required(VERSION 3.24)
        project(fusionscorer-whisper-cli C CXX)
        set(CMAKE_CXX_STANDARD 17)
        find_package(Threads REQUIRED)
        set(examples "${WHISPER_SOURCE}/examples")
        add_executable(fusion_whisper_cli "${examples}/cli/cli.cpp" "${examples}/common.cpp" "${examples}/common-whisper.cpp"
          "${examples}/common-ggml.cpp" "${examples}/grammar-parser.cpp")
        target_include_directories(fusion_whisper_cli PRIVATE "${examples}" "${WHISPER_SOURCE}/include" "${WHISPER_SOURCE}/ggml/include")
        target_link_libraries(fusion_whisper_cli PRIVATE "${FUSION_LIBRARY}" Threads::Threads)
        set_target_properties(fusion_whisper_cli PROPERTIES OUTPUT_NAME whisper-cli
          RUNTIME_OUTPUT_DIRECTORY "${FUSION_OUT}" BUILD_RPATH "${FUSION_LIBRARY_FOLDER}")

        """;

    /// <summary>Settings of the library's build for this machine.</summary>
    public static readonly string[] LibrarySettings =
    [
        "-DCMAKE_BUILD_TYPE=Release", "-DBUILD_SHARED_LIBS=OFF", "-DWHISPER_BUILD_EXAMPLES=OFF", "-DWHISPER_BUILD_TESTS=OFF",
        "-DWHISPER_BUILD_SERVER=OFF", "-DGGML_NATIVE=ON", "-DGGML_OPENMP=OFF", "-DGGML_CCACHE=OFF",
    ];

    /// <summary>The same for any processor of level x86-64-v3, with the C++ library inside: a package goes to systems that have another one.</summary>
    public static readonly string[] PortableSettings =
    [
        .. LibrarySettings.Where(setting => setting != "-DGGML_NATIVE=ON"), "-DGGML_NATIVE=OFF",
        "-DGGML_SSE42=ON", "-DGGML_AVX=ON", "-DGGML_AVX2=ON", "-DGGML_FMA=ON", "-DGGML_F16C=ON", "-DGGML_BMI2=ON",
        "-DCMAKE_C_FLAGS=-march=x86-64-v3", "-DCMAKE_CXX_FLAGS=-march=x86-64-v3", "-DCMAKE_SHARED_LINKER_FLAGS=-static-libstdc++ -static-libgcc -Wl,-s",
    ];

    private static readonly Lazy<string> LazyKey = new(MachineKey);

    /// <summary>Differs between machines that could not run each other's build, and between recipes.</summary>
    public static string Key => LazyKey.Value;

    /// <summary>Differs between recipes of the build for any machine.</summary>
    public static string PortableKey => $"x64v3-{Sum([RuntimeInformation.RuntimeIdentifier, Library, .. PortableSettings])}";

    private static string MachineKey() => Sum([RuntimeInformation.RuntimeIdentifier, ProcessorFlags(), Library, .. LibrarySettings]);

    private static string Sum(IEnumerable<string> parts) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', parts))))[..12];

    private static string ProcessorFlags()
    {
        const string File = "/proc/cpuinfo";
        if (!System.IO.File.Exists(File))
            return $"{RuntimeInformation.ProcessArchitecture} {Environment.GetEnvironmentVariable("PROCESSOR_IDENTIFIER")}";
        var flags = System.IO.File.ReadLines(File).FirstOrDefault(line => line.StartsWith("flags", StringComparison.Ordinal) || line.StartsWith("Features", StringComparison.Ordinal));
        return $"{RuntimeInformation.ProcessArchitecture} {flags}";
    }
}
