using FusionScorer.Core.Fusion;
using FusionScorer.Pipeline.Fusing;
using FusionScorer.Pipeline.Reviewing;

namespace FusionScorer.Pipeline.Tests.Fusing;

public sealed class ProjectModelTests
{
    private const int Clips = 24;

    [Fact]
    public void Learn_SignalOfWeightZero_HasNoBlockAndMovesNobody()
    {
        var plain = Posteriors(strong: 0, weight: 0, out var signals);
        var loud = Posteriors(strong: 40, weight: 0, out _);

        Assert.DoesNotContain("captions", signals);
        Assert.NotEmpty(signals);
        Assert.Equal(plain, loud);

        // The same change moves others as soon as the signal counts.
        var counted = Posteriors(strong: 0, weight: 1, out var all);
        Assert.Contains("captions", all);
        Assert.NotEqual(counted.Skip(1), Posteriors(strong: 40, weight: 1, out _).Skip(1));
    }

    [Fact]
    public void Learn_DecidedClip_BarelyHearsItsOwnDecision()
    {
        using TestProject mild = Mixed(), strict = Mixed();
        Decide(mild, "c0", "G");
        Decide(strict, "c0", "R");

        var (ownMild, plainMild) = Of(mild);
        var (ownStrict, plainStrict) = Of(strict);

        var own = Distance(ownMild, ownStrict, row: 0);
        var plain = Distance(plainMild, plainStrict, row: 0);
        Assert.True(plain > 0.05, $"the decision does not matter: {plain}");
        Assert.True(own < plain / 3, $"own {own}, plain {plain}");
        Assert.Contains(Enumerable.Range(1, Clips - 1), row => Distance(ownMild, ownStrict, row) > 0.001);

        static (float[] Stored, float[] Plain) Of(TestProject test)
        {
            FusionRun.Run(test.Project);
            return ([.. test.Project.Store.Fusion.Results().OrderBy(result => result.ClipNo).SelectMany(result => result.Posterior)],
                ProjectModel.Learn(test.Project, test.Project.Policy).Classifier.Posterior());
        }
    }

    [Fact]
    public void Account_DecidedAndOtherClips_SumsToTheStoredPosterior()
    {
        using var test = Mixed();
        test.Use(policy => policy with { Weights = policy.Weights.SetItem("captions", 0.5) });
        Decide(test, "c0", "G");
        FusionRun.Run(test.Project);

        foreach (var clip in test.Project.Store.Clips.All())
        {
            var account = ClipAccount.Of(test.Project, clip);
            var sum = account.Account!.Prior.Select((prior, y) => (prior + account.Account.Contributions.Sum(part => part.Nats[y])) / account.Account.Temperature).ToArray();
            var total = sum.Sum(Math.Exp);
            for (var y = 0; y < sum.Length; y++)
                Assert.Equal(account.Fused!.Posterior[y], Math.Exp(sum[y]) / total, 1e-5);
        }
    }

    [Fact]
    public void Account_CacheDeleted_IsTheSame()
    {
        using var test = Mixed();
        Decide(test, "c0", "R");
        FusionRun.Run(test.Project);
        var before = Accounts(test);
        var bytes = File.ReadAllBytes(Cache(test));

        File.Delete(Cache(test));

        Assert.Equal(before, Accounts(test));
        Assert.Equal(bytes, File.ReadAllBytes(Cache(test)));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(20)]
    [InlineData(40)]
    [InlineData(-1)]
    [InlineData(-1000)]
    public void Account_CacheCutShort_IsIgnored(int length)
    {
        using var test = Mixed();
        FusionRun.Run(test.Project);
        var before = Accounts(test);
        var bytes = File.ReadAllBytes(Cache(test));

        File.WriteAllBytes(Cache(test), bytes[..(length < 0 ? bytes.Length + length : length)]);

        Assert.Equal(before, Accounts(test));
        Assert.Equal(bytes, File.ReadAllBytes(Cache(test)));
    }

