using FsCheck;
using FsCheck.Fluent;
using FusionScorer.Signals.Media.Decoding;

namespace FusionScorer.Signals.Tests.Media.Decoding;

public sealed class FrameThinnerTests
{
    [Theory]
    [InlineData("0 500 1000 1500 2000 2500", "0 2000 2500")]
    [InlineData("0 1500 3000 4500", "0 1500 3000 4500")]
    [InlineData("0 1500 1600 3000", "0 1600 3000")]
    [InlineData("0 5000 5001 9000", "0 5000 5001 9000")]
    [InlineData("700", "700")]
    public async Task Offer_EveryTwoSeconds_PassesAsFewAsKeepTheInterval(string offered, string expected) =>
        Assert.Equal(Parse(expected), await ThinAsync(Parse(offered), 2000));

    [Fact]
    public void Offer_AnyTimes_KeepsOrderEndsAndInterval()
    {
        Prop.ForAll<NonNegativeInt[]>(numbers =>
        {
            var offered = numbers.Select(number => (long)number.Get * 100).ToList();
            var passed = ThinAsync(offered, 1000).GetAwaiter().GetResult();
            var rising = new List<long>();
            foreach (var ms in offered.Where(ms => rising.Count == 0 || ms > rising[^1]))
                rising.Add(ms);
            var ends = offered.Count == 0 || (passed[0] == rising[0] && passed[^1] == rising[^1]);
            var close = passed.Zip(passed.Skip(1)).All(pair => pair.Second - pair.First <= 1000 || !rising.Exists(ms => ms > pair.First && ms < pair.Second));
            var rising2 = passed.Zip(passed.Skip(1)).All(pair => pair.First < pair.Second);
            return ends && close && rising2 && passed.All(rising.Contains);
        }).QuickCheckThrowOnFailure();
    }

    private static List<long> Parse(string times) => [.. times.Split(' ').Select(long.Parse)];

    private static async Task<List<long>> ThinAsync(List<long> offered, long interval)
    {
        var passed = new List<long>();
        using var thinner = new FrameThinner(interval, bytes: sizeof(long), (content, ms) =>
        {
            Assert.Equal(ms, BitConverter.ToInt64(content.Span));
            passed.Add(ms);
            return ValueTask.CompletedTask;
        });
        foreach (var ms in offered)
            await thinner.OfferAsync(BitConverter.GetBytes(ms), ms);
        await thinner.FinishAsync();
        return passed;
    }
}
