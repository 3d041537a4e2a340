using System.Globalization;

namespace FusionScorer.Pipeline.Tests.Hostile;

/// <summary>How many damaged files a run takes: a share by default, all thousand with FUSION_HOSTILE_FILES=1000.</summary>
internal static class HostileShare
{
    public const string Variable = "FUSION_HOSTILE_FILES";

    public static int Files(int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var files) ? files : otherwise;
}

/// <summary>Runs alone: memory is measured for the whole process.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class AloneDefinition
{
    public const string Name = "hostile files, alone";
}