    [Fact]
    public void Account_CacheOfGarbage_IsIgnored()
    {
        using var test = Mixed();
        FusionRun.Run(test.Project);
        var before = Accounts(test);
        var random = new Random(1);
        var garbage = new byte[5000];
        for (var i = 0; i < 20; i++)
        {
            random.NextBytes(garbage);
            File.WriteAllBytes(Cache(test), garbage);
            Assert.Equal(before, Accounts(test));
        }
    }

    [Theory]
    [InlineData(24, int.MaxValue)]
    [InlineData(28, 0)]
    [InlineData(28, int.MaxValue)]
    [InlineData(40, int.MaxValue)]
    [InlineData(40, 9999)]
    public void Account_CacheHeaderDamaged_IsIgnored(int offset, int value)
    {
        using var test = Mixed();
        FusionRun.Run(test.Project);
        var before = Accounts(test);
        var bytes = File.ReadAllBytes(Cache(test));
        BitConverter.TryWriteBytes(bytes.AsSpan(offset), value);

        File.WriteAllBytes(Cache(test), bytes);

        Assert.Equal(before, Accounts(test));
    }

    private static string Cache(TestProject test) => Path.Combine(test.Project.Folder, "cache", "blocks.bin");

    private static List<string> Accounts(TestProject test) =>
        [.. test.Project.Store.Clips.All().Select(clip => Text(ClipAccount.Of(test.Project, clip).Account!))];

    private static string Text(Account account) =>
        $"{string.Join(' ', account.Prior)} | {string.Join(" | ", account.Contributions.Select(part => $"{part.Signal} {string.Join(' ', part.Nats)}"))} | {account.Temperature}";

    private static double Distance(float[] one, float[] other, int row)
    {
        var levels = one.Length / Clips;
        return Enumerable.Range(row * levels, levels).Sum(cell => Math.Abs(one[cell] - other[cell])) / 2;
    }

    private static float[] Posteriors(int strong, double weight, out string[] signals)
    {
        using var test = Mixed(strong);
        test.Use(policy => policy with { Weights = policy.Weights.SetItem("captions", weight) });
        FusionRun.Run(test.Project);
        signals = [.. ProjectModel.Learn(test.Project, test.Project.Policy).Blocks().Signals];
        return [.. test.Project.Store.Fusion.Results().OrderBy(result => result.ClipNo).SelectMany(result => result.Posterior)];
    }

    private static void Decide(TestProject test, string clip, string level)
    {
        var session = new ReviewSession(test.Project);
        session.Decide(test.Clip(clip), level, "ann");
        foreach (var (other, answer) in (ReadOnlySpan<(string, string)>)[("c3", "R"), ("c5", "PG-13"), ("c8", "G"), ("c12", "PG"), ("c17", "R"), ("c20", "G")])
            session.Decide(test.Clip(other), answer, "ann");
    }

    /// <summary>Clips whose captions differ by degrees; the first has so many strong words.</summary>
    private static TestProject Mixed(int strong = 3) => new(folder =>
    {
        string[] genres = ["Horror", "Family", "Drama", "Comedy"];
        var catalogue = "clip_id,title,year,duration_min,genres,directors,cast\n";
        var features = "clip_id,captions.words,captions.mild,captions.moderate,captions.strong,captions.slur,captions.sexual\n";
        for (var i = 0; i < Clips; i++)
        {
            catalogue += $"c{i},Clip {i},{1990 + i},{80 + i},{genres[i % 4]},Director {i / 4},\n";
            features += $"c{i},5000,{i * 7 % 11},{i * 5 % 7},{(i == 0 ? strong : i * 3 % 13)},{i % 3},{i % 2}\n";
        }

        folder.Write("data/clips.csv", catalogue);
        folder.Write("data/features.csv", features);
    });
}
