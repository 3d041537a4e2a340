using System.IO.Compression;
using System.Security.Cryptography;
using FusionScorer.Core;
using FusionScorer.Signals.Engines;

namespace FusionScorer.Cli.Commands;

/// <summary>The sample library that comes with the source, and packed into one file with packages.</summary>
/// <param name="Library">The media.</param>
/// <param name="Known">Levels that the library knows already.</param>
/// <param name="Truth">The level that each clip was made to have.</param>
internal sealed record Samples(string Library, string Known, string Truth)
{
    private const string Packed = "data-samples.zip";

    /// <summary>Finds them by <c>FUSION_SAMPLES</c>, else beside or above the program; a package's are unpacked into the cache.</summary>
    /// <param name="environment">Reads a variable.</param>
    /// <param name="programFolder">The program's folder; null for this one's.</param>
    /// <exception cref="BadInputException">They are not there.</exception>
    public static Samples Find(Func<string, string?> environment, string? programFolder = null)
    {
        programFolder ??= AppContext.BaseDirectory;
        if (environment("FUSION_SAMPLES") is { Length: > 0 } named)
            return At(Path.GetFullPath(named)) ?? throw new BadInputException($"FUSION_SAMPLES is {named}, which holds no sample library");
        var packed = Path.Combine(programFolder, Packed);
        if (File.Exists(packed))
            return Unpack(packed, environment);
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            if (At(Path.Combine(folder.FullName, "data-samples")) is { } samples)
                return samples;
        }

        throw new BadInputException("the sample library is not here; run from a clone of the repository, or set FUSION_SAMPLES to its data-samples folder");
    }

    // In a folder of its own first: the place is either absent or complete.
    private static Samples Unpack(string packed, Func<string, string?> environment)
    {
        using var stream = File.OpenRead(packed);
        var place = Path.Combine(EnginePaths.Cache(environment), "samples", Convert.ToHexStringLower(SHA256.HashData(stream))[..12]);
        if (At(place) is { } there)
            return there;
        var work = Directory.CreateDirectory($"{place}.{Path.GetRandomFileName()}").FullName;
        try
        {
            ZipFile.ExtractToDirectory(packed, work);
            Directory.Move(work, place);
        }
        catch (IOException) when (At(place) is not null)
        {
            Directory.Delete(work, recursive: true); // another process was first
        }

        return At(place) ?? throw new BadInputException(packed, 0, "it holds no sample library; install the package again");
    }

    private static Samples? At(string folder) => Directory.Exists(Path.Combine(folder, "library"))
        ? new Samples(Path.Combine(folder, "library"), Path.Combine(folder, "known.csv"), Path.Combine(folder, "truth.csv"))
        : null;
}
