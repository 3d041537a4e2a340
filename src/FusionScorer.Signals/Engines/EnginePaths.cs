using System.Security.Cryptography;

namespace FusionScorer.Signals.Engines;

/// <summary>Where engines and models lie that were fetched or made at set-up: a cache shared by all projects and clones of a user, safe to delete.</summary>
public static class EnginePaths
{
    /// <summary>Environment variable that names another folder for models.</summary>
    public const string ModelsVariable = "FUSION_MODELS";

    private static readonly Lazy<string> LockHash = new(static () => Convert.ToHexStringLower(SHA256.HashData(Embedded("package-lock.json")))[..16]);

    /// <summary><c>$XDG_CACHE_HOME/fusionscorer</c>, by default <c>~/.cache/fusionscorer</c>.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string Cache(Func<string, string?>? environment = null)
    {
        var cache = (environment ?? Environment.GetEnvironmentVariable)("XDG_CACHE_HOME");
        return string.IsNullOrEmpty(cache)
            ? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache", "fusionscorer")
            : Path.Combine(cache, "fusionscorer");
    }

    /// <summary>The folder of models: <c>FUSION_MODELS</c>, by default <c>models</c> in the cache.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string Models(Func<string, string?>? environment = null)
    {
        var named = (environment ?? Environment.GetEnvironmentVariable)(ModelsVariable);
        return string.IsNullOrEmpty(named) ? Path.Combine(Cache(environment), "models") : Path.GetFullPath(named);
    }

    /// <summary>The <c>node_modules</c> folder with the engines' packages of this build's lock file. It need not exist.</summary>
    /// <param name="environment">Reads a variable; null stands for the process's own environment.</param>
    public static string NpmModules(Func<string, string?>? environment = null) => Path.Combine(Cache(environment), "npm", LockHash.Value, "node_modules");

    /// <summary>The files from which npm installs these packages: what is asked for, the lock file, settings.</summary>
    public static IReadOnlyList<string> PackageFiles { get; } = ["package.json", "package-lock.json", ".npmrc"];

    /// <summary>One of <see cref="PackageFiles"/>, as it was when this program was built.</summary>
    public static byte[] PackageFile(string name) => Embedded(name);

    /// <summary>A file of this assembly by its logical name.</summary>
    internal static byte[] Embedded(string name)
    {
        using var stream = typeof(EnginePaths).Assembly.GetManifestResourceStream(name)
            ?? throw new InvalidOperationException($"the assembly lacks its file {name}");
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }
}
