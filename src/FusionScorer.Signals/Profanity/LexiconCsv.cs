using System.Collections.Immutable;
using FusionScorer.Core;

namespace FusionScorer.Signals.Profanity;

/// <summary>Reads lexicon files: <c>term,severity,match,exceptions,note</c>.</summary>
internal static class LexiconCsv
{
    private static readonly string[] Columns = ["term", "severity", "match"];

    /// <exception cref="BadInputException">A row that is no entry.</exception>
    /// <summary>Reads all entries, in order.</summary>
    public static ImmutableArray<LexiconEntry> Read(string file, string text)
    {
        var entries = ImmutableArray.CreateBuilder<LexiconEntry>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        var header = true;
        foreach (var (line, fields) in CsvRows.Read(file, text))
        {
            if (header)
            {
                header = false;
                if (!fields.Take(3).SequenceEqual(Columns, StringComparer.OrdinalIgnoreCase))
                    throw new BadInputException(file, line, "the first row is not a lexicon's header; write: term,severity,match,exceptions,note");
                continue;
            }

            var entry = Entry(file, line, fields);
            if (!seen.Add(entry.Term))
                throw new BadInputException(file, line, $"'{entry.Term}' stands here a second time; keep one row of it");
            entries.Add(entry);
        }

        return entries.ToImmutable();
    }

    private static LexiconEntry Entry(string file, int line, List<string> fields)
    {
        if (fields.Count < 3)
            throw new BadInputException(file, line, "a row needs term, severity and match; write for example: darn,mild,word");
        var words = Tokens.Words(fields[0]);
        if (words.Count == 0)
            throw new BadInputException(file, line, $"the term '{fields[0]}' holds no word of 1 to {Tokens.MaxLength} letters or digits");
        var match = fields[2].ToLowerInvariant() switch
        {
            "word" => MatchKind.Word,
            "stem" => MatchKind.Stem,
            "phrase" => MatchKind.Phrase,
            var other => throw new BadInputException(file, line, $"unknown match '{other}'; use word, stem or phrase"),
        };
        if (words.Count > 1 && match != MatchKind.Phrase)
            throw new BadInputException(file, line, $"'{fields[0]}' is more than one word; set its match to phrase");
        if (words.Count == 1 && match == MatchKind.Phrase)
            throw new BadInputException(file, line, $"'{fields[0]}' is one word; set its match to word or stem");
        var exceptions = fields.Count > 3 ? fields[3].Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) : [];
        return new LexiconEntry(
            string.Join(' ', words),
            SeverityOf(file, line, fields[1]),
            match,
            [.. exceptions.Where(exception => exception != LexiconEntry.NameMark).Select(exception => string.Join(' ', Tokens.Words(exception)))],
            exceptions.Contains(LexiconEntry.NameMark, StringComparer.Ordinal));
    }

    private static Severity? SeverityOf(string file, int line, string text)
    {
        if (text.Equals("none", StringComparison.OrdinalIgnoreCase))
            return null;
        foreach (var severity in SeverityExtensions.All)
        {
            if (text.Equals(severity.Name(), StringComparison.OrdinalIgnoreCase))
                return severity;
        }

        throw new BadInputException(file, line, $"unknown severity '{text}'; use mild, moderate, strong, slur, sexual, or none to take the term out");
    }
}
