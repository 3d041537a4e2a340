using Xunit;

namespace FusionScorer.TestKit.Services;

/// <summary>A test that needs a RabbitMQ broker; skipped, with the reason, where it is not installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class RabbitFactAttribute : FactAttribute
{
    public RabbitFactAttribute() => Skip = RabbitServer.Unavailable;
}
