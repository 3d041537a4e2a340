using System.Collections.Immutable;

namespace FusionScorer.Library.Policies;

/// <summary>A folder of media that a project reads; mounted read-only is enough.</summary>
/// <param name="Name">Short name, used in <c>name:relative/path</c>.</param>
/// <param name="Path">Absolute path.</param>
public sealed record LibraryRoot(string Name, string Path);

/// <summary>A PostgreSQL server as the project file names it.</summary>
/// <param name="Connection"><c>Host=…;Database=…;Username=…</c>, or an address; without a password.</param>
/// <param name="Schema">The project's own schema; null for the usual one.</param>
public sealed record PostgresSetting(string Connection, string? Schema);

/// <summary>A program that reads a signal of its own from a clip and prints evidence; it runs only where somebody of the machine trusts it.</summary>
/// <param name="Signal">The signal's name.</param>
/// <param name="Command">Program and arguments; <c>{clip}</c> in an argument stands for the media file's path. Never a shell's line.</param>
/// <param name="Seconds">The most time for a clip.</param>
/// <param name="MemoryMb">The most memory, in MB.</param>
public sealed record ProgramSetting(string Signal, ImmutableArray<string> Command, int Seconds, int MemoryMb);

/// <summary>The content of <c>fusion.yaml</c>: where the library lies, settings of this machine, and the policy in its import form.</summary>
public sealed record ProjectFile
{
    /// <summary>Enough for the medium models of Whisper.</summary>
    public const int UsualEngineMemoryMb = 4096;

    /// <summary>Library roots, in order; names are unique.</summary>
    public ImmutableArray<LibraryRoot> Libraries { get; init; } = [];

    /// <summary>The PostgreSQL server that holds the catalogue, without a password; null for a file of the project.</summary>
    public PostgresSetting? Postgres { get; init; }

    /// <summary>Clips read at once; 0 = one for each core.</summary>
    public int Jobs { get; init; }

    /// <summary>Whether native engines run in processes of their own.</summary>
    public bool Isolate { get; init; } = true;

    /// <summary>The most resident memory of such a process, in MB.</summary>
    public int EngineMemoryMb { get; init; } = UsualEngineMemoryMb;

    /// <summary>Language of captions that name none, as an ISO 639-1 code.</summary>
    public string DefaultLanguage { get; init; } = "en";

    /// <summary>Name of the speech model.</summary>
    public string SpeechModel { get; init; } = "whisper-tiny.en";

    /// <summary>Language that speech is listened for, as an ISO 639-1 code.</summary>
    public string SpeechLanguage { get; init; } = "en";

    /// <summary>The share of a series' episodes that must reach its level; 0 = the highest of them.</summary>
    public double SeriesShare { get; init; }

    /// <summary>Programs that read signals of their own.</summary>
    public ImmutableArray<ProgramSetting> Programs { get; init; } = [];

    /// <summary>The policy.</summary>
    public required Policy Policy { get; init; }
}
