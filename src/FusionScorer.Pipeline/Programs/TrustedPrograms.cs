using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FusionScorer.Core;
using FusionScorer.Library.Policies;
using FusionScorer.Pipeline.Projects;

namespace FusionScorer.Pipeline.Programs;

/// <summary>A program that a person of this machine said yes to.</summary>
/// <param name="Key">What is trusted: the program's content and its command line (<see cref="ProgramKey"/>).</param>
/// <param name="Command">The command line, for people.</param>
/// <param name="At">When.</param>
public sealed record TrustedProgram(string Key, string Command, DateTimeOffset At);

/// <summary>Programs that this user trusts: <c>programs/trusted.json</c> in the user's data folder. Never part of a project, so that a copied project runs nothing.</summary>
/// <param name="environment">Reads a variable.</param>
public sealed class TrustedPrograms(Func<string, string?> environment)
{
    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { WriteIndented = true };

    private readonly string _path = Path.Combine(UserData.Folder(environment, "programs"), "trusted.json");

    /// <summary>All of them, oldest first.</summary>
    /// <exception cref="BadInputException">The list is damaged.</exception>
    public IReadOnlyList<TrustedProgram> All()
    {
        try
        {
            return File.Exists(_path) ? JsonSerializer.Deserialize<List<TrustedProgram>>(File.ReadAllBytes(_path), Json) ?? [] : [];
        }
        catch (JsonException)
        {
            throw new BadInputException(_path, 0, "is damaged; delete it, and trust your programs again");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new BadInputException(_path, 0, $"cannot be read: {fault.Message}");
        }
    }

    /// <summary>Whether a program is trusted as it is now.</summary>
    public bool Has(string key) => All().Any(program => program.Key == key);

    /// <summary>Trusts a program as it is now.</summary>
    public TrustedProgram Add(ProgramKey program, DateTimeOffset at)
    {
        var trusted = new TrustedProgram(program.Key, program.CommandLine, at);
        Save([.. All().Where(known => known.Key != trusted.Key), trusted]);
        return trusted;
    }

    /// <summary>Takes a trust back, whatever the program's content was.</summary>
    /// <returns>How many entries went.</returns>
    public int Remove(ProgramKey program)
    {
        var all = All();
        List<TrustedProgram> kept = [.. all.Where(known => known.Key != program.Key && known.Command != program.CommandLine)];
        if (kept.Count < all.Count)
            Save(kept);
        return all.Count - kept.Count;
    }

    private void Save(List<TrustedProgram> programs)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(_path)!);
        AtomicFile.WriteBytes(_path, JsonSerializer.SerializeToUtf8Bytes(programs, Json));
    }
}

/// <summary>What a program is, for trust and for what it observed: its file's content, and its command line. Files that its arguments name are part of it.</summary>
/// <param name="Key">SHA-256, hexadecimal.</param>
/// <param name="CommandLine">For people.</param>
/// <param name="Path">Where the program lies; null when it is not there.</param>
public sealed record ProgramKey(string Key, string CommandLine, string? Path)
{
    // Programs are looked at before each clip. What is larger, a model most likely, is read once in a process as long as its length and time of change stay.
    private const long LargestReadEachTime = 64 << 20;

    private static readonly ConcurrentDictionary<(string Path, long Length, DateTime Changed), byte[]> Large = new();

    /// <summary>Looks a program up.</summary>
    /// <param name="program">The setting.</param>
    /// <param name="folder">The project's folder, from which arguments that are files start.</param>
    /// <param name="environment">Reads a variable.</param>
    public static ProgramKey Of(ProgramSetting program, string folder, Func<string, string?> environment)
    {
        var path = Find(program.Command[0], environment);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Add(hash, path);

        // It runs in this folder, so what lies there may run, too: a trust holds for one project.
        hash.AppendData(Encoding.UTF8.GetBytes(System.IO.Path.GetFullPath(folder) + "\0"));
        foreach (var argument in program.Command.Skip(1))
        {
            hash.AppendData(Encoding.UTF8.GetBytes(argument + "\0"));

            // An interpreter's script is what runs, so it is what is trusted.
            var file = System.IO.Path.GetFullPath(argument, folder);
            if (File.Exists(file))
                Add(hash, file);
        }

        return new ProgramKey(Convert.ToHexStringLower(hash.GetHashAndReset()), string.Join(' ', program.Command.Select(Quoted)), path);
    }

    private static string? Find(string program, Func<string, string?> environment) => program.Contains('/', StringComparison.Ordinal)
        ? File.Exists(program) ? program : null
        : (environment("PATH") ?? "").Split(System.IO.Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries).Select(place => System.IO.Path.Combine(place, program)).FirstOrDefault(File.Exists);

    private static void Add(IncrementalHash hash, string? path)
    {
        try
        {
            hash.AppendData(path is null ? [0] : HashOf(new FileInfo(path)));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            hash.AppendData([0]);
        }
    }

    private static byte[] HashOf(FileInfo file)
    {
        // Pipes and devices have no length, and some of them no end.
        if (file.Length == 0)
            return SHA256.HashData([]);
        var key = (file.FullName, file.Length, file.LastWriteTimeUtc);
        if (file.Length > LargestReadEachTime && Large.TryGetValue(key, out var known))
            return known;
        using var stream = file.OpenRead();
        var hash = SHA256.HashData(stream);
        if (file.Length > LargestReadEachTime)
            Large[key] = hash;
        return hash;
    }

    private static string Quoted(string word) => word.AsSpan().ContainsAny(" \"'\\") ? $"\"{word.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"" : word;
}
