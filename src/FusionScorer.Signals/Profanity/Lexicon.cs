using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using FusionScorer.Core;

namespace FusionScorer.Signals.Profanity;

/// <summary>The profane terms of one language. Immutable.</summary>
public sealed class Lexicon
{
    private Lexicon(string language, ImmutableArray<LexiconEntry> entries)
    {
        Language = language;
        Entries = entries;
        Hash = HashOf(language, entries);
    }

    /// <summary>ISO 639-1 code.</summary>
    public string Language { get; }

    /// <summary>The entries; terms are unique.</summary>
    public ImmutableArray<LexiconEntry> Entries { get; }

    /// <summary>Hash of all that decides what is found.</summary>
    public string Hash { get; }

    /// <summary>The lexicon that comes with the product; null when there is none for the language.</summary>
    public static Lexicon? BuiltIn(string language)
    {
        var name = $"lexicon.{language}.csv";
        using var stream = typeof(Lexicon).Assembly.GetManifestResourceStream("FusionScorer.Signals.Profanity." + name);
        if (stream is null)
            return null;
        using var reader = new StreamReader(stream, Encoding.UTF8);
        return Parse(language, name, reader.ReadToEnd());
    }

    /// <summary>Reads a lexicon.</summary>
    /// <param name="language">ISO 639-1 code.</param>
    /// <param name="file">The file's name, for messages.</param>
    /// <param name="csv">Its content.</param>
    /// <exception cref="BadInputException">A row that is no entry; names file and line.</exception>
    public static Lexicon Parse(string language, string file, string csv) => new(language, LexiconCsv.Read(file, csv));

    /// <summary>This lexicon with another one's rows added; a row with a term that is here already takes its place.</summary>
    public Lexicon Merge(Lexicon other)
    {
        var entries = Entries.ToBuilder();
        var at = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < entries.Count; i++)
            at.Add(entries[i].Term, i);
        foreach (var entry in other.Entries)
        {
            if (at.TryGetValue(entry.Term, out var i))
                entries[i] = entry;
            else
                entries.Add(entry);
        }

        return new Lexicon(Language, entries.ToImmutable());
    }

    private static string HashOf(string language, ImmutableArray<LexiconEntry> entries)
    {
        var text = new StringBuilder(language);
        foreach (var entry in entries)
        {
            text.Append('\n').Append(entry.Term).Append('\t').Append(entry.Severity?.Name() ?? "none").Append('\t').Append(entry.Match)
                .Append('\t').Append(entry.MayBeName).Append('\t').AppendJoin('|', entry.Exceptions);
        }

        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())));
    }
}
