using FusionScorer.TestKit;

namespace FusionScorer.Core.Tests;

/// <summary>What FusionScorer.Core promises to those who build on it. A change of PublicApi.txt is a change of that promise: look at its diff, and at the version.</summary>
public sealed class PublicApiTests
{
    [Fact]
    public void PublicApi_IsAsPromised() =>
        Snapshot.MatchFile(Repository.At("tests", "FusionScorer.Core.Tests", "PublicApi.txt"), PublicApi.Of(typeof(BadInputException).Assembly));

    [Fact]
    public void Text_TellsWhatCallersSee()
    {
        var text = PublicApi.Of(typeof(PublicApiTests).Assembly, type => type == typeof(Sample<>));

        Assert.Equal(
            """
            public abstract class FusionScorer.Core.Tests.PublicApiTests.Sample<T> : System.IDisposable where T : struct
              protected Sample(string name = "none")
              public const int Most = 3
              public required int? Count { get; init; }
              public string Name { get; protected set; }
              protected virtual System.Threading.Tasks.Task<string?> ReadAsync(System.Func<string, string?>? environment = null)
              public abstract void Dispose()
              public virtual System.Collections.Generic.IReadOnlyList<T> Pick(System.ReadOnlySpan<T> from, ref int at, out T last, params int[] rows)

            """.ReplaceLineEndings("\n"), text);
    }

    public abstract class Sample<T> : IDisposable
        where T : struct
    {
        public const int Most = 3;

        protected Sample(string name = "none") => Name = name;

        private protected Sample(int hidden) => Name = $"{hidden}";

        public string Name { get; protected set; }

        public required int? Count { get; init; }

        public virtual IReadOnlyList<T> Pick(ReadOnlySpan<T> from, ref int at, out T last, params int[] rows)
        {
            last = from[at += rows.Length];
            return [last];
        }

        public abstract void Dispose();

        protected virtual Task<string?> ReadAsync(Func<string, string?>? environment = null) => Task.FromResult(environment?.Invoke(Name));

        private protected void Hidden() => Name = "";
    }
}
