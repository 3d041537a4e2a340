using System.Collections.Immutable;
using System.Globalization;
using FusionScorer.Core;
using FusionScorer.Library.Importing;
using FusionScorer.Library.Postgres;

namespace FusionScorer.Library.Policies;

/// <summary>Reads <c>fusion.yaml</c>.</summary>
public static class ProjectFileReader
{
    /// <summary>The file's name.</summary>
    public const string FileName = "fusion.yaml";

    private const int MaxJobs = 1024;

    /// <summary>Reads a project file; relative library paths start at its folder.</summary>
    /// <param name="path">The file.</param>
    /// <param name="strategies">Names of the query strategies that exist; null for <see cref="PolicyReader.Strategies"/>.</param>
    /// <exception cref="BadInputException">The file breaks the form; the message names the line and how to mend it.</exception>
    public static ProjectFile Read(string path, IReadOnlyCollection<string>? strategies = null)
    {
        var text = StrictUtf8.ReadText(path, SettingParser.MaxBytes);

        // What a power cut leaves of a file that was being written; read as settings it would mean the usual ones, and no library.
        return string.IsNullOrWhiteSpace(text)
            ? throw new BadInputException(path, 0, "is empty: take it from a backup, or make a new project and copy fusion.db there")
            : Parse(path, text, Path.GetDirectoryName(Path.GetFullPath(path)) ?? "/", strategies);
    }

    /// <summary>Reads a project file from text.</summary>
    /// <param name="file">How to name the text in errors.</param>
    /// <param name="text">YAML.</param>
    /// <param name="folder">Where relative library paths start.</param>
    /// <param name="strategies">Names of the query strategies that exist; null for <see cref="PolicyReader.Strategies"/>.</param>
    /// <exception cref="BadInputException">The text breaks the form; the message names the line and how to mend it.</exception>
    public static ProjectFile Parse(string file, string text, string folder, IReadOnlyCollection<string>? strategies = null)
    {
        var reader = new SettingReader(file);
        var root = reader.Map(SettingParser.Parse(file, text), "", "libraries", "store", "extract", "captions", "speech", "series", "programs", "policy");
        var extract = reader.Map(root["extract"], "extract", "jobs", "isolate", "memory_mb");
        var captions = reader.Map(root["captions"], "captions", "language");
        var speech = reader.Map(root["speech"], "speech", "model", "language");
        return new ProjectFile
        {
            Libraries = ReadLibraries(reader, root["libraries"], folder),
            Postgres = ReadStore(reader, root["store"]),
            Jobs = reader.Whole(extract["jobs"], "extract.jobs", 0, 0, MaxJobs),
            Isolate = reader.Flag(extract["isolate"], "extract.isolate", otherwise: true),
            EngineMemoryMb = reader.Whole(extract["memory_mb"], "extract.memory_mb", ProjectFile.UsualEngineMemoryMb, 256, 1 << 20),
            DefaultLanguage = captions["language"] is { } language ? ReadLanguage(reader, language, "captions.language") : "en",
            SpeechModel = speech["model"] is { } model ? ReadModel(reader.Text(model, "speech.model"), folder) : "whisper-tiny.en",
            SpeechLanguage = speech["language"] is { } spoken ? ReadLanguage(reader, spoken, "speech.language") : "en",
            SeriesShare = ReadSeries(reader, root["series"]),
            Programs = ProgramReader.Read(reader, root["programs"], folder),
            Policy = root["policy"] is { } policy ? PolicyReader.Read(reader, policy, strategies ?? PolicyReader.Strategies) : DefaultPolicy.Policy,
        };
    }

    /// <summary>How a series gets its level: <c>highest</c>, which is 0, or a share of its episodes above 0 and up to 1; null when the text is neither.</summary>
    public static double? SeriesShareOf(string text) => text == "highest" ? 0
        : double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var share) && share is > 0 and <= 1 ? share : null;

    private static double ReadSeries(SettingReader reader, Setting? setting)
    {
        if (setting is null)
            return 0;
        var text = reader.Text(setting, "series");
        return SeriesShareOf(text) ?? throw reader.At(setting.Line, $"series '{text}' is neither highest nor a share above 0 and up to 1, such as 0.25");
    }

    /// <summary>Whether a library may have this name: letters, digits, dashes, underscores, and not <c>imdb</c>.</summary>
    public static bool IsLibraryName(string name) =>
        name.Length is > 0 and <= 64 && name.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_') && name != "imdb";

    private static ImmutableArray<LibraryRoot> ReadLibraries(SettingReader reader, Setting? setting, string folder)
    {
        var roots = ImmutableArray.CreateBuilder<LibraryRoot>();
        foreach (var (name, line, value) in reader.AnyMap(setting, "libraries").Entries)
        {
            if (!IsLibraryName(name))
                throw reader.At(line, $"library name '{name}' is not allowed; use letters, digits, - and _ (and not imdb, which stands for IMDb ids)");
            var text = reader.Text(value, $"the path of library {name}");
            if (text.Contains('\0', StringComparison.Ordinal))
                throw reader.At(value.Line, $"the path of library {name} holds a zero byte");
            var path = PathOf(reader, value, text, folder);
            if (roots.FirstOrDefault(root => root.Path == path) is { } same)
                throw reader.At(value.Line, $"library {name} is the same folder as library {same.Name}; keep one of them");
            roots.Add(new LibraryRoot(name, path));
        }

        return roots.ToImmutable();
    }

    private static string PathOf(SettingReader reader, Setting setting, string text, string folder)
    {
        try
        {
            return LibraryMap.PathOf(text, folder);
        }
        catch (BadInputException fault)
        {
            throw reader.At(setting.Line, fault.Message);
        }
    }

    private static PostgresSetting? ReadStore(SettingReader reader, Setting? setting)
    {
        var store = reader.Map(setting, "store", "postgres", "schema");
        if (store["postgres"] is not { } postgres)
            return store["schema"] is { } alone ? throw reader.At(alone.Line, "store.schema needs store.postgres, the server; or remove it") : null;
        var connection = reader.Text(postgres, "store.postgres");
        var schema = store["schema"] is { } named ? reader.Text(named, "store.schema") : null;
        bool hasPassword;
        try
        {
            hasPassword = PostgresLocation.Parse(connection, schema).HasPassword;
        }
        catch (BadInputException fault)
        {
            throw reader.At(postgres.Line, fault.Message);
        }

        return hasPassword
            ? throw reader.At(postgres.Line, "store.postgres holds a password, and this file is read by many; take it out, and set FUSION_STORE_PASSWORD, PGPASSWORD or PGPASSFILE")
            : new PostgresSetting(connection, schema);
    }

    // A model's name, or the path of a file of one's own, which starts at the project's folder.
    private static string ReadModel(string text, string folder) =>
        text.AsSpan().IndexOfAny('/', '\\') >= 0 && !text.Contains('\0', StringComparison.Ordinal) ? Path.GetFullPath(text, folder) : text;

    private static string ReadLanguage(SettingReader reader, Setting setting, string name)
    {
        var text = reader.Text(setting, name);
        return text.Length == 2 && text.All(char.IsAsciiLetterLower)
            ? text
            : throw reader.At(setting.Line, $"{name} '{text}' is not a language; write two small letters (ISO 639-1), such as en");
    }
}
