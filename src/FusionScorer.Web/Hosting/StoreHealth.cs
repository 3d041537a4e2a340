using FusionScorer.Pipeline.Projects;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace FusionScorer.Web.Hosting;

/// <summary>Ready = the project's database answers.</summary>
internal sealed class StoreHealth(Project project) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
        Task.FromResult(project.Store.Policies.Active() is null ? HealthCheckResult.Unhealthy() : HealthCheckResult.Healthy());
}
