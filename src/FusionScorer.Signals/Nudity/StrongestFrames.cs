namespace FusionScorer.Signals.Nudity;

/// <summary>Keeps the few strongest pictures of a clip while it passes by.</summary>
internal sealed class StrongestFrames(int count, float least)
{
    private readonly List<Kept> _kept = [];

    /// <summary>The pictures kept, in order of time.</summary>
    public IEnumerable<(long Ms, byte[] Rgb24)> InOrder => _kept.OrderBy(frame => frame.Ms).Select(frame => (frame.Ms, frame.Rgb24));

    /// <summary>Offers a picture; it is copied if kept. Among equals the earlier one stays.</summary>
    public void Offer(ReadOnlySpan<byte> rgb24, long ms, NudityScore score)
    {
        // A revealing picture is worth showing, but never instead of a pornographic one.
        var strength = score.Nudity + (0.5f * score.Sexy);
        if (count == 0 || Math.Max(score.Nudity, score.Sexy) < least)
            return;
        if (_kept.Count < count)
        {
            _kept.Add(new Kept(strength, ms, rgb24.ToArray()));
            return;
        }

        var weakest = _kept.MinBy(frame => (frame.Strength, -frame.Ms))!;
        if (strength <= weakest.Strength)
            return;
        rgb24.CopyTo(weakest.Rgb24);
        _kept.Remove(weakest);
        _kept.Add(weakest with { Strength = strength, Ms = ms });
    }

    private sealed record Kept(float Strength, long Ms, byte[] Rgb24);
}
