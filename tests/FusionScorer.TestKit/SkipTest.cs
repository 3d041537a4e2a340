using System.Diagnostics.CodeAnalysis;
using Xunit;

namespace FusionScorer.TestKit;

/// <summary>Leaves a test out when only the running machine can tell that it lacks something. Such tests are <see cref="SkippableFactAttribute"/> or <see cref="SkippableTheoryAttribute"/>.</summary>
public static class SkipTest
{
    /// <summary>Skips the test that runs; the runner counts it as skipped, not as passed.</summary>
    /// <param name="reason">What is lacking; null goes on.</param>
    public static void Because(string? reason) => Skip.If(reason is not null, reason);

    /// <summary>The same where something is needed that may not be there.</summary>
    public static void Without([NotNull] object? needed, string reason)
    {
        Because(needed is null ? reason : null);
        ArgumentNullException.ThrowIfNull(needed);
    }
}
