using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Tests.Profanity;

public class ProfanityMatcherProperties
{
    private static readonly ProfanityMatcher English = LexiconSet.Load(projectFolder: null).Matcher("en")!;

    // Pieces that matter to the matcher, mixed with any UTF-16, broken surrogates included.
    private static readonly Arbitrary<string> Texts = Arb.From(
        Gen.OneOf(
            Gen.Elements("fuck", "f", "u", "c", "k", "sh", "!t", "$", "*", "**", "-", "--", ".", " ", "\n", "'", "ass", "Dick", "Van", "son of a", "hell's", "1", "@", "#", "é", "\u200B", "\u0308", "aaa"),
            Gen.Choose(0, 0xFFFF).Select(code => ((char)code).ToString()))
        .ListOf().Select(pieces => string.Concat(pieces)));

    private static readonly Config Runs = Config.QuickThrowOnFailure.WithMaxTest(3000).WithEndSize(60);

    [Fact]
    public void Match_AnyText_GivesOrderedSpansInsideIt() =>
        Prop.ForAll(Texts, text =>
        {
            var end = 0;
            foreach (var hit in English.Match(text))
            {
                Assert.True(hit.Start >= end && hit.Length > 0 && hit.Start + hit.Length <= text.Length);
                end = hit.Start + hit.Length;
            }
        }).Check(Runs);

    [Fact]
    public void Match_InnocentSentenceAppended_KeepsTheHits() =>
        Prop.ForAll(Texts, text => Assert.Equal(English.Match(text), English.Match(text + "; the weather will be fine tomorrow."))).Check(Runs);

    [Fact]
    public void Match_WrappedInInnocentSentences_FindsEveryTerm()
    {
        var entries = English.Lexicon.Entries.Where(entry => entry.Severity is not null && !entry.MayBeName).ToList();
        Assert.All(entries, entry =>
            Assert.Equal([entry.Term], English.Match($"It is late. {entry.Term}! The weather is fine.").Select(hit => hit.Term)));
    }
}
