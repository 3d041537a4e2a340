using FusionScorer.Signals.Profanity;

namespace FusionScorer.Signals.Tests.Profanity;

public class ProfanityMatcherTests
{
    private static readonly ProfanityMatcher English = LexiconSet.Load(projectFolder: null).Matcher("en")!;

    [Theory]
    [InlineData("What the fuck?", "fuck", "strong")]
    [InlineData("FUCK", "FUCK", "strong")]
    [InlineData("He fucks up.", "fucks", "strong")]
    [InlineData("We're fucked!", "fucked", "strong")]
    [InlineData("No fucking way", "fucking", "strong")]
    [InlineData("No fuckin' way", "fuckin", "strong")]
    [InlineData("you fucker", "fucker", "strong")]
    [InlineData("you fuckers", "fuckers", "strong")]
    [InlineData("you motherfucker", "motherfucker", "strong")]
    [InlineData("a motherfucking snake", "motherfucking", "strong")]
    [InlineData("mother-fucker", "fucker", "strong")]
    [InlineData("absofuckinglutely", "absofuckinglutely", "strong")]
    [InlineData("clusterfuck", "clusterfuck", "strong")]
    [InlineData("f'ing great", "f'ing", "strong")]
    [InlineData("cunt", "cunt", "strong")]
    [InlineData("suck my dick", "suck my dick", "strong")]
    [InlineData("Shit happens", "Shit", "moderate")]
    [InlineData("so shitty", "shitty", "moderate")]
    [InlineData("that's bullshit.", "bullshit", "moderate")]
    [InlineData("you shithead", "shithead", "moderate")]
    [InlineData("son of a bitch", "son of a bitch", "moderate")]
    [InlineData("Son of\na bitch!", "Son of\na bitch", "moderate")]
    [InlineData("sonofabitch", "sonofabitch", "moderate")]
    [InlineData("stop bitching", "bitching", "moderate")]
    [InlineData("bitches", "bitches", "moderate")]
    [InlineData("the bitch's dog", "bitch's", "moderate")]
    [InlineData("you bastard", "bastard", "moderate")]
    [InlineData("bastards", "bastards", "moderate")]
    [InlineData("asshole", "asshole", "moderate")]
    [InlineData("ASSHOLES", "ASSHOLES", "moderate")]
    [InlineData("piss off", "piss", "moderate")]
    [InlineData("I'm pissed", "pissed", "moderate")]
    [InlineData("prick", "prick", "moderate")]
    [InlineData("don't be a dick", "dick", "moderate")]
    [InlineData("what a dickhead", "dickhead", "moderate")]
    [InlineData("YOU DICK HE SAID", "DICK", "moderate")]
    [InlineData("bollocks", "bollocks", "moderate")]
    [InlineData("wanker", "wanker", "moderate")]
    [InlineData("twat", "twat", "moderate")]
    [InlineData("whore", "whore", "moderate")]
    [InlineData("slut", "slut", "moderate")]
    [InlineData("sluts", "sluts", "moderate")]
    [InlineData("jackass", "jackass", "moderate")]
    [InlineData("dumbass", "dumbass", "moderate")]
    [InlineData("goddamn", "goddamn", "moderate")]
    [InlineData("God damn you", "God damn", "moderate")]
    [InlineData("god-damned", "god-damned", "moderate")]
    [InlineData("damn", "damn", "mild")]
    [InlineData("Dammit!", "Dammit", "mild")]
    [InlineData("damned", "damned", "mild")]
    [InlineData("go to hell", "hell", "mild")]
    [InlineData("Hell's bells", "Hell's", "mild")]
    [InlineData("crap", "crap", "mild")]
    [InlineData("crappy", "crappy", "mild")]
    [InlineData("bloody idiot", "bloody|idiot", "mild")]
    [InlineData("bloody hell", "bloody hell", "mild")]
    [InlineData("bugger off", "bugger", "mild")]
    [InlineData("we're screwed", "screwed", "mild")]
    [InlineData("Screw you!", "Screw you", "mild")]
    [InlineData("this sucks", "sucks", "mild")]
    [InlineData("what a jerk", "jerk", "mild")]
    [InlineData("kick his ass", "ass", "mild")]
    [InlineData("up your arse", "arse", "mild")]
    [InlineData("badass", "badass", "mild")]
    [InlineData("you old git", "old git", "mild")]
    [InlineData("sodding thing", "sodding", "mild")]
    [InlineData("they had sex", "sex", "sexual")]
    [InlineData("so sexy", "sexy", "sexual")]
    [InlineData("naked", "naked", "sexual")]
    [InlineData("nude", "nude", "sexual")]
    [InlineData("porn", "porn", "sexual")]
    [InlineData("pussy", "pussy", "sexual")]
    [InlineData("tits", "tits", "sexual")]
    [InlineData("boobs", "boobs", "sexual")]
    [InlineData("horny", "horny", "sexual")]
    [InlineData("a blow job", "blow job", "sexual")]
    [InlineData("blowjob", "blowjob", "sexual")]
    [InlineData("I want to get laid", "get laid", "sexual")]
    [InlineData("faggot", "faggot", "slur")]
    [InlineData("retard", "retard", "slur")]
    [InlineData("wetbacks", "wetbacks", "slur")]
    public void Match_ProfaneText_FindsEachWord(string text, string found, string severity)
    {
        var hits = English.Match(text);

        Assert.Equal(found.Split('|'), hits.Select(hit => text.Substring(hit.Start, hit.Length)));
        Assert.All(hits, hit => Assert.Equal(severity, hit.Severity.Name()));
    }

