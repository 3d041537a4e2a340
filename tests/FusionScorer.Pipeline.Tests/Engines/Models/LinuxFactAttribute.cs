namespace FusionScorer.Pipeline.Tests.Engines.Models;

/// <summary>A test that needs one of Linux's special files; reported as skipped elsewhere.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class LinuxFactAttribute : FactAttribute
{
    public LinuxFactAttribute() => Skip = OperatingSystem.IsLinux() ? null : "needs a special file of Linux";
}
