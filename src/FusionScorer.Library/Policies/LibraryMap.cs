using System.Collections.Immutable;
using FusionScorer.Core;
using FusionScorer.Core.Clips;

namespace FusionScorer.Library.Policies;

/// <summary>Where libraries lie on this host, when that differs from the project file: <c>films=/mnt/films;shows=https://media.example/shows</c>.</summary>
public static class LibraryMap
{
    /// <summary>The variable that holds it.</summary>
    public const string Variable = "FUSION_LIBRARIES";

    /// <summary>Puts the places of this host in place of those of the file.</summary>
    /// <param name="libraries">Libraries as the file names them.</param>
    /// <param name="map">The map; null or empty for none.</param>
    /// <param name="folder">Where relative paths start.</param>
    /// <exception cref="BadInputException">The map cannot be read, or names a library that the file does not.</exception>
    public static ImmutableArray<LibraryRoot> Apply(ImmutableArray<LibraryRoot> libraries, string? map, string folder)
    {
        foreach (var entry in (map ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            if (entry.Split('=', 2) is not [{ Length: > 0 } name, { Length: > 0 } place])
                throw new BadInputException($"{Variable}: '{entry}' is not NAME=PATH; write films=/mnt/films;shows=https://media.example/shows");
            var at = libraries.IndexOf(libraries.FirstOrDefault(library => library.Name == name)!);
            if (at < 0)
                throw new BadInputException($"{Variable}: the project has no library '{name}'; it has {string.Join(", ", libraries.Select(library => library.Name))}");
            libraries = libraries.SetItem(at, new LibraryRoot(name, PathOf(place, folder)));
        }

        return libraries;
    }

    /// <summary>The absolute path of a folder, or the address of a server without a slash at its end.</summary>
    /// <exception cref="BadInputException">It is no usable address.</exception>
    public static string PathOf(string text, string folder)
    {
        if (!RemotePath.Is(text))
            return Path.TrimEndingDirectorySeparator(Path.GetFullPath(text, folder));
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.UserInfo.Length == 0 && address.Query.Length == 0 && address.Fragment.Length == 0
            ? $"{address.GetLeftPart(UriPartial.Authority)}{Uri.UnescapeDataString(address.AbsolutePath)}".TrimEnd('/')
            : throw new BadInputException("the address of a library is http(s)://SERVER/PATH, without a name, a password, ? or #");
    }
}
