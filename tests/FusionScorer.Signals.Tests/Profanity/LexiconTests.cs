using FusionScorer.Core;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Tests.Profanity;

public class LexiconTests
{
    private const string Header = "term,severity,match,exceptions,note\n";

    [Theory]
    [InlineData("term;severity\n", 1, "header")]
    [InlineData(Header + "darn,mild\n", 2, "needs term, severity and match")]
    [InlineData(Header + "\n# note\ndarn,rude,word\n", 4, "unknown severity 'rude'")]
    [InlineData(Header + "darn,mild,regex\n", 2, "unknown match 'regex'")]
    [InlineData(Header + "darn it,mild,word\n", 2, "phrase")]
    [InlineData(Header + "darn,mild,phrase\n", 2, "word or stem")]
    [InlineData(Header + "darn,mild,word\nDarn,mild,stem\n", 3, "second time")]
    [InlineData(Header + "...,mild,word\n", 2, "no word")]
    [InlineData(Header + "\"darn,mild,word\n", 2, "quote")]
    public void Parse_BadRow_NamesFileAndLine(string csv, int line, string message)
    {
        var fault = Assert.Throws<BadInputException>(() => Lexicon.Parse("en", "lexicon.en.csv", csv));

        Assert.StartsWith($"lexicon.en.csv:{line}: ", fault.Message, StringComparison.Ordinal);
        Assert.Contains(message, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Parse_QuotedFieldsAndWindowsLineEnds_AreRead()
    {
        var lexicon = Lexicon.Parse("en", "l.csv", "\uFEFF" + Header.Replace("\n", "\r\n", StringComparison.Ordinal) + "\"Darn\",mild,stem,\"darning|darn good\",\"a, b\"\r\n");

        var entry = Assert.Single(lexicon.Entries);
        Assert.Equal(("darn", Severity.Mild, MatchKind.Stem), (entry.Term, entry.Severity!.Value, entry.Match));
        Assert.Equal(["darning", "darn good"], entry.Exceptions.AsEnumerable());
    }

    [Fact]
    public void Load_ProjectFile_AddsOverridesAndRemoves()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("lexicon.en.csv"), Header + "zounds,strong,word\nhell,none,word\ndamn,strong,stem\nson of a bitch,none,phrase\nshithead,none,stem\n");
        File.WriteAllText(folder.At("lexicon.fr.csv"), Header + "merde,moderate,word\n");

        var set = LexiconSet.Load(folder.Path);
        var hits = set.Matcher("en")!.Match("Zounds! Damned to hell, son of a bitch, you shitheads and bitch.");

        Assert.Equal([("zounds", Severity.Strong), ("damn", Severity.Strong), ("bitch", Severity.Moderate)], hits.Select(hit => (hit.Term, hit.Severity)));
        Assert.Equal(["en", "fr"], set.Languages);
        Assert.Equal("merde", Assert.Single(set.Matcher("fr")!.Match("Oh, Merde !")).Term);
        Assert.Null(set.Matcher("de"));
    }

    [Fact]
    public void Load_FileOfNoLanguage_IsRefused()
    {
        using var folder = new TempFolder();
        File.WriteAllText(folder.At("lexicon.english.csv"), Header);

        Assert.Contains("lexicon.english.csv", Assert.Throws<BadInputException>(() => LexiconSet.Load(folder.Path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Hash_ChangesWithContentOnly()
    {
        var one = Lexicon.Parse("en", "a.csv", Header + "darn,mild,word,,x\n");
        var same = Lexicon.Parse("en", "b.csv", Header + "# comment\ndarn,mild,word,,y\n");
        var other = Lexicon.Parse("en", "a.csv", Header + "darn,mild,stem\n");

        Assert.Equal(one.Hash, same.Hash);
        Assert.NotEqual(one.Hash, other.Hash);
        Assert.NotEqual(LexiconSet.Of(one).Hash, LexiconSet.Of(other).Hash);
    }

    [Fact]
    public void BuiltIn_English_HoldsEverySeverityAndNoUselessRow()
    {
        var entries = Lexicon.BuiltIn("en")!.Entries;

        Assert.All(SeverityExtensions.All, severity => Assert.Contains(entries, entry => entry.Severity == severity));
        Assert.All(entries, entry => Assert.NotNull(entry.Severity));
    }

    [Theory]
    [InlineData("", 0)]
    [InlineData("- What? No!", 2)]
    [InlineData("mother-in-law isn't\nhere ... ♪", 3)]
    [InlineData("42 cats", 2)]
    public void WordCount_CountsStretchesWithALetterOrDigit(string text, int words) => Assert.Equal(words, WordCount.Of(text));
}
