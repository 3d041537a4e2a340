using System.Collections.Concurrent;
using System.Runtime.InteropServices;

namespace FusionScorer.Signals.Speech.Whisper;

/// <summary>whisper.cpp, loaded and checked. Stays loaded until the process ends.</summary>
public sealed class WhisperLibrary
{
    // Native code keeps the pointer for good, so the delegate must live as long.
    private static readonly WhisperApi.Log Silence = static (_, _, _) => { };
    private static readonly ConcurrentDictionary<string, Lazy<WhisperLoad>> Loaded = new(StringComparer.Ordinal);

    private WhisperLibrary(string path, WhisperApi api)
    {
        Path = path;
        Api = api;
    }

    /// <summary>Where it was loaded from.</summary>
    public string Path { get; }

    /// <summary>The functions.</summary>
    internal WhisperApi Api { get; }

    /// <summary>Loads a library by its path; no other place is searched.</summary>
    /// <param name="path">See <see cref="WhisperBuild.LibraryPath"/>.</param>
    public static WhisperLoad Load(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        return File.Exists(full)
            ? Loaded.GetOrAdd(full, static name => new Lazy<WhisperLoad>(() => LoadFile(name))).Value
            : new WhisperLoad(Library: null, $"whisper.cpp is not built ({full} is not there)");
    }

    private static WhisperLoad LoadFile(string path)
    {
        try
        {
            var api = new WhisperApi(NativeLibrary.Load(path));
            if (Fault(api) is { } fault)
                return new WhisperLoad(Library: null, $"{path} cannot be used: {fault}");
            api.SetLog(Silence, 0);
            return new WhisperLoad(new WhisperLibrary(path, api), Reason: null);
        }
        catch (Exception fault) when (fault is DllNotFoundException or BadImageFormatException or EntryPointNotFoundException)
        {
            return new WhisperLoad(Library: null, $"{path} cannot be used: {fault.Message.ReplaceLineEndings(" ")}");
        }
    }

    private static string? Fault(WhisperApi api)
    {
        var version = Marshal.PtrToStringUTF8(api.Version()) ?? "";
        if (version != WhisperBuild.Version)
            return WhisperLayout.Fault(version, [], language: null, []);
        var full = api.DefaultFullParams(0);
        var context = api.DefaultContextParams();
        try
        {
            // Only the pointer at the language's place may be followed, and only once the rest is as expected.
            var fullBytes = Bytes(full, WhisperLayout.FullParamsSize);
            var contextBytes = Bytes(context, WhisperLayout.ContextParamsSize);
            return WhisperLayout.Fault(version, fullBytes, "en", contextBytes)
                ?? WhisperLayout.Fault(version, fullBytes, Marshal.PtrToStringUTF8(Marshal.ReadIntPtr(full, WhisperLayout.LanguageOffset)), contextBytes);
        }
        finally
        {
            api.FreeFullParams(full);
            api.FreeContextParams(context);
        }
    }

    private static byte[] Bytes(nint memory, int count)
    {
        var bytes = new byte[count];
        Marshal.Copy(memory, bytes, 0, count);
        return bytes;
    }
}

/// <summary>A loaded library, or why it is not.</summary>
/// <param name="Library">Null when it cannot be used.</param>
/// <param name="Reason">Why, in one line; null when it can.</param>
public sealed record WhisperLoad(WhisperLibrary? Library, string? Reason);
