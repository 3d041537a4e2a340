using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Signals.Profanity;

/// <summary>Lexicons by language, each with its matcher. Immutable and thread-safe.</summary>
public sealed class LexiconSet
{
    private static readonly ImmutableArray<string> BuiltInLanguages = ["en"];
    private readonly ImmutableSortedDictionary<string, ProfanityMatcher> _matchers;

    private LexiconSet(IEnumerable<Lexicon> lexicons)
    {
        _matchers = lexicons.ToImmutableSortedDictionary(lexicon => lexicon.Language, lexicon => new ProfanityMatcher(lexicon), StringComparer.Ordinal);
        var all = string.Join(' ', _matchers.Values.Select(matcher => matcher.Lexicon.Hash));
        Hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(all)));
    }

    /// <summary>Languages that have a lexicon, as ISO 639-1 codes in order.</summary>
    public IEnumerable<string> Languages => _matchers.Keys;

    /// <summary>Hash of all lexicons.</summary>
    public string Hash { get; }

    /// <summary>The matcher of a language; null when it has no lexicon.</summary>
    public ProfanityMatcher? Matcher(string language) => _matchers.GetValueOrDefault(language);

    /// <summary>A set of these lexicons.</summary>
    public static LexiconSet Of(params ReadOnlySpan<Lexicon> lexicons) => new(lexicons.ToArray());

    /// <summary>The built-in lexicons, merged with the files <c>lexicon.LANGUAGE.csv</c> of a project's folder.</summary>
    /// <param name="projectFolder">The project's folder; null for the built-in lexicons alone.</param>
    /// <exception cref="BadInputException">A file that is no lexicon.</exception>
    public static LexiconSet Load(string? projectFolder)
    {
        var lexicons = BuiltInLanguages.ToDictionary(language => language, language => Lexicon.BuiltIn(language)!, StringComparer.Ordinal);
        var files = projectFolder is null ? [] : Directory.GetFiles(projectFolder, "lexicon.*.csv");
        foreach (var path in files.Order(StringComparer.Ordinal))
        {
            var file = Path.GetFileName(path);
            var language = file["lexicon.".Length..^".csv".Length].ToLowerInvariant();
            if (language.Length != 2 || !language.All(char.IsAsciiLetterLower))
                throw new BadInputException(file, 0, $"'{language}' is no language; name the file lexicon.en.csv, with a two-letter code");
            var own = Lexicon.Parse(language, file, File.ReadAllText(path));
            lexicons[language] = lexicons.TryGetValue(language, out var builtIn) ? builtIn.Merge(own) : own;
        }

        return new LexiconSet(lexicons.Values);
    }
}
