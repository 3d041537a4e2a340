using FusionScorer.Signals.Media.Decoding;
using Microsoft.Extensions.Time.Testing;

namespace FusionScorer.Signals.Tests.Media.Decoding;

public sealed class PatienceClockTests
{
    private readonly FakeTimeProvider _time = new();

    [Fact]
    public void Over_LimitPasses_IsCancelled()
    {
        using var clock = new PatienceClock(TimeSpan.FromSeconds(10), _time);
        _time.Advance(TimeSpan.FromSeconds(9));
        Assert.False(clock.Over.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(clock.Over.IsCancellationRequested);
    }

    [Fact]
    public async Task HandOver_ObserverTakesLong_DoesNotCount()
    {
        using var clock = new PatienceClock(TimeSpan.FromSeconds(10), _time);
        _time.Advance(TimeSpan.FromSeconds(6));
        var (one, other) = (new TaskCompletionSource(), new TaskCompletionSource());
        var waiting = new[] { clock.HandOverAsync(new ValueTask(one.Task)).AsTask(), clock.HandOverAsync(new ValueTask(other.Task)).AsTask() };
        _time.Advance(TimeSpan.FromHours(1));
        one.SetResult();
        await waiting[0];
        _time.Advance(TimeSpan.FromHours(1));
        other.SetResult();
        await waiting[1];

        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.False(clock.Over.IsCancellationRequested);
        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.True(clock.Over.IsCancellationRequested);
    }
}
