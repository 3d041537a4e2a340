using FusionScorer.Core;

namespace FusionScorer.Cli.Commands;

/// <summary>The sample library that comes with the source.</summary>
/// <param name="Library">The media.</param>
/// <param name="Known">Levels that the library knows already.</param>
/// <param name="Truth">The level that each clip was made to have.</param>
internal sealed record Samples(string Library, string Known, string Truth)
{
    /// <summary>Finds them by <c>FUSION_SAMPLES</c>, else above the program.</summary>
    /// <exception cref="BadInputException">They are not there.</exception>
    public static Samples Find(Func<string, string?> environment)
    {
        if (environment("FUSION_SAMPLES") is { Length: > 0 } named)
            return At(Path.GetFullPath(named)) ?? throw new BadInputException($"FUSION_SAMPLES is {named}, which holds no sample library");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
        {
            if (At(Path.Combine(folder.FullName, "data-samples")) is { } samples)
                return samples;
        }

        throw new BadInputException("the sample library is not here; run from a clone of the repository, or set FUSION_SAMPLES to its data-samples folder");
    }

    private static Samples? At(string folder) => Directory.Exists(Path.Combine(folder, "library"))
        ? new Samples(Path.Combine(folder, "library"), Path.Combine(folder, "known.csv"), Path.Combine(folder, "truth.csv"))
        : null;
}
