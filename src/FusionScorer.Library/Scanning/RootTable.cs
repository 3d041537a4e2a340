using FusionScorer.Library.Policies;

namespace FusionScorer.Library.Scanning;

/// <summary>Tables that a user may put at the top of a library.</summary>
internal static class RootTable
{
    /// <summary>Where the table lies.</summary>
    /// <returns>Null when there is none, or it is empty (as pipes are, which would block), or a link that leaves the library.</returns>
    public static string? PathOf(LibraryRoot root, string name)
    {
        var file = new FileInfo(Path.Combine(root.Path, name));
        if (!file.Exists)
            return null;
        var target = RealPath.Of(file.FullName);
        var inside = target is not null && RealPath.Of(root.Path) is { } real && RealPath.IsInside(target, real);
        return inside && new FileInfo(target!).Length > 0 ? file.FullName : null;
    }
}