    [Theory]
    [InlineData("damn dammit damned goddamn hell crap crappy bloody bugger screwed sucks jerk idiot ass asshole arse jackass dumbass badass bastard bastards bitch bitches piss pissed")]
    [InlineData("shit shitty shithead bullshit prick dickhead bollocks wanker fuck fucks fucked fucker fuckers fucking motherfucker motherfucking cunt twat")]
    [InlineData("sex sexy naked nude porn whore slut pussy tits boobs horny")]
    public void Match_CommonProfaneWords_AllCount(string words)
    {
        foreach (var word in words.Split(' '))
            Assert.Single(English.Match($"{word}."));
    }

    [Fact]
    public void Match_SeveralTerms_GivesThemInOrderWithoutOverlap()
    {
        const string Text = "Damn it, son of a bitch! You f**king asshole, go to hell. Sh!t.";

        var hits = English.Match(Text);

        Assert.Equal(["damn", "son of a bitch", "fuck", "asshole", "hell", "shit"], hits.Select(hit => hit.Term));
        Assert.All(hits.Zip(hits.Skip(1)), pair => Assert.True(pair.First.Start + pair.First.Length <= pair.Second.Start));
    }

    [Fact]
    public void Match_HostilelyLongText_TakesLinearTime()
    {
        string[] pieces = ["a ", "*", "a*", "f-", "f.", "'", "$", "fuck*", "son of a ", "\u200B", "uuu", "a'", "Dick ", "aa"];
        foreach (var piece in pieces)
        {
            var text = string.Concat(Enumerable.Repeat(piece, 100_000));
            var clock = System.Diagnostics.Stopwatch.StartNew();

            English.Match(text);

            Assert.True(clock.Elapsed < TimeSpan.FromSeconds(5), $"'{piece}' took {clock.Elapsed}");
        }
    }

    [Fact]
    public void Match_InnocentText_AllocatesNothing()
    {
        const string Text = "The weather in Essex was good, so we'll sail at noon; he said hello to the class.";
        var hits = new List<ProfanityHit>();
        English.Match(Text, hits);
        var before = GC.GetAllocatedBytesForCurrentThread();

        for (var i = 0; i < 100; i++)
            English.Match(Text, hits);

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }
}
