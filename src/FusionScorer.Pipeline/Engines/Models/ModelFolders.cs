using FusionScorer.Signals.Engines;

namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Folders that hold models.</summary>
internal static class ModelFolders
{
    /// <summary>Stores in the order in which they are searched; the first one takes what is pulled.</summary>
    public static IReadOnlyList<string> Stores(Func<string, string?> environment)
    {
        var first = EnginePaths.Models(environment);
        var cached = Path.Combine(EnginePaths.Cache(environment), "models");
        return first == cached ? [first] : [first, cached];
    }

    /// <summary>The <c>models</c> folder of the repository that a program runs from; null when it was installed elsewhere.</summary>
    public static string? Repository(string from)
    {
        for (var folder = new DirectoryInfo(from); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "models", "manifest.json")))
                return Path.Combine(folder.FullName, "models");
        }

        return null;
    }
}
