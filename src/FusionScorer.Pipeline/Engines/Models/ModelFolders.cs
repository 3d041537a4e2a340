namespace FusionScorer.Pipeline.Engines.Models;

/// <summary>Folders that hold models.</summary>
internal static class ModelFolders
{
    /// <summary>Names the environment variable for a folder of models.</summary>
    public const string Variable = "FUSION_MODELS";

    /// <summary>Stores in the order in which they are searched; the first one takes what is pulled.</summary>
    public static IReadOnlyList<string> Stores(Func<string, string?> environment)
    {
        var cached = Path.Combine(Cache(environment), "fusionscorer", "models");
        return environment(Variable) is { Length: > 0 } own ? [Path.GetFullPath(own), cached] : [cached];
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

    private static string Cache(Func<string, string?> environment)
    {
        // The XDG rules: a relative folder counts as unset.
        if (environment("XDG_CACHE_HOME") is { } cache && Path.IsPathFullyQualified(cache))
            return cache;
        var home = environment("HOME") is { Length: > 0 } set ? set : Environment.GetFolderPath(Environment.SpecialFolder.UserProfile);
        return Path.Combine(home, ".cache");
    }
}
