using FusionScorer.Signals.Speech.VoiceActivity;

namespace FusionScorer.Signals.Tests.Speech.VoiceActivity;

public sealed class TimeMapTests
{
    private readonly TimeMap _map = new();

    public TimeMapTests()
    {
        _map.Add(1000, 100);
        _map.Add(5000, 50);
        _map.Add(9000, 10);
    }

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(99, 1099)]
    [InlineData(100, 5000)]
    [InlineData(149, 5049)]
    [InlineData(150, 9000)]
    [InlineData(160, 9010)]
    public void Start_WhereTwoPartsMeet_BelongsToTheSecond(long sample, long expected) => Assert.Equal(expected, _map.Start(sample));

    [Theory]
    [InlineData(0, 1000)]
    [InlineData(100, 1100)]
    [InlineData(101, 5001)]
    [InlineData(150, 5050)]
    [InlineData(160, 9010)]
    public void End_WhereTwoPartsMeet_BelongsToTheFirst(long sample, long expected) => Assert.Equal(expected, _map.End(sample));

    [Theory]
    [InlineData(-5, 1000)]
    [InlineData(161, 9010)]
    public void Start_Outside_IsClamped(long sample, long expected)
    {
        Assert.Equal(expected, _map.Start(sample));
        Assert.Equal(expected, _map.End(sample));
    }
}
