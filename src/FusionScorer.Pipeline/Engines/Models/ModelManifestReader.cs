using System.Collections.Immutable;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Turns the manifest's JSON into entries; whatever is not exactly as documented is a fault.</summary>
internal static class ModelManifestReader
{
    private const int Version = 1;

    public static ImmutableArray<ModelEntry> Read(PlacedJson root)
    {
        root.OnlyKeys("version", "models");
        root.Required("version").Integer(Version, Version);
        var names = new HashSet<string>();
        var files = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var entries = ImmutableArray.CreateBuilder<ModelEntry>();
        foreach (var item in root.Required("models").Items())
        {
            var entry = Entry(item);
            if (!names.Add(entry.Name))
                throw item.Required("name").Fault($"the name '{entry.Name}' is taken by a model above");
            if (!files.Add(entry.File))
                throw item.Required("file").Fault($"the file '{entry.File}' belongs to a model above");
            entries.Add(entry);
        }

        return entries.Count > 0 ? entries.ToImmutable() : throw root.Required("models").Fault("'models' is empty");
    }

    private static ModelEntry Entry(PlacedJson item)
    {
        item.OnlyKeys("name", "kind", "fixture", "source", "file", "size", "sha1", "sha256", "licence", "settings");
        var kind = Kind(item.Required("kind"));
        var entry = new ModelEntry
        {
            Name = FileName(item.Required("name"), "a name"),
            Kind = kind,
            Source = Source(item.Required("source")),
            File = FileName(item.Required("file"), "a file name"),
            Size = item.Member("size")?.Integer(1, long.MaxValue),
            Sha1 = Digest(item.Member("sha1"), 40),
            Sha256 = Digest(item.Member("sha256"), 64),
            Licence = item.Required("licence").Text(),
            Speech = Settings(item, kind),
            Fixture = item.Member("fixture")?.Truth() ?? false,
        };
        if (entry.Source is not PackageSource { Converted: true } && (entry.Size is null || (entry.Sha1 ?? entry.Sha256) is null))
            throw item.Fault($"model '{entry.Name}' needs a size and a sum (sha1 or sha256), since it is not converted here");
        return entry;
    }

    private static ModelKind Kind(PlacedJson value) => value.Text() switch
    {
        "speech" => ModelKind.Speech,
        "nudity" => ModelKind.Nudity,
        "voice-activity" => ModelKind.VoiceActivity,
        var other => throw value.Fault($"unknown kind '{other}'; known: speech, nudity, voice-activity"),
    };

    private static ModelSource Source(PlacedJson source)
    {
        if (source.Member("url") is { } url)
        {
            source.OnlyKeys("url");
            return Uri.TryCreate(url.Text(), UriKind.Absolute, out var uri) && uri.Scheme == Uri.UriSchemeHttps
                ? new UrlSource(uri)
                : throw url.Fault("'url' must be an absolute https address");
        }

        if (source.Member("package") is { } package)
        {
            source.OnlyKeys("package", "version", "file", "converted");
            return new PackageSource(
                package.Text(), source.Required("version").Text(), InnerPath(source.Required("file")), source.Member("converted")?.Truth() ?? false);
        }

        source.OnlyKeys("repository");
        return source.Member("repository") is { } repository
            ? new RepositorySource(InnerPath(repository))
            : throw source.Fault("'source' needs one of 'url', 'package' or 'repository'");
    }

    private static SpeechSettings? Settings(PlacedJson item, ModelKind kind)
    {
        if (kind != ModelKind.Speech)
            return item.Member("settings") is { } stray ? throw stray.Fault("only speech models have 'settings'") : null;
        var settings = item.Required("settings");
        settings.OnlyKeys("language", "audio_ctx", "timestamps", "max_text_ctx");
        var language = settings.Required("language");
        if (language.Text() is not "auto" and not { Length: 2 })
            throw language.Fault("'language' must be an ISO 639-1 code or auto");
        return new SpeechSettings(
            language.Text(),
            (int)settings.Required("audio_ctx").Integer(0, 1500),
            settings.Required("timestamps").Truth(),
            (int?)settings.Member("max_text_ctx")?.Integer(0, int.MaxValue));
    }

    private static string? Digest(PlacedJson? value, int digits) =>
        value is null || (value.Text().Length == digits && value.Text().All(char.IsAsciiHexDigitLower))
            ? value?.Text()
            : throw value.Fault($"a sum must be {digits} hexadecimal digits in lower case");

    // Names become file names, also on systems that refuse most signs: this also keeps a hostile manifest inside its folder.
    private static string FileName(PlacedJson value, string what) => IsPlain(value.Text())
        ? value.Text()
        : throw value.Fault($"{what} must start with a letter or digit and hold only letters, digits, '.', '_' and '-'");

    private static string InnerPath(PlacedJson value) => value.Text().Split('/').All(IsPlain)
        ? value.Text()
        : throw value.Fault("a path must be relative, with slashes, letters, digits, '.', '_' and '-'");

    private static bool IsPlain(string name) =>
        name.Length is > 0 and <= 100 && char.IsAsciiLetterOrDigit(name[0]) && name.All(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '_' or '-');
}
