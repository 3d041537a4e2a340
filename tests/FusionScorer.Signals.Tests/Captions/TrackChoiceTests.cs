using FusionScorer.Signals.Captions;
using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Tests.Captions;

public class TrackChoiceTests
{
    private static readonly LexiconSet Lexicons = LexiconSet.Of(Lexicon.BuiltIn("en")!, Lexicon.Parse("fr", "l", "term,severity,match\nmerde,moderate,word\n"));

    [Fact]
    public void Choose_FullBeforeHearingImpaired_WhateverTheCounts() =>
        Assert.Equal("full", Chosen(Track("sdh", "en", CaptionKind.Sdh, 9), Track("full", "en", CaptionKind.Full, 1), Track("forced", "en", CaptionKind.Forced, 20)));

    [Fact]
    public void Choose_LanguageWithoutLexicon_IsPassedOver() =>
        Assert.Equal("sdh", Chosen(Track("german", "de", CaptionKind.Full, 9), Track("sdh", "en", CaptionKind.Sdh, 1)));

    [Fact]
    public void Choose_TwoLanguages_TakesTheDefaultOne() =>
        Assert.Equal("unnamed", Chosen(Track("french", "fr", CaptionKind.Full, 9), Track("unnamed", null, CaptionKind.Full, 1)));

    [Fact]
    public void Choose_Alike_TakesTheMostCuesThenTheName()
    {
        Assert.Equal("a", Chosen(Track("b", "en", CaptionKind.Full, 3), Track("a", "en", CaptionKind.Full, 3), Track("0", "en", CaptionKind.Full, 2)));
        Assert.Equal("0", Chosen(Track("a", "en", CaptionKind.Full, 3), Track("0", "en", CaptionKind.Full, 4)));
    }

    private static string Chosen(params CaptionTrack[] tracks) => TrackChoice.Choose(tracks, Lexicons, "en").Track!.Source;

    private static CaptionTrack Track(string source, string? language, CaptionKind kind, int cues) =>
        new(source, language, kind, 0, [.. Enumerable.Range(0, cues).Select(i => new Cue(i, i + 1, "x"))]);
}
